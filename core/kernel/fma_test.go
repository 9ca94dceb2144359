package kernel

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

// exactFMA is a*b + c for finite numbers with one rounding, by arithmetic of any precision.
func exactFMA(a, b, c float32) float32 {
	exact := func(x float32) *big.Float { return new(big.Float).SetPrec(1000).SetFloat64(float64(x)) }
	s := exact(a)
	s.Mul(s, exact(b)).Add(s, exact(c))
	if s.Sign() == 0 {
		return float32(math.FMA(float64(a), float64(b), float64(c))) // exact, and knows the sign of zero
	}
	f, _ := s.Float32()
	return f
}

func TestFMARoundsOnce(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	differs := 0
	check := func(a, b, c float32) {
		found, expected := fma32(a, b, c), exactFMA(a, b, c)
		if !sameBits(found, expected) {
			t.Fatalf("fma32(%x, %x, %x): found %x, expected %x", a, b, c, found, expected)
		}
		if twice := float32(math.FMA(float64(a), float64(b), float64(c))); twice != found {
			differs++
		}
	}
	random := func() float32 { // finite, of any magnitude
		for {
			if x := math.Float32frombits(r.Uint32()); x-x == 0 {
				return x
			}
		}
	}
	for range 100000 {
		check(random(), random(), random())
		a, b := float32(r.NormFloat64()), float32(r.NormFloat64())
		check(a, b, float32(r.NormFloat64()))
		check(a, b, -a*b) // cancellation
		// Just beside the middle between two numbers, where rounding twice goes wrong: the float64 sum
		// falls on the middle.
		p := float32(1 + float64(r.IntN(1<<11))/(1<<11))
		check(p, 1+0x1p-12*float32(1+r.IntN(3)), 0x1p-60*a)
		check(1+0x1p-12, 1+0x1p-12, 0x1p-70*b)
		// The same among denormals.
		check(a*0x1p-75, b*0x1p-74, math.SmallestNonzeroFloat32*float32(r.IntN(9)))
	}
	if differs == 0 {
		t.Error("no case met in which rounding twice goes wrong")
	}
	for _, a := range special {
		for _, b := range special {
			for _, c := range special {
				if a-a != 0 || b-b != 0 || c-c != 0 {
					found, expected := fma32(a, b, c), float32(math.FMA(float64(a), float64(b), float64(c)))
					if !sameBits(found, expected) {
						t.Errorf("fma32(%g, %g, %g): found %g, expected %g", a, b, c, found, expected)
					}
				} else {
					check(a, b, c)
				}
			}
		}
	}
}
