package board

import (
	"slices"

	"bottleneck/core/wire"
)

// data is the latest of everything that frames brought, and what follows from it.
type data struct {
	wire.Snapshot

	Hover  *wire.Probe // decoded below the pointer
	Pinned *wire.Probe

	// Count up with each change, so that pictures are made only then.
	ImagesVersion, GridVersion, HoverVersion, PinnedVersion, FiltersVersion int

	Classes []class // of Codes, by digit
	Strip   bool    // the code has one dimension: Codes.Y only spreads the points

	scratch []float32
}

// class is a digit among the points of the plane.
type class struct {
	Label  byte
	Middle point // medians of the coordinates
	Count  int
}

// take takes a frame over, see wire, and returns what came with it.
func (d *data) take(frame []byte) (wire.Snapshot, error) {
	run, step := d.Run, d.Step
	came, err := d.Snapshot.Merge(frame)
	if err != nil {
		return came, err
	}
	if d.Run != run {
		d.Classes = nil
		d.unpin()
		d.forget()
	}
	if came.Probe == nil && d.Step != step { // a recorded step has no network that would decode the pinned point
		d.unpin()
	}
	if came.Images != nil {
		d.ImagesVersion++
	}
	if came.Codes != nil {
		d.derive()
		d.Spot = came.Spot // a recorded step has none
	}
	if came.Grid != nil {
		d.GridVersion++
	}
	if came.Filters != nil {
		d.FiltersVersion++
	}
	if p := came.Probe; p != nil { // the memory that it had serves the next one
		at, version := &d.Hover, &d.HoverVersion
		if p.Pinned {
			at, version = &d.Pinned, &d.PinnedVersion
		}
		*at, d.Probe = p, *at
		*version++
	}
	return came, nil
}

// derive finds what follows from the codes.
func (d *data) derive() {
	k := d.Codes
	d.Strip = k.Dim == 1 && !k.PCA
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
		if n := len(d.scratch); n > 0 {
			d.Classes = append(d.Classes, class{label, point{x, d.median(label, k.Y)}, n})
		}
	}
}

// median returns that of the values v with the label, and leaves those sorted in scratch.
func (d *data) median(label byte, v []float32) float64 {
	s := d.scratch[:0]
	for i, l := range d.Codes.Labels {
		if l == label {
			s = append(s, v[i])
		}
	}
	d.scratch = s
	if len(s) == 0 {
		return 0
	}
	slices.Sort(s)
	return float64(s[len(s)/2])
}

// forget drops the image decoded below the pointer.
func (d *data) forget() { d.Hover = nil }

// unpin drops the pinned image.
func (d *data) unpin() { d.Pinned = nil }

// span is an interval of values.
type span struct{ Lo, Hi float64 }

func (r span) pad(share float64) span {
	w := (r.Hi - r.Lo) * share
	return span{r.Lo - w, r.Hi + w}
}

// settle returns the range an axis should show, given the range it shows and that of the data: axes stand still as long as
// the data fills them well.
func settle(shown, data span) span {
	fits := data.Lo >= shown.Lo && data.Hi <= shown.Hi && data.Hi-data.Lo >= 0.6*(shown.Hi-shown.Lo)
	if fits && shown.Hi > shown.Lo {
		return shown
	}
	if !(data.Hi-data.Lo > 1e-9) {
		data = span{data.Lo - 0.5, data.Hi + 0.5}
	}
	return data.pad(0.07)
}

// spread returns the range that holds all but the outermost half percent at both ends.
func (d *data) spread(v []float32) span {
	s := append(d.scratch[:0], v...)
	d.scratch = s
	slices.Sort(s)
	if len(s) == 0 {
		return span{}
	}
	cut := len(s) / 200
	return span{float64(s[cut]), float64(s[len(s)-1-cut])}
}

// planeRange returns the ranges of the plane: the codes but for outliers, and the grid.
func (d *data) planeRange() (x, y span) {
	x, y = d.spread(d.Codes.X), d.spread(d.Codes.Y)
	if d.Strip {
		y = span{-0.5, 0.5}
	}
	if g := d.Grid; g != nil {
		x = span{min(x.Lo, float64(g.X0)), max(x.Hi, float64(g.X1))}
		y = span{min(y.Lo, float64(g.Y0)), max(y.Hi, float64(g.Y1))}
	}
	return x, y
}
