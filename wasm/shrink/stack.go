package shrink

// Offsets from SP. The runtime keeps the stack within the memory, so that SP plus an offset into the frame never passes
// 2^32, and a load or store may add it as well.

// fold gives loads and stores the offset that is added to SP right before: it turns
//
//	local.get 1, i32.const C, i32.add, a value, store offset
//
// into local.get 1, the value, store offset+C. Local 1 has to be SP.
func fold(code []instr) []instr {
	gone := make([]bool, len(code))
	for i := 0; i+2 < len(code); i++ {
		if is(code[i], opLocalGet, 1) && code[i+1].op == opI32Const && code[i+1].arg >= 0 && code[i+2].op == opI32Add {
			if user := user(code[i+3:]); user != nil && user.offset+code[i+1].arg < 1<<31 {
				user.offset += code[i+1].arg
				user.bytes = nil
				gone[i+1], gone[i+2] = true, true
			}
		}
	}
	var out []instr
	for i, in := range code {
		if !gone[i] {
			out = append(out, in)
		}
	}
	return out
}

// user returns the load or store that takes as its address what is on the top of the stack before code, or nil.
func user(code []instr) *instr {
	depth := 1
	for i := range code {
		takes, puts, known := code[i].effect()
		if !known {
			return nil
		}
		if takes >= depth {
			if (code[i].loads() || code[i].stores()) && takes == depth {
				return &code[i]
			}
			return nil
		}
		depth += puts - takes
	}
	return nil
}

// pop joins the two additions to SP at the end of a function: of its frame, and of its return address.
func pop(code []instr) []instr {
	set := []instr{{op: opI32Const}, {op: opI32Add}, {op: opLocalTee, arg: 1}, {op: opGlobalSet}}
	sets := func(code []instr) bool {
		for i, in := range set {
			if i >= len(code) || code[i].op != in.op || i > 0 && code[i].arg != in.arg {
				return false
			}
		}
		return true
	}
	var out []instr
	for i := 0; i < len(code); i++ {
		if next := i + len(set) + 1; sets(code[i:]) && next <= len(code) && is(code[next-1], opLocalGet, 1) && sets(code[next:]) {
			code[next].arg = int64(int32(code[next].arg + code[i].arg))
			code[next].bytes = nil
			i = next - 1
			continue
		}
		out = append(out, code[i])
	}
	return out
}

func is(in instr, op byte, arg int64) bool { return in.op == op && in.arg == arg }
