package shrink

import (
	"cmp"
	"maps"
	"slices"

	"bottleneck/wasm/binary"
)

// Calls. Before each one Go's code pushes its return address on Go's own stack, in twenty bytes that are the same
// everywhere but for one or two: the address is the number of the function, which base keeps in a local, and the number of a place in it. Two kinds of
// helpers say them once. One pushes an address at place k, so that all that is left of it in the code is which one is
// called; the other calls, too, a function that does not come back: that of a nil pointer, and that of a full stack.

const (
	// opPush is not an instruction of WebAssembly: it pushes the return address arg, and puts 0 on the stack for the call behind it.
	// Once base has run, local offset has the function's number and arg is the place.
	opPush = 0xf0
	// opLeave pushes the same, calls callee, which does not come back, and returns 1.
	opLeave = 0xf1

	opI32Sub = 0x6b
	opI32Eqz = 0x45
	opI64Shr = 0x88

	often = 16 // uses that make a helper worth its bytes
)

// pushType is the type of helpers: they take an address without the place, and return what the next call takes.
var pushType = []byte{binary.FuncType, 1, byte(binary.I64), 1, byte(binary.I32)}

var (
	pushing  = []instr{{op: opLocalGet, arg: 1}, {op: opI32Const, arg: 8}, {op: opI32Sub}, {op: opLocalTee, arg: 1}, {op: opGlobalSet}, {op: opLocalGet, arg: 1}}
	storing  = instr{op: 0x37, arg: 3} // i64.store
	direct   = []instr{{op: opI32Const}, {op: opCall}}
	indirect = []instr{{op: opI64Const, arg: 16}, {op: opI64Shr}, {op: opI32Wrap}, {op: opLocalSet}, {op: opI32Const}, {op: opLocalGet}, {op: opCallIndirect}}
	called   = []instr{{op: opGlobalGet}, {op: opLocalSet, arg: 1}} // the stack may have moved
	unwound  = []instr{{op: opIf, arg: noResult}, {op: opI32Const, arg: 1}, {op: opReturn}, {op: opEnd}}
)

// begins says whether code begins with these instructions; a call may be one of anything.
func begins(code, with []instr) bool {
	if len(code) < len(with) {
		return false
	}
	for i, w := range with {
		if in := code[i]; in.op != w.op || in.arg != w.arg && w.op != opCall && w.op != opCallIndirect || in.offset != w.offset {
			return false
		}
	}
	return true
}

// pushes turns what calls begin with into opPush, and calls that do not come back into opLeave. Local 1 has to be SP.
func pushes(code []instr) []instr {
	var out []instr
	for i := 0; i < len(code); i++ {
		at := i + len(pushing)
		if !begins(code[i:], pushing) || at+1 >= len(code) || code[at].op != opI64Const || code[at].arg>>16 <= 0 || !begins(code[at+1:], []instr{storing}) {
			out = append(out, code[i])
			continue
		}
		push, rest := instr{op: opPush, arg: code[at].arg}, code[at+2:]
		switch {
		case begins(rest, slices.Concat(direct, called)):
			next := rest[len(direct)+len(called):]
			if last := len(out) - 1; last >= 0 && is(out[last], opIf, noResult) && begins(next, append(slices.Clip(unwound), instr{op: opEnd})) {
				out = append(out, instr{op: opLeave, arg: push.arg, callee: rest[1].arg})
				i = at + 1 + len(direct) + len(called) + len(unwound)
				continue
			}
			out = append(out, push)
			i = at + 2 // and the 0
		case begins(rest, slices.Concat(indirect, called)):
			out = append(append(out, rest[:4]...), push) // the place of the function to call stays behind what was pushed
			i = at + 6
		default:
			out = append(out, code[i])
		}
	}
	return out
}

// long is opPush or opLeave in Go's words; address puts the address on the stack.
func (in instr) long(address ...instr) []instr {
	code := slices.Concat(pushing, address, []instr{storing, direct[0]})
	if in.op == opLeave {
		code = slices.Concat(code, []instr{{op: opCall, arg: in.callee}}, called, unwound)
	}
	return code
}

// leave identifies a call that does not come back.
type leave struct{ callee, place int64 }

// helpers are the functions that stand before those of the program.
type helpers struct {
	imports int64
	pushes  map[int64]int64 // place -> number
	leaves  map[leave]int64
	bodies  [][]byte
}

