// Package look is what can be seen of a run, which it can only read: the images, codes, weights and curves that a view
// asks for, as frames for whoever draws them. It draws nothing, and the run never learns of it.
package look

import (
	"slices"

	"bottleneck/core/data"
	"bottleneck/core/fact"
	"bottleneck/core/recipe"
	"bottleneck/core/train"
	"bottleneck/core/wire"
)

func init() {
	fact.Add(fact.OfDiagnoses)
	fact.Add(fact.OfViews)
}

// Looker looks at a run. It keeps everything that a snapshot is made of. The buffers grow when a view asks for more and
// are used again, so a snapshot is valid until the next one.
type Looker struct {
	run  train.Reader
	test *data.Set

	plane      plane
	pixelPlane plane
	shownPlane *plane // by the latest snapshot; nil: none yet
	gridOn     gridOn // of the latest grid

	snapshot wire.Snapshot
	images   wire.Images
	codes    wire.Codes
	grid     wire.Grid
	curve    wire.Curve
	terms    wire.Terms
	units    wire.Units
	probe    wire.Probe
	filters  wire.Filters
	table    wire.Table

	spot wire.Spot

	labels []byte    // of the test images, or nil
	own    []float32 // the person's own picture
	input  []float32 // (dim), one that is chosen

	order  []int32
	x, y   []float32 // (images or tiles, dim)
	z      []float32 // (points or tiles, latent)
	sorted []float32 // (points)

	health     *train.Health
	deviations []float32 // (points, latent)
	tiles      []float32 // (filters, H, W)
	lo, hi     []float32 // (columns) range of a table's test rows
	names      []string  // of its columns
	phases     []train.Phase

	unit, baseline string // of the chart of the loss
	filtersOf      filtersOf

	sections map[string]section
	line     line
}

// A section is the part of a frame that one panel alone shows.
type section interface {
	// fill writes it to s, of the images or rows that the frame shows, where there is something to show.
	fill(s *wire.Snapshot, v wire.View, shown []int32)
}

// sections makes each, by the name of its panel. A file of this package that has one adds it, as the file of a room does in
// wasm/canvas/board.
var sections = map[string]func(l *Looker) section{}

// New returns a Looker at run, which has seen nothing yet.
func New(run train.Reader) *Looker {
	l := &Looker{run: run, test: run.Test(), plane: plane{arithmetic: run.Arithmetic()}, health: train.NewHealth(run.Latent(), run.Recipe().CodeActivation()),
		sections: map[string]section{}}
	for name, of := range sections {
		l.sections[name] = of(l)
	}
	// More than ten classes, as the people of a set of faces, are not told apart by colors.
	if labels := l.test.Labels; len(labels) > 0 && slices.Max(labels) < 10 {
		l.labels = labels
	}
	r := run.Recipe()
	l.unit = lossUnit(r, l.test.Values != nil).Error()
	l.baseline = baselineName(r, run.Latent()).Error()
	return l
}

// grow returns s with length n, keeping the array where it is long enough.
func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}

// Snapshot returns what v asks to see of the run as it is now. The result and
// all in it belong to the looker and are overwritten by the next Snapshot.
func (l *Looker) Snapshot(v wire.View) *wire.Snapshot {
	l.snapshot = wire.Snapshot{Step: int32(l.run.Steps()), Epoch: int32(l.run.Epochs())}
	s := &l.snapshot
	want := v.Images
	if l.test.Values != nil {
		want = v.Table
	}
	var shown []int32
	if n := min(want, l.test.N); n > 0 {
		shown = l.shown(v.Order, n)
		if l.test.Values != nil {
			s.Table = l.snapshotTable(shown)
		} else {
			s.Images = l.snapshotImages(shown)
		}
	}
	for _, p := range recipe.Panels {
		if m := l.sections[p.Name]; m != nil && v.Shows(p.Name) {
			m.fill(s, v, shown)
		}
	}
	if n := v.Filters; n > 0 && l.test.Values == nil {
		s.Filters = l.snapshotFilters(v.FilterOf, n)
	}
	if n := min(v.Points, l.test.N); n > 0 {
		s.Codes, s.Units = l.snapshotCodes(v, n)
		s.Spot = l.snapshotSpot(l.chosen(v, shown), n)
	}
	if v.Grid > 0 && l.test.Values == nil && l.shownPlane != nil {
		s.Grid = l.snapshotGrid(v, &l.codes)
	}
	s.Curve, s.Terms = l.Curve(), l.Terms()
	return s
}

// shown lists n test images or rows: the first ones, or those with the largest
// error at the latest Evaluate.
func (l *Looker) shown(order string, n int) []int32 {
	l.order = grow(l.order, l.test.N)
	for i := range l.order {
		l.order[i] = int32(i)
	}
	l.images.Index, l.table.Index = nil, nil
	if order == "worst" {
		errors := l.run.TestErrors()
		slices.SortStableFunc(l.order, func(i, j int32) int {
			switch e, f := errors[i], errors[j]; {
			case e > f:
				return -1
			case e < f:
				return 1
			}
			return 0
		})
		l.images.Index, l.table.Index = l.order[:n], l.order[:n]
	}
	return l.order[:n]
}
