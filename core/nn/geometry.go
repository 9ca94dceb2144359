package nn

import (
	"bottleneck/core/geometry"
	"bottleneck/core/kernel"
)

// The shapes of images and windows, under the names they have beside the layers.
type (
	Shape  = geometry.Shape
	Window = geometry.Window
)

// See package geometry.
var (
	Flat       = geometry.Flat
	Square     = geometry.Square
	SquareSame = geometry.SquareSame
	squarePad  = geometry.SquarePad
)

// poolGrid says where a pool's window, which fits, sees an image.
func poolGrid(in Shape, w Window) kernel.Grid {
	f, _ := w.Slide("", in)
	return kernel.Grid{H: in.H, W: in.W, C: in.C, Rows: f.H, Cols: f.W, KernelH: w.H, KernelW: w.W,
		StrideH: w.StrideH, StrideW: w.StrideW, Top: f.Top, Left: f.Left}
}
