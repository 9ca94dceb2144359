package kernel

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// rate is the operations a second, in 10^9, of a short window of calls of so many operations.
func rate(flops float64, call func()) float64 {
	start, n := time.Now(), 0
	for n == 0 || time.Since(start) < time.Millisecond {
		call()
		n++
	}
	return flops * float64(n) / time.Since(start).Seconds() * 1e-9
}

// share reports how near a call of so many operations comes to the peak of the processor, which is measured in turn with it: the
// clock of a shared machine changes from second to second. share is best against best, in per cent, median that of
// the pairs.
func share(b *testing.B, in Arithmetic, flops float64, call func()) {
	const rounds = 2048
	sums := make([]float32, PeakLanes)
	var peaks, rates, shares []float64
	for b.Loop() {
		top := rate(2*PeakLanes*rounds, func() { in.Peak(sums, rounds, 0.99, 0.013) })
		got := rate(flops, call)
		peaks, rates, shares = append(peaks, top), append(rates, got), append(shares, got/top)
	}
	slices.Sort(shares)
	b.ReportMetric(slices.Max(peaks), "peak-GFLOP/s")
	b.ReportMetric(slices.Max(rates), "GFLOP/s")
	b.ReportMetric(100*slices.Max(rates)/slices.Max(peaks), "share-%")
	b.ReportMetric(100*shares[len(shares)/2], "median-%")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkShapes times products of the sizes that training needs.
func BenchmarkShapes(b *testing.B) {
	for _, s := range []struct {
		product int
		m, n, k int
	}{
		{0, 256, 256, 256}, {1, 256, 256, 256}, {2, 256, 256, 256},
		{0, 512, 512, 512}, {1, 512, 512, 512}, {2, 512, 512, 512},
		{0, 1024, 1024, 1024}, {1, 1024, 1024, 1024}, {2, 1024, 1024, 1024},
		{0, 256, 784, 500}, {1, 256, 784, 500}, {2, 256, 784, 500},
		{0, 20, 784, 32}, {1, 20, 784, 32}, {2, 20, 784, 32},
		{0, 20, 32, 784}, {1, 20, 32, 784}, {2, 784, 32, 20}, {2, 32, 784, 20},
		{0, 500, 2, 300}, {1, 500, 300, 2}, {2, 300, 2, 500},
		{0, 500, 300, 2}, {1, 500, 2, 300}, {2, 2, 300, 500},
		{0, 256, 32, 784}, {2, 784, 32, 256}, {1, 128, 400, 20}, {2, 400, 20, 128}, {0, 128, 20, 400}, {0, 784, 16, 9}, {1, 784, 9, 16}, {2, 9, 16, 784},
	} {
		p := products[s.product]
		x, y, c := make([]float32, s.m*s.k), make([]float32, s.k*s.n), make([]float32, s.m*s.n)
		r := rand.New(rand.NewPCG(1, 2))
		fillRandom(x, r, false)
		fillRandom(y, r, false)
		for _, in := range available() {
			b.Run(fmt.Sprintf("%s/%dx%dx%d/%v", p.name, s.m, s.n, s.k, in), func(b *testing.B) {
				share(b, in, 2*float64(s.m)*float64(s.n)*float64(s.k), func() { p.run(in, c, x, y, s.m, s.n, s.k, false) })
			})
		}
	}
}
