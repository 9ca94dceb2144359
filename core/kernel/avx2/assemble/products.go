package assemble

import (
	"fmt"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// rows is the largest height of a tile: with two vectors a row, twelve sums stay in registers, beside two vectors of b, a number of a and its product.
const rows = 6

// products writes tiles of one to six rows and sixteen columns, in both arithmetics. Each sum is one lane of a register, and takes its terms in the order of k.
func (a *assembler) products() {
	for m := 1; m <= rows; m++ {
		a.tile("plain", m)
		a.tile("fused", m)
	}
	a.transpose()
	a.copyRows(1)
	a.copyRows(2)
	a.function("pause", "func()", "lets the processor rest for some cycles, as a loop that only looks should.")
	a.PAUSE()
	a.RET()
}

const tileSignature = "func(c *float32, ldc uintptr, a *float32, ai, al uintptr, b *float32, bl, k, acc uintptr)"

func (a *assembler) tile(kind string, m int) {
	name := fmt.Sprintf("%s%d", kind, m)
	a.function(name, tileSignature,
		fmt.Sprintf("computes %d rows of sixteen numbers of c, the products of the same rows of a and k rows of b, added to c where acc is not 0. Strides are in bytes: ldc from row to row of c, ai and al of a, bl from row to row of b.", m))
	c, ldc := a.word("c"), a.word("ldc")
	x, ai, al := a.word("a"), a.word("ai"), a.word("al")
	b, bl, k, acc := a.word("b"), a.word("bl"), a.word("k"), a.word("acc")
	// A row's address is one of two bases with one of two strides.
	upper := func(base, stride reg.GPVirtual) func(i int) operand.Mem {
		second := base
		if m > 3 {
			second = a.GP64()
			a.LEAQ(operand.Mem{Base: base, Index: stride, Scale: 2}, second)
			a.ADDQ(stride, second)
		}
		return func(i int) operand.Mem {
			at := operand.Mem{Base: base}
			if i > 2 {
				at.Base = second
			}
			if i%3 > 0 {
				at.Index, at.Scale = stride, uint8(i%3)
			}
			return at
		}
	}
	rowOfC, rowOfA := upper(c, ldc), upper(x, ai)
	sums := make([][2]reg.VecVirtual, m)
	for i := range sums {
		for half := range 2 {
			sums[i][half] = a.YMM()
			a.zero(sums[i][half])
		}
	}
	loop := name + "_k"
	a.TESTQ(acc, acc)
	a.JZ(operand.LabelRef(name + "_begin"))
	for i := range sums {
		for half := range 2 {
			a.VMOVUPS(rowOfC(i).Offset(32*half), sums[i][half])
		}
	}
	a.Label(name + "_begin")
	a.TESTQ(k, k)
	a.JZ(operand.LabelRef(name + "_end"))
	a.Label(loop)
	b0, b1, s := a.YMM(), a.YMM(), a.YMM()
	a.VMOVUPS(operand.Mem{Base: b}, b0)
	a.VMOVUPS(operand.Mem{Base: b, Disp: 32}, b1)
	for i := range sums {
		a.VBROADCASTSS(rowOfA(i), s)
		a.mulAdd(kind, b0, s, sums[i][0], false)
		a.mulAdd(kind, b1, s, sums[i][1], true)
	}
	a.ADDQ(al, x)
	if m > 3 {
		a.ADDQ(al, rowOfA(3).Base)
	}
	a.ADDQ(bl, b)
	a.DECQ(k)
	a.JNZ(operand.LabelRef(loop))
	a.Label(name + "_end")
	for i := range sums {
		for half := range 2 {
			a.VMOVUPS(sums[i][half], rowOfC(i).Offset(32*half))
		}
	}
	a.VZEROUPPER()
	a.RET()
}

// mulAdd adds x*s to sum: rounded once, or twice. last says that s is wanted no more.
func (a *assembler) mulAdd(kind string, x operand.Op, s, sum reg.VecVirtual, last bool) {
	if kind == "fused" {
		a.VFMADD231PS(x, s, sum)
		return
	}
	product := s
	if !last {
		product = a.YMM()
	}
	a.VMULPS(x, s, product)
	a.VADDPS(product, sum, sum)
}

func (a *assembler) zero(y reg.VecVirtual) { a.VXORPS(y, y, y) }

// copyRows copies rows of eight or sixteen numbers.
func (a *assembler) copyRows(vectors int) {
	name := fmt.Sprintf("copy%d", 8*vectors)
	a.function(name, "func(y *float32, x *float32, ldx, rows uintptr)",
		fmt.Sprintf("copies rows of %d numbers of x, ldx bytes apart, side by side to y.", 8*vectors))
	y, x, ldx, rows := a.word("y"), a.word("x"), a.word("ldx"), a.word("rows")
	a.Label(name + "_row")
	v := make([]reg.VecVirtual, vectors)
	for i := range v {
		v[i] = a.YMM()
		a.VMOVUPS(operand.Mem{Base: x, Disp: 32 * i}, v[i])
	}
	for i := range v {
		a.VMOVUPS(v[i], operand.Mem{Base: y, Disp: 32 * i})
	}
	a.ADDQ(ldx, x)
	a.ADDQ(operand.U8(32*vectors), y)
	a.DECQ(rows)
	a.JNZ(operand.LabelRef(name + "_row"))
	a.VZEROUPPER()
	a.RET()
}

// transpose writes blocks of eight by eight numbers with their rows as columns.
func (a *assembler) transpose() {
	a.function("transpose8", "func(y *float32, ldy uintptr, x *float32, ldx, blocks, nexty, nextx uintptr)",
		"writes eight rows of eight numbers of x as columns of y, and so on for the blocks behind. Strides are in bytes, from row to row and from a block to the next.")
	yy, ldy, xx, ldx, blocks := a.word("y"), a.word("ldy"), a.word("x"), a.word("ldx"), a.word("blocks")
	a.Label("transpose8_block")
	x, y, second := a.GP64(), a.GP64(), a.GP64()
	a.MOVQ(xx, x)
	a.MOVQ(yy, y)
	a.LEAQ(operand.Mem{Base: x, Index: ldx, Scale: 4}, second)
	// Rows i and i+4 are the halves of a register.
	r := make([]reg.VecVirtual, 8)
	for i := range 4 {
		for half := range 2 {
			r[4*half+i] = a.YMM()
			a.VMOVUPS(operand.Mem{Base: x, Disp: 16 * half}, r[4*half+i].AsX())
			a.VINSERTF128(operand.U8(1), operand.Mem{Base: second, Disp: 16 * half}, r[4*half+i], r[4*half+i])
		}
		if i < 3 {
			a.ADDQ(ldx, x)
			a.ADDQ(ldx, second)
		}
	}
	for half := range 2 {
		rows := r[4*half:]
		var t [4]reg.VecVirtual
		for i := 0; i < 4; i += 2 {
			t[i], t[i+1] = a.YMM(), a.YMM()
			a.VUNPCKLPS(rows[i+1], rows[i], t[i])
			a.VUNPCKHPS(rows[i+1], rows[i], t[i+1])
		}
		for i := range 4 {
			column := a.YMM()
			order := operand.U8(0x44) // the lower halves of both
			if i%2 == 1 {
				order = 0xee
			}
			a.VSHUFPS(order, t[2+i/2], t[i/2], column)
			a.VMOVUPS(column, operand.Mem{Base: y})
			if 4*half+i < 7 {
				a.ADDQ(ldy, y)
			}
		}
	}
	a.ADDQ(a.param("nextx"), xx)
	a.ADDQ(a.param("nexty"), yy)
	a.DECQ(blocks)
	a.JNZ(operand.LabelRef("transpose8_block"))
	a.VZEROUPPER()
	a.RET()
}
