package look

import "bottleneck/core/kernel"

// HeldOut is some test images as they are, what the network makes of them, and their codes.
type HeldOut struct {
	X, Y   []float32 // (n, dim)
	Z      []float32 // (n, latent)
	Errors []float32 // (n) mean squared errors per pixel of Y
	Labels []byte    // (n), or nil
}

// HeldOut looks at the test images with these places in the set. They are clean, as those whose codes are points of the plane.
func (l *Looker) HeldOut(places []int32) HeldOut {
	n, dim, latent := len(places), l.run.Dim(), l.run.Latent()
	m := HeldOut{X: make([]float32, n*dim), Y: make([]float32, n*dim), Z: make([]float32, n*latent), Errors: make([]float32, n)}
	l.test.Batch(m.X, places)
	if l.run.Drawn() {
		l.run.EncodeDrawn(m.Z, make([]float32, n*latent), m.X, n)
	} else {
		l.run.Encode(m.Z, m.X, n)
	}
	l.run.Reconstruct(m.Y, m.X, n)
	for i := range n {
		m.Errors[i] = float32(kernel.SquaredDistance(m.Y[i*dim:(i+1)*dim], m.X[i*dim:(i+1)*dim]) / float64(dim))
	}
	if labels := l.test.Labels; len(labels) > 0 {
		for _, p := range places {
			m.Labels = append(m.Labels, labels[p])
		}
	}
	return m
}
