//go:build !js && !noasm

package kernel

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// Long calls are cut for as many threads as there are, and have the same bits for any number of them.
func TestThreadsAgreeWithTheLoops(t *testing.T) {
	defer func(n int) { threads = n }(threads)
	r := rand.New(rand.NewPCG(15, 16))
	onThreads := func(f func(with string)) {
		for n := 1; n <= 8; n++ {
			threads = n
			f(fmt.Sprintf(" on %d threads", n))
		}
	}
	for _, in := range []Arithmetic{Plain, Fused} {
		for _, p := range products {
			for _, s := range [][3]int{{200, 300, 270}, {31, 1000, 520}, {1000, 7, 500}, {90, 784, 257}, {6, 2000, 700}} {
				m, n, k := s[0], s[1], s[2]
				a, b, c := make([]float32, m*k), make([]float32, k*n), make([]float32, m*n)
				for _, x := range [][]float32{a, b, c} {
					fillRandom(x, r, false)
				}
				old, want := append([]float32(nil), c...), append([]float32(nil), c...)
				p.ref(in, want, a, b, m, n, k, true)
				onThreads(func(with string) {
					copy(c, old)
					p.run(in, c, a, b, m, n, k, true)
					compare(t, fmt.Sprintf("%v %s %v%s", in, p.name, s, with), c, want)
				})
			}
		}
	}
	const length = 300_011
	for _, p := range primitives {
		start, want, found := make([][]float32, p.vectors), make([][]float32, p.vectors), make([][]float32, p.vectors)
		for v := range start {
			start[v] = make([]float32, length)
			fillRandom(start[v], r, false)
			if p.nonnegative > 0 && v >= p.nonnegative {
				mulRef(start[v], start[v], start[v])
			}
			want[v], found[v] = append([]float32(nil), start[v]...), make([]float32, length)
		}
		sum := p.ref(want, p.numbers)
		onThreads(func(with string) {
			for v := range found {
				copy(found[v], start[v])
			}
			if got := p.run(found, p.numbers); !sameBits64(got, sum) {
				t.Errorf("%s%s: %v found, %v expected", p.name, with, got, sum)
			}
			for v := range found {
				compare(t, p.name+with, found[v], want[v])
			}
		})
	}
}
