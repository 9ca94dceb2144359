package nn

import (
	"fmt"

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

	y, dX, row []float32 // row: sums of FactorH rows of dY
}

// NewUpsample returns a layer for batches of up to maxB images. inputGrad is
// Dense's.
func NewUpsample(in Shape, factorH, factorW, maxB int, inputGrad bool) (*Upsample, error) {
	name := "upsample(" + pair(factorH, factorW) + ")"
	if err := in.check(name); err != nil {
		return nil, err
	}
	if factorH < 1 || factorW < 1 {
		return nil, fmt.Errorf("nn: %s: factor %s found, at least 1 expected", name, pair(factorH, factorW))
	}
	u := &Upsample{In: in, Out: Shape{in.H * factorH, in.W * factorW, in.C}, FactorH: factorH, FactorW: factorW}
	u.y = make([]float32, maxB*u.Out.Size())
	if inputGrad {
		u.dX = make([]float32, maxB*in.Size())
		u.row = make([]float32, u.Out.W*in.C)
	}
	return u, nil
}

func (u *Upsample) Forward(x []float32, B int) []float32 {
	if len(x) != B*u.In.Size() {
		panic("nn: upsample: len(x) != B*In")
	}
	y := u.y[:B*u.Out.Size()]
	C, line, at := u.In.C, u.Out.W*u.In.C, 0
	for from := 0; from < len(x); from += u.In.W * C { // an image row
		first := y[at : at+line]
		to := 0
		for j := range u.In.W {
			pixel := x[from+j*C : from+(j+1)*C]
			for range u.FactorW {
				to += copy(first[to:], pixel)
			}
		}
		at += line
		for range u.FactorH - 1 {
			at += copy(y[at:], first)
		}
	}
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
	kernel.Fill(dX, 0)
	C, line, at := u.In.C, len(u.row), 0
	block := u.FactorW * C
	for to := 0; to < len(dX); to += u.In.W * C {
		copy(u.row, dY[at:])
		at += line
		for range u.FactorH - 1 {
			kernel.Add(u.row, dY[at:at+line])
			at += line
		}
		for j := range u.In.W {
			kernel.SumRows(dX[to+j*C:to+(j+1)*C], u.row[j*block:(j+1)*block], u.FactorW, C)
		}
	}
	return dX
}

func (u *Upsample) Params() []*Param { return nil }
