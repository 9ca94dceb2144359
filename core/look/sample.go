package look

import (
	"bottleneck/core/fact"
	"bottleneck/core/kernel"
)

// Sample draws n codes z (n, latent) from N(0, I), the distribution that a
// variational code is trained towards, and decodes them: y (n, dim), inputs that
// nobody gave. A row of z depends on the seed and its place alone. Any other kind
// of code has no distribution to draw from, and is an error.
func (l *Looker) Sample(n int, seed uint64) (y, z []float32, err error) {
	if l.run.Recipe().Latent != "variational" {
		return nil, nil, fact.About("look: sample", "sample_needs_variational", "found", l.run.Recipe().Latent)
	}
	y, z = make([]float32, n*l.run.Dim()), make([]float32, n*l.run.Latent())
	kernel.Gaussian(z, seed)
	l.run.Decode(y, z, n)
	return y, z, nil
}
