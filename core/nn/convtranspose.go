package nn

import (
	"bottleneck/core/fact"
	"bottleneck/core/geometry"
	"bottleneck/core/kernel"
)

// ConvTranspose2D is the transpose of Conv2D's linear map, a "learnable
// upsampling" (Keras Conv2DTranspose, PyTorch ConvTranspose2d), without its
// activation: every input pixel lays the kernel, weighted, on the output, and
// where they overlap they are summed,
//
//	y[b, i sh - top + u, j sw - left + v, f] = bias[f] + sum over i, j of (sum over c of x[b,i,j,c] W[u,v,f,c])
//
// and what falls outside the output is dropped. The inner sum runs over c, the
// outer over i, j in order; the bias is added last. See Window for the size of
// y. Of the same W and no bias, <conv(x), y> = <x, convt(y)>.
type ConvTranspose2D struct {
	In, Out Shape
	Window  Window
	W, Bias *Param // (kh, kw, Out.C, In.C) as in Keras, (Out.C)

	patches *kernel.Patches // of the output, at the positions of the input
	x       []float32       // (B, In), the caller's, kept for Backward
	y, dX   []float32       // (maxB, Out), (maxB, In)
}

// NewConvTranspose2D returns a layer of so many filters with zero parameters that multiplies in
// arithmetic a, for batches of up to maxB images. inputGrad is Dense's. A window that leaves
// nothing of the output is an error.
func NewConvTranspose2D(a kernel.Arithmetic, in Shape, filters int, w Window, maxB int, inputGrad bool) (*ConvTranspose2D, error) {
	out, err := geometry.ConvTransposeShape(in, filters, w)
	if err != nil {
		return nil, fact.Within("nn", err)
	}
	f, _ := w.Spread("", in)
	c := &ConvTranspose2D{
		In: in, Out: out, Window: w,
		W:    newParam("weight", w.H, w.W, filters, in.C),
		Bias: newParam("bias", filters),
	}
	c.patches = newPatches(a, w, c.Out, in.H, in.W, f)
	c.y = make([]float32, maxB*c.Out.Size())
	if inputGrad {
		c.dX = make([]float32, maxB*in.Size())
	}
	return c, nil
}

func (c *ConvTranspose2D) Forward(x []float32, B int) []float32 {
	if len(x) != B*c.In.Size() {
		panic("nn: convt: len(x) != B*In")
	}
	c.x = x
	y := c.y[:B*c.Out.Size()]
	c.patches.Scatter(y, x, c.W.Value, c.Bias.Value, c.In.C, B)
	return y
}

// Backward is a convolution of dY. The gradient of the weights is summed over
// images and positions in order.
func (c *ConvTranspose2D) Backward(dY []float32, B int) []float32 {
	if len(dY) != B*c.Out.Size() || len(c.x) != B*c.In.Size() {
		panic("nn: convt: Backward of another batch than Forward")
	}
	c.patches.Weights(c.W.Grad, dY, c.x, c.In.C, B)
	kernel.SumRows(c.Bias.Grad, dY, len(dY)/c.Out.C, c.Out.C)
	if c.dX == nil {
		return nil
	}
	dX := c.dX[:B*c.In.Size()]
	c.patches.Gather(dX, dY, c.W.Value, nil, c.In.C, B)
	return dX
}

func (c *ConvTranspose2D) Params() []*Param { return []*Param{c.W, c.Bias} }
