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

// So do passes over rows, which are cut at rows or at columns.
func TestSharedRowsAgreeWithTheLoops(t *testing.T) {
	defer func(n int) { threads = n }(threads)
	r := rand.New(rand.NewPCG(17, 18))
	for _, s := range [][2]int{{300_000, 1}, {40_001, 20}, {5000, 100}, {700, 1001}, {3, 300_000}} {
		rows, cols := s[0], s[1]
		start, b, src, index := make([]float32, rows*cols), make([]float32, cols), make([]byte, 5*cols), make([]int32, rows)
		fillRandom(start, r, false)
		fillRandom(b, r, false)
		for i := range src {
			src[i] = byte(r.Uint32())
		}
		for i := range index {
			index[i] = int32(r.IntN(5))
		}
		biased, sums, gathered := append([]float32(nil), start...), append([]float32(nil), b...), make([]float32, rows*cols)
		addBiasRef(biased, b, rows, cols)
		sumRowsRef(sums, start, rows, cols)
		gatherBytesRef(gathered, src, index, cols)
		for _, threads = range []int{1, 3, 8} {
			name := fmt.Sprintf(" of %dx%d on %d threads", rows, cols, threads)
			y, db := append([]float32(nil), start...), append([]float32(nil), b...)
			SumRows(db, y, rows, cols)
			compare(t, "SumRows"+name, db, sums)
			AddBias(y, b, rows, cols)
			compare(t, "AddBias"+name, y, biased)
			GatherBytes(y, src, index, cols)
			compare(t, "GatherBytes"+name, y, gathered)
		}
	}
}
