package shrink

import (
	"bytes"
	"encoding/binary"
	"math/big"
	"math/bits"
)

// Go's conversions between numbers and text have a table of powers of ten (internal/strconv/pow10tab.go): of each the first 128 bits, the upper half first.
// Nothing compresses it, and each power follows from the one before.
const (
	leastPower = -348
	mostPower  = 347
	powerBytes = 16
)

// power is the mantissa of a power of ten, its first bit set, the lowest word first. What is beyond the 128 bits of the table keeps the error of all steps
// away from them.
type power [3]uint64

// firstPower is the least, more than it by far less than the table sees, and by more than all steps lose: powers that are whole stay whole.
func firstPower() power {
	exact := new(big.Int).Lsh(big.NewInt(1), 1284+64) // 10^-348 is 2^-1284 times a number of 128 bits
	exact.Quo(exact, new(big.Int).Exp(big.NewInt(10), big.NewInt(-leastPower), nil))
	exact.Add(exact, big.NewInt(1<<14))
	var p power
	for i := range p {
		p[i] = new(big.Int).Rsh(exact, uint(64*i)).Uint64()
	}
	return p
}

// next is ten times p: a quarter more, and halved where that has a bit too many.
func (p power) next() power {
	a, carry := bits.Add64(p[0], p[0]>>2|p[1]<<62, 0)
	b, carry := bits.Add64(p[1], p[1]>>2|p[2]<<62, carry)
	c, carry := bits.Add64(p[2], p[2]>>2, carry)
	if carry == 0 {
		return power{a, b, c}
	}
	return power{a>>1 | b<<63, b>>1 | c<<63, c>>1 | 1<<63}
}

// tableOfPowers is the table as it lies in the memory.
func tableOfPowers() (table []byte) {
	p := firstPower()
	for range mostPower - leastPower + 1 {
		table = binary.LittleEndian.AppendUint64(table, p[2])
		table = binary.LittleEndian.AppendUint64(table, p[1])
		p = p.next()
	}
	return table
}

// powers is a table of powers of ten; at is where it lies in the image, -1 where a program has none.
type powers struct{ at int }

func findPowers(image []byte) powers { return powers{bytes.Index(image, tableOfPowers())} }

// leaveOut clears the table.
func (p powers) leaveOut(image []byte) {
	if p.at >= 0 {
		clear(image[p.at : p.at+powerBytes*(mostPower-leastPower+1)])
	}
}

// code writes the table; base is the address of the image, i a local of 32 bits, and words, the first of five of 64, hold the power, the next one's carry and
// a sum.
func (p powers) code(base uint32, i, words int64) (code []instr) {
	if p.at < 0 {
		return nil
	}
	const (
		ltU    = 0x54 // i64.lt_u
		extend = opI64ExtendU
		shl    = 0x86
		shrU   = 0x88
		put    = 0x37 // i64.store
	)
	var (
		carry, sum = words + 3, words + 4
		table      = int64(base) + int64(p.at)
	)
	is := func(in ...instr) { code = append(code, in...) }
	op := func(o byte) instr { return instr{op: o} }
	get := func(local int64) instr { return instr{op: opLocalGet, arg: local} }
	set := func(local int64) instr { return instr{op: opLocalSet, arg: local} }
	number := func(n uint64) instr { return instr{op: opI64Const, arg: int64(n)} }
	// word k of the power, shifted to the right by so many bits, with those of the word above
	shifted := func(k, by int64) {
		is(get(words+k), number(uint64(by)), op(shrU))
		if k < 2 {
			is(get(words+k+1), number(uint64(64-by)), op(shl), op(opI64Or))
		}
	}

	for k, word := range firstPower() {
		is(number(word), set(words+int64(k)))
	}
	is(instr{op: opI32Const}, set(i), instr{op: opLoop, arg: noResult})
	is(get(i), get(words+2), instr{op: put, arg: 3, offset: table})
	is(get(i), get(words+1), instr{op: put, arg: 3, offset: table + 8})
	is(number(0), set(carry))
	for k := range int64(3) {
		word := words + k
		shifted(k, 2)
		is(get(word), op(opI64Add), instr{op: opLocalTee, arg: sum}, get(word), op(ltU), op(extend)) // the carry of the sum
		is(get(sum), get(carry), op(opI64Add), instr{op: opLocalTee, arg: word}, get(sum), op(ltU), op(extend))
		is(op(opI64Or), set(carry))
	}
	is(get(carry), op(opI32Wrap), instr{op: opIf, arg: noResult})
	for k := range int64(3) {
		shifted(k, 1)
		if k == 2 {
			is(number(1<<63), op(opI64Or))
		}
		is(set(words + k))
	}
	is(op(opEnd))
	is(get(i), instr{op: opI32Const, arg: powerBytes}, op(opI32Add), instr{op: opLocalTee, arg: i})
	is(instr{op: opI32Const, arg: powerBytes * (mostPower - leastPower + 1)}, op(0x49), instr{op: opBrIf}, op(opEnd)) // i32.lt_u
	return code
}
