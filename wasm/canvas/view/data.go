package view

import (
	"slices"

	"bottleneck/core/wire"
)

// Data is the latest of everything that snapshots brought. A snapshot may hold only some sections; the others stay.
type Data struct {
	Run         uint32
	Step, Epoch int32

	Images *wire.Images
	Codes  *wire.Codes
	Grid   *wire.Grid
	Curve  *wire.Curve
	Hover  *wire.Probe // decoded below the pointer
	Pinned *wire.Probe

	Filters *wire.Filters
	Bars    *wire.Bars
	Table   *wire.Table

	// Count up with each change, so that pictures are made only then.
	ImagesVersion, GridVersion, HoverVersion, PinnedVersion, FiltersVersion int

	Classes []Class // of Codes, by digit
	Strip   bool    // the code has one dimension: Codes.Y only spreads the points

	store struct { // owned copies that the pointers above lead to
		images        wire.Images
		codes         wire.Codes
		grid          wire.Grid
		curve         wire.Curve
		hover, pinned wire.Probe
		filters       wire.Filters
		bars          wire.Bars
		table         wire.Table
		scratch       []float32
	}
}

// Class is a digit among the points of the plane.
type Class struct {
	Label  byte
	Middle Point // medians of the coordinates
	Count  int
}

// Merge takes over what s holds, by copy; a section without a pixel is as good as none. It returns false when s is of an
// earlier run. A new run starts empty.
func (d *Data) Merge(s *wire.Snapshot) bool {
	if int32(s.Run-d.Run) < 0 {
		return false
	}
	if s.Run != d.Run {
		d.Images, d.Codes, d.Grid, d.Curve, d.Classes = nil, nil, nil, nil, nil
		d.Filters, d.Bars, d.Table = nil, nil, nil
		d.Run, d.Step = s.Run, 0
		d.Unpin()
		d.Forget()
	}
	d.Step, d.Epoch = s.Step, s.Epoch
	if m := s.Images; m != nil && min(m.N, m.H, m.W, m.C) > 0 {
		d.Images = &d.store.images
		copyImages(d.Images, m)
		d.ImagesVersion++
	}
	if c := s.Codes; c != nil {
		d.Codes = &d.store.codes
		d.mergeCodes(c)
	}
	if g := s.Grid; g != nil && min(g.N, g.H, g.W, g.C) > 0 {
		pixels := append(d.store.grid.Pixels[:0], g.Pixels...)
		d.store.grid = *g
		d.store.grid.Pixels = pixels
		d.Grid = &d.store.grid
		d.GridVersion++
	}
	if c := s.Curve; c != nil {
		k := &d.store.curve
		train, test, phases := append(k.Train[:0], c.Train...), append(k.Test[:0], c.Test...), append(k.Phases[:0], c.Phases...)
		*k = *c
		k.Train, k.Test, k.Phases = train, test, phases
		d.Curve = k
	}
	if p := s.Probe; p != nil && min(p.H, p.W, p.C) > 0 {
		d.mergeProbe(p)
	}
	d.mergeViews(s)
	return true
}

// mergeViews takes over what belongs to some recipes only.
func (d *Data) mergeViews(s *wire.Snapshot) {
	if f := s.Filters; f != nil && min(f.N, f.H, f.W, f.C) > 0 {
		k := &d.store.filters
		pixels := append(k.Pixels[:0], f.Pixels...)
		*k = *f
		k.Pixels = pixels
		d.Filters = k
		d.FiltersVersion++
	}
	if m := s.Bars; m != nil && min(m.N, m.Dim) > 0 {
		k := &d.store.bars
		z, deviation := append(k.Z[:0], m.Z...), append(k.Deviation[:0], m.Deviation...)
		*k = *m
		if k.Z = z; m.Deviation != nil {
			k.Deviation = deviation
		}
		d.Bars = k
	}
	if t := s.Table; t != nil && t.N > 0 && len(t.Columns) > 0 {
		k := &d.store.table
		copied := *t
		copied.Clean, copied.Output = append(k.Clean[:0], t.Clean...), append(k.Output[:0], t.Output...)
		copied.Errors, copied.Index = append(k.Errors[:0], t.Errors...), append(k.Index[:0], t.Index...)
		copied.Corrupted = slices.Clone(t.Corrupted)
		copied.Columns = slices.Clone(t.Columns)
		*k = copied
		d.Table = k
	}
}

