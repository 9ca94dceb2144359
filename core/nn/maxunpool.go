package nn

import (
	"bottleneck/core/fact"
	"bottleneck/core/geometry"
	"bottleneck/core/kernel"
)

// MaxUnpool puts every value back where the maximum of a pooling layer stood,
// among zeros (PyTorch MaxUnpool2d; Zeiler and Fergus, "Visualizing and
// understanding convolutional networks", 2014):
//
//	y[b, index[b,i,j,c]] = x[b,i,j,c]
//
// It reads the indices of that layer's last Forward, which must have been of
// the same batch, or of its Forget. Since they know the row and the column,
// images of odd size come back as they were.
type MaxUnpool struct {
	In, Out Shape

	pool  *MaxPool
	y, dX []float32
}

// NewMaxUnpool returns the layer that undoes pool, for batches of up to maxB
// images. inputGrad is Dense's. The input must have the shape of pool's output,
// and its windows must not overlap, or two values would meet in one place.
func NewMaxUnpool(in Shape, pool *MaxPool, maxB int, inputGrad bool) (*MaxUnpool, error) {
	if _, err := geometry.MaxUnpoolShape(in, pool.Window, pool.In, pool.Out); err != nil {
		return nil, fact.Within("nn", err)
	}
	u := &MaxUnpool{In: in, Out: pool.In, pool: pool, y: make([]float32, maxB*pool.In.Size())}
	if inputGrad {
		u.dX = make([]float32, maxB*in.Size())
	}
	return u, nil
}

func (u *MaxUnpool) Forward(x []float32, B int) []float32 {
	if len(x) != B*u.In.Size() {
		panic("nn: unpool: len(x) != B*In")
	}
	if B != u.pool.pooled {
		panic("nn: unpool: another batch than its maxpool's")
	}
	y := u.y[:B*u.Out.Size()]
	kernel.IndexSet(y, u.pool.index[:len(x)], x, B)
	return y
}

func (u *MaxUnpool) Backward(dY []float32, B int) []float32 {
	if u.dX == nil {
		return nil
	}
	if len(dY) != B*u.Out.Size() || B != u.pool.pooled {
		panic("nn: unpool: Backward of another batch than Forward")
	}
	dX := u.dX[:B*u.In.Size()]
	kernel.IndexGet(dX, u.pool.index[:len(dX)], dY, B)
	return dX
}

func (u *MaxUnpool) Params() []*Param { return nil }
