package wire

// The sections of a frame: which there are, and each with the one list of its fields: their order, their names, and how long an array is.

// Snapshot is the state of a run as far as a View asked for it. Sections that are nil are not sent.
type Snapshot struct {
	Run   uint32 // counts restarts; a view drops snapshots of an earlier run
	Step  int32  // updates done
	Epoch int32  // epochs completed

	Images *Images
	Codes  *Codes
	Grid   *Grid
	Curve  *Curve
	Terms  *Terms
	Probe  *Probe
	Units  *Units

	Filters *Filters
	Bars    *Bars
	Table   *Table
	Spot    *Spot
	Line    *Line
	Node    *Node
}

// sections passes all that are there, in the order in which they are written.
func (s *Snapshot) sections(c codec) {
	if m := section(c, "IMGS", "images", &s.Images); m != nil {
		m.fields(c)
		c.end()
	}
	if m := section(c, "CODE", "codes", &s.Codes); m != nil {
		m.fields(c)
		c.end()
	}
	if m := section(c, "GRID", "grid", &s.Grid); m != nil {
		m.fields(c)
		c.end()
	}
	if m := section(c, CurveTag, "curve", &s.Curve); m != nil {
		m.fields(c)
		c.end()
	}
	if m := section(c, TermsTag, "terms", &s.Terms); m != nil {
		m.fields(c)
		c.end()
	}
	if m := section(c, ProbeTag, "probe", &s.Probe); m != nil {
		m.fields(c)
		c.end()
	}
	if m := section(c, "UNIT", "units", &s.Units); m != nil {
		m.fields(c)
		c.end()
	}
	if m := section(c, "FILT", "filters", &s.Filters); m != nil {
		m.fields(c)
		c.end()
	}
	if m := section(c, "BARS", "bars", &s.Bars); m != nil {
		m.fields(c)
		c.end()
	}
	if m := section(c, "TABL", "table", &s.Table); m != nil {
		m.fields(c)
		c.end()
	}
	if m := section(c, SpotTag, "spot", &s.Spot); m != nil {
		m.fields(c)
		c.end()
	}
	if m := section(c, LineTag, "line", &s.Line); m != nil {
		m.fields(c)
		c.end()
	}
	if m := section(c, NodeTag, "node", &s.Node); m != nil {
		m.fields(c)
		c.end()
	}
}

// Images holds N test images and what became of them. Pixels are bytes, (N,H,W,C), 255 is white.
type Images struct {
	N, H, W, C int32
	Clean      []byte
	Corrupted  []byte // nil when the recipe does not corrupt
	Output     []byte
	Labels     []byte    // N digits, or nil
	Errors     []float32 // N mean squared errors per pixel against Clean
	Index      []int32   // N positions in the test set, or nil when they are 0..N-1
}

func (m *Images) fields(c codec) {
	c.some("n", &m.N, maxImages)
	shape(c, &m.H, &m.W, &m.C)
	n, size := int(m.N), pixels(m.N, m.H, m.W, m.C)
	c.bytes("clean", &m.Clean, exactly(size))
	c.bytes("corrupted", &m.Corrupted, orNone(size))
	c.bytes("output", &m.Output, exactly(size))
	c.bytes("labels", &m.Labels, orNone(n))
	c.floats("errors", &m.Errors, exactly(n))
	c.ints("index", &m.Index, orNone(n))
}

// pixels is how many values n images have.
func pixels(n, h, w, c int32) int { return int(n) * int(h) * int(w) * int(c) }

// Codes holds points of the code space as seen on a plane.
type Codes struct {
	X, Y         []float32 // one for each point
	Labels       []byte    // one for each point, or nil
	AxisX, AxisY string    // names of the axes: "z[0]", "PC 1 (43 %)"
	Dim          int32     // dimensions of the code
	PCA          bool      // the axes are principal components
}

func (k *Codes) fields(c codec) {
	n := c.floats("x", &k.X, upTo(maxPoints))
	c.floats("y", &k.Y, exactly(n))
	c.bytes("labels", &k.Labels, orNone(n))
	c.text("axisX", &k.AxisX)
	c.text("axisY", &k.AxisY)
	c.count("dim", &k.Dim, maxPoints)
	c.bool("pca", &k.PCA)
}

// Grid holds N x N decoded tiles over a rectangle of the plane. Pixels are (N,N,H,W,C); row 0 lies at Y1, column 0 at X0.
type Grid struct {
	N, H, W, C     int32
	X0, X1, Y0, Y1 float32
	Pixels         []byte
}

