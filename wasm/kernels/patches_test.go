package kernels

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"bottleneck/core/kernel"
	"bottleneck/core/kernel/job"
)

// integers are numbers whose sums are exact, in whatever order core/kernel's native products take them.
func integers(r *rand.Rand, n int) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = float32(r.IntN(9) - 4)
	}
	return x
}

// The products of patches, on one thread and shared, in tiles and blocks that end anywhere.
func TestPatches(t *testing.T) {
	teams(t, func(t *testing.T, g *team) {
		r := rand.New(rand.NewPCG(1, 2))
		for _, grid := range []kernel.Grid{
			{H: 5, W: 6, C: 1, Rows: 3, Cols: 3, KernelH: 3, KernelW: 3, StrideH: 2, StrideW: 2, Top: 1},
			{H: 5, W: 4, C: 3, Rows: 5, Cols: 4, KernelH: 3, KernelW: 3, StrideH: 1, StrideW: 1, Top: 1, Left: 1},
			{H: 6, W: 7, C: 16, Rows: 3, Cols: 4, KernelH: 3, KernelW: 3, StrideH: 2, StrideW: 2, Left: 1},
			{H: 3, W: 3, C: 1, Rows: 8, Cols: 8, KernelH: 2, KernelW: 2, StrideH: 1, StrideW: 1, Top: 3, Left: 3},
			{H: 7, W: 2, C: 5, Rows: 2, Cols: 2, KernelH: 2, KernelW: 5, StrideH: 3, StrideW: 2, Left: 2},
			{H: 9, W: 8, C: 8, Rows: 4, Cols: 4, KernelH: 2, KernelW: 2, StrideH: 2, StrideW: 2},
		} {
			for _, n := range []int{7, 16, 32} {
				const B = 3
				p := kernel.Plain.NewPatches(grid)
				positions, K := grid.Rows*grid.Cols, grid.KernelH*grid.KernelW*grid.C
				x, y, w := integers(r, B*grid.H*grid.W*grid.C), integers(r, B*positions*n), integers(r, K*n)
				bias, channels := integers(r, n), integers(r, grid.C)
				for op, whole := range []struct {
					all, step int // positions or columns; tiles are multiples of step
					compute   func(x, y, w []float32)
					bias      []float32
				}{
					{B * positions, 1, func(x, y, w []float32) { p.Gather(y, x, w, bias, n, B) }, bias},
					{B * positions, positions, func(x, y, w []float32) { p.Scatter(x, y, w, channels, n, B) }, channels},
					{K, 1, func(x, y, w []float32) { p.Weights(w, x, y, n, B) }, nil},
					{B * positions, positions, func(x, y, w []float32) { p.Gather(y, x, w, bias, n, B) }, bias},
					{grid.KernelH, 1, func(x, y, w []float32) { p.Weights(w, x, y, n, B) }, nil},
				} {
					blocks := []int{K, 3*K + 1}
					image := ((grid.Rows-1)*grid.StrideH + grid.KernelH) * ((grid.Cols-1)*grid.StrideW + grid.KernelW) * grid.C
					switch job.Patches[op] {
					case "convolve":
						if n%job.ConvolveColumns != 0 || positions < convolveRows {
							continue
						}
						panel := job.ConvolveColumns*K + 16
						blocks = []int{image + panel, 2*image + panel, 9*image + panel}
					case "narrow":
						if n%job.NarrowColumns != 0 || grid.C != 1 || grid.KernelW != job.NarrowWidth {
							continue
						}
						blocks = []int{image, 2*image + 1}
					}
					for _, tile := range []int{whole.all, whole.step, 2 * whole.step, 5 * whole.step} {
						tiles := (whole.all + tile - 1) / tile
						if tiles > job.MaxTiles {
							continue
						}
						for _, block := range blocks {
							for _, call := range []string{"alone", "run"} {
								g.free()
								X, Y, W := slices.Clone(x), slices.Clone(y), slices.Clone(w)
								xv, yv, wv := g.vector(X, 1), g.vector(Y, 2), g.vector(W, 3)
								biasAt, table := any(0), g.vector(make([]float32, len(p.Table())), 0)
								if whole.bias != nil {
									biasAt = g.vector(whole.bias, 0)
								}
								matrix := g.vector(make([]float32, block*g.size), 0)
								g.vecs = g.vecs[:3]
								for i, v := range p.Table() {
									g.memory.WriteUint32Le(table.at+4*uint32(i), uint32(v))
								}
								args := []any{yv, xv, wv, biasAt, table, n, K, B * positions, tile, matrix, block}
								name := fmt.Sprintf("%s %+v in tiles of %d, blocks of %d", job.Patches[op], grid, tile, block)
								if lost := g.start(call, len(job.Products)+len(job.Vectors)+op+len(job.Patches)/2*(tile%2), tiles, args...); lost != 0 {
									t.Fatalf("%s: lost %#x", name, lost)
								}
								whole.compute(X, Y, W)
								g.check(name)
							}
						}
					}
				}
			}
		}
	})
}
