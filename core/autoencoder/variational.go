package autoencoder

import (
	"bottleneck/core/kernel"
	"bottleneck/core/nn"
)

// heads turn the last hidden layer h into normal distributions and draw codes from them (Kingma and Welling 2014):
//
//	mu = h Wm + bm   log s^2 = h Wv + bv   z = mu + s * epsilon
//	KL(N(mu, s^2) || N(0,1)) = sum (mu^2 + s^2 - log s^2 - 1) / 2
type heads struct {
	trunk       nn.Network // pixels to h
	mean        nn.Layer
	logVariance nn.Layer

	sigma, z, dLog []float32 // (maxB, latent)
	mu             []float32 // (B, latent), of the latest forward
}

// forward returns the codes that the draws epsilon (B, latent) give, and the sum of the divergences. The means stay in mu.
func (v *heads) forward(x, epsilon []float32, B int) (z []float32, kl float64) {
	h := v.trunk.Forward(x, B)
	v.mu = v.mean.Forward(h, B)
	logVariance := v.logVariance.Forward(h, B)
	n := len(v.mu)
	sigma, z := v.sigma[:n], v.z[:n]
	copy(sigma, logVariance)
	kernel.Scale(sigma, 0.5)
	kernel.Exp(sigma, sigma)
	kernel.Mul(z, sigma, epsilon[:n])
	kernel.Add(z, v.mu)
	return z, (kernel.SumSquares(v.mu) + kernel.SumSquares(sigma) - kernel.Sum(logVariance) - float64(n)) / 2
}

// backward adds the gradients of all parameters up to the code. dZ (B, latent), the gradient by the codes, is
// overwritten; rate multiplies the sum of the divergences in what is trained.
func (v *heads) backward(dZ, epsilon []float32, B int, rate float64) {
	n := len(dZ)
	dLog, sigma := v.dLog[:n], v.sigma[:n]
	half := float32(rate / 2)
	for i, d := range dZ {
		s := sigma[i]
		dLog[i] = float32(float32(float32(d*epsilon[i])*s)*0.5) + float32(half*(float32(s*s)-1))
	}
	kernel.Axpy(dZ, float32(rate), v.mu)
	dH := v.mean.Backward(dZ, B)
	other := v.logVariance.Backward(dLog, B)
	if len(v.trunk.Layers) > 0 {
		kernel.Add(dH, other)
		v.trunk.Backward(dH, B)
	}
}

// EncodeDrawn writes the distributions that the codes of n inputs x (n, dim) are drawn from: their means, which is what Encode writes,
// to mu and their standard deviations to s, both (n, latent). A plain code is not drawn.
func (m *Model) EncodeDrawn(mu, s, x []float32, n int) {
	if m.heads == nil {
		panic("autoencoder: deviations of a plain code")
	}
	m.batches(n, func(lo, hi int) {
		h := m.heads.trunk.Forward(x[lo*m.dim:hi*m.dim], hi-lo)
		copy(mu[lo*m.latent:hi*m.latent], m.heads.mean.Forward(h, hi-lo))
		to := s[lo*m.latent : hi*m.latent]
		copy(to, m.heads.logVariance.Forward(h, hi-lo))
		kernel.Scale(to, 0.5)
		kernel.Exp(to, to)
	})
}

// addHeads makes the encoder's last layer that of the means, and adds the one of the log-variances.
func (m *Model) addHeads(logVariance *nn.Dense) {
	last := len(m.Encoder.Layers) - 1
	m.LogVariance = nn.Network{In: logVariance.In, Out: logVariance.Out, Layers: []nn.Layer{logVariance}}
	n := m.maxBatch * m.latent
	m.heads = &heads{
		trunk: nn.Network{In: m.Encoder.In, Out: logVariance.In, Layers: m.Encoder.Layers[:last]},
		mean:  m.Encoder.Layers[last], logVariance: logVariance,
		sigma: make([]float32, n), z: make([]float32, n), dLog: make([]float32, n),
	}
}
