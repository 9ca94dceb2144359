package nn

import (
	"bottleneck/core/fact"
	"bottleneck/core/geometry"
	"bottleneck/core/kernel"
)

// Conv2D is the cross-correlation that networks call convolution (Keras Conv2D,
// PyTorch Conv2d), without its activation: for every position (i, j) of the
// window and every filter f
//
//	y[b,i,j,f] = bias[f] + sum over u, v, c of x[b, i sh - top + u, j sw - left + v, c] W[u,v,c,f]
//
// with zeros around the image. The sum runs over u, v, c in that order, the
// bias is added last. See Window for the size of y and the padding (Dumoulin
// and Visin, "A guide to convolution arithmetic for deep learning", 2016).
type Conv2D struct {
	In, Out Shape
	Window  Window
	W, Bias *Param // (kh, kw, In.C, Out.C) as in Keras, (Out.C)

	patches *kernel.Patches // of the input, at the positions of the output
	x       []float32       // (B, In), the caller's, kept for Backward
	y, dX   []float32       // (maxB, Out), (maxB, In)
}

// NewConv2D returns a layer of so many filters with zero parameters that multiplies in arithmetic a,
// for batches of up to maxB images. inputGrad is Dense's. An input that the window
// does not fit is an error.
func NewConv2D(a kernel.Arithmetic, in Shape, filters int, w Window, maxB int, inputGrad bool) (*Conv2D, error) {
	out, err := geometry.ConvShape(in, filters, w)
	if err != nil {
		return nil, fact.Within("nn", err)
	}
	f, _ := w.Slide("", in)
	c := &Conv2D{
		In: in, Out: out, Window: w,
		W:       newParam("weight", w.H, w.W, in.C, filters),
		Bias:    newParam("bias", filters),
		patches: newPatches(a, w, in, f.H, f.W, f),
	}
	c.y = make([]float32, maxB*c.Out.Size())
	if inputGrad {
		c.dX = make([]float32, maxB*in.Size())
	}
	return c, nil
}

func (c *Conv2D) Forward(x []float32, B int) []float32 {
	if len(x) != B*c.In.Size() {
		panic("nn: conv: len(x) != B*In")
	}
	c.x = x
	y := c.y[:B*c.Out.Size()]
	c.patches.Gather(y, x, c.W.Value, c.Bias.Value, c.Out.C, B)
	return y
}

// Backward sums the gradients of the parameters over images and positions in
// order. The input's starts at zero and gets one term of each position that saw
// it, in order, each a sum over the filters.
func (c *Conv2D) Backward(dY []float32, B int) []float32 {
	if len(dY) != B*c.Out.Size() || len(c.x) != B*c.In.Size() {
		panic("nn: conv: Backward of another batch than Forward")
	}
	c.patches.Weights(c.W.Grad, c.x, dY, c.Out.C, B)
	kernel.SumRows(c.Bias.Grad, dY, len(dY)/c.Out.C, c.Out.C)
	if c.dX == nil {
		return nil
	}
	dX := c.dX[:B*c.In.Size()]
	c.patches.Scatter(dX, dY, c.W.Value, nil, c.Out.C, B)
	return dX
}

func (c *Conv2D) Params() []*Param { return []*Param{c.W, c.Bias} }
