package nn

import (
	"bottleneck/core/fact"
	"bottleneck/core/geometry"
	"bottleneck/core/kernel"
)

// MaxPool keeps the largest value under each position of a window, channel by
// channel (Keras MaxPooling2D, PyTorch MaxPool2d), and remembers where it stood:
//
//	y[b,i,j,c] = max over u, v of x[b, i sh - top + u, j sw - left + v, c]
//
// Padding never wins. Of equal values the first in order of rows and columns
// does, and a NaN does always, as in PyTorch. The gradient goes to the winner.
type MaxPool struct {
	In, Out Shape
	Window  Window

	grid   kernel.Grid
	index  []int32 // (maxB, Out), of the winner in its image
	y, dX  []float32
	pooled int // images of the last Forward
}

// NewMaxPool returns a layer for batches of up to maxB images; the usual pool
// is Square(2, 2). inputGrad is Dense's. geometry.PoolShape says what is an error.
func NewMaxPool(in Shape, w Window, maxB int, inputGrad bool) (*MaxPool, error) {
	out, err := geometry.PoolShape("maxpool", in, w)
	if err != nil {
		return nil, fact.Within("nn", err)
	}
	m := &MaxPool{In: in, Out: out, Window: w, grid: poolGrid(in, w)}
	m.y = make([]float32, maxB*m.Out.Size())
	m.index = make([]int32, maxB*m.Out.Size())
	if inputGrad {
		m.dX = make([]float32, maxB*in.Size())
	}
	return m, nil
}

func (m *MaxPool) Forward(x []float32, B int) []float32 {
	if len(x) != B*m.In.Size() {
		panic("nn: maxpool: len(x) != B*In")
	}
	y, index := m.y[:B*m.Out.Size()], m.index[:B*m.Out.Size()]
	kernel.MaxPool(y, index, x, m.grid, B)
	m.pooled = B
	return y
}

func (m *MaxPool) Backward(dY []float32, B int) []float32 {
	if m.dX == nil {
		return nil
	}
	if len(dY) != B*m.Out.Size() || B != m.pooled {
		panic("nn: maxpool: Backward of another batch than Forward")
	}
	dX := m.dX[:B*m.In.Size()]
	kernel.IndexAdd(dX, m.index[:len(dY)], dY, B)
	return dX
}

func (m *MaxPool) Params() []*Param { return nil }

// Forget sets the indices of B images to the first value of each window, as if
// all had been equal: for a decoder that unpools codes of which no image is
// known.
func (m *MaxPool) Forget(B int) {
	g, at := m.grid, 0
	for range B {
		for i := range m.Out.H {
			for j := range m.Out.W {
				r, s := max(i*g.StrideH-g.Top, 0), max(j*g.StrideW-g.Left, 0)
				for c := range m.Out.C {
					m.index[at] = int32((r*m.In.W+s)*m.In.C + c)
					at++
				}
			}
		}
	}
	m.pooled = B
}
