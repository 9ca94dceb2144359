package assemble

import (
	"strings"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// The sums of losses have four lanes: number i belongs to lane i%4.

func (a *assembler) losses() {
	a.squaredError()
	a.crossEntropyTerms()
	a.sum("dot", "a b", "adds the products of a and b to four sums.")
	a.sum("sum", "a", "adds a to four sums.")
}

func (a *assembler) squaredError() {
	e, k := a.begin("squaredError", "func(dy, y, t *float32, n uintptr, scale float32, sums *float64)", "dy y t", "scale",
		"is dy = scale * (y - t), and adds the squares of y - t to four sums.")
	sums := a.word("sums")
	s := a.YMM()
	a.VMOVUPD(operand.Mem{Base: sums}, s)
	e.each()
	d := a.minus(e.load("y"), e.at("t"))
	e.store(a.times(d, k["scale"]), "dy")
	upper, wide := a.XMM(), a.YMM()
	a.VEXTRACTF128(operand.U8(1), d, upper)
	for _, half := range []reg.Register{d.AsX(), upper} {
		a.VCVTPS2PD(half, wide)
		a.VMULPD(wide, wide, wide)
		a.VADDPD(wide, s, s)
	}
	e.again()
	a.VMOVUPD(s, operand.Mem{Base: sums})
	a.VZEROUPPER()
	a.RET()
}

// sum adds numbers, or the products of two, which are exact, to four sums.
func (a *assembler) sum(name, vectors, doc string) {
	e, _ := a.begin(name, "func("+strings.ReplaceAll(vectors, " ", ", ")+" *float32, n uintptr, sums *float64)", vectors, "", doc)
	sums := a.word("sums")
	s := a.YMM()
	a.VMOVUPD(operand.Mem{Base: sums}, s)
	e.each()
	for half := range 2 {
		var product reg.VecVirtual
		for _, v := range strings.Fields(vectors) {
			wide := a.YMM()
			a.VCVTPS2PD(e.at(v).Offset(16*half), wide)
			if product != nil {
				a.VMULPD(product, wide, wide)
			}
			product = wide
		}
		a.VADDPD(product, s, s)
	}
	e.again()
	a.VMOVUPD(s, operand.Mem{Base: sums})
	a.VZEROUPPER()
	a.RET()
}

const termBlock = 64 // numbers, whose four terms are one logarithm

func (a *assembler) crossEntropyTerms() {
	const name = "crossEntropyTerms"
	e, k := a.begin(name, "func(dx, x, t, terms *float32, n uintptr, scale float32)", "dx x t terms", "scale",
		"is the cross-entropy of sigmoid(x) and t, as core/kernel defines it; n is a multiple of 64, and each 64 numbers have four terms.")
	e.each()
	s, p, count := a.XMM(), a.XMM(), a.GP64()
	a.VXORPS(s, s, s)
	a.VMOVUPS(a.number(1), p)
	a.MOVQ(operand.U32(termBlock/8), count)
	a.Label(name + "_block")
	v, u := e.load("x"), e.load("t")
	size := a.YMM()
	a.VMINPS(a.abs(v), a.constant(87), size)
	y, exp := a.sigmoid(v, size, a.expNormal)
	e.store(a.times(a.minus(y, u), k["scale"]), "dx")
	positive := a.YMM()
	a.VANDNPS(v, a.where(lessThan, v, a.number(0)), positive)
	for _, sum := range []struct {
		to    reg.VecVirtual
		terms reg.VecVirtual
		with  func(...operand.Op)
	}{
		{s, a.minus(positive, a.times(u, v)), a.VADDPS},
		{p, a.plus(a.number(1), exp), a.VMULPS},
	} {
		upper := a.XMM()
		a.VEXTRACTF128(operand.U8(1), sum.terms, upper)
		sum.with(sum.terms.AsX(), sum.to, sum.to)
		sum.with(upper, sum.to, sum.to)
	}
	a.ADDQ(operand.U8(8), e.i)
	a.DECQ(count)
	a.JNZ(operand.LabelRef(name + "_block"))
	wide := a.YMM()
	a.VINSERTF128(operand.U8(1), p, p.AsY(), wide)
	logs := a.log(wide)
	a.VADDPS(logs.AsX(), s, s)
	a.VMOVUPS(s, operand.Mem{Base: e.base["terms"]})
	a.ADDQ(operand.U8(16), e.base["terms"])
	a.SUBQ(operand.U8(8), e.i)
	e.done()
}
