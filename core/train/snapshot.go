package train

import (
	"slices"

	"bottleneck/core/kernel"
	"bottleneck/core/recipe"
	"bottleneck/core/wire"
)

// viewBuffers holds everything a snapshot is made of. They grow when a view
// asks for more and are used again, so a snapshot is valid until the next one.
type viewBuffers struct {
	snapshot wire.Snapshot
	images   wire.Images
	codes    wire.Codes
	grid     wire.Grid
	curve    wire.Curve
	units    wire.Units
	probe    wire.Probe

	order  []int32
	x, y   []float32 // (images or tiles, dim)
	z      []float32 // (points or tiles, latent)
	sorted []float32 // (points)
}

// grow returns s with length n, keeping the array where it is long enough.
func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}

// Snapshot returns what v asks to see of the run as it is now. The result and
// all in it belong to the run and are overwritten by the next Snapshot.
func (r *Run) Snapshot(v wire.View) *wire.Snapshot {
	b := &r.view
	b.snapshot = wire.Snapshot{Step: int32(r.step), Epoch: int32(r.step / r.StepsPerEpoch())}
	s := &b.snapshot
	if n := min(v.Images, r.test.N); n > 0 {
		s.Images = r.snapshotImages(v.Order, n)
	}
	if n := min(v.Points, r.test.N); n > 0 {
		s.Codes, s.Units = r.snapshotCodes(v, n)
		if v.Grid > 0 {
			s.Grid = r.snapshotGrid(v, s.Codes)
		}
	}
	s.Curve = r.snapshotCurve()
	return s
}

// snapshotImages shows n test images: the first ones, or those with the
// largest error at the latest Evaluate.
func (r *Run) snapshotImages(order string, n int) *wire.Images {
	b, dim := &r.view, r.model.Dim()
	b.order = grow(b.order, r.test.N)
	for i := range b.order {
		b.order[i] = int32(i)
	}
	if order == "worst" {
		slices.SortStableFunc(b.order, func(i, j int32) int {
			switch e, f := r.testErrors[i], r.testErrors[j]; {
			case e > f:
				return -1
			case e < f:
				return 1
			}
			return 0
		})
	}
	shown := b.order[:n]
	b.images.Index = nil
	if order == "worst" {
		b.images.Index = shown
	}
	b.x, b.y = grow(b.x, n*dim), grow(b.y, n*dim)
	m := &b.images
	m.N, m.H, m.W, m.C = int32(n), int32(r.test.H), int32(r.test.W), int32(r.test.C)
	m.Clean, m.Output = grow(m.Clean, n*dim), grow(m.Output, n*dim)
	m.Labels, m.Errors = grow(m.Labels, n), grow(m.Errors, n)

	r.test.Batch(b.x, shown)
	kernel.ToBytes(m.Clean, b.x)
	if r.noise.Kind == "none" {
		m.Corrupted = nil
	} else {
		copy(b.y, b.x)
		for i, t := range shown {
			r.corruptTest(b.x[i*dim:(i+1)*dim], b.y[i*dim:(i+1)*dim], int(t))
		}
		m.Corrupted = grow(m.Corrupted, n*dim)
		kernel.ToBytes(m.Corrupted, b.x)
	}
	r.model.Reconstruct(b.y, b.x, n)
	kernel.ToBytes(m.Output, b.y)
	r.test.Batch(b.x, shown)
	for i, t := range shown {
		if r.test.Labels != nil {
			m.Labels[i] = r.test.Labels[t]
		}
		d := kernel.SquaredDistance(b.y[i*dim:(i+1)*dim], b.x[i*dim:(i+1)*dim])
		m.Errors[i] = float32(d / float64(dim))
	}
	return m
}

// snapshotCodes encodes the first n test images, as clean as they are, and
// reports where they fall in the plane and how much each unit of the code does.
func (r *Run) snapshotCodes(v wire.View, n int) (*wire.Codes, *wire.Units) {
	b, dim, latent := &r.view, r.model.Dim(), r.model.Latent()
	b.x, b.z = grow(b.x, n*dim), grow(b.z, n*latent)
	kernel.FromBytes(b.x, r.test.Pixels[:n*dim])
	r.model.Encode(b.z, b.x, n)
	r.plane.fit(v, b.z, n, latent)

	c := &b.codes
	c.X, c.Y, c.Labels = grow(c.X, n), grow(c.Y, n), grow(c.Labels, n)
	r.plane.project(c.X, c.Y, b.z, n, latent)
	copy(c.Labels, r.test.Labels)
	c.AxisX, c.AxisY = r.plane.labels[0], r.plane.labels[1]
	c.Dim, c.PCA = int32(latent), r.plane.pca

	u := &b.units
	u.Mean, u.Active = grow(u.Mean, latent), grow(u.Active, latent)
	kernel.Fill(u.Active, 0)
	copy(u.Mean, r.plane.mean)
	for i, z := range b.z {
		if z != 0 {
			u.Active[i%latent] += 1 / float32(n)
		}
	}
	return c, u
}

// snapshotGrid decodes n x n points of the plane, y upwards, over the range
// the view names or else the 1% to 99% quantiles of the codes.
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
	at := func(lo, hi float32, i int) float32 {
		if n == 1 {
			return (lo + hi) / 2
		}
		return lo + float32((hi-lo)*float32(i))/float32(n-1)
	}
	for row := range n {
		for col := range n {
			i := row*n + col
			r.plane.lift(b.z[i*latent:(i+1)*latent], at(g.X0, g.X1, col), at(g.Y1, g.Y0, row))
		}
	}
	r.model.Decode(b.x, b.z, n*n)
	kernel.ToBytes(g.Pixels, b.x)
	return g
}

func (r *Run) snapshotCurve() *wire.Curve {
	c := &r.view.curve
	c.Train, c.Test = r.trainCurve.points, r.testCurve.points
	c.Unit = lossUnit(r.recipe)
	return c
}

// lossUnit says what the loss of r is, in words.
func lossUnit(r recipe.Recipe) string {
	unit := distanceUnit(r)
	switch {
	case r.Latent == "variational":
		return unit + ", with divergence"
	case r.Sparsity != "none" && r.Sparsity != "top_k" || r.Contractive > 0:
		return unit + ", with penalty"
	}
	return unit
}

func distanceUnit(r recipe.Recipe) string {
	name := map[string]string{"mse": "squared error", "bce": "binary cross-entropy", "l2": "half squared error"}[r.Loss]
	if r.Reduction != "mean" {
		return name + " per image"
	}
	if r.Loss == "bce" {
		return name + " per pixel"
	}
	return "mean " + name + " per pixel"
}

// Probe decodes the point (x, y) of the plane that the latest Snapshot showed.
// Before any snapshot of codes it returns nil.
func (r *Run) Probe(x, y float32) *wire.Probe {
	if len(r.plane.mean) == 0 {
		return nil
	}
	p, dim := &r.view.probe, r.model.Dim()
	p.X, p.Y = x, y
	p.H, p.W, p.C = int32(r.test.H), int32(r.test.W), int32(r.test.C)
	p.Z, p.Pixels = grow(p.Z, r.model.Latent()), grow(p.Pixels, dim)
	r.plane.lift(p.Z, x, y)
	r.view.y = grow(r.view.y, dim)
	r.model.Decode(r.view.y[:dim], p.Z, 1)
	kernel.ToBytes(p.Pixels, r.view.y[:dim])
	return p
}
