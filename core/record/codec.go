package record

import (
	"encoding/binary"
	"math"
	"unicode/utf8"

	"bottleneck/core/data"
	"bottleneck/core/fact"
	"bottleneck/core/littleendian"
	"bottleneck/core/train"
)

// codec writes the fields of a record, or reads them. The first fault ends it: what is read after it is zero.
type codec struct {
	b       []byte // written so far, or left to read
	reading bool
	bad     *fact.Fact
}

func (c *codec) fail(name string, f *fact.Fact) {
	if c.bad == nil {
		c.bad = fact.Within(name, f)
	}
	if c.reading {
		c.b = nil
	}
}

// take returns the next n bytes to read, nil where they are not there.
func (c *codec) take(name string, n int) []byte {
	if len(c.b) < n {
		c.fail(name, fact.New("record_field_cut_off", "found", len(c.b), "expected", n))
		return nil
	}
	b := c.b[:n:n]
	c.b = c.b[n:]
	return b
}

// long passes 64 bits.
func (c *codec) long(name string, v uint64) uint64 {
	if !c.reading {
		c.b = binary.LittleEndian.AppendUint64(c.b, v)
		return v
	}
	if b := c.take(name, 8); b != nil {
		return binary.LittleEndian.Uint64(b)
	}
	return 0
}

func (c *codec) word(name string, v *uint32) {
	n := int(*v)
	c.count(name, &n, math.MaxUint32)
	*v = uint32(n)
}

// count passes a number from 0 to most.
func (c *codec) count(name string, v *int, most int64) {
	n := c.long(name, uint64(*v))
	if n > uint64(most) {
		c.fail(name, fact.New("field_too_large", "found", int64(min(n, math.MaxInt64)), "most", most))
		n = 0
	}
	*v = int(n)
}

func (c *codec) flag(name string, v *bool) {
	n := 0
	if *v {
		n = 1
	}
	c.count(name, &n, 1)
	*v = n == 1
}

// number passes a finite number.
func (c *codec) number(name string, v *float64) {
	*v = math.Float64frombits(c.long(name, math.Float64bits(*v)))
	if math.IsNaN(*v) || math.IsInf(*v, 0) {
		c.fail(name, fact.New("record_not_finite", "found", *v))
		*v = 0
	}
}

// float passes a number from 0 to most.
func (c *codec) float(name string, v *float64, most float64) {
	if c.number(name, v); *v < 0 || *v > most {
		c.fail(name, fact.New("number_out_of_range", "found", *v, "least", 0, "most", most))
		*v = 0
	}
}

// length passes that of an array, at most most elements of so many bytes each, and returns it; when reading, so many are there.
func (c *codec) length(name string, n, most, size int) int {
	c.count(name, &n, int64(most))
	if c.reading && n*size > len(c.b) {
		c.take(name, n*size) // which fails
		return 0
	}
	return n
}

func (c *codec) text(name string, v *string, most int) {
	n := c.length(name, len(*v), most, 1)
	if !c.reading {
		c.b = append(c.b, *v...)
		return
	}
	b := c.take(name, n)
	if !utf8.Valid(b) {
		c.fail(name, fact.New("field_not_utf8", "found", string(b)))
		b = nil
	}
	*v = string(b)
}

// bytes passes so many, or three times as many: a picture in gray or in color.
func (c *codec) bytes(name string, v *[]byte, want int) {
	n := c.length(name, len(*v), 3*want, 1)
	if c.bad == nil && n != want && n != 3*want {
		c.fail(name, fact.New("field_length", "found", n, "expected", want))
	}
	if !c.reading {
		c.b = append(c.b, *v...)
		return
	}
	*v = append([]byte(nil), c.take(name, n)...)
}

// points passes the short curve.
func (c *codec) points(name string, v *[]train.Point) {
	n := c.length(name, len(*v), maxCurve, 16)
	if c.reading {
		*v = make([]train.Point, n)
	}
	for i := range *v {
		p := &(*v)[i]
		step, loss := int(p.Step), float64(p.Loss)
		c.count(name, &step, math.MaxInt32)
		c.number(name, &loss)
		p.Step, p.Loss = int32(step), float32(loss)
	}
}

// valuesOf are the bytes of a table's numbers.
func valuesOf(s *data.Set) []byte { return littleendian.Append(nil, s.Values) }
