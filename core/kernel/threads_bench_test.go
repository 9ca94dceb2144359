package kernel

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// BenchmarkThreads times long and short calls with each number of threads. Short windows take turns, because the clock of
// a machine that is shared changes from second to second; the figures are the best and the median window,
// in microseconds a call.
func BenchmarkThreads(b *testing.B) {
	defer SetThreads(CurrentThreads())
	r := rand.New(rand.NewPCG(1, 2))
	vector := func(n int) []float32 {
		x := make([]float32, n)
		fillRandom(x, r, false)
		return x
	}
	calls := map[string]func(){}
	for _, s := range [][3]int{{20, 32, 784}, {20, 784, 32}, {256, 32, 784}, {256, 500, 784}, {500, 2, 300}, {64, 64, 64}} {
		m, n, k := s[0], s[1], s[2]
		c, x, y := vector(m*n), vector(m*k), vector(k*n)
		calls[fmt.Sprintf("MatMul/%dx%dx%d", m, n, k)] = func() { Fastest().MatMul(c, x, y, m, n, k, false) }
		calls[fmt.Sprintf("MatMulTN/%dx%dx%d", k, n, m)] = func() { Fastest().MatMulTN(y, x, c, k, n, m, true) }
	}
	for _, n := range []int{8 << 10, 50 << 10, 1 << 20} {
		p, g, m, v := vector(n), vector(n), make([]float32, n), make([]float32, n)
		calls[fmt.Sprintf("Adam/%d", n)] = func() { Adam(p, g, m, v, 1e-3, 0.9, 0.999, 1e-8, 1, 1) }
		calls[fmt.Sprintf("Tanh/%d", n)] = func() { Tanh(p, g) }
	}
	names := []string{}
	for name := range calls {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		call := calls[name]
		b.Run(name, func(b *testing.B) {
			window := func() float64 {
				start, n := time.Now(), 0
				for n == 0 || time.Since(start) < 300*time.Microsecond {
					for range 4 {
						call()
					}
					n += 4
				}
				return time.Since(start).Seconds() * 1e6 / float64(n)
			}
			times := make([][]float64, HasThreads())
			for b.Loop() {
				for i := range times {
					SetThreads(i + 1)
					times[i] = append(times[i], window())
				}
			}
			for i, us := range times {
				slices.Sort(us)
				b.ReportMetric(us[0], fmt.Sprintf("best-µs-%d", i+1))
				b.ReportMetric(us[len(us)/2], fmt.Sprintf("median-µs-%d", i+1))
			}
		})
	}
}
