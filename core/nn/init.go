package nn

import (
	"math"
	"math/rand/v2"

	"bottleneck/core/fact"
	"bottleneck/core/kernel"
)

// Initializer fills the parameters of a layer, by the number of inputs that
// reach one of its outputs (in) and of outputs that one input reaches (out).
//
//	glorot_uniform  U(-a, a), a = sqrt(6/(in+out)); bias 0   (Glorot & Bengio 2010; Keras' default)
//	glorot_normal   N(0, 2/(in+out)); bias 0
//	he_uniform      U(-a, a), a = sqrt(6/in); bias 0          (He et al. 2015)
//	he_normal       N(0, 2/in); bias 0
//	pytorch         U(-a, a), a = 1/sqrt(in), weights and bias (torch.nn's default for Linear, Conv2d, ConvTranspose2d)
//	normal          N(0, Stddev^2), weights and bias           (as the TensorFlow 1 tutorial writes it)
//
// Every array is one draw from rng, weights first, which keys a counter-based
// stream: the same bits on every machine.
type Initializer struct {
	Name   string
	Stddev float64
}

// Dense draws new values for d from rng.
func (in Initializer) Dense(d *Dense, rng *rand.Rand) error {
	return in.draw(d.W, d.Bias, d.In, d.Out, rng)
}

// Conv2D draws new values for c from rng: in = kh kw In.C, out = kh kw Out.C,
// whatever the stride, as Keras and PyTorch count.
func (in Initializer) Conv2D(c *Conv2D, rng *rand.Rand) error {
	area := c.Window.H * c.Window.W
	return in.draw(c.W, c.Bias, area*c.In.C, area*c.Out.C, rng)
}

// ConvTranspose2D draws new values for c from rng. Keras and PyTorch both count
// by the shape of its weights, as of the convolution it transposes: in = kh kw
// Out.C, out = kh kw In.C.
func (in Initializer) ConvTranspose2D(c *ConvTranspose2D, rng *rand.Rand) error {
	area := c.Window.H * c.Window.W
	return in.draw(c.W, c.Bias, area*c.Out.C, area*c.In.C, rng)
}

func (in Initializer) draw(w, bias *Param, inputs, outputs int, rng *rand.Rand) error {
	fanIn, fanOut := float64(inputs), float64(outputs)
	kernel.Fill(bias.Value, 0)
	switch in.Name {
	case "glorot_uniform":
		uniform(w.Value, math.Sqrt(6/(fanIn+fanOut)), rng)
	case "glorot_normal":
		normal(w.Value, math.Sqrt(2/(fanIn+fanOut)), rng)
	case "he_uniform":
		uniform(w.Value, math.Sqrt(6/fanIn), rng)
	case "he_normal":
		normal(w.Value, math.Sqrt(2/fanIn), rng)
	case "pytorch":
		uniform(w.Value, 1/math.Sqrt(fanIn), rng)
		uniform(bias.Value, 1/math.Sqrt(fanIn), rng)
	case "normal":
		normal(w.Value, in.Stddev, rng)
		normal(bias.Value, in.Stddev, rng)
	default:
		return fact.About("nn: initializer", "name_unknown", "found", in.Name)
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
