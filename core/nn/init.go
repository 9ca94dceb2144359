package nn

import (
	"fmt"
	"math"
	"math/rand/v2"

	"bottleneck/core/kernel"
)

// Initializer fills the parameters of a layer.
//
//	glorot_uniform  U(-a, a), a = sqrt(6/(in+out)); bias 0   (Glorot & Bengio 2010; Keras' default)
//	glorot_normal   N(0, 2/(in+out)); bias 0
//	he_uniform      U(-a, a), a = sqrt(6/in); bias 0          (He et al. 2015)
//	he_normal       N(0, 2/in); bias 0
//	pytorch         U(-a, a), a = 1/sqrt(in), weights and bias (torch.nn.Linear's default)
//	normal          N(0, Stddev^2), weights and bias           (as the TensorFlow 1 tutorial writes it)
type Initializer struct {
	Name   string
	Stddev float64
}

// Dense draws new values for d from rng, weights first. Every array is one
// draw from rng, which keys a counter-based stream: the same bits on every
// machine.
func (in Initializer) Dense(d *Dense, rng *rand.Rand) error {
	fanIn, fanOut := float64(d.In), float64(d.Out)
	kernel.Fill(d.Bias.Value, 0)
	switch in.Name {
	case "glorot_uniform":
		uniform(d.W.Value, math.Sqrt(6/(fanIn+fanOut)), rng)
	case "glorot_normal":
		normal(d.W.Value, math.Sqrt(2/(fanIn+fanOut)), rng)
	case "he_uniform":
		uniform(d.W.Value, math.Sqrt(6/fanIn), rng)
	case "he_normal":
		normal(d.W.Value, math.Sqrt(2/fanIn), rng)
	case "pytorch":
		uniform(d.W.Value, 1/math.Sqrt(fanIn), rng)
		uniform(d.Bias.Value, 1/math.Sqrt(fanIn), rng)
	case "normal":
		normal(d.W.Value, in.Stddev, rng)
		normal(d.Bias.Value, in.Stddev, rng)
	default:
		return fmt.Errorf("nn: initializer %q found, glorot_uniform, glorot_normal, he_uniform, he_normal, pytorch or normal expected", in.Name)
	}
	return nil
}

// uniform fills x with U(-a, a).
func uniform(x []float32, a float64, rng *rand.Rand) {
	kernel.Uniform(x, rng.Uint64())
	scale := float32(2 * a)
	for i, u := range x {
		x[i] = float32(scale*u) - float32(a)
	}
}

// normal fills x with N(0, stddev^2).
func normal(x []float32, stddev float64, rng *rand.Rand) {
	kernel.Gaussian(x, rng.Uint64())
	kernel.Scale(x, float32(stddev))
}