func copyImages(dst, src *wire.Images) {
	d := *dst
	*dst = *src
	dst.Clean = append(d.Clean[:0], src.Clean...)
	dst.Output = append(d.Output[:0], src.Output...)
	dst.Labels = append(d.Labels[:0], src.Labels...)
	dst.Errors = append(d.Errors[:0], src.Errors...)
	dst.Index = append(d.Index[:0], src.Index...)
	dst.Corrupted = nil
	if src.Corrupted != nil {
		dst.Corrupted = slices.Clone(src.Corrupted)
	}
}

func (d *Data) mergeCodes(c *wire.Codes) {
	k := d.Codes
	*k = wire.Codes{
		X: append(k.X[:0], c.X...), Y: append(k.Y[:0], c.Y...), Labels: append(k.Labels[:0], c.Labels...),
		AxisX: c.AxisX, AxisY: c.AxisY, Dim: c.Dim, PCA: c.PCA,
	}
	d.Strip = c.Dim == 1 && !c.PCA
	if d.Strip {
		for i := range k.Y {
			// A multiplicative hash: even, and the same for a point each time.
			k.Y[i] = float32(uint32(i)*2654435769>>8)/(1<<24)*0.8 - 0.4
		}
	}
	d.Classes = d.Classes[:0]
	if len(k.Labels) == 0 {
		return
	}
	for label := range byte(10) {
		x := d.median(label, k.X)
		if n := len(d.store.scratch); n > 0 {
			d.Classes = append(d.Classes, Class{label, Point{x, d.median(label, k.Y)}, n})
		}
	}
}

// median returns that of the values v with the label, and leaves those sorted in scratch.
func (d *Data) median(label byte, v []float32) float64 {
	s := d.store.scratch[:0]
	for i, l := range d.Codes.Labels {
		if l == label {
			s = append(s, v[i])
		}
	}
	d.store.scratch = s
	if len(s) == 0 {
		return 0
	}
	slices.Sort(s)
	return float64(s[len(s)/2])
}

func (d *Data) mergeProbe(p *wire.Probe) {
	k, at, version := &d.store.hover, &d.Hover, &d.HoverVersion
	if p.Pinned {
		k, at, version = &d.store.pinned, &d.Pinned, &d.PinnedVersion
	}
	pixels, z, values := append(k.Pixels[:0], p.Pixels...), append(k.Z[:0], p.Z...), append(k.Values[:0], p.Values...)
	*k = *p
	k.Pixels, k.Z, k.Values = pixels, z, values
	*at = k
	*version++
}

// Forget drops the image decoded below the pointer.
func (d *Data) Forget() { d.Hover = nil }

// Unpin drops the pinned image.
func (d *Data) Unpin() { d.Pinned = nil }

// Range is an interval of values.
type Range struct{ Lo, Hi float64 }

func (r Range) pad(share float64) Range {
	w := (r.Hi - r.Lo) * share
	return Range{r.Lo - w, r.Hi + w}
}

// Settle returns the range an axis should show, given the range it shows and that of the data: axes stand still as long as
// the data fills them well.
func Settle(shown, data Range) Range {
	fits := data.Lo >= shown.Lo && data.Hi <= shown.Hi && data.Hi-data.Lo >= 0.6*(shown.Hi-shown.Lo)
	if fits && shown.Hi > shown.Lo {
		return shown
	}
	if !(data.Hi-data.Lo > 1e-9) {
		data = Range{data.Lo - 0.5, data.Hi + 0.5}
	}
	return data.pad(0.07)
}

// spread returns the range that holds all but the outermost half percent at both ends.
func (d *Data) spread(v []float32) Range {
	s := append(d.store.scratch[:0], v...)
	d.store.scratch = s
	slices.Sort(s)
	if len(s) == 0 {
		return Range{}
	}
	cut := len(s) / 200
	return Range{float64(s[cut]), float64(s[len(s)-1-cut])}
}

// PlaneRange returns the ranges of the plane: the codes but for outliers, and the grid.
func (d *Data) PlaneRange() (x, y Range) {
	x, y = d.spread(d.Codes.X), d.spread(d.Codes.Y)
	if d.Strip {
		y = Range{-0.5, 0.5}
	}
	if g := d.Grid; g != nil {
		x = Range{min(x.Lo, float64(g.X0)), max(x.Hi, float64(g.X1))}
		y = Range{min(y.Lo, float64(g.Y0)), max(y.Hi, float64(g.Y1))}
	}
	return x, y
}
