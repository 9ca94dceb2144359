package autoencoder

import (
	"bottleneck/core/kernel"
	"bottleneck/core/nn"
)

// nudge is the step by which nudged moves an input: sigma.
const nudge = 0.01

// nudged is the price of contraction for an encoder f of more than one layer, whose Jacobian is a product that differs
// from image to image. It is estimated from one small random step an image:
//
//	weight / B * sum over images of |f(x + sigma epsilon) - f(x)|^2 / sigma^2, epsilon ~ N(0, 1)
//
// Its mean over epsilon is |J|^2 + O(sigma^2): the terms that are odd in epsilon vanish, and what is left comes from second
// and third derivatives. With relu, where there are none, it comes from the kinks between x and where the step ends, a share
// of the units that grows with sigma. The variance of one image's estimate is 2 |J J'|^2, so at most 2 |J|^4; over a batch
// the relative error is at most sqrt(2/B). (Hutchinson 1990 has the trace, Rifai et al. 2011 the price.)
type nudged struct {
	weight       float64
	encoder      *nn.Network
	x            []float32 // (maxB, dim), the inputs moved
	moved, other []float32 // (maxB, latent), their codes; and what these get as a gradient
}

func newNudged(weight float64, encoder *nn.Network, maxB int) *nudged {
	n := maxB * encoder.Out
	return &nudged{weight: weight, encoder: encoder, x: make([]float32, maxB*encoder.In), moved: make([]float32, n), other: make([]float32, n)}
}

// step encodes the B inputs, moved by what key draws. It comes before the encoder sees the inputs themselves, whose traces the layers keep
// for the way back.
func (n *nudged) step(input []float32, key uint64, B int) {
	x := n.x[:len(input)]
	kernel.Gaussian(x, key)
	kernel.Scale(x, nudge)
	kernel.Add(x, input)
	copy(n.moved, n.encoder.Forward(x, B))
}

// norm returns the estimate of the mean of |J|^2 over B codes z (B, latent), and adds the gradient of the price by z to dZ
// where that is not nil. That by the codes of the moved inputs is kept for back.
func (n *nudged) norm(dZ, z []float32, B int) float64 {
	d := n.other[:len(z)]
	kernel.Sub(d, n.moved[:len(z)], z)
	mean := kernel.SumSquares(d) / (nudge * nudge) / float64(B)
	if dZ != nil {
		kernel.Scale(d, float32(2*n.weight/(nudge*nudge)/float64(B)))
		kernel.Axpy(dZ, -1, d)
	}
	return mean
}

// back adds to the encoder's gradients what the codes of the moved inputs have to say. It comes after everything else, as the
// layers forget the inputs themselves.
func (n *nudged) back(B int) {
	n.encoder.Forward(n.x[:B*n.encoder.In], B)
	n.encoder.Backward(n.other[:B*n.encoder.Out], B)
}

// SquaredJacobian returns the mean over the inputs of the latest Losses of the squared Frobenius norm of dz/dx, and whether
// it is known: it is exact for an encoder of one dense layer, and estimated for another if the recipe puts a price on it.
func (m *Model) SquaredJacobian() (norm float64, known bool) {
	return m.jacobian, m.contraction != nil || m.nudged != nil
}

// Jacobian measures the same of inputs x (n, dim), n at most MaxBatch, of any encoder of a plain code, estimated, where it
// has to be, by steps that key draws.
func (m *Model) Jacobian(x []float32, n int, key uint64) float64 {
	if m.heads != nil {
		panic("autoencoder: Jacobian of a code that is drawn")
	}
	if m.contraction != nil {
		return m.contraction.add(nil, m.Encoder.Forward(x, n), n)
	}
	if m.meter == nil {
		if m.meter = m.nudged; m.meter == nil {
			m.meter = newNudged(0, &m.Encoder, m.maxBatch)
		}
	}
	m.meter.step(x, key, n)
	return m.meter.norm(nil, m.Encoder.Forward(x, n), n)
}
