package wire

import (
	"encoding/binary"
	"math"
	"strconv"
	"unicode/utf8"

	"bottleneck/core/fact"
	"bottleneck/core/littleendian"
)

// reader reads a frame, one section after the other. The first error drops what is left, and all that follows is zero.
type reader struct {
	head     Snapshot // what is before the sections
	sections []byte
	empty    uint64 // sections that are as good as none, a bit for each

	mode mode
	b    []byte // left of the section
	err  error

	tag     []byte // of the section
	place   int    // of the section that is asked for, in their order
	came    uint32 // the sections that were there, a bit for each place
	nothing bool   // the section is as good as none, see some
	in      string // the list that is passed
}

// mode says what a reader does with sections.
type mode int

const (
	taking   mode = iota // into the memory that is there
	checking             // past the arrays
	dropping             // those that did not come
)

// open begins to read a section.
func (r *reader) open(tag, body []byte) {
	r.tag, r.b, r.place, r.nothing = tag, body, 0, false
}

func (r *reader) section(tag, _ string, there bool) action {
	bit := uint32(1) << r.place
	r.place++
	switch {
	case r.mode == dropping && r.came&bit == 0:
		return drop
	case r.mode == dropping || string(r.tag) != tag:
		return skip
	case r.mode == checking && there:
		r.fail("", fact.New("section_twice"))
	}
	r.came |= bit
	return pass
}

func (r *reader) end() {
	if len(r.b) > 0 {
		r.fail("", fact.New("section_not_over", "bytes", len(r.b)))
	}
}

// fail says what is wrong with a field, or with the section.
func (r *reader) fail(field string, f *fact.Fact) {
	if r.err == nil {
		if field == "" {
			field = r.in
		}
		if field != "" {
			f = fact.Within(field, f)
		}
		r.err = fact.Within("wire: section "+strconv.Quote(string(r.tag)), f)
	}
	r.b = nil
}

// take returns the next n bytes, or nil where they are not there.
func (r *reader) take(name string, n int) []byte {
	if r.err != nil {
		return nil
	}
	if n > len(r.b) {
		r.fail(name, fact.New("field_bytes", "found", len(r.b), "expected", n))
		return nil
	}
	b := r.b[:n:n]
	r.b = r.b[n:]
	return b
}

// word reads 32 bits.
func (r *reader) word(name string) uint32 {
	b := r.take(name, 4)
	if b == nil {
		return 0
	}
	return binary.LittleEndian.Uint32(b)
}

// most reads a number from 0 to limit.
func (r *reader) most(name string, limit uint32) uint32 {
	v := r.word(name)
	if v > limit {
		r.fail(name, fact.New("field_too_large", "found", v, "most", limit))
		return 0
	}
	return v
}

func (r *reader) uint(name string, v *uint32)               { *v = r.word(name) }
func (r *reader) int(name string, v *int32)                 { *v = int32(r.word(name)) }
func (r *reader) count(name string, v *int32, limit uint32) { *v = int32(r.most(name, limit)) }
func (r *reader) float(name string, v *float32)             { *v = math.Float32frombits(r.word(name)) }
func (r *reader) bool(name string, v *bool)                 { *v = r.most(name, 1) == 1 }

func (r *reader) some(name string, v *int32, limit uint32) {
	*v = int32(r.most(name, limit))
	r.nothing = r.nothing || *v == 0
}

func (r *reader) text(name string, v *string) {
	n := int(r.most(name, maxText))
	b := r.take(name, n)
	r.pad(name, n)
	switch {
	case !utf8.Valid(b):
		r.fail(name, fact.New("field_not_utf8", "found", string(b)))
	case r.mode == taking && *v != string(b):
		*v = string(b)
	}
}

// array reads the length of an array and returns the bytes of its elements.
func (r *reader) array(name string, want length, size int) (int, []byte) {
	n := int(r.word(name))
	switch {
	case r.err != nil:
	case want.allows(n):
		return n, r.take(name, n*size)
	case want.less:
		r.fail(name, fact.New("field_too_large", "found", n, "most", want.n))
	default:
		r.fail(name, fact.New("field_length", "found", n, "expected", want.n))
	}
	return 0, nil
}

func (r *reader) bytes(name string, v *[]byte, want length) int {
	n, b := r.array(name, want, 1)
	r.pad(name, n)
	if r.mode == taking {
		*v = resized(*v, len(b))
		copy(*v, b)
	}
	return n
}

func (r *reader) floats(name string, v *[]float32, want length) int {
	return numbers(r, name, v, want)
}

func (r *reader) ints(name string, v *[]int32, want length) int {
	return numbers(r, name, v, want)
}

func numbers[T littleendian.Number](r *reader, name string, v *[]T, want length) int {
	n, b := r.array(name, want, 4)
	if r.mode == taking {
		*v = resized(*v, len(b)/4)
		littleendian.Read(*v, b)
	}
	return n
}

// pad reads the zeros after n bytes.
func (r *reader) pad(name string, n int) {
	for _, z := range r.take(name, -n&3) {
		if z != 0 {
			r.fail(name, fact.New("field_padding", "found", z))
			return
		}
	}
}

func (r *reader) list(name string, _ int, least, limit uint32) int {
	r.in = name
	n := r.most(name, limit)
	r.nothing = r.nothing || n < least
	// An element has four bytes at least, so what is there bounds what is allocated.
	if 4*int(n) > len(r.b) {
		r.fail(name, fact.New("field_cut_off", "found", len(r.b), "least", 4*int(n)))
		return 0
	}
	return int(n)
}

func (r *reader) endList() { r.in = "" }
