package look

import (
	"bottleneck/core/geometry"
	"bottleneck/core/wire"
)

// maxBars is how many numbers of each code a snapshot holds at most.
const maxBars = 1024

func init() {
	sections["code"] = func(l *Looker) section { return &bars{Looker: l} }
}

// bars shows the codes of test images or rows, of what the network sees of them. A variational code has its deviations as well.
type bars struct {
	*Looker
	bars wire.Bars
}

func (b *bars) fill(s *wire.Snapshot, _ wire.View, shown []int32) {
	if len(shown) == 0 {
		return
	}
	n, latent := len(shown), b.run.Latent()
	dim := min(latent, maxBars)
	m := &b.bars
	m.N, m.Dim, m.Total = int32(n), int32(dim), int32(latent)
	if m.C == 0 {
		m.H, m.W, m.C = 1, 1, m.Total
		if p, err := b.run.Recipe().PlanFor(geometry.Shape{H: b.test.H, W: b.test.W, C: b.test.C}); err == nil && p.Code().Size() == latent {
			c := p.Code()
			m.H, m.W, m.C = int32(c.H), int32(c.W), int32(c.C)
		}
	}
	b.shownInput(shown)
	deviations := b.encodeShown(n)
	m.Z = firstOfEach(m.Z, b.z, n, latent, dim)
	if deviations != nil {
		m.Deviation = firstOfEach(m.Deviation, deviations, n, latent, dim)
	}
	s.Bars = m
}

// firstOfEach writes the first dim values of n rows z (n, width) to dst.
func firstOfEach(dst, z []float32, n, width, dim int) []float32 {
	dst = grow(dst, n*dim)
	for i := range n {
		copy(dst[i*dim:(i+1)*dim], z[i*width:])
	}
	return dst
}
