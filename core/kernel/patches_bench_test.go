package kernel

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// BenchmarkConvolutions times the three products of the convolutions of the workloads.
func BenchmarkConvolutions(b *testing.B) {
	square := func(side, C, stride int) Grid {
		rows := side / stride
		before := (2 - (stride - 1)) / 2 // "same" of a window of three
		return Grid{H: side, W: side, C: C, Rows: rows, Cols: rows, KernelH: 3, KernelW: 3, StrideH: stride, StrideW: stride, Top: before, Left: before}
	}
	for _, s := range []struct {
		g    Grid
		n, B int
	}{
		{square(28, 1, 2), 16, 16}, {square(14, 16, 2), 32, 16},
		{square(16, 16, 1), 32, 8}, {square(16, 64, 1), 128, 2}, {square(32, 128, 1), 64, 1}, {square(32, 1, 1), 32, 8},
	} {
		r := rand.New(rand.NewPCG(1, 2))
		p := Fastest().NewPatches(s.g)
		x, y, w := make([]float32, s.B*p.size()), make([]float32, s.B*p.positions()*s.n), make([]float32, p.width*s.n)
		for _, v := range [][]float32{x, y, w} {
			fillRandom(v, r, false)
		}
		flops := 2 * float64(s.B*p.positions()) * float64(p.width*s.n)
		for _, c := range []struct {
			name string
			run  func()
		}{
			{"gather", func() { p.Gather(y, x, w, nil, s.n, s.B) }},
			{"scatter", func() { p.Scatter(x, y, w, nil, s.n, s.B) }},
			{"weights", func() { clear(w); p.Weights(w, x, y, s.n, s.B) }},
		} {
			b.Run(fmt.Sprintf("%s/%dx%dx%d to %d", c.name, s.g.H, s.g.W, s.g.C, s.n), func(b *testing.B) { share(b, Fastest(), flops, c.run) })
		}
	}
}
