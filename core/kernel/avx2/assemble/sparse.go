package assemble

import (
	"fmt"

	"github.com/mmcloughlin/avo/attr"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// Products whose first operand has many zeros leave these out: a list of a row says which numbers are none, and where the rows of b are that
// they multiply.

const (
	sparsePair = 4 // vectors of two rows at a time; more are enough for one row to keep the processor busy
	sparseRow  = 8
)

func (a *assembler) sparse() {
	a.list()
	for _, kind := range []string{"plain", "fused"} {
		for vectors := 1; vectors <= sparseRow; vectors++ {
			a.sparseStrip(kind, vectors)
		}
	}
}

func (a *assembler) list() {
	const name = "list"
	a.function(name, "func(values *float32, places *int32, x *float32, n, step uintptr, patterns *int32) uintptr",
		"writes the numbers of x that are not 0, a multiple of eight, and their indices times step, and returns how many. patterns brings the lanes of each mask to the front.")
	values, places, x, n, patterns := a.word("values"), a.word("places"), a.word("x"), a.word("n"), a.word("patterns")
	step, count, i, mask, at, bits := a.word("step"), a.GP64(), a.GP64(), a.GP64(), a.GP64(), a.GP64()
	steps, eight, zero := a.YMM(), a.YMM(), a.YMM()
	single := a.XMM()
	a.VMOVD(step.As32(), single)
	a.VPBROADCASTD(single, eight)
	numbers := a.StaticGlobal("lanes")
	a.DataAttributes(attr.RODATA | attr.NOPTR)
	for v := range uint32(8) {
		a.AppendDatum(operand.U32(v))
	}
	a.VPMULLD(numbers, eight, steps)
	a.VPSLLD(operand.U8(3), eight, eight)
	a.zero(zero)
	a.XORQ(count, count)
	a.XORQ(i, i)
	a.JMP(operand.LabelRef(name + "_test"))
	a.Label(name + "_next")
	v, p, picked := a.YMM(), a.YMM(), a.YMM()
	a.VMOVUPS(operand.Mem{Base: x, Index: i, Scale: 4}, v)
	a.VCMPPS(operand.U8(0x04), zero, v, picked) // not equal, or NaN
	a.VMOVMSKPS(picked, mask.As32())
	a.MOVQ(mask, at)
	a.SHLQ(operand.U8(5), at)
	a.VMOVDQU(operand.Mem{Base: patterns, Index: at, Scale: 1}, p)
	a.VPERMPS(v, p, v)
	a.VMOVUPS(v, operand.Mem{Base: values, Index: count, Scale: 4})
	a.VPERMD(steps, p, p)
	a.VMOVDQU(p, operand.Mem{Base: places, Index: count, Scale: 4})
	a.POPCNTQ(mask, bits)
	a.ADDQ(bits, count)
	a.VPADDD(eight, steps, steps)
	a.ADDQ(operand.U8(8), i)
	a.Label(name + "_test")
	a.CMPQ(i, n)
	a.JB(operand.LabelRef(name + "_next"))
	a.VZEROUPPER()
	a.Store(count, a.ReturnIndex(0))
	a.RET()
}

// sparseStrip computes some columns of one row, or of two whose lists are beside each other: a sum has to wait for its latest addition, and
// few sums are not enough to fill that time.
func (a *assembler) sparseStrip(kind string, vectors int) {
	rows := 1
	if vectors <= sparsePair {
		rows = 2
	}
	name := fmt.Sprintf("%sSparse%d", kind, 8*vectors)
	a.function(name, "func(c *float32, ldc uintptr, values *float32, places *int32, ldl uintptr, counts *uintptr, b *float32, acc uintptr)",
		fmt.Sprintf("computes %d numbers of %d rows of c, the sums of listed values times the rows of b at their places, added to c where acc is not 0. Lists are ldl bytes apart.", 8*vectors, rows))
	label := func(s string) operand.LabelRef { return operand.LabelRef(name + "_" + s) }
	c, ldc, acc := a.word("c"), a.word("ldc"), a.word("acc")
	sums := make([][]reg.VecVirtual, rows)
	each := func(do func(m operand.Mem, y reg.VecVirtual)) {
		for r := range sums {
			for v := range sums[r] {
				m := operand.Mem{Base: c, Disp: 32 * v}
				if r > 0 {
					m.Index, m.Scale = ldc, 1
				}
				do(m, sums[r][v])
			}
		}
	}
	for r := range sums {
		sums[r] = make([]reg.VecVirtual, vectors)
		for v := range sums[r] {
			sums[r][v] = a.YMM()
			a.zero(sums[r][v])
		}
	}
	a.TESTQ(acc, acc)
	a.JZ(label("begin"))
	each(func(m operand.Mem, y reg.VecVirtual) { a.VMOVUPS(m, y) })
	a.Label(name + "_begin")
	b, counts := a.word("b"), a.word("counts")
	values, places, left := make([]reg.GPVirtual, rows), make([]reg.GPVirtual, rows), make([]reg.GPVirtual, rows)
	for r := range rows {
		values[r], places[r], left[r] = a.word("values"), a.word("places"), a.GP64()
		a.MOVQ(operand.Mem{Base: counts, Disp: 8 * r}, left[r])
		if r > 0 {
			a.ADDQ(a.param("ldl"), values[r])
			a.ADDQ(a.param("ldl"), places[r])
		}
	}
	at, s := a.GP64(), a.YMM()
	step := func(r int) {
		a.MOVLQSX(operand.Mem{Base: places[r]}, at)
		a.VBROADCASTSS(operand.Mem{Base: values[r]}, s)
		for v := range sums[r] {
			a.mulAdd(kind, operand.Mem{Base: b, Index: at, Scale: 1, Disp: 32 * v}, s, sums[r][v], v == vectors-1)
		}
		a.ADDQ(operand.U8(4), places[r])
		a.ADDQ(operand.U8(4), values[r])
	}
	if rows == 2 { // as long as both have numbers
		both := a.GP64()
		a.MOVQ(left[0], both)
		a.CMPQ(left[1], both)
		a.CMOVQCS(left[1], both)
		a.SUBQ(both, left[0])
		a.SUBQ(both, left[1])
		a.TESTQ(both, both)
		a.JZ(label("both_end"))
		a.Label(name + "_both")
		step(0)
		step(1)
		a.DECQ(both)
		a.JNZ(label("both"))
		a.Label(name + "_both_end")
	}
	for r := range rows {
		next, end := fmt.Sprintf("row%d", r), fmt.Sprintf("row%d_end", r)
		a.TESTQ(left[r], left[r])
		a.JZ(label(end))
		a.Label(name + "_" + next)
		step(r)
		a.DECQ(left[r])
		a.JNZ(label(next))
		a.Label(name + "_" + end)
	}
	each(func(m operand.Mem, y reg.VecVirtual) { a.VMOVUPS(y, m) })
	a.VZEROUPPER()
	a.RET()
}
