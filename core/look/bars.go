package look

import (
	"bottleneck/core/geometry"
	"bottleneck/core/wire"
)

// maxBars is how many numbers of each code a snapshot holds at most.
const maxBars = 1024

// snapshotBars shows the codes of test images or rows, of what the network sees
// of them. A variational code has its deviations as well.
func (l *Looker) snapshotBars(shown []int32) *wire.Bars {
	n, latent := len(shown), l.run.Latent()
	dim := min(latent, maxBars)
	m := &l.bars
	m.N, m.Dim, m.Total = int32(n), int32(dim), int32(latent)
	if m.C == 0 {
		m.H, m.W, m.C = 1, 1, m.Total
		if p, err := l.run.Recipe().PlanFor(geometry.Shape{H: l.test.H, W: l.test.W, C: l.test.C}); err == nil && p.Code().Size() == latent {
			c := p.Code()
			m.H, m.W, m.C = int32(c.H), int32(c.W), int32(c.C)
		}
	}
	l.shownInput(shown)
	deviations := l.encodeShown(n)
	m.Z = firstOfEach(m.Z, l.z, n, latent, dim)
	if deviations != nil {
		m.Deviation = firstOfEach(m.Deviation, deviations, n, latent, dim)
	}
	return m
}

// firstOfEach writes the first dim values of n rows z (n, width) to dst.
func firstOfEach(dst, z []float32, n, width, dim int) []float32 {
	dst = grow(dst, n*dim)
	for i := range n {
		copy(dst[i*dim:(i+1)*dim], z[i*width:])
	}
	return dst
}
