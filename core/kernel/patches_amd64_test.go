//go:build !js && !noasm

package kernel

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"bottleneck/core/kernel/avx2"
)

// Convolutions that read images in place agree with those that cut patches, however many images are in the cache at a time, and on any number
// of threads.
func TestPatchesInPlaceAgreeWithThoseThatAreCut(t *testing.T) {
	if !avx2.Has {
		t.Skip("no vector code on this processor")
	}
	defer func(n int) { threads = n }(threads)
	r := rand.New(rand.NewPCG(21, 22))
	vector := func(n int) []float32 {
		x := make([]float32, n)
		fillRandom(x, r, false)
		return x
	}
	for _, g := range append([]Grid{
		{H: 28, W: 28, C: 1, Rows: 14, Cols: 14, KernelH: 3, KernelW: 3, StrideH: 2, StrideW: 2},
		{H: 14, W: 14, C: 16, Rows: 7, Cols: 7, KernelH: 3, KernelW: 3, StrideH: 2, StrideW: 2},
		{H: 9, W: 16, C: 40, Rows: 9, Cols: 16, KernelH: 3, KernelW: 5, StrideH: 1, StrideW: 1, Top: 1, Left: 2},
		{H: 12, W: 11, C: 7, Rows: 4, Cols: 3, KernelH: 2, KernelW: 2, StrideH: 3, StrideW: 3},
	}, grids...) {
		for _, n := range []int{1, 16, 31} {
			for _, in := range available() {
				const B = 11
				p := in.NewPatches(g)
				p.matrix = make([]float32, p.block)
				x, y, w := vector(B*p.size()), vector(B*p.positions()*n), vector(p.width*n)
				bias, channels := vector(n), vector(g.C)
				expected := [3][]float32{make([]float32, len(y)), make([]float32, len(x)), append([]float32(nil), w...)}
				threads = 1
				p.gatherRef(expected[0], x, w, bias, n, B)
				p.scatterRef(expected[1], y, w, channels, n, B)
				p.weightsRef(expected[2], x, y, n, B)
				for _, images := range []int{p.window.Images, 1, min(3, p.window.Images)} {
					for _, threads = range []int{1, 3, 8} {
						p.window.Images = images
						name := fmt.Sprintf("%+v n=%d %v, %d images at a time on %d threads", g, n, in, images, threads)
						found := [3][]float32{vector(len(y)), vector(len(x)), append([]float32(nil), w...)}
						p.Gather(found[0], x, w, bias, n, B)
						p.Scatter(found[1], y, w, channels, n, B)
						p.Weights(found[2], x, y, n, B)
						for i, what := range []string{"gather ", "scatter ", "weights "} {
							compare(t, what+name, found[i], expected[i])
						}
					}
				}
			}
		}
	}
}
