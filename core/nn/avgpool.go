package nn

import (
	"bottleneck/core/fact"
	"bottleneck/core/geometry"
	"bottleneck/core/kernel"
)

// AvgPool is the mean of the values under each position of a window, channel
// by channel (Keras AveragePooling2D, PyTorch AvgPool2d):
//
//	y[b,i,j,c] = sum over u, v of x[b, i sh - top + u, j sw - left + v, c] / n
//
// With padding same, as Keras has it, n is the number of values inside the
// image. With explicit padding, as PyTorch has it (count_include_pad), what
// lies around the image counts as zeros: n is the window's size. The gradient
// of a value is the sum of dY/n over the windows that see it.
type AvgPool struct {
	In, Out Shape
	Window  Window

	grid  kernel.Grid
	y, dX []float32
}

// NewAvgPool returns a layer for batches of up to maxB images; the usual pool
// is Square(2, 2). inputGrad is Dense's. geometry.PoolShape says what is an error.
func NewAvgPool(in Shape, w Window, maxB int, inputGrad bool) (*AvgPool, error) {
	out, err := geometry.PoolShape("avgpool", in, w)
	if err != nil {
		return nil, fact.Within("nn", err)
	}
	a := &AvgPool{In: in, Out: out, Window: w, grid: poolGrid(in, w), y: make([]float32, maxB*out.Size())}
	if inputGrad {
		a.dX = make([]float32, maxB*in.Size())
	}
	return a, nil
}

func (a *AvgPool) Forward(x []float32, B int) []float32 {
	if len(x) != B*a.In.Size() {
		panic("nn: avgpool: len(x) != B*In")
	}
	y := a.y[:B*a.Out.Size()]
	kernel.AvgPool(y, x, a.grid, !a.Window.Same, B)
	return y
}

func (a *AvgPool) Backward(dY []float32, B int) []float32 {
	if a.dX == nil {
		return nil
	}
	if len(dY) != B*a.Out.Size() {
		panic("nn: avgpool: len(dY) != B*Out")
	}
	dX := a.dX[:B*a.In.Size()]
	kernel.AvgPoolBackward(dX, dY, a.grid, !a.Window.Same, B)
	return dX
}

func (a *AvgPool) Params() []*Param { return nil }
