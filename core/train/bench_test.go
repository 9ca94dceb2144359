package train

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"bottleneck/core/internal/tiny"
	"bottleneck/core/kernel"
	"bottleneck/core/recipe"
)

// BenchmarkThreads times steps of the lessons with each number of threads. The clock of a machine that is shared
// changes from second to second, so short windows of each take turns; the figures are the best and the median
// window, in milliseconds a step.
func BenchmarkThreads(b *testing.B) {
	defer kernel.SetThreads(kernel.CurrentThreads())
	for _, lesson := range []string{"linear", "plane"} {
		l, _ := recipe.LessonByID(lesson)
		r := l.Recipe
		r.Train, r.Test = 2*r.BatchSize, 10
		b.Run(lesson, func(b *testing.B) {
			run, err := New(r, tiny.Stripes(r.Train, 28, 28), tiny.Stripes(r.Test, 28, 28))
			if err != nil {
				b.Fatal(err)
			}
			window := func() float64 {
				const least = 2 * time.Millisecond
				start, n := time.Now(), 0
				for time.Since(start) < least {
					if err := run.Step(); err != nil {
						b.Fatal(err)
					}
					n++
				}
				return time.Since(start).Seconds() * 1e3 / float64(n)
			}
			window()
			times := make([][]float64, kernel.HasThreads())
			for b.Loop() {
				for i := range times {
					kernel.SetThreads(i + 1)
					times[i] = append(times[i], window())
				}
			}
			for i, ms := range times {
				slices.Sort(ms)
				b.ReportMetric(ms[0], fmt.Sprintf("best-ms/step-%d", i+1))
				b.ReportMetric(ms[len(ms)/2], fmt.Sprintf("median-ms/step-%d", i+1))
			}
		})
	}
}
