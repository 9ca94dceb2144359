package assemble

import (
	"math"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// The polynomials and their steps are those of exp32 and log32 in core/kernel.

func (a *assembler) activations() {
	e, _ := a.vectors("exp", "y x", "", "is e to the power x.")
	e.each()
	e.store(a.exp(e.load("x")), "y")
	e.done()

	e, _ = a.vectors("log", "y x", "", "is the natural logarithm of x.")
	e.each()
	e.store(a.log(e.load("x")), "y")
	e.done()

	e, _ = a.vectors("relu", "y x", "", "is x, or 0 where x is less.")
	e.each()
	x := e.load("x")
	y := a.YMM()
	a.VANDNPS(x, a.where(lessThan, x, a.number(0)), y)
	e.store(y, "y")
	e.done()

	e, _ = a.vectors("reluBackward", "dx dy y", "", "is dy where y is positive, else 0.")
	e.each()
	e.store(a.and(e.at("dy"), a.where(greaterThan, e.load("y"), a.number(0))), "dx")
	e.done()

	e, _ = a.vectors("sigmoid", "y x", "", "is 1 / (1 + exp(-x)).")
	e.each()
	x = e.load("x")
	s, _ := a.sigmoid(x, a.abs(x), a.exp)
	e.store(s, "y")
	e.done()

	e, _ = a.vectors("sigmoidBackward", "dx dy y", "", "is dy * (y * (1 - y)).")
	e.each()
	y = e.load("y")
	e.store(a.times(e.at("dy"), a.times(y, a.minus(a.constant(1), y))), "dx")
	e.done()

	e, _ = a.vectors("tanh", "y x", "", "is the hyperbolic tangent of x.")
	e.each()
	e.store(a.tanh(e.load("x")), "y")
	e.done()

	e, _ = a.vectors("tanhBackward", "dx dy y", "", "is dy * (1 - y*y).")
	e.each()
	y = e.load("y")
	e.store(a.times(e.at("dy"), a.minus(a.constant(1), a.times(y, y))), "dx")
	e.done()
}

// polynomial is c[0]*x + c[1], times x, plus c[2], and so on.
func (a *assembler) polynomial(x reg.VecVirtual, c ...float32) reg.VecVirtual {
	p := a.times(a.number(c[0]), x)
	for i, v := range c[1:] {
		if i > 0 {
			p = a.times(x, p)
		}
		p = a.plus(a.number(v), p)
	}
	return p
}

const (
	log2E       = 1.44269504088896341
	ln2High     = 0.693359375
	ln2Low      = -2.12194440e-4
	rounder     = 12582912
	rounderBits = 0x4b400000
	minNormal   = 0x1p-126
)

func (a *assembler) exp(x reg.VecVirtual) reg.VecVirtual {
	low, high := a.YMM(), a.YMM()
	a.VMINPS(x, a.constant(89), high)
	a.VMAXPS(high, a.constant(-104), low)
	p, e := a.expParts(low)
	h, rest := a.YMM(), a.YMM()
	a.VPSRAD(operand.U8(1), e, h)
	a.VPSUBD(h, e, rest)
	return a.times(a.power2(rest), a.times(a.power2(h), p))
}

// expNormal is exp of numbers from -87 to 87, which is a normal number: one power of two is enough.
func (a *assembler) expNormal(x reg.VecVirtual) reg.VecVirtual {
	p, e := a.expParts(x)
	return a.times(a.power2(e), p)
}

// expParts returns p and e of the exponential p * 2^e.
func (a *assembler) expParts(x reg.VecVirtual) (p, e reg.VecVirtual) {
	t := a.plus(a.number(rounder), a.times(a.number(log2E), x))
	n := a.minus(t, a.number(rounder))
	r := a.minus(x, a.times(a.number(ln2High), n))
	r = a.minus(r, a.times(a.number(ln2Low), n))
	p = a.polynomial(r, 1.9875691500e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1)
	p = a.plus(a.number(1), a.plus(r, a.times(p, a.times(r, r))))
	e = a.YMM()
	a.VPSUBD(a.bits(rounderBits), t, e)
	return p, e
}

// power2 is 2 to the power of whole numbers from -126 to 127.
func (a *assembler) power2(n reg.VecVirtual) reg.VecVirtual {
	biased, y := a.YMM(), a.YMM()
	a.VPADDD(a.bits(127), n, biased)
	a.VPSLLD(operand.U8(23), biased, y)
	return y
}

func (a *assembler) log(x reg.VecVirtual) reg.VecVirtual {
	tiny := a.where(lessThan, x, a.number(minNormal))
	u := a.choose(tiny, a.times(a.number(0x1p23), x), x)
	bias, e := a.YMM(), a.YMM()
	a.VMOVUPS(a.bits(126), bias)
	bias = a.choose(tiny, a.bits(126+23), bias)
	a.VPSRLD(operand.U8(23), u, e)
	a.VPSUBD(bias, e, e)
	m := a.and(a.bits(0x007fffff), u)
	a.VORPS(a.bits(0x3f000000), m, m)
	small := a.where(lessThan, m, a.number(float32(0.707106781186547524)))
	a.VPADDD(small, e, e) // the mask is -1
	m = a.minus(a.plus(a.and(m, small), m), a.number(1))
	n := a.YMM()
	a.VCVTDQ2PS(e, n)
	z := a.times(m, m)
	p := a.polynomial(m, 7.0376836292e-2, -1.1514610310e-1, 1.1676998740e-1, -1.2420140846e-1, 1.4249322787e-1,
		-1.6668057665e-1, 2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1)
	p = a.times(z, a.times(m, p))
	p = a.plus(a.times(a.number(ln2Low), n), p)
	p = a.minus(p, a.times(a.number(0.5), z))
	p = a.plus(a.times(a.number(ln2High), n), a.plus(p, m))
	p = a.choose(a.where(greaterThan, x, a.number(math.MaxFloat32)), x, p)
	p = a.choose(a.where(notGreater, x, a.number(0)), a.number(float32(math.NaN())), p)
	return a.choose(a.where(equal, x, a.number(0)), a.number(float32(math.Inf(-1))), p)
}

// sigmoid is 1 / (1 + exp(-x)), by the exponential of -|x| or of what stands for it, which it returns too.
func (a *assembler) sigmoid(x, size reg.VecVirtual, exp func(x reg.VecVirtual) reg.VecVirtual) (s, e reg.VecVirtual) {
	negative := a.YMM()
	a.VXORPS(a.bits(signBit), size, negative)
	e = exp(negative)
	n := a.choose(a.where(greaterOrEqual, x, a.number(0)), a.number(1), e)
	return a.over(n, a.plus(a.number(1), e)), e
}

func (a *assembler) tanh(x reg.VecVirtual) reg.VecVirtual {
	size := a.abs(x)
	z := a.times(size, size)
	p := a.polynomial(z, -5.70498872745e-3, 2.06390887954e-2, -5.37397155531e-2, 1.33314422036e-1, -3.33332819422e-1)
	near := a.plus(size, a.times(size, a.times(p, z)))
	far := a.minus(a.constant(1), a.over(a.constant(2), a.plus(a.number(1), a.exp(a.plus(size, size)))))
	y := a.choose(a.where(lessThan, size, a.number(0.625)), near, far)
	sign := a.and(a.bits(signBit), x)
	a.VORPS(sign, y, y)
	return y
}
