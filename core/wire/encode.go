package wire

import (
	"encoding/binary"
	"math"

	"bottleneck/core/littleendian"
)

// The frame, all little-endian:
//
//	offset  bytes  meaning
//	0       4      "BNSF"
//	4       4      version
//	8       4      run
//	12      4      step
//	16      4      epoch
//	20      4      number of sections
//	24             sections
//
// A section is a tag of four letters, the length of its body in bytes (a multiple of 4), and the body. Within a
// body, numbers are 32 bits wide; an array is its count and its elements; bytes and text are padded with zeros to a
// multiple of 4, so that every array of a frame is aligned. A reader skips sections with an unknown tag, so that
// one can be added without a new version; it refuses a tag that comes twice and an unknown version.
const (
	frameMagic  = "BNSF"
	frameHeader = 24

	tagImages = "IMGS"
	tagCodes  = "CODE"
	tagGrid   = "GRID"
	tagCurve  = "CURV"
	tagProbe  = "PROB"
	tagUnits  = "UNIT"

	tagFilters = "FILT"
	tagBars    = "BARS"
	tagTable   = "TABL"
)

// Encode writes the frame over dst, growing it when needed, and returns it. With the returned slice given back it
// allocates nothing. It panics when the lengths of s contradict each other.
func (s *Snapshot) Encode(dst []byte) []byte {
	e := encoder{append(dst[:0], frameMagic...)}
	e.uint(Version)
	e.uint(s.Run)
	e.int(s.Step)
	e.int(s.Epoch)
	e.uint(0)
	if s.Images != nil {
		e.images(s.Images)
	}
	if s.Codes != nil {
		e.codes(s.Codes)
	}
	if s.Grid != nil {
		e.grid(s.Grid)
	}
	if s.Curve != nil {
		e.curve(s.Curve)
	}
	if s.Probe != nil {
		e.probe(s.Probe)
	}
	if s.Units != nil {
		e.units(s.Units)
	}
	if s.Filters != nil {
		e.filters(s.Filters)
	}
	if s.Bars != nil {
		e.bars(s.Bars)
	}
	if s.Table != nil {
		e.table(s.Table)
	}
	return e.b
}

func (e *encoder) images(m *Images) {
	at := e.open(tagImages)
	size := pixels(m.N, m.H, m.W, m.C)
	check(size, len(m.Clean))
	check(size, len(m.Output))
	check(int(m.N), len(m.Errors))
	optional(size, len(m.Corrupted))
	optional(int(m.N), len(m.Labels))
	optional(int(m.N), len(m.Index))
	e.int(m.N)
	e.int(m.H)
	e.int(m.W)
	e.int(m.C)
	e.bytes(m.Clean)
	e.bytes(m.Corrupted)
	e.bytes(m.Output)
	e.bytes(m.Labels)
	e.floats(m.Errors)
	e.ints(m.Index)
	e.close(at)
}

func (e *encoder) codes(c *Codes) {
	at := e.open(tagCodes)
	check(len(c.X), len(c.Y))
	optional(len(c.X), len(c.Labels))
	e.floats(c.X)
	e.floats(c.Y)
	e.bytes(c.Labels)
	e.text(c.AxisX)
	e.text(c.AxisY)
	e.int(c.Dim)
	e.bool(c.PCA)
	e.close(at)
}

func (e *encoder) grid(g *Grid) {
	at := e.open(tagGrid)
	check(int(g.N)*pixels(g.N, g.H, g.W, g.C), len(g.Pixels))
	e.int(g.N)
	e.int(g.H)
	e.int(g.W)
	e.int(g.C)
	e.float(g.X0)
	e.float(g.X1)
	e.float(g.Y0)
	e.float(g.Y1)
	e.bytes(g.Pixels)
	e.close(at)
}

func (e *encoder) curve(c *Curve) {
	at := e.open(tagCurve)
	e.points(c.Train)
	e.points(c.Test)
	e.text(c.Unit)
	e.float(c.Baseline)
	e.text(c.BaselineText)
	e.uint(uint32(len(c.Phases)))
	for _, p := range c.Phases {
		e.int(p.Step)
		e.text(p.Name)
	}
	e.close(at)
}

func (e *encoder) probe(p *Probe) {
	at := e.open(tagProbe)
	check(pixels(1, p.H, p.W, p.C), len(p.Pixels))
	optional(len(p.Pixels), len(p.Values))
	e.float(p.X)
	e.float(p.Y)
	e.int(p.H)
	e.int(p.W)
	e.int(p.C)
	e.bytes(p.Pixels)
	e.floats(p.Z)
	e.floats(p.Values)
	e.bool(p.Pinned)
	e.close(at)
}

func (e *encoder) units(u *Units) {
	at := e.open(tagUnits)
	check(len(u.Mean), len(u.Active))
	check(len(u.Mean), len(u.Variance))
	optional(len(u.Mean), len(u.KL))
	check(len(u.Mean), len(u.Dead))
	e.floats(u.Mean)
	e.floats(u.Active)
	e.floats(u.Variance)
	e.floats(u.KL)
	e.bytes(u.Dead)
	e.close(at)
}

func pixels(n, h, w, c int32) int { return int(n) * int(h) * int(w) * int(c) }

func check(want, got int) {
	if want != got {
		panic("wire: length mismatch")
	}
}

func optional(want, got int) {
	if got != 0 {
		check(want, got)
	}
}

// encoder appends to a frame.
type encoder struct{ b []byte }

// open begins a section and counts it; close fills in its length.
func (e *encoder) open(tag string) int {
	n := binary.LittleEndian.Uint32(e.b[frameHeader-4:])
	binary.LittleEndian.PutUint32(e.b[frameHeader-4:], n+1)
	e.b = append(e.b, tag...)
	e.uint(0)
	return len(e.b)
}

func (e *encoder) close(at int) {
	binary.LittleEndian.PutUint32(e.b[at-4:], uint32(len(e.b)-at))
}

func (e *encoder) uint(v uint32)   { e.b = binary.LittleEndian.AppendUint32(e.b, v) }
func (e *encoder) int(v int32)     { e.uint(uint32(v)) }
func (e *encoder) float(v float32) { e.uint(math.Float32bits(v)) }

func (e *encoder) bool(v bool) {
	if v {
		e.uint(1)
	} else {
		e.uint(0)
	}
}

func (e *encoder) bytes(v []byte) {
	e.uint(uint32(len(v)))
	e.b = append(e.b, v...)
	e.pad()
}

func (e *encoder) text(v string) {
	e.uint(uint32(len(v)))
	e.b = append(e.b, v...)
	e.pad()
}

func (e *encoder) pad() {
	for len(e.b)%4 != 0 {
		e.b = append(e.b, 0)
	}
}

func (e *encoder) floats(v []float32) {
	e.uint(uint32(len(v)))
	e.b = littleendian.Append(e.b, v)
}

func (e *encoder) ints(v []int32) {
	e.uint(uint32(len(v)))
	e.b = littleendian.Append(e.b, v)
}

func (e *encoder) points(v []CurvePoint) {
	e.uint(uint32(len(v)))
	for _, p := range v {
		e.int(p.Step)
		e.float(p.Loss)
	}
}
