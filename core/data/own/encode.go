package own

import (
	"encoding/binary"
	"hash/crc32"
	"math"

	"bottleneck/core/data"
	"bottleneck/core/data/prepare"
	"bottleneck/core/fact"
)

// What was given travels from the program that read it to the one that trains as, all little-endian:
//
//	offset  bytes  meaning
//	0       8      "bn-given"
//	8       4      version
//	12      4      bytes of the head
//	16      4      CRC-32 (IEEE) of the head
//	20             the head: the fields in their order (fields), lists and texts behind their length
//	               the pixels of all pictures one after the other, or the rows as float64
//
// Notes and problems do not travel with it: they are for people, and the page has them already.
const (
	magic   = "bn-given"
	before  = 20
	version = 2
)

// Limits of the head.
const (
	maxHead = 4 << 20
	maxName = 1024 // bytes of a name
	maxSide = data.MaxSide
)

// Bytes copies the bytes from a place on to dst. They may lie outside of the heap.
type Bytes func(dst []byte, from int)

// fields passes every field but the bulk: one list serves writer and reader. It returns how many bytes the bulk has.
func (g *Given) fields(c *codec) (bulk int) {
	rows := 0
	if g.Table != nil {
		rows = 1
	}
	c.count("kind", &rows, 1)
	c.text("name", &g.Name)
	if rows == 1 {
		if c.reading {
			g.Kind, g.Table = "table", &Table{}
		}
		return g.Table.fields(c)
	}
	if c.reading {
		g.Kind, g.Pictures = "pictures", &Pictures{}
	}
	return g.Pictures.fields(c)
}

func (t *Table) fields(c *codec) (bulk int) {
	c.count("rows", &t.N, MaxItems)
	c.texts("columns", &t.Columns, MaxColumns)
	if c.bad == nil && (t.N < 2 || len(t.Columns) < 1) {
		c.fail("rows", fact.New("given_too_few", "found", t.N*len(t.Columns)))
	}
	c.flags("held out", &t.Test, t.N)
	c.bytes("labels", &t.Labels, t.N)
	c.texts("classes", &t.Classes, 256)
	c.parts(t.Count)
	return 8 * t.N * len(t.Columns)
}

func (p *Pictures) fields(c *codec) (bulk int) {
	n := c.length("pictures", len(p.All), MaxItems, 12)
	if c.reading {
		p.All = make([]Picture, n)
	}
	if c.bad == nil && n < 2 {
		c.fail("pictures", fact.New("given_too_few", "found", n))
	}
	tests := make([]bool, n)
	for i := range p.All {
		o := &p.All[i]
		c.count("width", &o.W, maxSide)
		c.count("height", &o.H, maxSide)
		c.count("channels", &o.C, 3)
		if size := o.W * o.H; c.bad == nil && (size < 1 || size > prepare.MaxPixels || o.C != 1 && o.C != 3) {
			c.fail("pixels", fact.New("field_length", "found", size*o.C, "expected", 1))
		}
		o.at, tests[i] = bulk, o.Test
		if bulk += o.W * o.H * o.C; bulk > maxBulk {
			c.fail("pixels", fact.New("field_too_large", "found", bulk, "most", maxBulk))
			return 0
		}
	}
	c.flags("held out", &tests, n)
	for i := range tests {
		p.All[i].Test = tests[i]
	}
	c.bytes("labels", &p.Labels, n)
	c.texts("classes", &p.Classes, 256)
	c.parts(p.Count)
	return bulk
}

const maxBulk = 1 << 30

// parts refuses what leaves nothing to train on, or nothing held out.
func (c *codec) parts(count func() (train, test int)) {
	if c.bad != nil {
		return
	}
	if train, test := count(); train < 1 || test < 1 {
		c.fail("held out", fact.New("given_too_few", "found", min(train, test)))
	}
}

// Encode writes what was given in pieces, which one after the other are its bytes. Pixels are not copied.
func (g *Given) Encode() ([][]byte, error) {
	c := codec{b: make([]byte, before)}
	g.fields(&c)
	if c.bad != nil {
		return nil, fact.Within("given", c.bad)
	}
	head := c.b[before:]
	copy(c.b, magic)
	binary.LittleEndian.PutUint32(c.b[8:], version)
	binary.LittleEndian.PutUint32(c.b[12:], uint32(len(head)))
	binary.LittleEndian.PutUint32(c.b[16:], crc32.ChecksumIEEE(head))
	pieces := [][]byte{c.b}
	if g.Table != nil {
		var b []byte
		g.Table.Rows(func(i int, row []float64) {
			for _, v := range row {
				b = binary.LittleEndian.AppendUint64(b, math.Float64bits(v))
			}
			if len(b) > 1<<20 || i == g.Table.N-1 {
				pieces, b = append(pieces, b), nil
			}
		})
		return pieces, nil
	}
	for i := range g.Pictures.All {
		pieces = append(pieces, g.Pictures.Planes(i).Pix)
	}
	return pieces, nil
}

// Decode reads what Encode wrote, size bytes that read copies from where they lie; there they stay, and must, as long as what was given is
// asked for sets.
func Decode(size int, read Bytes) (*Given, error) {
	const about = "given"
	b := make([]byte, min(size, before))
	read(b, 0)
	if len(b) < before || string(b[:8]) != magic {
		return nil, fact.About(about, "given_foreign")
	}
	if v := binary.LittleEndian.Uint32(b[8:]); v != version {
		return nil, fact.About(about, "given_version", "found", v, "expected", version)
	}
	n := binary.LittleEndian.Uint32(b[12:])
	if n > maxHead || int(n) > size-before {
		return nil, fact.About(about, "field_too_large", "found", n, "most", min(maxHead, size-before))
	}
	head := make([]byte, n)
	read(head, before)
	if crc32.ChecksumIEEE(head) != binary.LittleEndian.Uint32(b[16:]) {
		return nil, fact.About(about, "given_damaged")
	}
	g, c := &Given{}, codec{b: head, reading: true}
	bulk, from := g.fields(&c), before+int(n)
	switch {
	case c.bad != nil:
		return nil, fact.Within(about, c.bad)
	case len(c.b) > 0 || bulk != size-from:
		return nil, fact.About(about, "field_length", "found", size, "expected", from-len(c.b)+bulk)
	}
	elsewhere := func(dst []byte, at int) { read(dst, from+at) }
	if g.Pictures != nil {
		g.Pictures.elsewhere = elsewhere
		return g, nil
	}
	g.Table.elsewhere = elsewhere
	var bad *fact.Fact
	g.Table.Rows(func(i int, row []float64) {
		for k, v := range row {
			if bad == nil && !(math.Abs(v) <= math.MaxFloat32) {
				bad = fact.About(about, "value_not_finite", "row", i+1, "number", k+1, "found", v)
			}
		}
	})
	if bad != nil {
		return nil, bad
	}
	return g, nil
}