// help makes the helpers that these functions have use for, and lets them use them. imports is how many functions are imported.
// Where functions are named, by their numbers, there are no helpers.
func help(functions []*function, imports int, named bool) *helpers {
	h := &helpers{imports: int64(imports), pushes: map[int64]int64{}, leaves: map[leave]int64{}}
	places, leaves := map[int64]int{}, map[leave]int{}
	for in := range instructions(functions) {
		switch in.op {
		case opPush:
			places[in.arg]++
		case opLeave:
			leaves[leave{in.callee, in.arg}]++
		}
	}
	if named {
		clear(places)
		clear(leaves)
	}
	for l, n := range leaves {
		if n < often {
			places[l.place] += n
			delete(leaves, l)
		}
	}
	for place, n := range places {
		if place > 0 && n < often {
			places[0] += n // it goes by the helper of place 0
			delete(places, place)
		}
	}
	if places[0] < often {
		delete(places, 0)
	}
	for _, p := range byCount(places, cmp.Compare[int64]) {
		h.pushes[p] = h.imports + int64(len(h.bodies))
		h.bodies = append(h.bodies, pushBody(p, nil))
	}
	for _, l := range byCount(leaves, func(a, b leave) int {
		return cmp.Or(cmp.Compare(a.callee, b.callee), cmp.Compare(a.place, b.place))
	}) {
		h.leaves[l] = h.imports + int64(len(h.bodies))
		h.bodies = append(h.bodies, nil)
	}
	for l, at := range h.leaves { // their calls know by now how many helpers there are
		h.bodies[at-h.imports] = pushBody(l.place, []instr{{op: opCall, arg: h.moved(l.callee)}, {op: opI32Eqz},
			{op: opIf, arg: noResult}, {op: opUnreachable}, {op: opEnd}, {op: opI32Const, arg: 1}})
	}
	for _, f := range functions {
		f.head = h.apply(f.head)
		for s, code := range f.segments {
			f.segments[s] = h.apply(code)
		}
	}
	return h
}

// byCount returns the keys, the most frequent first.
func byCount[K comparable](count map[K]int, order func(a, b K) int) []K {
	return slices.SortedFunc(maps.Keys(count), func(a, b K) int { return cmp.Or(cmp.Compare(count[b], count[a]), order(a, b)) })
}

// moved is the number of a function, which was at, behind the helpers.
func (h *helpers) moved(at int64) int64 {
	if at < h.imports {
		return at
	}
	return at + int64(len(h.bodies))
}

// apply writes code with the helpers.
func (h *helpers) apply(code []instr) []instr {
	var out []instr
	push := func(in instr) {
		base := instr{op: opLocalGet, arg: in.offset}
		place := []instr{base, {op: opI64Const, arg: in.arg}, {op: opI64Or}}
		if at, found := h.pushes[in.arg]; found {
			out = append(out, base, instr{op: opCall, arg: at})
		} else if at, found := h.pushes[0]; found {
			out = append(append(out, place...), instr{op: opCall, arg: at})
		} else {
			out = append(out, instr{op: opPush}.long(place...)...)
		}
	}
	for _, in := range code {
		switch in.op {
		case opPush:
			push(in)
		case opLeave:
			if at, found := h.leaves[leave{in.callee, in.arg}]; found {
				out = append(out, instr{op: opLocalGet, arg: in.offset}, instr{op: opCall, arg: at}, instr{op: opReturn})
				break
			}
			push(in)
			out = slices.Concat(out, []instr{{op: opCall, arg: h.moved(in.callee)}}, called, unwound)
		case opCall:
			if at := h.moved(in.arg); at != in.arg {
				in.arg, in.bytes = at, nil
			}
			out = append(out, in)
		default:
			out = append(out, in)
		}
	}
	return out
}

// pushBody is a helper's body: it pushes an address at the place, puts 0 on the stack, and does what follows.
func pushBody(place int64, then []instr) []byte {
	b := []byte{1, 1, byte(binary.I32)} // local 1: SP
	for _, in := range slices.Concat([]instr{{op: opGlobalGet}, {op: opI32Const, arg: 8}, {op: opI32Sub}, {op: opLocalTee, arg: 1}, {op: opGlobalSet},
		{op: opLocalGet, arg: 1}, {op: opLocalGet}, {op: opI64Const, arg: place}, {op: opI64Or}, storing, {op: opI32Const}}, then, []instr{{op: opEnd}}) {
		b = in.append(b)
	}
	return b
}

// instructions walks all instructions.
func instructions(functions []*function) func(yield func(instr) bool) {
	return func(yield func(instr) bool) {
		for _, f := range functions {
			for _, code := range append([][]instr{f.head}, f.segments...) {
				for _, in := range code {
					if !yield(in) {
						return
					}
				}
			}
		}
	}
}
