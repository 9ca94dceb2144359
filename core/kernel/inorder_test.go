//go:build !js && !noasm

package kernel

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// Machines with vector code and without have the same sums as the reference loops.
func TestProductsInOrderAgreeWithTheirLoops(t *testing.T) {
	portable := []func(r Arithmetic, c, a, b []float32, m, n, k int, acc bool){
		func(r Arithmetic, c, a, b []float32, m, n, k int, acc bool) {
			rowsInOrder(r, c, a, b, m, n, k, k, 1, acc)
		},
		columnsInOrder,
		func(r Arithmetic, c, a, b []float32, m, n, k int, acc bool) {
			rowsInOrder(r, c, a, b, m, n, k, 1, m, acc)
		},
	}
	for _, in := range []Arithmetic{Plain, Fused} {
		r := rand.New(rand.NewPCG(13, 14))
		for i, p := range products {
			for _, s := range [][3]int{{0, 3, 2}, {3, 4, 0}, {1, 1, 1}, {2, 3, 5}, {3, 4, 9}, {5, 7, 40}, {6, 9, 383}, {20, 32, 784}, {33, 18, 20}} {
				for turn := range 8 {
					m, n, k, acc, wild := s[0], s[1], s[2], turn%2 == 1, turn >= 4
					name := fmt.Sprintf("%v %s %v acc=%v wild=%v", in, p.name, s, acc, wild)
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
					old := append([]float32(nil), c...)
					p.ref(in, want, a, b, m, n, k, acc)
					p.run(in, c, a, b, m, n, k, acc)
					compare(t, name, c, want)
					copy(c, old)
					portable[i](in, c, a, b, m, n, k, acc)
					compare(t, name+" portable", c, want)
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
