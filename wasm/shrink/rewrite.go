package shrink

import (
	"fmt"
	"slices"

	"bottleneck/wasm/binary"
)

// jump turns jumps to later segments into branches to where they begin. Go's compiler writes every jump as one through
// the table: i32.const number, local.set 0, br to the loop. Nothing else reads local 0 (split sees to that).
func (f *function) jump() error {
	entries := 0
	for s, code := range f.segments {
		var out []instr
		for i := 0; i < len(code); i++ {
			in := code[i]
			if in.to == entry {
				if in.op != opBr || i < 2 || code[i-1].op != opLocalSet || code[i-1].arg != 0 || code[i-2].op != opI32Const {
					return fmt.Errorf("segment %d jumps without a number", s)
				}
				number := code[i-2].arg
				if number < 0 || number >= int64(len(f.table)) {
					return fmt.Errorf("segment %d jumps to %d of %d", s, number, len(f.table))
				}
				if t := int64(f.table[number]); t > int64(s) {
					out = out[:len(out)-2]
					in = instr{op: opBr, arg: t, to: segmentStart}
				} else {
					entries++
				}
			}
			out = append(out, in)
		}
		f.segments[s] = out
	}
	if entries == 0 {
		f.loops = false // each jump was to the loop, and none is left
	}
	return nil
}

// leave turns branches to the end of the function, which returns 1 there, into returns of 1: compressed, the same
// bytes everywhere are less than a label that differs from place to place.
func (f *function) leave() {
	for s, code := range f.segments {
		var out []instr
		for _, in := range code {
			switch {
			case in.to == unwind && in.op == opBrIf:
				out = append(out, instr{op: opIf, arg: noResult}, instr{op: opI32Const, arg: 1}, instr{op: opReturn}, instr{op: opEnd})
			case in.to == unwind:
				out = append(out, instr{op: opI32Const, arg: 1}, instr{op: opReturn})
			default:
				out = append(out, in)
			}
		}
		f.segments[s] = out
	}
	f.unwinds = false
}

// condition turns an if around nothing but a branch into a conditional branch.
func condition(code []instr) []instr {
	out := code[:0:0]
	for i := 0; i < len(code); i++ {
		in := code[i]
		if i+2 < len(code) && in.op == opIf && in.arg == noResult && code[i+1].op == opBr && code[i+2].op == opEnd {
			b := code[i+1]
			if b.to != inner || b.arg > 0 {
				if b.to == inner {
					b.arg-- // the if is no longer around it
				}
				b.op, b.bytes = opBrIf, nil
				out = append(out, b)
				i += 2
				continue
			}
		}
		out = append(out, in)
	}
	return out
}

// address shortens how an address is computed: in 64 bits, to be cut to 32. The low 32 bits of a sum depend on the low
// 32 bits of its parts only.
func address(code []instr) []instr {
	var out []instr
	last := func(n int) *instr {
		if len(out) < n {
			return new(instr)
		}
		return &out[len(out)-n]
	}
	for _, in := range code {
		out = append(out, in)
		if in.op != opI32Wrap {
			continue
		}
		switch {
		case last(2).op == opI64ExtendU:
			out = out[:len(out)-2]
		case last(2).op == opI64Const:
			out = append(out[:len(out)-2], instr{op: opI32Const, arg: int64(int32(last(2).arg))})
		case last(2).op == opI64Add && last(3).op == opI64Const:
			c := instr{op: opI32Const, arg: int64(int32(last(3).arg))}
			out = out[:len(out)-3]
			if last(1).op == opI64ExtendU {
				out = out[:len(out)-1]
			} else {
				out = append(out, instr{op: opI32Wrap})
			}
			out = append(out, c, instr{op: opI32Add})
		}
	}
	return out
}

// base keeps in a new local the high bits that most constants of the function have in common: those of its return
// addresses, of which only the low 16 bits differ, the place. They are the number of the function; where its frame is steady, calls
// that do not come back all do so from place 1, as nothing but the frame's size is asked about the place of a call that failed.
func (f *function) base(steady map[int64]bool) {
	count := map[int64]int{}
	for _, code := range f.segments {
		for _, in := range code {
			if (in.op == opI64Const || in.op == opPush || in.op == opLeave) && in.arg>>16 > 0 {
				count[in.arg>>16]++
			}
		}
	}
	high := int64(0)
	for h, n := range count {
		if n > count[high] || n == count[high] && h < high {
			high = h
		}
	}
	if high == 0 {
		return
	}
	local := f.insertLocal()
	f.head = append(slices.Clip(f.head), instr{op: opI64Const, arg: high << 16}, instr{op: opLocalSet, arg: local})
	for s, code := range f.segments {
		var out []instr
		for _, in := range code {
			own := in.arg>>16 == high
			switch {
			case in.op == opI64Const && own:
				out = append(out, instr{op: opLocalGet, arg: local}, instr{op: opI64Const, arg: in.arg & 0xffff}, instr{op: opI64Or})
			case (in.op == opPush || in.op == opLeave) && own:
				in.arg, in.offset = in.arg&0xffff, local
				if in.op == opLeave && in.arg > 0 && steady[high] {
					in.arg = 1
				}
				out = append(out, in)
			case in.op == opPush || in.op == opLeave:
				out = append(out, in.long(instr{op: opI64Const, arg: in.arg})...)
			default:
				out = append(out, in)
			}
		}
		f.segments[s] = out
	}
}

// insertLocal declares a local of type i64 behind the copy of SP, and moves those behind it. It has the same number in
// nearly all functions, and so the same bytes.
func (f *function) insertLocal() int64 {
	local, group := int64(1), 0 // local 0 is the parameter
	if len(f.locals) > 0 && f.locals[0] == (locals{1, binary.I32}) {
		local, group = 2, 1
	}
	if group < len(f.locals) && f.locals[group].kind == binary.I64 {
		f.locals[group].count++
	} else {
		f.locals = slices.Insert(f.locals, group, locals{1, binary.I64})
	}
	for _, code := range append([][]instr{f.head}, f.segments...) {
		for i := range code {
			if in := &code[i]; in.op >= opLocalGet && in.op <= opLocalTee && in.arg >= local {
				in.arg++
				in.bytes = nil
			}
		}
	}
	return local
}
