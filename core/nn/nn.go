// Package nn holds the layers and networks an autoencoder is made of. A layer
// works on batches of float32 rows, writes into buffers it allocated when it
// was built, and allocates nothing afterwards. Images are NHWC, so a flattened
// image is one row.
//
// Matrices are (In, Out) as in Keras; files in PyTorch's layout are transposed
// at the border (package autoencoder).
//
// It knows no recipe and no loss but softmax's; how layers become an autoencoder
// is package autoencoder's, how parameters change package optim's.
package nn

// Layer is one differentiable function of a batch. The slices that Forward and
// Backward return belong to the layer and are overwritten by its next call; an
// activation returns the slice it was given, changed in place.
type Layer interface {
	// Forward maps x (B, In) to y (B, Out).
	Forward(x []float32, B int) []float32
	// Backward maps dY (B, Out) to dX (B, In) and adds to the gradients of
	// the parameters. It must follow a Forward of the same batch. dX is nil
	// where the layer was told that nobody needs it.
	Backward(dY []float32, B int) []float32
	// Params lists the trained arrays, in the order PyTorch stores them.
	Params() []*Param
}

// Param is one trained array and its gradient, both flat and row-major.
type Param struct {
	Name  string    // "weight", "bias"
	Shape []int     // (In, Out) or (Out)
	Value []float32 // len = product of Shape
	Grad  []float32 // same length
}

func newParam(name string, shape ...int) *Param {
	n := 1
	for _, d := range shape {
		n *= d
	}
	return &Param{Name: name, Shape: shape, Value: make([]float32, n), Grad: make([]float32, n)}
}

// Pack moves params into two slabs, one of values and one of gradients, in
// order, and lets every Param point into them. An optimizer then is one flat
// loop, and a checkpoint one copy.
func Pack(params []*Param) (values, grads []float32) {
	n := 0
	for _, p := range params {
		n += len(p.Value)
	}
	values, grads = make([]float32, n), make([]float32, n)
	at := 0
	for _, p := range params {
		end := at + len(p.Value)
		copy(values[at:end], p.Value)
		copy(grads[at:end], p.Grad)
		p.Value, p.Grad = values[at:end:end], grads[at:end:end]
		at = end
	}
	return values, grads
}

// Network applies layers one after the other.
type Network struct {
	In, Out int
	Layers  []Layer
}

// Forward maps x (B, In) to (B, Out). An empty network returns x.
func (n *Network) Forward(x []float32, B int) []float32 {
	for _, l := range n.Layers {
		x = l.Forward(x, B)
	}
	return x
}

// Backward maps dY (B, Out) to dX (B, In) and adds to all gradients.
func (n *Network) Backward(dY []float32, B int) []float32 {
	for i := len(n.Layers) - 1; i >= 0; i-- {
		dY = n.Layers[i].Backward(dY, B)
	}
	return dY
}

// Params lists the parameters of all layers, first layer first.
func (n *Network) Params() []*Param {
	var all []*Param
	for _, l := range n.Layers {
		all = append(all, l.Params()...)
	}
	return all
}
