package nn

import (
	"bottleneck/core/geometry"
	"bottleneck/core/kernel"
)

// newPatches prepares the patches, in arithmetic a, that w sees of image from gridH by gridW
// positions. A convolution is a product with them, a transposed convolution one
// that ends in them.
func newPatches(a kernel.Arithmetic, w Window, image Shape, gridH, gridW int, f geometry.Fit) *kernel.Patches {
	return a.NewPatches(kernel.Grid{
		H: image.H, W: image.W, C: image.C, Rows: gridH, Cols: gridW,
		KernelH: w.H, KernelW: w.W, StrideH: w.StrideH, StrideW: w.StrideW, Top: f.Top, Left: f.Left,
	})
}
