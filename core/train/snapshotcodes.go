package train

import (
	"bottleneck/core/kernel"
	"bottleneck/core/wire"
)

// snapshotCodes encodes the first n test images, as clean as they are, and
// reports where they fall in the plane and how much each unit of the code does.
func (r *Run) snapshotCodes(v wire.View, n int) (*wire.Codes, *wire.Units) {
	b, dim, latent := &r.view, r.model.Dim(), r.model.Latent()
	b.x = grow(b.x, n*dim)
	r.test.Rows(b.x, 0, n)
	deviations := r.encodeShown(n)
	r.plane.fit(v, b.z, n, latent)
	r.shownPlane = &r.plane

	c := &b.codes
	c.X, c.Y = grow(c.X, n), grow(c.Y, n)
	if r.baseline != nil && r.baseline.basis != nil && v.Plane == "pixels" {
		r.pixelPlane.pixels(r.baseline.basis)
		r.shownPlane = &r.pixelPlane
		r.pixelPlane.project(c.X, c.Y, b.x, n, dim)
	} else {
		r.plane.project(c.X, c.Y, b.z, n, latent)
	}
	if c.Labels = r.labels(); c.Labels != nil {
		c.Labels = c.Labels[:n]
	}
	c.AxisX, c.AxisY = r.shownPlane.labels[0], r.shownPlane.labels[1]
	c.Dim, c.PCA = int32(latent), r.shownPlane.pca
	return c, r.snapshotUnits(n, deviations)
}

// encodeShown writes the codes of the n inputs view.x to view.z, and gives the deviations of those that are drawn.
func (r *Run) encodeShown(n int) (deviations []float32) {
	b, latent := &r.view, r.model.Latent()
	b.z = grow(b.z, n*latent)
	if r.model.Epsilon == nil {
		r.model.Encode(b.z, b.x, n)
		return nil
	}
	b.deviations = grow(b.deviations, n*latent)
	r.model.EncodeDrawn(b.z, b.deviations, b.x, n)
	return b.deviations
}

// snapshotUnits tells of the n codes view.z.
func (r *Run) snapshotUnits(n int, deviations []float32) *wire.Units {
	b, latent := &r.view, r.model.Latent()
	if b.health == nil {
		b.health = newHealth(latent, r.recipe.CodeActivation())
	}
	b.health.reset()
	b.health.add(b.z, deviations, n)
	b.health.units(&b.units, n)
	return &b.units
}

// snapshotGrid decodes n x n points of the plane, y upwards, over the range
// the view names or else the 1% to 99% quantiles of c, the codes that were shown last.
func (r *Run) snapshotGrid(v wire.View, c *wire.Codes) *wire.Grid {
	b, dim, latent, n := &r.view, r.model.Dim(), r.model.Latent(), v.Grid
	g := &b.grid
	g.N, g.H, g.W, g.C = int32(n), int32(r.test.H), int32(r.test.W), int32(r.test.C)
	g.X0, g.X1, g.Y0, g.Y1 = v.X0, v.X1, v.Y0, v.Y1
	if v.X0 >= v.X1 || v.Y0 >= v.Y1 {
		b.sorted = grow(b.sorted, len(c.X))
		g.X0, g.X1 = spread(c.X, b.sorted)
		g.Y0, g.Y1 = spread(c.Y, b.sorted)
	}
	b.z, b.x = grow(b.z, n*n*latent), grow(b.x, n*n*dim)
	g.Pixels = grow(g.Pixels, n*n*dim)
	pixels := r.shownPlane == &r.pixelPlane
	at := func(lo, hi float32, i int) float32 {
		if n == 1 {
			return (lo + hi) / 2
		}
		return lo + float32((hi-lo)*float32(i))/float32(n-1)
	}
	for row := range n {
		for col := range n {
			i := row*n + col
			to := b.z[i*latent : (i+1)*latent]
			if pixels {
				to = b.x[i*dim : (i+1)*dim]
			}
			r.shownPlane.lift(to, at(g.X0, g.X1, col), at(g.Y1, g.Y0, row))
		}
	}
	if !pixels {
		r.model.Decode(b.x, b.z, n*n)
	}
	kernel.ToBytes(g.Pixels, b.x)
	return g
}

// Probe decodes the point (x, y) of the plane that the latest Snapshot showed.
// Before any snapshot of codes it returns nil.
func (r *Run) Probe(x, y float32) *wire.Probe {
	if r.shownPlane == nil {
		return nil
	}
	r.unroll()
	p, dim := &r.view.probe, r.model.Dim()
	p.X, p.Y = x, y
	p.H, p.W, p.C = int32(r.test.H), int32(r.test.W), int32(r.test.C)
	p.Z, p.Pixels = grow(p.Z, r.model.Latent()), grow(p.Pixels, dim)
	r.view.y = grow(r.view.y, dim)
	if r.shownPlane == &r.pixelPlane {
		p.Z = append(p.Z[:0], x, y)
		r.pixelPlane.lift(r.view.y[:dim], x, y)
	} else {
		r.plane.lift(p.Z, x, y)
		r.model.Decode(r.view.y[:dim], p.Z, 1)
	}
	kernel.ToBytes(p.Pixels, r.view.y[:dim])
	if p.Values = p.Values[:0]; r.test.Values != nil {
		p.W, p.C = int32(dim), 1 // a row of gray
		r.probeRow(p, r.view.y[:dim])
	}
	return p
}
