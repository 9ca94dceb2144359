package nn

import (
	"strconv"

	"bottleneck/core/fact"
	"bottleneck/core/kernel"
)

// GaussianNoise adds noise to every value while training and is the identity
// in evaluation (Keras GaussianNoise):
//
//	y = x + Stddev kernel.Gaussian(key)
//
// It does not clip. The gradient passes as it is.
type GaussianNoise struct {
	Dim    int
	Stddev float32

	training bool
	key      uint64
	y        []float32 // (maxB, Dim)
}

// NewGaussianNoise returns a layer for batches of up to maxB rows of dim
// values, in evaluation. A negative or infinite stddev is an error.
func NewGaussianNoise(dim int, stddev float64, maxB int) (*GaussianNoise, error) {
	if !(stddev >= 0 && stddev < 1e30) {
		return nil, fact.About("nn: gaussian_noise("+strconv.FormatFloat(stddev, 'g', -1, 64)+")", "stddev_negative", "found", stddev)
	}
	return &GaussianNoise{Dim: dim, Stddev: float32(stddev), y: make([]float32, maxB*dim)}, nil
}

func (g *GaussianNoise) Train(key uint64) { g.training, g.key = true, key }
func (g *GaussianNoise) Evaluate()        { g.training = false }

func (g *GaussianNoise) Forward(x []float32, B int) []float32 {
	if len(x) != B*g.Dim {
		panic("nn: gaussian_noise: len(x) != B*Dim")
	}
	if !g.training {
		return x
	}
	y := g.y[:len(x)]
	kernel.Gaussian(y, g.key)
	kernel.Scale(y, g.Stddev)
	kernel.Add(y, x)
	return y
}

func (g *GaussianNoise) Backward(dY []float32, B int) []float32 { return dY }

func (g *GaussianNoise) Params() []*Param { return nil }
