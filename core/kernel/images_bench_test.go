package kernel

import (
	"slices"
	"testing"
	"time"
)

// BenchmarkImagePasses times each pass over fifty images of 32x32x32 numbers beside its loop, in turns: the best of each
// in microseconds.
func BenchmarkImagePasses(b *testing.B) {
	const B = 50
	g := Grid{H: 32, W: 32, C: 32, Rows: 16, Cols: 16, KernelH: 2, KernelW: 2, StrideH: 2, StrideW: 2}
	x, y := make([]float32, B*32*32*32), make([]float32, B*16*16*32)
	half := Grid{H: 16, W: 16, C: 32, KernelH: 2, KernelW: 2}
	Uniform(x, 1)
	index := make([]int32, len(y))
	MaxPool(y, index, x, g, B)
	for _, p := range []struct {
		name      string
		run, loop func()
	}{
		{"max_pool", func() { MaxPool(y, index, x, g, B) }, func() { maxPoolRef(y, index, x, g, B) }},
		{"index_add", func() { IndexAdd(x, index, y, B) }, func() { indexAddRef(x, index, y, B) }},
		{"index_set", func() { IndexSet(x, index, y, B) }, func() { indexSetRef(x, index, y, B) }},
		{"index_get", func() { IndexGet(y, index, x, B) }, func() { indexGetRef(y, index, x, B) }},
		{"avg_pool", func() { AvgPool(y, x, g, false, B) }, func() { avgPoolRef(y, x, g, false, B) }},
		{"avg_pool_backward", func() { AvgPoolBackward(x, y, g, false, B) }, func() { avgPoolBackwardRef(x, y, g, false, B) }},
		{"upsample", func() { Upsample(x, y, half, B) }, func() { upsampleRef(x, y, half, B) }},
		{"upsample_backward", func() { UpsampleBackward(y, x, half, B) }, func() { upsampleBackwardRef(y, x, half, B) }},
	} {
		b.Run(p.name, func(b *testing.B) {
			var times [2][]float64
			for b.Loop() {
				for i, f := range []func(){p.run, p.loop} {
					start := time.Now()
					f()
					times[i] = append(times[i], 1e6*time.Since(start).Seconds())
				}
			}
			b.ReportMetric(slices.Min(times[0]), "best-µs")
			b.ReportMetric(slices.Min(times[1]), "best-µs-loop")
			b.ReportMetric(0, "ns/op")
		})
	}
}
