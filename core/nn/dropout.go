package nn

import (
	"strconv"

	"bottleneck/core/fact"
	"bottleneck/core/kernel"
)

// Dropout sets a share of the values to zero while training, each by its own
// draw, and scales the others so that the mean stays (Srivastava et al. 2014;
// Keras and PyTorch Dropout):
//
//	y = x / (1 - rate) where u > rate, else 0, with u = kernel.Uniform(key)
//
// In evaluation y is x itself. The gradient passes where the value did.
type Dropout struct {
	Dim  int
	Rate float32

	training bool
	key      uint64
	shift    []float32 // (Dim), -Rate
	mask, y  []float32 // (maxB, Dim); kept where mask > 0
	masked   int       // values of the last Forward, 0: it was the identity
}

// NewDropout returns a layer for batches of up to maxB rows of dim values, in
// evaluation. A rate outside [0, 1) is an error.
func NewDropout(dim int, rate float64, maxB int) (*Dropout, error) {
	if !(rate >= 0 && float32(rate) < 1) {
		return nil, fact.About("nn: dropout("+strconv.FormatFloat(rate, 'g', -1, 64)+")", "rate_out_of_range", "found", rate)
	}
	d := &Dropout{
		Dim: dim, Rate: float32(rate), shift: make([]float32, dim),
		mask: make([]float32, maxB*dim), y: make([]float32, maxB*dim),
	}
	kernel.Fill(d.shift, -d.Rate)
	return d, nil
}

func (d *Dropout) Train(key uint64) { d.training, d.key = true, key }
func (d *Dropout) Evaluate()        { d.training = false }

func (d *Dropout) Forward(x []float32, B int) []float32 {
	if len(x) != B*d.Dim {
		panic("nn: dropout: len(x) != B*Dim")
	}
	d.masked = 0
	if !d.training || d.Rate == 0 {
		return x
	}
	d.masked = len(x)
	y, mask := d.y[:len(x)], d.mask[:len(x)]
	kernel.Uniform(mask, d.key)
	kernel.AddBias(mask, d.shift, B, d.Dim)
	d.pass(y, x, mask)
	return y
}

// Backward changes dY in place, as activations do. A nil dY, of a layer that
// leaves its input gradient out, stays nil.
func (d *Dropout) Backward(dY []float32, B int) []float32 {
	if dY == nil || d.masked == 0 {
		return dY
	}
	if len(dY) != d.masked {
		panic("nn: dropout: Backward of another batch than Forward")
	}
	d.pass(dY, dY, d.mask[:d.masked])
	return dY
}

// pass writes x where the mask lets it, and scales; in place allowed.
func (d *Dropout) pass(y, x, mask []float32) {
	kernel.ReLUBackward(y, x, mask)
	kernel.Scale(y, 1/(1-d.Rate))
}

func (d *Dropout) Params() []*Param { return nil }
