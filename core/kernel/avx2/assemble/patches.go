package assemble

import (
	"fmt"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// The products of convolutions read patches where they lie, in images with zeros around them: a position sees runs of numbers, one for each row of
// the window.

func (a *assembler) patches() {
	for _, kind := range []string{"plain", "fused"} {
		for vectors := 1; vectors <= 2; vectors++ {
			a.convolve(kind, vectors)
		}
		for m := 1; m <= rows; m++ {
			a.correlate(kind, m)
		}
	}
	a.spread()
}

// convolve computes tiles of six positions by eight or sixteen filters.
func (a *assembler) convolve(kind string, vectors int) {
	name := fmt.Sprintf("%sConvolve%d", kind, 8*vectors)
	a.function(name, "func(c *float32, ldc uintptr, x *float32, at *int32, tiles uintptr, b, bias *float32, high, line, jump uintptr)",
		fmt.Sprintf("computes %d numbers for each six of the positions, whose bytes from x on are in at. A position sees, high times, line numbers, and the next jump bytes behind them; b has so many rows of %d numbers. ldc are bytes from a position's numbers to the next one's; bias may be nil.", 8*vectors, 8*vectors))
	c, ldc, at, tiles := a.word("c"), a.word("ldc"), a.word("at"), a.word("tiles")
	label := func(s string) operand.LabelRef { return operand.LabelRef(name + "_" + s) }
	a.Label(name + "_tile")
	var from [rows]reg.GPVirtual
	sums := make([][]reg.VecVirtual, rows)
	for r := range from {
		from[r] = a.GP64()
		a.MOVLQSX(operand.Mem{Base: at, Disp: 4 * r}, from[r])
		a.ADDQ(a.param("x"), from[r])
		sums[r] = make([]reg.VecVirtual, vectors)
		for v := range sums[r] {
			sums[r][v] = a.YMM()
			a.zero(sums[r][v])
		}
	}
	b, index, high, count := a.word("b"), a.GP64(), a.word("high"), a.GP64()
	a.XORQ(index, index)
	a.Label(name + "_row")
	a.MOVQ(a.param("line"), count)
	a.Label(name + "_number")
	row, s := make([]reg.VecVirtual, vectors), a.YMM()
	for v := range row {
		row[v] = a.YMM()
		a.VMOVUPS(operand.Mem{Base: b, Disp: 32 * v}, row[v])
	}
	for r := range from {
		a.VBROADCASTSS(operand.Mem{Base: from[r], Index: index, Scale: 1}, s)
		for v := range row {
			a.mulAdd(kind, row[v], s, sums[r][v], v == vectors-1)
		}
	}
	a.ADDQ(operand.U8(4), index)
	a.ADDQ(operand.U8(32*vectors), b)
	a.DECQ(count)
	a.JNZ(label("number"))
	a.ADDQ(a.param("jump"), index)
	a.DECQ(high)
	a.JNZ(label("row"))
	bias := a.word("bias")
	a.TESTQ(bias, bias)
	a.JZ(label("store"))
	for v := range row {
		a.VMOVUPS(operand.Mem{Base: bias, Disp: 32 * v}, row[v])
		for r := range sums {
			a.VADDPS(row[v], sums[r][v], sums[r][v])
		}
	}
	a.Label(name + "_store")
	for r := range sums {
		for v := range sums[r] {
			a.VMOVUPS(sums[r][v], operand.Mem{Base: c, Disp: 32 * v})
		}
		a.ADDQ(ldc, c)
	}
	a.ADDQ(operand.U8(4*rows), at)
	a.DECQ(tiles)
	a.JNZ(label("tile"))
	a.VZEROUPPER()
	a.RET()
}

// correlate adds to rows of a gradient of filters what all positions of some images give.
func (a *assembler) correlate(kind string, m int) {
	name := fmt.Sprintf("%sCorrelate%d", kind, m)
	a.function(name, "func(c *float32, ldc uintptr, x *float32, at *uintptr, b *float32, bl, images, rows, cols, step, wrap, over uintptr)",
		fmt.Sprintf("adds to %d rows of sixteen numbers of c the sums of b's rows, one for each position, each times the number of x that the position sees at so many bytes of at. Positions of a row are step bytes apart; wrap leads from behind a row to the next, over from behind an image's rows to the next image.", m))
	c, ldc, at := a.word("c"), a.word("ldc"), a.word("at")
	sums := make([][2]reg.VecVirtual, m)
	var places [rows]reg.GPVirtual
	for r := range sums {
		for v := range sums[r] {
			sums[r][v] = a.YMM()
			a.VMOVUPS(operand.Mem{Base: c, Disp: 32 * v}, sums[r][v])
		}
		a.ADDQ(ldc, c)
		places[r] = a.GP64()
		a.MOVQ(operand.Mem{Base: at, Disp: 8 * r}, places[r])
	}
	x, b, bl, step, images := a.word("x"), a.word("b"), a.word("bl"), a.word("step"), a.word("images")
	down, across := a.GP64(), a.GP64()
	a.Label(name + "_image")
	a.MOVQ(a.param("rows"), down)
	a.Label(name + "_row")
	a.MOVQ(a.param("cols"), across)
	a.Label(name + "_position")
	b0, b1, s := a.YMM(), a.YMM(), a.YMM()
	a.VMOVUPS(operand.Mem{Base: b}, b0)
	a.VMOVUPS(operand.Mem{Base: b, Disp: 32}, b1)
	for r := range sums {
		a.VBROADCASTSS(operand.Mem{Base: x, Index: places[r], Scale: 1}, s)
		a.mulAdd(kind, b0, s, sums[r][0], false)
		a.mulAdd(kind, b1, s, sums[r][1], true)
	}
	a.ADDQ(step, x)
	a.ADDQ(bl, b)
	a.DECQ(across)
	a.JNZ(operand.LabelRef(name + "_position"))
	a.ADDQ(a.param("wrap"), x)
	a.DECQ(down)
	a.JNZ(operand.LabelRef(name + "_row"))
	a.ADDQ(a.param("over"), x)
	a.DECQ(images)
	a.JNZ(operand.LabelRef(name + "_image"))
	to := a.word("c")
	stride := a.word("ldc")
	for r := range sums {
		for v := range sums[r] {
			a.VMOVUPS(sums[r][v], operand.Mem{Base: to, Disp: 32 * v})
		}
		a.ADDQ(stride, to)
	}
	a.VZEROUPPER()
	a.RET()
}

// spread adds what positions give to the images where they see them, a position after the other.
func (a *assembler) spread() {
	const name = "spread"
	a.function(name, "func(x *float32, at *int32, positions uintptr, m *float32, ldm, high, line, wide uintptr)",
		"adds rows of m, ldm bytes apart, to x: that of a position, high times line numbers, from so many bytes of at on, in rows wide bytes apart.")
	at, positions, m := a.word("at"), a.word("positions"), a.word("m")
	high, line, wide := a.word("high"), a.word("line"), a.word("wide")
	label := func(s string) operand.LabelRef { return operand.LabelRef(name + "_" + s) }
	to, from, count, i, most := a.GP64(), a.GP64(), a.GP64(), a.GP64(), a.GP64()
	a.Label(name + "_position")
	a.MOVLQSX(operand.Mem{Base: at}, to)
	a.ADDQ(a.param("x"), to)
	a.MOVQ(m, from)
	a.MOVQ(high, count)
	a.Label(name + "_row")
	a.XORQ(i, i)
	for _, p := range []struct {
		numbers int
		name    string
	}{{8, "eight"}, {4, "four"}, {1, "one"}} {
		x, y := operand.Mem{Base: from, Index: i, Scale: 4}, operand.Mem{Base: to, Index: i, Scale: 4}
		a.Label(name + "_" + p.name)
		a.LEAQ(operand.Mem{Base: i, Disp: p.numbers}, most)
		a.CMPQ(most, line)
		a.JA(label("after_" + p.name))
		switch p.numbers {
		case 8:
			v := a.YMM()
			a.VMOVUPS(x, v)
			a.VADDPS(y, v, v)
			a.VMOVUPS(v, y)
		case 4:
			v := a.XMM()
			a.VMOVUPS(x, v)
			a.VADDPS(y, v, v)
			a.VMOVUPS(v, y)
		case 1:
			v := a.XMM()
			a.VMOVSS(x, v)
			a.VADDSS(y, v, v)
			a.VMOVSS(v, y)
		}
		a.MOVQ(most, i)
		a.JMP(label(p.name))
		a.Label(name + "_after_" + p.name)
	}
	a.LEAQ(operand.Mem{Base: from, Index: line, Scale: 4}, from)
	a.ADDQ(wide, to)
	a.DECQ(count)
	a.JNZ(label("row"))
	a.ADDQ(operand.U8(4), at)
	a.ADDQ(a.param("ldm"), m)
	a.DECQ(positions)
	a.JNZ(label("position"))
	a.VZEROUPPER()
	a.RET()
}
