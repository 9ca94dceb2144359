package wire

// Phase is a part of a run that begins at a step: a layer's pre-training, the fine-tuning of all.
type Phase struct {
	Step int32 // updates done before it
	Name string
}

// Filters holds the weights of a layer as N tiles, one for each unit or filter, (N,H,W,C). A byte b stands for the
// weight (b-128)/127 * Scale, so 128 is zero; weights beyond the scale are cut off.
type Filters struct {
	N, H, W, C int32
	Total      int32 // units of the layer; the first N are here
	Pixels     []byte
	Scale      float32
	Layer      string // which layer: "encoder 1, dense(500,tanh)"
	Note       string // what the tiles leave out, or ""
}

// Bars holds the codes of the N images or rows that are shown, in their order.
type Bars struct {
	N, Dim    int32
	Total     int32     // numbers of a code; the first Dim are here
	H, W, C   int32     // shape of a code that is an image, (H,W,C); else 1, 1, Total
	Z         []float32 // (N,Dim); of a variational code the means
	Deviation []float32 // (N,Dim) standard deviations; nil unless the code is variational
}

// Table holds N rows of data that have no pixels, and what became of them, in the units the network sees.
type Table struct {
	N         int32
	Columns   []string  // D names
	Clean     []float32 // (N,D)
	Corrupted []float32 // (N,D), nil when the recipe does not corrupt
	Output    []float32 // (N,D)
	Errors    []float32 // N mean squared errors per value against Clean
	Index     []int32   // N positions in the test set, or nil when they are 0..N-1
}

func (e *encoder) filters(f *Filters) {
	at := e.open(tagFilters)
	check(pixels(f.N, f.H, f.W, f.C), len(f.Pixels))
	e.int(f.N)
	e.int(f.H)
	e.int(f.W)
	e.int(f.C)
	e.int(f.Total)
	e.bytes(f.Pixels)
	e.float(f.Scale)
	e.text(f.Layer)
	e.text(f.Note)
	e.close(at)
}

func (d *decoder) filters() *Filters {
	f := &Filters{N: d.bound("tiles", MaxImages)}
	f.H, f.W, f.C = d.shape()
	f.Total = d.bound("units", MaxPoints)
	f.Pixels = d.bytes("pixels", uint64(f.N)*uint64(f.H)*uint64(f.W)*uint64(f.C), false)
	f.Scale = d.float()
	f.Layer, f.Note = d.text("layer"), d.text("note")
	return f
}

func (e *encoder) bars(b *Bars) {
	at := e.open(tagBars)
	size := int(b.N) * int(b.Dim)
	check(size, len(b.Z))
	optional(size, len(b.Deviation))
	e.int(b.N)
	e.int(b.Dim)
	e.int(b.Total)
	e.int(b.H)
	e.int(b.W)
	e.int(b.C)
	e.floats(b.Z)
	e.floats(b.Deviation)
	e.close(at)
}

func (d *decoder) bars() *Bars {
	b := &Bars{N: d.bound("codes", MaxImages), Dim: d.bound("dimensions", MaxPoints), Total: d.bound("dimensions in all", MaxPoints)}
	b.H, b.W, b.C = d.bound("height", MaxPoints), d.bound("width", MaxPoints), d.bound("channels", MaxPoints)
	size := uint64(b.N) * uint64(b.Dim)
	b.Z = d.matrix("codes", size, false)
	b.Deviation = d.matrix("deviations", size, true)
	return b
}

func (e *encoder) table(t *Table) {
	at := e.open(tagTable)
	size := int(t.N) * len(t.Columns)
	check(size, len(t.Clean))
	optional(size, len(t.Corrupted))
	check(size, len(t.Output))
	check(int(t.N), len(t.Errors))
	optional(int(t.N), len(t.Index))
	e.int(t.N)
	e.uint(uint32(len(t.Columns)))
	for _, c := range t.Columns {
		e.text(c)
	}
	e.floats(t.Clean)
	e.floats(t.Corrupted)
	e.floats(t.Output)
	e.floats(t.Errors)
	e.ints(t.Index)
	e.close(at)
}

func (d *decoder) table() *Table {
	t := &Table{N: d.bound("rows", MaxImages)}
	// A name takes four bytes at least, so what is allocated is bounded by what is there.
	for n := d.bound("columns", MaxColumns); n > 0 && d.err == nil; n-- {
		t.Columns = append(t.Columns, d.text("column"))
	}
	size := uint64(t.N) * uint64(len(t.Columns))
	t.Clean = d.matrix("clean values", size, false)
	t.Corrupted = d.matrix("corrupted values", size, true)
	t.Output = d.matrix("output values", size, false)
	t.Errors = d.matrix("errors", uint64(t.N), false)
	if t.Index = d.ints("positions"); len(t.Index) > 0 {
		d.same("positions", len(t.Index), int(t.N))
	}
	return t
}

// matrix reads an array of the expected count, or of none when it is optional, which gives nil.
func (d *decoder) matrix(what string, expected uint64, optional bool) []float32 {
	v := d.floats(what)
	if d.err == nil && uint64(len(v)) != expected && !(optional && len(v) == 0) {
		d.fail("%s: %d found, %d expected", what, len(v), expected)
		return nil
	}
	return v
}

func (d *decoder) phases() []Phase {
	var list []Phase
	for n := d.bound("phases", MaxPhases); n > 0 && d.err == nil; n-- {
		list = append(list, Phase{d.int(), d.text("phase")})
	}
	return list
}
