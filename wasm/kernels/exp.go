package kernels

// The functions of core/kernel's exp.go, four numbers at a time, operation by operation. The numbers in
// this file are float32 constants of Go and so are rounded as they are there.

const (
	expHigh     = 89
	expLow      = -104
	certain     = 87
	log2E       = 1.44269504088896341
	ln2High     = 0.693359375
	ln2Low      = -2.12194440e-4
	rounder     = 12582912
	rounderBits = 0x4b400000
	minNormal   = 0x1p-126
	sqrtHalf    = 0.707106781186547524
	signBit     = 1 << 31
)

// polynomial is Horner's rule in z, highest coefficient first.
func (f *fn) polynomial(z value, coefficients ...float32) value {
	p := f.splat(coefficients[0])
	for _, c := range coefficients[1:] {
		p = f.let(f32x4Add(f32x4Mul(p, z), f.splat(c)))
	}
	return p
}

// abs is |x|, by one instruction of a processor; engines need three for f32x4.abs.
func (f *fn) abs(x value) value { return v128AndNot(x, f.splatBits(signBit)) }

// exp is exp32. x is a local, and so is the result.
func (f *fn) exp(x value) value { return f.expLow(f.let(f32x4Pmin(x, f.splat(expHigh)))) }

// expLow is exp32 of what is below expHigh, or NaN.
func (f *fn) expLow(x value) value {
	p, t := f.expParts(f.let(f32x4Pmax(x, f.splat(expLow))))
	e := f.let(i32x4Sub(t, f.splatBits(rounderBits)))
	h := f.let(i32x4ShrS(e, number(1)))
	return f.let(f32x4Mul(f32x4Mul(p, f.power2(h)), f.power2(i32x4Sub(e, h))))
}

// expNormal is exp32 between -certain and certain, where it needs one power of two: that of the low bits of t, as those of
// rounder are 0.
func (f *fn) expNormal(x value) value {
	p, t := f.expParts(x)
	return f.let(f32x4Mul(p, f.power2(t)))
}

// expParts is p and t, with exp(x) = p * 2^(t - rounder).
func (f *fn) expParts(x value) (p, t value) {
	t = f.let(f32x4Add(f32x4Mul(x, f.splat(log2E)), f.splat(rounder)))
	n := f.let(f32x4Sub(t, f.splat(rounder)))
	r := f.let(f32x4Sub(f32x4Sub(x, f32x4Mul(n, f.splat(ln2High))), f32x4Mul(n, f.splat(ln2Low))))
	p = f.polynomial(r, 1.9875691500e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2,
		1.6666665459e-1, 5.0000001201e-1)
	return f.let(f32x4Add(f32x4Add(f32x4Mul(p, f32x4Mul(r, r)), r), f.splat(1))), t
}

// power2 is 2^n.
func (f *fn) power2(n value) value { return i32x4Shl(i32x4Add(n, f.splatBits(127)), number(23)) }

// log is log32. x is a local, and so is the result.
func (f *fn) log(x value) value {
	denormal := f.let(f32x4Lt(x, f.splat(minNormal)))
	v := f.let(v128Select(f32x4Mul(x, f.splat(0x1p23)), x, denormal))
	m := f.let(v128Or(v128And(v, f.splatBits(0x007fffff)), f.splatBits(0x3f000000)))
	low := f.let(f32x4Lt(m, f.splat(sqrtHalf)))
	// Masks are -1 as integers.
	e := i32x4Sub(i32x4ShrU(v, number(23)), v128Select(f.splatBits(126+23), f.splatBits(126), denormal))
	n := f.let(f32x4ConvertS(i32x4Add(e, low)))
	m = f.let(f32x4Sub(f32x4Add(m, v128And(m, low)), f.splat(1)))
	z := f.let(f32x4Mul(m, m))
	p := f.polynomial(m, 7.0376836292e-2, -1.1514610310e-1, 1.1676998740e-1, -1.2420140846e-1,
		1.4249322787e-1, -1.6668057665e-1, 2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1)
	p = f32x4Mul(f32x4Mul(p, m), z)
	p = f32x4Add(p, f32x4Mul(n, f.splat(ln2Low)))
	p = f32x4Sub(p, f32x4Mul(f.splat(0.5), z))
	p = f32x4Add(f32x4Mul(n, f.splat(ln2High)), f32x4Add(m, p))
	// Not above 0: NaN, but -Inf at 0. At +Inf: x.
	zero := f.splat(0)
	rest := v128Select(f.splatBits(0xff800000), f.splatBits(0x7fc00000), f32x4Eq(x, zero))
	p = v128Select(p, rest, f32x4Gt(x, zero))
	return f.let(v128Select(x, p, f32x4Eq(x, f.splatBits(0x7f800000))))
}

// sigmoid is sigmoid32 for the local x, with e = exp(-|x|) and whole = 1 + e.
func (f *fn) sigmoid(x, e, whole value) value {
	one := v128And(f.splat(1), f32x4Ge(x, f.splat(0))) // where x is not negative
	return f32x4Div(f32x4Pmax(e, one), whole)
}

// tanh is tanh32 for the local x.
func (f *fn) tanh(x value) value {
	a := f.let(f.abs(x))
	z := f.let(f32x4Mul(a, a))
	p := f.polynomial(z, -5.70498872745e-3, 2.06390887954e-2, -5.37397155531e-2, 1.33314422036e-1, -3.33332819422e-1)
	near := f.let(f32x4Add(f32x4Mul(f32x4Mul(p, z), a), a))
	e := f.expNormal(f.let(f32x4Pmin(f32x4Add(a, a), f.splat(certain)))) // from 18 on all is 1
	one := f.splat(1)
	far := f32x4Sub(one, f32x4Div(f.splat(2), f32x4Add(e, one)))
	y := v128Select(near, far, f32x4Lt(a, f.splat(0.625)))
	return v128Or(y, v128And(x, f.splatBits(signBit)))
}
