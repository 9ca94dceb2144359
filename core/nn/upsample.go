package nn

import (
	"bottleneck/core/fact"
	"bottleneck/core/geometry"
	"bottleneck/core/kernel"
)

// Upsample repeats every pixel in a block of FactorH by FactorW, the nearest
// neighbour (Keras UpSampling2D, PyTorch Upsample):
//
//	y[b,i,j,c] = x[b, i/FactorH, j/FactorW, c]
//
// The gradient of a pixel is the sum over its block: down the columns, then
// over them.
type Upsample struct {
	In, Out          Shape
	FactorH, FactorW int

	y, dX []float32
}

// NewUpsample returns a layer for batches of up to maxB images. inputGrad is
// Dense's.
func NewUpsample(in Shape, factorH, factorW, maxB int, inputGrad bool) (*Upsample, error) {
	out, err := geometry.UpsampleShape(in, factorH, factorW)
	if err != nil {
		return nil, fact.Within("nn", err)
	}
	u := &Upsample{In: in, Out: out, FactorH: factorH, FactorW: factorW}
	u.y = make([]float32, maxB*u.Out.Size())
	if inputGrad {
		u.dX = make([]float32, maxB*in.Size())
	}
	return u, nil
}

func (u *Upsample) Forward(x []float32, B int) []float32 {
	if len(x) != B*u.In.Size() {
		panic("nn: upsample: len(x) != B*In")
	}
	y := u.y[:B*u.Out.Size()]
	kernel.Upsample(y, x, u.grid(), B)
	return y
}

func (u *Upsample) Backward(dY []float32, B int) []float32 {
	if u.dX == nil {
		return nil
	}
	if len(dY) != B*u.Out.Size() {
		panic("nn: upsample: Backward of another batch than Forward")
	}
	dX := u.dX[:B*u.In.Size()]
	kernel.UpsampleBackward(dX, dY, u.grid(), B)
	return dX
}

func (u *Upsample) grid() kernel.Grid {
	return kernel.Grid{H: u.In.H, W: u.In.W, C: u.In.C, KernelH: u.FactorH, KernelW: u.FactorW}
}

func (u *Upsample) Params() []*Param { return nil }
