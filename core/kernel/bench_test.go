package kernel

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// BenchmarkPrimitives times each primitive beside its reference loop: at 32 numbers, where the call
// counts, and at a batch of activations.
func BenchmarkPrimitives(b *testing.B) {
	for _, p := range primitives {
		for _, n := range []int{32, 20 * 784} {
			r := rand.New(rand.NewPCG(1, 2))
			xs := make([][]float32, p.vectors)
			for v := range xs {
				xs[v] = make([]float32, n)
				fillRandom(xs[v], r, false)
				if p.nonnegative > 0 && v >= p.nonnegative {
					mulRef(xs[v], xs[v], xs[v])
				}
			}
			for _, f := range []struct {
				name string
				run  func([][]float32, []float32) float64
			}{{Name, p.run}, {"loop", p.ref}} {
				b.Run(fmt.Sprintf("%s/n=%d/%s", p.name, n, f.name), func(b *testing.B) {
					b.SetBytes(int64(4 * n * p.vectors))
					for b.Loop() {
						f.run(xs, p.numbers)
					}
				})
			}
		}
	}
}

// BenchmarkProducts times forward, input gradient and weight gradient of the lessons' layers.
func BenchmarkProducts(b *testing.B) {
	for _, s := range []struct {
		product int
		m, n, k int
	}{
		{0, 20, 32, 784}, {1, 20, 784, 32}, {2, 784, 32, 20}, // 784-32, batch 20
		{0, 256, 500, 784}, {1, 256, 784, 500}, {2, 784, 500, 256}, // 784-500, batch 256
		{0, 512, 512, 512}, {1, 512, 512, 512}, {2, 512, 512, 512},
		{0, 500, 2, 300}, {1, 500, 300, 2}, {2, 300, 2, 500}, // 300-2, batch 500
	} {
		p := products[s.product]
		x, y, c := make([]float32, s.m*s.k), make([]float32, s.k*s.n), make([]float32, s.m*s.n)
		r := rand.New(rand.NewPCG(1, 2))
		fillRandom(x, r, false)
		fillRandom(y, r, false)
		for _, in := range available() {
			for _, f := range []struct {
				name string
				run  func(in Arithmetic, c, a, b []float32, m, n, k int, acc bool)
			}{{Name, p.run}, {"loop", p.ref}} {
				b.Run(fmt.Sprintf("%s/%dx%dx%d/%v/%s", p.name, s.m, s.n, s.k, in, f.name), func(b *testing.B) {
					for b.Loop() {
						f.run(in, c, x, y, s.m, s.n, s.k, false)
					}
					flops := 2 * float64(s.m) * float64(s.n) * float64(s.k)
					b.ReportMetric(flops*float64(b.N)/b.Elapsed().Seconds()*1e-9, "GFLOP/s")
				})
			}
		}
	}
}

func BenchmarkNoise(b *testing.B) {
	x := make([]float32, 20*784)
	for name, fill := range map[string]func([]float32, uint64){"Uniform": Uniform, "Gaussian": Gaussian} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(4 * len(x)))
			for b.Loop() {
				fill(x, 1)
			}
		})
	}
}

func BenchmarkPeak(b *testing.B) {
	for _, in := range available() {
		b.Run(in.String(), func(b *testing.B) {
			s := make([]float32, PeakLanes)
			const rounds = 20000
			for b.Loop() {
				in.Peak(s, rounds, 0.99, 0.013)
			}
			b.ReportMetric(2*PeakLanes*rounds*float64(b.N)/b.Elapsed().Seconds()/1e9, "GFLOP/s")
		})
	}
}
