package own

import (
	"encoding/binary"
	"math"
	"unicode/utf8"

	"bottleneck/core/fact"
)

func init() { fact.Add(fact.OfRecords) }

// codec writes the fields of what was given, or reads them. The first fault ends it: what is read after it is zero.
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
		c.fail(name, fact.New("field_cut_off", "found", len(c.b), "least", n))
		return nil
	}
	b := c.b[:n:n]
	c.b = c.b[n:]
	return b
}

// count passes a number from 0 to most.
func (c *codec) count(name string, v *int, most int) {
	if !c.reading {
		if *v < 0 || *v > most {
			c.fail(name, fact.New("field_too_large", "found", *v, "most", most))
		}
		c.b = binary.LittleEndian.AppendUint32(c.b, uint32(*v))
		return
	}
	*v = 0
	if b := c.take(name, 4); b != nil {
		if n := binary.LittleEndian.Uint32(b); uint64(n) > uint64(most) {
			c.fail(name, fact.New("field_too_large", "found", n, "most", most))
		} else {
			*v = int(n)
		}
	}
}

// length passes that of a list, at most most elements that take so many bytes each at least, and returns it; when reading, so many are there.
func (c *codec) length(name string, n, most, size int) int {
	c.count(name, &n, most)
	if c.reading && n*size > len(c.b) {
		c.take(name, n*size) // which fails
		return 0
	}
	return n
}

func (c *codec) text(name string, v *string) {
	n := c.length(name, len(*v), maxName, 1)
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

// texts passes at most most of them; none are nil.
func (c *codec) texts(name string, v *[]string, most int) {
	n := c.length(name, len(*v), most, 4)
	if c.reading {
		*v = nil
		if n > 0 {
			*v = make([]string, n)
		}
	}
	for i := range *v {
		c.text(name, &(*v)[i])
	}
}

// bytes passes want of them, or none, which is nil.
func (c *codec) bytes(name string, v *[]byte, want int) {
	n := c.length(name, len(*v), math.MaxInt32, 1)
	if c.bad == nil && n != 0 && n != want {
		c.fail(name, fact.New("field_length", "found", n, "expected", want))
	}
	if !c.reading {
		c.b = append(c.b, *v...)
		return
	}
	*v = append([]byte(nil), c.take(name, n)...)
}

// flags passes want of them, or none, which is nil.
func (c *codec) flags(name string, v *[]bool, want int) {
	b := make([]byte, len(*v))
	for i, on := range *v {
		if on {
			b[i] = 1
		}
	}
	c.bytes(name, &b, want)
	*v = nil
	for _, on := range b {
		if on > 1 {
			c.fail(name, fact.New("field_too_large", "found", on, "most", 1))
		}
		*v = append(*v, on == 1)
	}
}
