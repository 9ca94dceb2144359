package wire

import (
	"encoding/binary"
	"math"
	"strconv"
	"unicode/utf8"

	"bottleneck/core/fact"
	"bottleneck/core/littleendian"
)

// codec writes the sections of a frame, or reads one of them, or tells the names of their fields to whoever writes
// another reader. One list of fields serves all of that (sections.go), so they cannot disagree.
//
// Each method passes one field. Where it reads, the first error drops what is left, and all that follows is zero.
type codec struct {
	b    []byte // written so far, or left to read of the section
	mode mode
	err  error                   // what did not fit, when reading
	note func(kind, name string) // when naming

	place   int    // of the next section in their order
	came    uint32 // when taking: the sections that were there, a bit for each place
	tag     []byte // of the section that is read
	nothing bool   // it is as good as none, see some
	start   int    // of the section that is written
	list    string // that is passed, if any
}

// mode says what a codec does with fields.
type mode int

const (
	writing  mode = iota
	checking      // reading, but past the arrays
	taking        // reading what was checked, into the memory that is there
	dropping      // sets sections to nil that did not come
	naming        // tells kinds and names
)

// section begins a section, and returns what is to be passed of it: nil where it is not there, or not its turn.
func section[T any](c *codec, tag, name string, at **T) *T {
	bit := uint32(1) << c.place
	c.place++
	switch c.mode {
	case writing:
		if *at != nil {
			n := binary.LittleEndian.Uint32(c.b[frameHeader-4:])
			binary.LittleEndian.PutUint32(c.b[frameHeader-4:], n+1)
			c.b = append(c.b, tag...)
			c.b = append(c.b, 0, 0, 0, 0) // its length, which end fills in
			c.start = len(c.b)
		}
		return *at
	case dropping:
		if c.came&bit == 0 {
			*at = nil
		}
		return nil
	case naming:
		c.note(tag, name)
		return new(T)
	}
	if string(c.tag) != tag {
		return nil
	}
	c.came |= bit
	switch {
	case *at == nil:
		*at = new(T)
	case c.mode == checking:
		c.fail("", fact.New("section_twice"))
	}
	return *at
}

// end ends a section.
func (c *codec) end() {
	switch c.mode {
	case writing:
		binary.LittleEndian.PutUint32(c.b[c.start-4:], uint32(len(c.b)-c.start))
	case naming:
		c.note("end", "")
	default:
		if len(c.b) > 0 {
			c.fail("", fact.New("section_not_over", "bytes", len(c.b)))
		}
	}
}

func (c *codec) reading() bool { return c.mode == checking || c.mode == taking }

// fail says what is wrong with a field, or with the section.
func (c *codec) fail(field string, f *fact.Fact) {
	if c.err == nil {
		if field != "" {
			f = fact.Within(field, f)
		}
		c.err = fact.Within("wire: section "+strconv.Quote(string(c.tag)), f)
	}
	c.b = nil
}

// take returns the next n bytes to read, or nil where they are not there.
func (c *codec) take(name string, n int) []byte {
	if c.err != nil {
		return nil
	}
	if n > len(c.b) {
		c.fail(name, fact.New("field_bytes", "found", len(c.b), "expected", n))
		return nil
	}
	b := c.b[:n:n]
	c.b = c.b[n:]
	return b
}

// word passes 32 bits.
func (c *codec) word(kind, name string, v uint32) uint32 {
	switch c.mode {
	case writing:
		c.b = binary.LittleEndian.AppendUint32(c.b, v)
		return v
	case naming:
		c.note(kind, name)
		return 0
	}
	if name == "" { // of a list of texts
		name = c.list
	}
	b := c.take(name, 4)
	if b == nil {
		return 0
	}
	return binary.LittleEndian.Uint32(b)
}

// most refuses a number above its limit.
func (c *codec) most(name string, v, limit uint32) uint32 {
	if c.reading() && v > limit {
		c.fail(name, fact.New("field_too_large", "found", v, "most", limit))
		return 0
	}
	return v
}

func (c *codec) uint(name string, v *uint32) { *v = c.word("int", name, *v) }
func (c *codec) int(name string, v *int32)   { *v = int32(c.word("int", name, uint32(*v))) }

func (c *codec) float(name string, v *float32) {
	*v = math.Float32frombits(c.word("float", name, math.Float32bits(*v)))
}

func (c *codec) bool(name string, v *bool) {
	w := uint32(0)
	if *v {
		w = 1
	}
	*v = c.most(name, c.word("bool", name, w), 1) == 1
}

