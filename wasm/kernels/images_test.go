package kernels

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"bottleneck/core/kernel"
	"bottleneck/core/kernel/job"
)

// The passes over images, on one thread and shared.
func TestImagePasses(t *testing.T) {
	const B = 5
	teams(t, func(t *testing.T, g *team) {
		r := rand.New(rand.NewPCG(1, 2))
		for _, grid := range []kernel.Grid{
			{H: 4, W: 6, C: 3, Rows: 2, Cols: 3, KernelH: 2, KernelW: 2, StrideH: 2, StrideW: 2},
			{H: 5, W: 5, C: 9, Rows: 3, Cols: 3, KernelH: 3, KernelW: 3, StrideH: 2, StrideW: 2, Top: 1, Left: 1},
		} {
			large, small := grid.H*grid.W*grid.C, grid.Rows*grid.Cols*grid.C
			x, y := random(r, B*large, true), random(r, B*small, true)
			index := make([]int32, B*small)
			zeros := false // around the image, count in means
			wide := random(r, len(x)*grid.KernelH*grid.KernelW, true)
			passes := []struct {
				write, read []float32
				run         func(w []float32)
			}{
				{y, x, func(w []float32) { kernel.MaxPool(w, index, x, grid, B) }},
				{x, y, func(w []float32) { kernel.IndexAdd(w, index, y, B) }},
				{x, y, func(w []float32) { kernel.IndexSet(w, index, y, B) }},
				{y, x, func(w []float32) { kernel.IndexGet(w, index, x, B) }},
				{wide, x, func(w []float32) { kernel.Upsample(w, x, grid, B) }},
				{x, wide, func(w []float32) { kernel.UpsampleBackward(w, wide, grid, B) }},
				{y, x, func(w []float32) { kernel.AvgPool(w, x, grid, zeros, B) }},
				{x, y, func(w []float32) { kernel.AvgPoolBackward(w, y, grid, zeros, B) }},
			}
			if len(passes) != len(job.Passes) {
				t.Fatalf("%d passes tested, of %d", len(passes), len(job.Passes))
			}
			for op, p := range passes {
				for tile := 1; tile <= B; tile++ {
					zeros = tile%2 == 0
					for _, call := range []string{"alone", "run"} {
						g.free()
						written := random(r, len(p.write), false)
						read, places := g.vector(p.read, 1), make([]float32, len(index))
						for i, at := range index {
							places[i] = math.Float32frombits(uint32(at))
						}
						w, at := g.vector(written, 3), g.vector(places, 0)
						args := []any{w, at, read, len(p.write) / B, len(p.read) / B, B, tile}
						for _, v := range []int{grid.H, grid.W, grid.C, grid.Rows, grid.Cols, grid.KernelH, grid.KernelW,
							grid.StrideH, grid.StrideW, grid.Top, grid.Left, map[bool]int{true: 1}[zeros]} {
							args = append(args, v)
						}
						first := len(job.Products) + len(job.Vectors) + len(job.Patches)
						if lost := g.start(call, first+op, (B+tile-1)/tile, args...); lost != 0 {
							t.Fatalf("lost %#x", lost)
						}
						p.run(written)
						for i, at := range index {
							places[i] = math.Float32frombits(uint32(at))
						}
						g.check(fmt.Sprintf("%s %s %+v in tiles of %d", call, job.Passes[op], grid, tile))
					}
				}
			}
		}
	})
}
