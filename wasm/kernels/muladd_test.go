package kernels

import (
	"flag"
	"math"
	"math/rand/v2"
	"testing"

	"bottleneck/core/kernel"
)

var triples = flag.Int("triples", 1_000_000, "random triples for which the emulated fused multiply-add is compared")

// exactly compares a*b + c of the module without relaxed instructions with one that rounds once: the processor's
// own, where it has one, and that of core/kernel, which is proven apart.
type exactly struct {
	m    *machine
	a    float32
	b, c []float32
	seen int
	once int // in which rounding twice goes wrong
}

const together = 4096 // triples with the same a

func (e *exactly) add(a, b, c float32) {
	if len(e.b) == together || len(e.b) > 0 && math.Float32bits(a) != math.Float32bits(e.a) {
		e.flush()
	}
	e.a, e.b, e.c = a, append(e.b, b), append(e.c, c)
}

func (e *exactly) flush() {
	if len(e.b) == 0 {
		return
	}
	for i, b := range e.b {
		if sum := float64(e.a)*float64(b) + float64(e.c[i]); float32(sum) != fusedSum(e.a, b, e.c[i]) {
			e.once++
		}
	}
	e.m.free()
	c := e.m.vector(e.c, 0)
	e.m.call("matmul_fused", c, e.m.vector([]float32{e.a}, 1), e.m.vector(e.b, 2), 1, len(e.b), 1, 1, uint32(pages<<16-(1<<20)))
	kernel.Fused.MatMul(e.c, []float32{e.a}, e.b, 1, len(e.b), 1, true)
	e.m.check("exact")
	e.seen += len(e.b)
	e.b, e.c = e.b[:0], e.c[:0]
}

// fusedSum is a*b + c rounded once.
func fusedSum(a, b, c float32) float32 {
	s := []float32{c}
	kernel.Fused.MatMul(s, []float32{a}, []float32{b}, 1, 1, 1, true)
	return s[0]
}

func TestExactMultiplyAdd(t *testing.T) {
	e := &exactly{m: newMachine(t, false)}
	signs := []float32{1, -1}

	// Products in the middle between two float32, and sums that are less than the last bit of a float64 away from it.
	for i := 1; i < 64; i += 2 {
		a := 1 + float32(i)/(1<<12)
		for j := 1; j < 64; j += 2 {
			for shift := 40; shift < 149; shift += 3 {
				for _, s := range signs {
					e.add(a, 1+float32(j)/(1<<12), s*float32(math.Ldexp(1, -shift)))
				}
			}
		}
	}
	// Terms that are half of the last bit of c, but for a little.
	for k := 12; k < 24; k++ {
		for _, up := range signs {
			a := 1 + up*float32(math.Ldexp(1, -k))
			for scale := -126; scale < 100; scale += 5 {
				for last := range 4 {
					for _, s := range signs {
						c := s * float32(math.Ldexp(1+float64(last)/(1<<23), scale))
						e.add(a, float32(math.Ldexp(1-float64(up)*math.Ldexp(1, -k), scale-24)), c)
						e.add(a, -float32(math.Ldexp(1-float64(up)*math.Ldexp(1, -k), scale-24)), c)
					}
				}
			}
		}
	}
	// Denormal sums: all middles of the least of them, from both sides.
	for n := range 64 {
		for _, nudge := range []float64{0, 1.0 / (1 << 20), -1.0 / (1 << 20), 1.0 / (1 << 23), -1.0 / (1 << 23)} {
			for _, s := range signs {
				e.add(float32(math.Ldexp(1+nudge, -75)), s*float32(math.Ldexp(float64(2*n+1), -75)), math.SmallestNonzeroFloat32*float32(n%5))
			}
		}
	}
	special := []float32{0, float32(math.Copysign(0, -1)), 1, -1, float32(math.Inf(1)), float32(math.Inf(-1)), float32(math.NaN()),
		math.SmallestNonzeroFloat32, 0x1p-126, math.MaxFloat32, -math.MaxFloat32, 1 + 0x1p-12}
	for _, a := range special {
		for _, b := range special {
			for _, c := range special {
				e.add(a, b, c)
			}
		}
	}
	e.flush()
	if e.once < 1000 {
		t.Errorf("%d of %d hard triples tell one rounding from two", e.once, e.seen)
	}

	r := rand.New(rand.NewPCG(17, 18))
	for n := 0; n < *triples; n += together {
		a := float32(r.NormFloat64())
		if n/together%2 == 0 {
			a = math.Float32frombits(r.Uint32())
		}
		for range together {
			switch r.IntN(3) {
			case 0: // any bits
				e.add(a, math.Float32frombits(r.Uint32()), math.Float32frombits(r.Uint32()))
			case 1: // of like sizes
				e.add(a, float32(r.NormFloat64()), float32(r.NormFloat64()))
			case 2: // few bits, so that middles are frequent
				b := float32(math.Ldexp(float64(r.IntN(1<<13)), r.IntN(40)-20))
				e.add(a, b, float32(math.Ldexp(float64(r.IntN(1<<24)), r.IntN(40)-30)))
			}
		}
		if t.Failed() {
			return
		}
	}
	e.flush()
	t.Logf("%d triples", e.seen)
}
