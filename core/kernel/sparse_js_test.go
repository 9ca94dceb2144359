//go:build js && wasm && !noasm

package kernel

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"bottleneck/core/kernel/job"
)

// strokes fills rows of x with numbers in runs, so many of all, as pictures of digits have them.
func strokes(x []float32, cols int, share float64, r *rand.Rand) {
	on := false
	for i := range x {
		if on = r.Float64() < 0.25*share/(1-share) || on && r.Float64() > 0.25; i%cols == 0 {
			on = false
		}
		x[i] = 0
		if on {
			x[i] = 1 - r.Float32()
		}
	}
}

func TestWhatIsSparse(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, c := range []struct {
		m, n, k int
		share   float64
		want    bool
	}{
		{256, 32, 784, 0.2, true}, {20, 32, 784, 0.2, true}, {784, 500, 256, 0.2, true}, {500, 400, 784, 0.2, true},
		{256, 32, 784, 0.38, false}, {784, 500, 256, 0.33, true}, {256, 32, 784, 0.6, false}, {784, 500, 256, 0.6, false},
		{64, 400, 144, 0.2, true}, {144, 400, 64, 0.2, true}, // the self-test's
		{256, 33, 784, 0.2, false}, {784, 320, 20, 0.2, false}, {256, 12, 784, 0.2, false}, {3, 320, 784, 0.2, false}, {20, 16, 100, 0.2, false},
	} {
		x := make([]float32, c.m*c.k)
		strokes(x, 144, c.share, r)
		if got := sparse(x, c.m, c.n, c.k); got != c.want {
			t.Errorf("%dx%dx%d, %v of it not 0: sparse %v found, %v expected", c.m, c.n, c.k, c.share, got, c.want)
		}
	}
}

// Every thread has something to do, however few rows there are.
func TestCutSparse(t *testing.T) {
	defer func(n int) { threads = n }(threads)
	for _, c := range []struct{ threads, m, n, most, tiles int }{
		{2, 500, 500, 16, 16}, {2, 256, 32, 12, 11}, {2, 20, 252, 15, 6}, {2, 20, 500, 16, 6}, {8, 20, 500, 31, 18}, {8, 20, 32, 31, 3}, {2, 20, 128, 7, 6},
	} {
		threads = c.threads
		height, width := cutSparse(c.m, c.n, c.most)
		if tiles := ceil(c.m, height) * ceil(c.n, width); height%4 != 0 || width%4 != 0 || tiles != c.tiles || tiles > c.most {
			t.Errorf("%d threads, %dx%d: %dx%d found, %d tiles, %d expected", c.threads, c.m, c.n, height, width, tiles, c.tiles)
		}
	}
}

// TestZeros holds the sample to the whole.
func TestZeros(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, n := range []int{4, 5, 1000, 784 * 256, 784 * 500} {
		x := make([]float32, n)
		if got := wasmZeros(address(x), int32(n)); got != job.SparseSample {
			t.Errorf("%d zeros: %d of %d found", n, got, job.SparseSample)
		}
		Fill(x, nan)
		if got := wasmZeros(address(x), int32(n)); got != 0 {
			t.Errorf("%d numbers: %d zeros found", n, got)
		}
		if n < 1000 {
			continue
		}
		strokes(x, 784, 0.3, r)
		zeros := 0
		for _, v := range x {
			if v == 0 {
				zeros++
			}
		}
		// Groups of four are much the same number, so the deviation is that of some 300 draws.
		got, want := float64(wasmZeros(address(x), int32(n)))/job.SparseSample, float64(zeros)/float64(n)
		if got < want-0.12 || got > want+0.12 {
			t.Errorf("%d numbers: %v of them zeros found, %v expected", n, got, want)
		}
	}
}

// BenchmarkSparse times products of the sizes that training needs, whole and without zeros.
func BenchmarkSparse(b *testing.B) {
	least := leastZeros
	defer func() { leastZeros = least }()
	for _, s := range []struct{ product, m, n, k int }{
		{0, 20, 32, 784}, {0, 256, 32, 784}, {2, 784, 32, 256}, {0, 128, 400, 784}, {2, 784, 400, 128}, {0, 500, 500, 784}, {2, 784, 500, 500},
	} {
		p := products[s.product]
		const copies = 8 // more than a cache holds, as a step leaves it
		var xs, ys, cs [copies][]float32
		r := rand.New(rand.NewPCG(1, 2))
		for i := range xs {
			xs[i], ys[i], cs[i] = make([]float32, s.m*s.k), make([]float32, s.k*s.n), make([]float32, s.m*s.n)
			fillRandom(ys[i], r, false)
		}
		next := 0
		for _, part := range []float64{0.2, 0.3, 0.4, 0.5} {
			for i := range xs {
				strokes(xs[i], 784, part, r)
			}
			for _, way := range []string{"whole", "sparse"} {
				leastZeros.narrow = map[string]int32{"whole": job.SparseSample + 1}[way]
				leastZeros.wide = leastZeros.narrow
				b.Run(fmt.Sprintf("%s/%dx%dx%d/%g/%s", p.name, s.m, s.n, s.k, part, way), func(b *testing.B) {
					share(b, Fastest(), 2*float64(s.m)*float64(s.n)*float64(s.k), func() {
						next = (next + 1) % copies
						p.run(Fastest(), cs[next], xs[next], ys[next], s.m, s.n, s.k, false)
					})
				})
			}
		}
	}
}
