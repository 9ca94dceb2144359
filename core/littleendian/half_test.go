package littleendian

import (
	"math"
	"testing"
)

// Every finite float of 16 bits is what its parts say, by arithmetic.
func TestFloat16(t *testing.T) {
	for b := range 1 << 16 {
		exponent, fraction := b>>10&0x1f, float64(b&0x3ff)
		want := math.Ldexp(1+fraction/1024, exponent-15)
		switch {
		case exponent == 0:
			want = math.Ldexp(fraction, -24)
		case exponent == 31 && fraction == 0:
			want = math.Inf(1)
		case exponent == 31:
			want = math.NaN()
		}
		want = math.Copysign(want, float64(1-b>>15*2))
		got := float64(Float16(uint16(b)))
		if got != want && !(math.IsNaN(got) && math.IsNaN(want)) || math.Signbit(got) != (b>>15 == 1) {
			t.Fatalf("%#04x is %g, %g expected", b, got, want)
		}
	}
}

// BFloat16 is a float32 without its lower half.
func TestBFloat16(t *testing.T) {
	for _, v := range []float32{0, 1, -2.5, 3e38, 1e-40} {
		bits := math.Float32bits(v) &^ 0xffff
		if got := BFloat16(uint16(bits >> 16)); math.Float32bits(got) != bits {
			t.Errorf("%g of %g", got, v)
		}
	}
}
