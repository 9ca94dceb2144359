package assemble

import (
	"fmt"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// rows writes passes over the rows of a matrix, whose columns are a multiple of eight.
func (a *assembler) rows() {
	a.addBias()
	for vectors := 1; vectors <= 4; vectors *= 2 {
		a.sumRows(vectors)
	}
	a.fromBytes()
}

func (a *assembler) addBias() {
	const name = "addBias"
	a.function(name, "func(y, b *float32, rows, cols uintptr)", "adds b to each row of y.")
	y, b, count, cols, i := a.word("y"), a.word("b"), a.word("rows"), a.word("cols"), a.GP64()
	a.Label(name + "_row")
	a.XORQ(i, i)
	a.Label(name + "_next")
	v := a.YMM()
	a.VMOVUPS(operand.Mem{Base: y, Index: i, Scale: 4}, v)
	a.VADDPS(operand.Mem{Base: b, Index: i, Scale: 4}, v, v)
	a.VMOVUPS(v, operand.Mem{Base: y, Index: i, Scale: 4})
	a.ADDQ(operand.U8(8), i)
	a.CMPQ(i, cols)
	a.JB(operand.LabelRef(name + "_next"))
	a.LEAQ(operand.Mem{Base: y, Index: cols, Scale: 4}, y)
	a.DECQ(count)
	a.JNZ(operand.LabelRef(name + "_row"))
	a.VZEROUPPER()
	a.RET()
}

// sumRows keeps the sums of some columns in registers.
func (a *assembler) sumRows(vectors int) {
	name := fmt.Sprintf("sumRows%d", 8*vectors)
	a.function(name, "func(y, x *float32, rows, ldx uintptr)", fmt.Sprintf("adds rows of %d numbers of x, ldx bytes apart, to those of y.", 8*vectors))
	y, x, count, ldx := a.word("y"), a.word("x"), a.word("rows"), a.word("ldx")
	sums := make([]reg.VecVirtual, vectors)
	for v := range sums {
		sums[v] = a.YMM()
		a.VMOVUPS(operand.Mem{Base: y, Disp: 32 * v}, sums[v])
	}
	a.Label(name + "_row")
	for v, s := range sums {
		a.VADDPS(operand.Mem{Base: x, Disp: 32 * v}, s, s)
	}
	a.ADDQ(ldx, x)
	a.DECQ(count)
	a.JNZ(operand.LabelRef(name + "_row"))
	for v, s := range sums {
		a.VMOVUPS(s, operand.Mem{Base: y, Disp: 32 * v})
	}
	a.VZEROUPPER()
	a.RET()
}

// fromBytes divides by a product with 1/255 that is corrected by what it leaves of x: that is the quotient, rounded once, of each of the 256 bytes,
// in a third of the time of a division.
func (a *assembler) fromBytes() {
	e, _ := a.begin("fromBytes", "func(y *float32, x *byte, n uintptr)", "y x", "", "is x / 255.")
	divisor, part := a.constant(255), a.constant(1./255)
	e.each()
	whole, x, y := a.YMM(), a.YMM(), a.YMM()
	a.VPMOVZXBD(operand.Mem{Base: e.base["x"], Index: e.i, Scale: 1}, whole)
	a.VCVTDQ2PS(whole, x)
	a.VMULPS(x, part, y)
	a.VFNMADD231PS(y, divisor, x)
	a.VFMADD231PS(x, part, y)
	e.store(y, "y")
	e.done()
}
