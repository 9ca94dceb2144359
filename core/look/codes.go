package look

import (
	"bottleneck/core/kernel"
	"bottleneck/core/wire"
)

// snapshotCodes encodes the first n test images, as clean as they are, and
// reports where they fall in the plane and how much each unit of the code does.
func (l *Looker) snapshotCodes(v wire.View, n int) (*wire.Codes, *wire.Units) {
	dim, latent := l.run.Dim(), l.run.Latent()
	l.x = grow(l.x, n*dim)
	l.test.Rows(l.x, 0, n)
	deviations := l.encodeShown(n)
	l.plane.fit(v, l.z, n, latent)
	l.shownPlane = &l.plane

	c := &l.codes
	c.X, c.Y = grow(c.X, n), grow(c.Y, n)
	if basis := l.run.Basis(); basis != nil && v.Plane == "pixels" {
		l.pixelPlane.pixels(basis)
		l.shownPlane = &l.pixelPlane
		l.pixelPlane.project(c.X, c.Y, l.x, n, dim)
	} else {
		l.plane.project(c.X, c.Y, l.z, n, latent)
	}
	if c.Labels = l.labels; c.Labels != nil {
		c.Labels = c.Labels[:n]
	}
	c.AxisX, c.AxisY = l.shownPlane.labels[0], l.shownPlane.labels[1]
	c.Dim, c.PCA = int32(latent), l.shownPlane.pca
	return c, l.snapshotUnits(n, deviations)
}

// encodeShown writes the codes of the n inputs l.x to l.z, and gives the deviations of those that are drawn.
func (l *Looker) encodeShown(n int) (deviations []float32) {
	latent := l.run.Latent()
	l.z = grow(l.z, n*latent)
	if !l.run.Drawn() {
		l.run.Encode(l.z, l.x, n)
		return nil
	}
	l.deviations = grow(l.deviations, n*latent)
	l.run.EncodeDrawn(l.z, l.deviations, l.x, n)
	return l.deviations
}

// snapshotUnits tells of the n codes l.z.
func (l *Looker) snapshotUnits(n int, deviations []float32) *wire.Units {
	h, u, units := l.health, &l.units, l.run.Latent()
	h.Reset()
	h.Add(l.z, deviations, n)
	u.Mean, u.Active, u.Variance, u.Dead = grow(u.Mean, units), grow(u.Active, units), grow(u.Variance, units), grow(u.Dead, units)
	if u.KL = u.KL[:0]; h.Drawn() {
		u.KL = grow(u.KL, units)
	}
	for j := range units {
		u.Mean[j], u.Active[j], u.Variance[j] = float32(h.Mean(j)), float32(h.Active(j)), float32(h.Variance(j))
		if h.Drawn() {
			u.KL[j] = float32(h.Divergence(j))
		}
		if u.Dead[j] = 0; h.Dead(j) {
			u.Dead[j] = 1
		}
	}
	return u
}

// gridOn is the plane that a grid lies on, and how its range is found: what a range that is held must have in common with the next grid.
type gridOn struct {
	axisX, axisY int
	pca          bool
	plane, by    string
}

// snapshotGrid decodes n x n points of the plane, y upwards, over the range
// the view names, or else quantiles of the standard normal distribution, or the 1% to 99% quantiles of c, the codes that were shown last.
func (l *Looker) snapshotGrid(v wire.View, c *wire.Codes) *wire.Grid {
	dim, latent, n := l.run.Dim(), l.run.Latent(), v.Grid
	g := &l.grid
	before, on := *g, gridOn{v.AxisX, v.AxisY, v.PCA, v.Plane, v.GridBy}
	g.N, g.H, g.W, g.C = int32(n), int32(l.test.H), int32(l.test.W), int32(l.test.C)
	g.X0, g.X1, g.Y0, g.Y1 = v.X0, v.X1, v.Y0, v.Y1
	gaussian := v.GaussianGrid()
	switch {
	case gaussian:
		end := float32(wire.NormalQuantile(0, n))
		g.X0, g.X1, g.Y0, g.Y1 = end, -end, end, -end
	case v.GridByHand():
	case v.Hold && l.gridOn == on && before.X0 < before.X1:
		g.X0, g.X1, g.Y0, g.Y1 = before.X0, before.X1, before.Y0, before.Y1
	default:
		l.sorted = grow(l.sorted, len(c.X))
		g.X0, g.X1 = spread(c.X, l.sorted)
		g.Y0, g.Y1 = spread(c.Y, l.sorted)
	}
	l.gridOn = on
	l.z, l.x = grow(l.z, n*n*latent), grow(l.x, n*n*dim)
	g.Pixels = grow(g.Pixels, n*n*dim)
	pixels := l.shownPlane == &l.pixelPlane
	at := func(lo, hi float32, i int) float32 {
		switch {
		case n == 1:
			return (lo + hi) / 2
		case gaussian && lo > hi:
			return float32(wire.NormalQuantile(n-1-i, n))
		case gaussian:
			return float32(wire.NormalQuantile(i, n))
		}
		return lo + float32((hi-lo)*float32(i))/float32(n-1)
	}
	for row := range n {
		for col := range n {
			i := row*n + col
			to := l.z[i*latent : (i+1)*latent]
			if pixels {
				to = l.x[i*dim : (i+1)*dim]
			}
			l.shownPlane.lift(to, at(g.X0, g.X1, col), at(g.Y1, g.Y0, row))
		}
	}
	if !pixels {
		l.run.Decode(l.x, l.z, n*n)
	}
	kernel.ToBytes(g.Pixels, l.x)
	return g
}

// OnPixels tells whether the plane that is shown is that of the images, whose points have no code.
func (l *Looker) OnPixels() bool { return l.shownPlane == &l.pixelPlane }

// Probe decodes the point (x, y) of the plane that the latest Snapshot showed.
// Before any snapshot of codes it returns nil.
func (l *Looker) Probe(x, y float32) *wire.Probe {
	if l.shownPlane == nil {
		return nil
	}
	p, dim := &l.probe, l.run.Dim()
	p.X, p.Y = x, y
	p.H, p.W, p.C = int32(l.test.H), int32(l.test.W), int32(l.test.C)
	p.Z, p.Pixels = grow(p.Z, l.run.Latent()), grow(p.Pixels, dim)
	l.y = grow(l.y, dim)
	if l.shownPlane == &l.pixelPlane {
		p.Z = append(p.Z[:0], x, y)
		l.pixelPlane.lift(l.y[:dim], x, y)
	} else {
		l.plane.lift(p.Z, x, y)
		l.run.Decode(l.y[:dim], p.Z, 1)
	}
	kernel.ToBytes(p.Pixels, l.y[:dim])
	if p.Values = p.Values[:0]; l.test.Values != nil {
		p.W, p.C = int32(dim), 1 // a row of gray
		l.probeRow(p, l.y[:dim])
	}
	return p
}