// count passes a number from 0 to limit.
func (c *codec) count(name string, v *int32, limit uint32) {
	*v = int32(c.most(name, c.word("int", name, uint32(*v)), limit))
}

// some is count, of what a section is there for: with none of it the section is as good as none.
func (c *codec) some(name string, v *int32, limit uint32) {
	*v = int32(c.most(name, c.word("some", name, uint32(*v)), limit))
	c.nothing = c.nothing || *v == 0
}

// shape passes the shape of an image.
func (c *codec) shape(H, W, C *int32) {
	c.some("h", H, maxSide)
	c.some("w", W, maxSide)
	c.some("c", C, maxChannels)
}

// list passes how many elements *v has, at most limit, and returns them, to be passed one by one.
func list[T any](c *codec, name string, v *[]T, limit uint32) []T {
	c.list = name
	n := int(c.most(name, c.word("list", name, uint32(len(*v))), limit))
	switch {
	case c.mode == naming:
		return make([]T, 1)
	case c.reading():
		// An element has four bytes at least, so what is there bounds what is allocated.
		if n*4 > len(c.b) {
			c.fail(name, fact.New("field_cut_off", "found", len(c.b), "least", n*4))
			n = 0
		}
		*v = resized(*v, n)
	}
	return *v
}

func (c *codec) endList() {
	c.list = ""
	if c.mode == naming {
		c.note("end", "")
	}
}

// length is how many elements an array must have.
type length struct {
	n            int
	less, orNone bool
}

func exactly(n int) length { return length{n: n} }
func orNone(n int) length  { return length{n: n, orNone: true} }
func upTo(n int) length    { return length{n: n, less: true} }

func (l length) allows(n int) bool { return n == l.n || n < l.n && l.less || n == 0 && l.orNone }

// array passes the length of an array, and returns it. Where it reads, it also returns the bytes of its elements.
func (c *codec) array(kind, name string, have int, want length, size int) (int, []byte) {
	if c.mode == writing && !want.allows(have) {
		panic("wire: length mismatch")
	}
	n := int(c.word(kind, name, uint32(have)))
	switch {
	case !c.reading() || c.err != nil:
		return n, nil
	case want.allows(n):
		return n, c.take(name, n*size)
	case want.less:
		c.fail(name, fact.New("field_too_large", "found", n, "most", want.n))
	default:
		c.fail(name, fact.New("field_length", "found", n, "expected", want.n))
	}
	return 0, nil
}

func (c *codec) bytes(name string, v *[]byte, want length) {
	n, b := c.array("bytes", name, len(*v), want, 1)
	switch c.mode {
	case writing:
		c.b = append(c.b, *v...)
	case taking:
		*v = append((*v)[:0], b...)
		if n == 0 {
			*v = nil
		}
	}
	c.pad(name, n)
}

func (c *codec) floats(name string, v *[]float32, want length) int {
	return numbers(c, "floats", name, v, want)
}

func (c *codec) ints(name string, v *[]int32, want length) {
	numbers(c, "ints", name, v, want)
}

func numbers[T littleendian.Number](c *codec, kind, name string, v *[]T, want length) int {
	n, b := c.array(kind, name, len(*v), want, 4)
	switch c.mode {
	case writing:
		c.b = littleendian.Append(c.b, *v)
	case taking:
		if *v = resized(*v, len(b)/4); len(b) > 0 {
			littleendian.Read(*v, b)
		}
	}
	return n
}

// resized is v with n elements, in its own memory where that suffices; of none it is nil.
func resized[T any](v []T, n int) []T {
	if n == 0 {
		return nil
	}
	if n > cap(v) {
		return make([]T, n)
	}
	return v[:n]
}

func (c *codec) text(name string, v *string) {
	n := int(c.most(name, c.word("text", name, uint32(len(*v))), maxText))
	if c.mode == writing {
		c.b = append(c.b, *v...)
	} else if c.reading() {
		if name == "" {
			name = c.list
		}
		b := c.take(name, n)
		switch {
		case !utf8.Valid(b):
			c.fail(name, fact.New("field_not_utf8", "found", string(b)))
		case c.mode == taking && *v != string(b):
			*v = string(b)
		}
	}
	c.pad(name, n)
}

// pad passes the zeros after n bytes.
func (c *codec) pad(name string, n int) {
	if c.mode == writing {
		for len(c.b)%4 != 0 {
			c.b = append(c.b, 0)
		}
		return
	}
	if !c.reading() {
		return
	}
	for _, z := range c.take(name, -n&3) {
		if z != 0 {
			c.fail(name, fact.New("field_padding", "found", z))
			return
		}
	}
}
