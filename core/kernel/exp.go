package kernel

import "math"

// The polynomials are those of Moshier's Cephes library (single precision). Vector code repeats them
// operation by operation, so they are written without fusing and without a table.

// Exp is, in place allowed,
//
//	for i := range y {
//		y[i] = exp(x[i])
//	}
//
// within 2 ulp of the true value, denormals included; 0 below -104 and +Inf above 88.73. NaN gives NaN.
func Exp(y, x []float32) {
	same2(len(y), len(x))
	exp(y, x)
}

// Log is, in place allowed,
//
//	for i := range y {
//		y[i] = log(x[i])
//	}
//
// within 2 ulp of the true value, denormals included. Zero of either sign gives -Inf; a
// negative number and NaN give NaN.
func Log(y, x []float32) {
	same2(len(y), len(x))
	log(y, x)
}

func expRef(y, x []float32) {
	for i, v := range x {
		y[i] = exp32(v)
	}
}

func logRef(y, x []float32) {
	for i, v := range x {
		y[i] = log32(v)
	}
}

const (
	expHigh = 89   // above it exp overflows
	expLow  = -104 // below it exp rounds to 0
	log2E   = 1.44269504088896341
	ln2High = 0.693359375 // nine bits, so that n*ln2High is exact
	ln2Low  = -2.12194440e-4
	// rounder is 1.5*2^23: adding it rounds a small number to an integer, kept in the low bits.
	rounder     = 12582912
	rounderBits = 0x4b400000
)

func exp32(x float32) float32 {
	if expHigh < x {
		x = expHigh
	}
	if x < expLow {
		x = expLow
	}
	t := float32(x*log2E) + rounder
	n := t - rounder
	r := x - float32(n*ln2High)
	r -= float32(n * ln2Low)
	p := float32(1.9875691500e-4*r) + 1.3981999507e-3
	p = float32(p*r) + 8.3334519073e-3
	p = float32(p*r) + 4.1665795894e-2
	p = float32(p*r) + 1.6666665459e-1
	p = float32(p*r) + 5.0000001201e-1
	p = float32(p*float32(r*r)) + r
	p++
	// 2^n in two steps, as n may exceed the exponents of normal numbers.
	e := int32(math.Float32bits(t)) - rounderBits
	h := e >> 1
	p *= power2(h)
	return float32(p * power2(e-h))
}

// power2 is 2^n for n in -126..127.
func power2(n int32) float32 { return math.Float32frombits(uint32(n+127) << 23) }

const (
	minNormal = 0x1p-126
	sqrtHalf  = 0.707106781186547524
)

func log32(x float32) float32 {
	v, bias := x, int32(126)
	if x < minNormal {
		v, bias = float32(x*0x1p23), 126+23
	}
	u := math.Float32bits(v)
	e := int32(u>>23) - bias
	m := math.Float32frombits(u&0x007fffff | 0x3f000000) // [0.5, 1)
	if m < sqrtHalf {
		e--
		m += m
	}
	m--
	n, z := float32(e), float32(m*m)
	p := float32(7.0376836292e-2*m) - 1.1514610310e-1
	p = float32(p*m) + 1.1676998740e-1
	p = float32(p*m) - 1.2420140846e-1
	p = float32(p*m) + 1.4249322787e-1
	p = float32(p*m) - 1.6668057665e-1
	p = float32(p*m) + 2.0000714765e-1
	p = float32(p*m) - 2.4999993993e-1
	p = float32(p*m) + 3.3333331174e-1
	p = float32(float32(p*m) * z)
	p += float32(n * ln2Low)
	p -= float32(0.5 * z)
	p = float32(n*ln2High) + (m + p)
	switch {
	case x == 0:
		return float32(math.Inf(-1))
	case !(x > 0): // negative or NaN
		return float32(math.NaN())
	case x > math.MaxFloat32:
		return x
	}
	return p
}
