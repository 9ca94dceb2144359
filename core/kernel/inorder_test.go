package kernel

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// In order every build has the sums of the reference loops, in both arithmetics where it has them.
func TestProductsInOrderAgreeWithTheirLoops(t *testing.T) {
	for _, in := range []Arithmetic{Plain, Fused} {
		ordered, here := in.InOrder()
		if want := Name == "gonum" || in == Plain || HasFused(); here != want {
			t.Errorf("%v in order: %v found, %v expected", in, here, want)
		}
		if !here {
			continue
		}
		if ordered.String() != in.String() || ordered.Summed() != in.String() {
			t.Errorf("%v in order calls itself %v, summed %s", in, ordered, ordered.Summed())
		}
		r := rand.New(rand.NewPCG(13, 14))
		for _, p := range products {
			for _, s := range [][3]int{{0, 3, 2}, {3, 4, 0}, {1, 1, 1}, {2, 3, 5}, {3, 4, 9}, {5, 7, 40}, {6, 9, 383}, {20, 32, 784}, {33, 18, 20}} {
				for i := range 8 {
					m, n, k, acc, wild := s[0], s[1], s[2], i%2 == 1, i >= 4
					name := fmt.Sprintf("%v %s %v acc=%v wild=%v", ordered, p.name, s, acc, wild)
					a, b, c := make([]float32, m*k), make([]float32, k*n), make([]float32, m*n)
					for _, x := range [][]float32{a, b, c} {
						fillRandom(x, r, false)
						if wild {
							wilder(x, r)
						}
					}
					for i := range a { // where a is 0 a step may be left out, so that b is finite there
						if !wild && i%3 == 0 {
							a[i] = 0
						} else if wild && a[i] == 0 {
							a[i] = 1
						}
					}
					want := append([]float32(nil), c...)
					p.ref(in, want, a, b, m, n, k, acc)
					p.run(ordered, c, a, b, m, n, k, acc)
					compare(t, name, c, want)
				}
			}
		}
	}
}

// wilder puts numbers into x whose fused sums are often in the middle between two others, denormal, or out of range.
func wilder(x []float32, r *rand.Rand) {
	for i := range x {
		switch r.IntN(8) {
		case 0:
			x[i] = 1 + 0x1p-12*float32(r.IntN(4))
		case 1:
			x[i] = 0x1p-70 * float32(r.NormFloat64())
		case 2:
			x[i] = math.SmallestNonzeroFloat32 * float32(r.IntN(9))
		case 3:
			x[i] = 0x1p60 * float32(r.IntN(9)-4)
		case 4:
			if r.IntN(10) == 0 {
				x[i] = special[r.IntN(len(special))]
			}
		}
	}
}
