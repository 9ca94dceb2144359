package kernels

// Atomic instructions: https://webassembly.github.io/threads/core/binary/instructions.html. They are valid on unshared
// memory too, where wait traps.

// atomicOp is an instruction with the prefix of atomics, on a word at offset from its first operand.
func atomicOp(signature string, code byte, offset int) op {
	return instruction(signature, at([]byte{0xfe, code}, 2, offset)...)
}

func atomicLoad(p value, offset int) value { return atomicOp("ii", 0x10, offset)(p) }

// atomicSwap stores v at p+offset if the word there is expected. Its value is the word that was there.
func atomicSwap(p value, offset int, expected, v value) value {
	return atomicOp("iiii", 0x48, offset)(p, expected, v)
}

// atomicTake stores 0 at p+offset. Its value is the word that was there.
func atomicTake(p value, offset int) value { return atomicOp("iii", 0x41, offset)(p, number(0)) }

// wait sleeps while the word at p+offset is v, for a time in nanoseconds, or forever if it is negative.
func (f *fn) wait(p value, offset int, v value, ns int64) {
	f.drop(atomicOp("iili", 0x01, offset)(p, v, number64(ns)))
}

// notify wakes up to n who sleep on the word at p+offset.
func (f *fn) notify(p value, offset, n int) { f.drop(atomicOp("iii", 0x00, offset)(p, number(n))) }

// atomicAdd adds n to the word at p+offset.
func (f *fn) atomicAdd(p value, offset, n int) { f.drop(atomicOp("iii", 0x1e, offset)(p, number(n))) }

func (f *fn) atomicStore(p value, offset int, v value) {
	f.want(v, i32)
	f.write([]byte{0xfe, 0x17}, 2, p, offset, v)
}

// drop runs v for its effect.
func (f *fn) drop(v value) { f.body = append(append(f.body, v.code...), 0x1a) }
