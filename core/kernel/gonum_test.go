//go:build !js && !noasm

package kernel

import (
	"math"
	"math/rand/v2"
	"testing"
)

// gonum's order is its own, so its products are held to the exact sums.
func TestProductsOfGonum(t *testing.T) {
	if _, ok := Fused.Gonum(); ok {
		t.Error("gonum has fused products")
	}
	in, ok := Plain.Gonum()
	if !ok || in.Summed() != "gonum" || in.String() != "plain" {
		t.Fatalf("%v, summed %s, there %v", in, in.Summed(), ok)
	}
	r := rand.New(rand.NewPCG(7, 8))
	for _, p := range products {
		for _, s := range shapes() {
			m, n, k, acc := s[0], s[1], s[2], s[0]%2 == 1
			a, b, c := make([]float32, m*k), make([]float32, k*n), make([]float32, m*n)
			for _, x := range [][]float32{a, b, c} {
				fillRandom(x, r, false)
			}
			old := append([]float32(nil), c...)
			p.run(in, c, a, b, m, n, k, acc)
			if i, want, ok := p.exact(c, old, a, b, m, n, k, acc); !ok {
				t.Fatalf("%s %dx%dx%d acc=%v: [%d]: found %g, expected %g", p.name, m, n, k, acc, i, c[i], want)
			}
			if len(c) == 0 || k == 0 {
				continue
			}
			c[0] += 1 + 1e-3*float32(math.Abs(float64(c[0]))) + float32(k)
			if _, _, ok := p.exact(c, old, a, b, m, n, k, acc); ok && k < 50 {
				t.Fatalf("%s %dx%dx%d: a wrong sum passes", p.name, m, n, k)
			}
		}
	}
}

// exact compares c with sums in float64: each of k+1 roundings is at most 2^-24 of what is summed so far. It returns the place of the first that differs.
func (p *productCase) exact(c, old, a, b []float32, m, n, k int, acc bool) (at int, want float64, ok bool) {
	for i := range m {
		for j := range n {
			s, size := 0.0, 0.0
			if acc {
				s, size = float64(old[i*n+j]), math.Abs(float64(old[i*n+j]))
			}
			for l := range k {
				v := float64(a[p.at(i, l, m, k)]) * float64(b[p.bt(l, j, n, k)])
				s, size = s+v, size+math.Abs(v)
			}
			if bound := size * float64(k+1) * 0x1p-23; math.Abs(float64(c[i*n+j])-s) > bound {
				return i*n + j, s, false
			}
		}
	}
	return 0, 0, true
}
