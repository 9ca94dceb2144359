package nn

import "bottleneck/core/kernel"

// Dense is y = x W + b, the fully connected layer (Keras Dense, PyTorch
// Linear) without its activation.
type Dense struct {
	In, Out int
	W, Bias *Param // (In, Out), (Out)

	arithmetic kernel.Arithmetic
	x          []float32 // (B, In), the caller's, kept for Backward
	y, dX      []float32 // (maxB, Out), (maxB, In)
}

// NewDense returns a layer with zero parameters that multiplies in arithmetic a, for batches of up to maxB
// rows. Where inputGrad is false Backward leaves dX out: the first layer of a
// network has nobody to hand it to, and it costs a third of a step.
func NewDense(a kernel.Arithmetic, in, out, maxB int, inputGrad bool) *Dense {
	d := &Dense{
		In: in, Out: out, arithmetic: a,
		W:    newParam("weight", in, out),
		Bias: newParam("bias", out),
		y:    make([]float32, maxB*out),
	}
	if inputGrad {
		d.dX = make([]float32, maxB*in)
	}
	return d
}

func (d *Dense) Forward(x []float32, B int) []float32 {
	if len(x) != B*d.In {
		panic("nn: dense: len(x) != B*In")
	}
	d.x = x
	y := d.y[:B*d.Out]
	d.arithmetic.MatMul(y, x, d.W.Value, B, d.Out, d.In, false)
	kernel.AddBias(y, d.Bias.Value, B, d.Out)
	return y
}

func (d *Dense) Backward(dY []float32, B int) []float32 {
	if len(dY) != B*d.Out || len(d.x) != B*d.In {
		panic("nn: dense: Backward of another batch than Forward")
	}
	d.arithmetic.MatMulTN(d.W.Grad, d.x, dY, d.In, d.Out, B, true)
	kernel.SumRows(d.Bias.Grad, dY, B, d.Out)
	if d.dX == nil {
		return nil
	}
	dX := d.dX[:B*d.In]
	d.arithmetic.MatMulNT(dX, dY, d.W.Value, B, d.In, d.Out, false)
	return dX
}

func (d *Dense) Params() []*Param { return []*Param{d.W, d.Bias} }
