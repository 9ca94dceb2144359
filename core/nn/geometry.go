package nn

import "bottleneck/core/geometry"

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
	SquarePad  = geometry.SquarePad
)
