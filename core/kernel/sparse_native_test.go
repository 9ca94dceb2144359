//go:build !js && !noasm

package kernel

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// Products of an operand with many zeros have the bits of the loops, which multiply by each of them, on any number of threads, at every edge.
func TestProductsWithManyZerosAgreeWithTheLoops(t *testing.T) {
	defer func(n int) { threads = n }(threads)
	r := rand.New(rand.NewPCG(23, 24))
	for _, in := range []Arithmetic{Plain, Fused} {
		for i, p := range products {
			if i == 1 { // its first operand is a gradient
				continue
			}
			for _, s := range [][3]int{{8, 16, 3000}, {31, 32, 784}, {50, 57, 260}, {33, 100, 513}, {60, 500, 100}, {97, 17, 270}, {9, 63, 2000}, {784, 32, 96}} {
				for _, acc := range []bool{false, true} {
					m, n, k := s[0], s[1], s[2]
					a, b := make([]float32, m*k), newGuarded(k*n, i)
					fillRandom(b.x, r, false)
					for i := range a {
						switch {
						case i/k%7 == 3 && r.IntN(9) > 0, r.IntN(10) > 1: // some rows of nothing else
							a[i] = 0
						case r.IntN(2000) == 0:
							a[i] = nan
						default:
							a[i] = float32(r.NormFloat64())
						}
					}
					old := make([]float32, m*n)
					fillRandom(old, r, false)
					want := append([]float32(nil), old...)
					p.ref(in, want, a, b.x, m, n, k, acc)
					for _, threads = range []int{1, 2, 8} {
						c := newGuarded(m*n, 1)
						copy(c.x, old)
						name := fmt.Sprintf("%v %s %v acc=%v on %d threads", in, p.name, s, acc, threads)
						p.run(in, c.x, a, b.x, m, n, k, acc)
						compare(t, name, c.x, want)
						c.check(t, name)
					}
				}
			}
		}
	}
}
