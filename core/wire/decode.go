package wire

import (
	"encoding/binary"
	"fmt"
)

// Limits of a frame. Decode refuses what exceeds them.
const (
	MaxFrame    = 64 << 20 // bytes
	MaxSections = 64
	MaxSide     = 1024 // height and width of an image
	MaxChannels = 4
	MaxImages   = 4096
	MaxGrid     = 128     // tiles to a side
	MaxPoints   = 1 << 20 // points of a scatter or a curve, units of a code
	MaxText     = 256     // bytes of a text
	MaxColumns  = 1024    // columns of a table
	MaxPhases   = 256     // phases of a run
)

// Decode reads a frame. Pixels and labels of the snapshot share the memory of b. An error names the section, what
// was found and what was expected; nothing is allocated before its bytes are known to be there.
func Decode(b []byte) (*Snapshot, error) {
	if len(b) > MaxFrame {
		return nil, fmt.Errorf("wire: %d bytes found, at most %d expected", len(b), MaxFrame)
	}
	if len(b) < frameHeader {
		return nil, fmt.Errorf("wire: %d bytes found, a header of %d expected", len(b), frameHeader)
	}
	if string(b[:4]) != frameMagic {
		return nil, fmt.Errorf("wire: %q found, %q expected at the start", b[:4], frameMagic)
	}
	head := decoder{name: "header", b: b[4:frameHeader]}
	if v := head.uint(); v != Version {
		return nil, fmt.Errorf("wire: version %d found, %d expected; reload the page", v, Version)
	}
	s := &Snapshot{Run: head.uint(), Step: head.int(), Epoch: head.int()}
	count := head.uint()
	if count > MaxSections {
		return nil, fmt.Errorf("wire: %d sections found, at most %d expected", count, MaxSections)
	}
	b = b[frameHeader:]
	for range count {
		if len(b) < 8 {
			return nil, fmt.Errorf("wire: %d bytes found, a section header of 8 expected", len(b))
		}
		tag, size := string(b[:4]), uint64(binary.LittleEndian.Uint32(b[4:]))
		b = b[8:]
		if size > uint64(len(b)) || size%4 != 0 {
			return nil, fmt.Errorf("wire: section %q: length %d found, a multiple of 4 up to %d expected", tag, size, len(b))
		}
		d := decoder{name: tag, b: b[:size:size]}
		if d.section(s); d.err != nil {
			return nil, d.err
		}
		b = b[size:]
	}
	if len(b) > 0 {
		return nil, fmt.Errorf("wire: %d bytes found after the last section, none expected", len(b))
	}
	return s, nil
}

// section reads a body by its tag, and skips it when the tag is unknown.
func (d *decoder) section(s *Snapshot) {
	twice := false
	switch d.name {
	case tagImages:
		twice = s.Images != nil
		s.Images = d.images()
	case tagCodes:
		twice = s.Codes != nil
		s.Codes = d.codes()
	case tagGrid:
		twice = s.Grid != nil
		s.Grid = d.grid()
	case tagCurve:
		twice = s.Curve != nil
		s.Curve = d.curve()
	case tagProbe:
		twice = s.Probe != nil
		s.Probe = d.probe()
	case tagUnits:
		twice = s.Units != nil
		s.Units = d.units()
	case tagFilters:
		twice = s.Filters != nil
		s.Filters = d.filters()
	case tagBars:
		twice = s.Bars != nil
		s.Bars = d.bars()
	case tagTable:
		twice = s.Table != nil
		s.Table = d.table()
	default:
		return
	}
	if twice {
		d.fail("found twice, once expected")
	} else if len(d.b) > 0 {
		d.fail("%d bytes found after its end, none expected", len(d.b))
	}
}

func (d *decoder) images() *Images {
	m := &Images{N: d.bound("images", MaxImages)}
	m.H, m.W, m.C = d.shape()
	size := uint64(m.N) * uint64(m.H) * uint64(m.W) * uint64(m.C)
	m.Clean = d.bytes("clean pixels", size, false)
	m.Corrupted = d.bytes("corrupted pixels", size, true)
	m.Output = d.bytes("output pixels", size, false)
	m.Labels = d.bytes("labels", uint64(m.N), true)
	m.Errors = d.floats("errors")
	d.same("errors", len(m.Errors), int(m.N))
	m.Index = d.ints("positions")
	if len(m.Index) > 0 {
		d.same("positions", len(m.Index), int(m.N))
	}
	return m
}

func (d *decoder) codes() *Codes {
	c := &Codes{X: d.floats("x"), Y: d.floats("y")}
	d.same("y", len(c.Y), len(c.X))
	c.Labels = d.bytes("labels", uint64(len(c.X)), true)
	c.AxisX, c.AxisY = d.text("x axis"), d.text("y axis")
	c.Dim = d.bound("dimensions", MaxPoints)
	c.PCA = d.bool("pca")
	return c
}

func (d *decoder) grid() *Grid {
	g := &Grid{N: d.bound("tiles to a side", MaxGrid)}
	g.H, g.W, g.C = d.shape()
	g.X0, g.X1, g.Y0, g.Y1 = d.float(), d.float(), d.float(), d.float()
	g.Pixels = d.bytes("pixels", uint64(g.N)*uint64(g.N)*uint64(g.H)*uint64(g.W)*uint64(g.C), false)
	return g
}

func (d *decoder) curve() *Curve {
	c := &Curve{Train: d.points("training losses"), Test: d.points("test losses"), Unit: d.text("unit")}
	c.Baseline, c.BaselineText = d.float(), d.text("baseline")
	c.Phases = d.phases()
	return c
}

func (d *decoder) probe() *Probe {
	p := &Probe{X: d.float(), Y: d.float()}
	p.H, p.W, p.C = d.shape()
	p.Pixels = d.bytes("pixels", uint64(p.H)*uint64(p.W)*uint64(p.C), false)
	p.Z = d.floats("code")
	p.Values = d.matrix("values", uint64(len(p.Pixels)), true)
	p.Pinned = d.bool("pinned")
	return p
}

func (d *decoder) units() *Units {
	u := &Units{Mean: d.floats("means"), Active: d.floats("active shares"), Variance: d.floats("variances"), KL: d.floats("divergences")}
	d.same("active shares", len(u.Active), len(u.Mean))
	d.same("variances", len(u.Variance), len(u.Mean))
	if len(u.KL) > 0 {
		d.same("divergences", len(u.KL), len(u.Mean))
	}
	u.Dead = d.bytes("dead units", uint64(len(u.Mean)), false)
	return u
}
