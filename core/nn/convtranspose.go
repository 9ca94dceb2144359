package nn

import (
	"fmt"

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

	patches *patches  // of the output, at the positions of the input
	x       []float32 // (B, In), the caller's, kept for Backward
	y, dX   []float32 // (maxB, Out), (maxB, In)
}

// NewConvTranspose2D returns a layer of so many filters with zero parameters,
// for batches of up to maxB images. inputGrad is Dense's. A window that leaves
// nothing of the output is an error.
func NewConvTranspose2D(in Shape, filters int, w Window, maxB int, inputGrad bool) (*ConvTranspose2D, error) {
	name := fmt.Sprintf("convt(%d,%v)", filters, w)
	f, err := w.spread(name, in)
	if err != nil {
		return nil, err
	}
	if filters < 1 {
		return nil, fmt.Errorf("nn: %s: %d filters found, at least 1 expected", name, filters)
	}
	c := &ConvTranspose2D{
		In: in, Out: Shape{f.h, f.w, filters}, Window: w,
		W:    newParam("weight", w.H, w.W, filters, in.C),
		Bias: newParam("bias", filters),
	}
	c.patches = newPatches(w, c.Out, in.H, in.W, f.top, f.left, maxB)
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
	y, p := c.y[:B*c.Out.Size()], c.patches
	kernel.Fill(y, 0)
	for lo, rows := 0, p.rows(B); lo < rows; lo += p.block {
		hi := min(lo+p.block, rows)
		from, to := p.positions(lo, hi, c.In.C)
		m := p.buffer(lo, hi)
		kernel.MatMulNT(m, x[from:to], c.W.Value, (hi-lo)*p.gridW, p.width, c.In.C, false)
		p.add(y, m, lo, hi)
	}
	kernel.AddBias(y, c.Bias.Value, len(y)/c.Out.C, c.Out.C)
	return y
}

// Backward is a convolution of dY. The gradient of the weights is summed over
// images and positions in order.
func (c *ConvTranspose2D) Backward(dY []float32, B int) []float32 {
	if len(dY) != B*c.Out.Size() || len(c.x) != B*c.In.Size() {
		panic("nn: convt: Backward of another batch than Forward")
	}
	var dX []float32
	if c.dX != nil {
		dX = c.dX[:B*c.In.Size()]
	}
	p := c.patches
	for lo, rows := 0, p.rows(B); lo < rows; lo += p.block {
		hi := min(lo+p.block, rows)
		n := (hi - lo) * p.gridW
		from, to := p.positions(lo, hi, c.In.C)
		m := p.cut(dY, lo, hi)
		kernel.MatMulTN(c.W.Grad, m, c.x[from:to], p.width, c.In.C, n, true)
		if dX != nil {
			kernel.MatMul(dX[from:to], m, c.W.Value, n, c.In.C, p.width, false)
		}
	}
	kernel.SumRows(c.Bias.Grad, dY, len(dY)/c.Out.C, c.Out.C)
	return dX
}

func (c *ConvTranspose2D) Params() []*Param { return []*Param{c.W, c.Bias} }
