package train

import (
	"slices"
	"strings"

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
	filters  wire.Filters
	bars     wire.Bars
	table    wire.Table

	counted bool
	labels  []byte // of the test images, or nil

	order  []int32
	x, y   []float32 // (images or tiles, dim)
	z      []float32 // (points or tiles, latent)
	sorted []float32 // (points)

	health     *health
	deviations []float32 // (points, latent)
	tiles      []float32 // (filters, H, W)
	lo, hi     []float32 // (columns) range of a table's test rows
	columns    []string  // their names
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
	r.unroll()
	b := &r.view
	b.snapshot = wire.Snapshot{Step: int32(r.step), Epoch: int32(r.step / r.StepsPerEpoch())}
	s := &b.snapshot
	want := v.Images
	if r.test.Values != nil {
		want = v.Table
	}
	if n := min(want, r.test.N); n > 0 {
		shown := r.shown(v.Order, n)
		if r.test.Values != nil {
			s.Table = r.snapshotTable(shown)
		} else {
			s.Images = r.snapshotImages(shown)
		}
		if v.Bars {
			s.Bars = r.snapshotBars(shown)
		}
	}
	if n := v.Filters; n > 0 && r.test.Values == nil {
		s.Filters = r.snapshotFilters(v.FilterOf, n)
	}
	if n := min(v.Points, r.test.N); n > 0 {
		s.Codes, s.Units = r.snapshotCodes(v, n)
	}
	if v.Grid > 0 && r.test.Values == nil && r.shownPlane != nil {
		s.Grid = r.snapshotGrid(v, &b.codes)
	}
	s.Curve = r.snapshotCurve()
	return s
}

// shown lists n test images or rows: the first ones, or those with the largest
// error at the latest Evaluate.
func (r *Run) shown(order string, n int) []int32 {
	b := &r.view
	b.order = grow(b.order, r.test.N)
	for i := range b.order {
		b.order[i] = int32(i)
	}
	b.images.Index, b.table.Index = nil, nil
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
		b.images.Index, b.table.Index = b.order[:n], b.order[:n]
	}
	return b.order[:n]
}

// shownInput writes what the network sees of the shown to view.x (n, dim), and the
// clean ones to view.y where that is something else. It tells whether it is.
func (r *Run) shownInput(shown []int32) bool {
	b, dim := &r.view, r.model.Dim()
	b.x, b.y = grow(b.x, len(shown)*dim), grow(b.y, len(shown)*dim)
	r.test.Batch(b.x, shown)
	if r.noise.Kind == "none" {
		return false
	}
	copy(b.y, b.x)
	for i, t := range shown {
		r.corruptTest(b.x[i*dim:(i+1)*dim], b.y[i*dim:(i+1)*dim], int(t))
	}
	return true
}

// shownErrors writes the errors of the outputs view.y to dst, and the clean ones
// to view.x.
func (r *Run) shownErrors(dst []float32, shown []int32) {
	b, dim := &r.view, r.model.Dim()
	r.test.Batch(b.x, shown)
	for i := range shown {
		d := kernel.SquaredDistance(b.y[i*dim:(i+1)*dim], b.x[i*dim:(i+1)*dim])
		dst[i] = float32(d / float64(dim))
	}
}

// snapshotImages shows test images.
func (r *Run) snapshotImages(shown []int32) *wire.Images {
	b, n, dim := &r.view, len(shown), r.model.Dim()
	m := &b.images
	m.N, m.H, m.W, m.C = int32(n), int32(r.test.H), int32(r.test.W), int32(r.test.C)
	m.Clean, m.Output, m.Errors = grow(m.Clean, n*dim), grow(m.Output, n*dim), grow(m.Errors, n)

	if r.shownInput(shown) {
		m.Corrupted = grow(m.Corrupted, n*dim)
		kernel.ToBytes(m.Corrupted, b.x)
	} else {
		m.Corrupted = nil
	}
	r.model.Reconstruct(b.y, b.x, n)
	kernel.ToBytes(m.Output, b.y)
	r.shownErrors(m.Errors, shown)
	kernel.ToBytes(m.Clean, b.x)
	m.Labels = r.shownLabels(m.Labels, shown)
	return m
}

func (r *Run) shownLabels(labels []byte, shown []int32) []byte {
	all := r.labels()
	if all == nil {
		return nil
	}
	labels = grow(labels, len(shown))
	for i, t := range shown {
		labels[i] = all[t]
	}
	return labels
}

// labels are those of the test images where they are at most ten classes: more,
// as the people of a set of faces, are not told apart by colors.
func (r *Run) labels() []byte {
	b := &r.view
	if !b.counted {
		b.counted = true
		if len(r.test.Labels) > 0 && slices.Max(r.test.Labels) < 10 {
			b.labels = r.test.Labels
		}
	}
	return b.labels
}

func (r *Run) snapshotCurve() *wire.Curve {
	c := &r.view.curve
	c.Train, c.Test = r.trainCurve.points, r.testCurve.points
	c.Unit = lossUnit(r.recipe)
	c.Baseline, c.BaselineText = r.baselineLine()
	c.Phases = r.phases(c.Phases)
	if r.test.Values != nil {
		c.Unit = strings.Replace(strings.Replace(c.Unit, "pixel", "value", 1), "image", "row", 1)
	}
	return c
}

// lossUnit says what the loss of r is, in words.
func lossUnit(r recipe.Recipe) string {
	unit := distanceUnit(r)
	switch {
	case r.Latent == "variational":
		return unit + ", with divergence"
	case priced(r):
		return unit + ", with penalty"
	}
	return unit
}

// priced says whether the loss has a price on the code in it.
func priced(r recipe.Recipe) bool {
	return r.Sparsity != "none" && r.Sparsity != "top_k" || r.Contractive > 0
}

func distanceUnit(r recipe.Recipe) string {
	kind := r.Loss.Kind()
	if r.Reduction != "mean" {
		return kind.Sum + " per image"
	}
	return kind.Mean + " per pixel"
}