func (g *Grid) fields(c codec) {
	c.some("n", &g.N, maxGrid)
	shape(c, &g.H, &g.W, &g.C)
	c.float("x0", &g.X0)
	c.float("x1", &g.X1)
	c.float("y0", &g.Y0)
	c.float("y1", &g.Y1)
	c.bytes("pixels", &g.Pixels, exactly(int(g.N)*pixels(g.N, g.H, g.W, g.C)))
}

// Probe is the image or row decoded at one point of the plane. Pixels are (H,W,C).
type Probe struct {
	X, Y    float32
	H, W, C int32
	Pixels  []byte
	Z       []float32 // the whole code
	Values  []float32 // of data without pixels, one for each column; then the pixels run from a column's least to its largest
	Pinned  bool      // stays until unpinned; otherwise it follows the pointer
}

func (p *Probe) fields(c codec) {
	c.float("x", &p.X)
	c.float("y", &p.Y)
	shape(c, &p.H, &p.W, &p.C)
	size := pixels(1, p.H, p.W, p.C)
	c.bytes("pixels", &p.Pixels, exactly(size))
	c.floats("z", &p.Z, upTo(maxPoints))
	c.floats("values", &p.Values, orNone(size))
	c.bool("pinned", &p.Pinned)
}

// Units tells how the code's units behave on the test images that are shown.
type Units struct {
	Mean     []float32 // mean activation
	Active   []float32 // share of images on which the unit is not zero, or, a sigmoid, above one half
	Variance []float32 // of the activation over the images
	KL       []float32 // of a variational code: mean divergence from the standard normal distribution, in nats; else nil
	Dead     []byte    // 1 where the unit says the same of every image
}

func (u *Units) fields(c codec) {
	n := c.floats("mean", &u.Mean, upTo(maxPoints))
	c.floats("active", &u.Active, exactly(n))
	c.floats("variance", &u.Variance, exactly(n))
	c.floats("kl", &u.KL, orNone(n))
	c.bytes("dead", &u.Dead, exactly(n))
}

// Filters holds the weights of a layer as N tiles, one for each unit or filter, (N,H,W,C). A byte b stands for the
// weight (b-128)/127 * Scale, so 128 is zero; weights beyond the scale are cut off.
type Filters struct {
	N, H, W, C int32
	Total      int32 // units of the layer; the first N are here
	Pixels     []byte
	Scale      float32
	Layer      string // which layer: "first layer, 500 units"
	Note       string // what the tiles leave out, or ""
}

func (f *Filters) fields(c codec) {
	c.some("n", &f.N, maxImages)
	shape(c, &f.H, &f.W, &f.C)
	c.count("total", &f.Total, maxPoints)
	c.bytes("pixels", &f.Pixels, exactly(pixels(f.N, f.H, f.W, f.C)))
	c.float("scale", &f.Scale)
	c.text("layer", &f.Layer)
	c.text("note", &f.Note)
}

// Bars holds the codes of the N images or rows that are shown, in their order.
type Bars struct {
	N, Dim    int32
	Total     int32     // numbers of a code; the first Dim are here
	H, W, C   int32     // shape of a code that is an image, (H,W,C); else 1, 1, Total
	Z         []float32 // (N,Dim); of a variational code the means
	Deviation []float32 // (N,Dim) standard deviations; nil unless the code is variational
}

func (b *Bars) fields(c codec) {
	c.some("n", &b.N, maxImages)
	c.some("dim", &b.Dim, maxPoints)
	c.count("total", &b.Total, maxPoints)
	c.count("h", &b.H, maxPoints)
	c.count("w", &b.W, maxPoints)
	c.count("c", &b.C, maxPoints)
	size := int(b.N) * int(b.Dim)
	c.floats("z", &b.Z, exactly(size))
	c.floats("deviation", &b.Deviation, orNone(size))
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

func (t *Table) fields(c codec) {
	c.some("n", &t.N, maxImages)
	columns := list(c, "columns", &t.Columns, 1, maxColumns)
	for i := range columns {
		c.text("", &columns[i])
	}
	c.endList()
	n, size := int(t.N), int(t.N)*len(columns)
	c.floats("clean", &t.Clean, exactly(size))
	c.floats("corrupted", &t.Corrupted, orNone(size))
	c.floats("output", &t.Output, exactly(size))
	c.floats("errors", &t.Errors, exactly(n))
	c.ints("index", &t.Index, orNone(n))
}

// Spot is where on the plane of Codes the chosen one lies, where it is none of the points there.
type Spot struct {
	X, Y float32
}

func (p *Spot) fields(c codec) {
	c.float("x", &p.X)
	c.float("y", &p.Y)
}
