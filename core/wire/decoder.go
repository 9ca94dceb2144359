package wire

import (
	"encoding/binary"
	"fmt"
	"math"
	"unicode/utf8"

	"bottleneck/core/littleendian"
)

// decoder reads the body of a section. After the first error every read gives zero.
type decoder struct {
	name string
	b    []byte
	err  error
}

func (d *decoder) fail(format string, args ...any) {
	if d.err == nil {
		d.err = fmt.Errorf("wire: section %q: "+format, append([]any{d.name}, args...)...)
	}
	d.b = nil
}

// take returns the next n bytes, or nil when they are not there.
func (d *decoder) take(what string, n uint64) []byte {
	if d.err != nil {
		return nil
	}
	if n > uint64(len(d.b)) {
		d.fail("%s: %d bytes found, %d expected", what, len(d.b), n)
		return nil
	}
	v := d.b[:n:n]
	d.b = d.b[n:]
	return v
}

func (d *decoder) uint() uint32 {
	v := d.take("number", 4)
	if v == nil {
		return 0
	}
	return binary.LittleEndian.Uint32(v)
}

func (d *decoder) int() int32     { return int32(d.uint()) }
func (d *decoder) float() float32 { return math.Float32frombits(d.uint()) }

func (d *decoder) bool(what string) bool {
	v := d.uint()
	if v > 1 {
		d.fail("%s: %d found, 0 or 1 expected", what, v)
	}
	return v == 1
}

func (d *decoder) bound(what string, most uint32) int32 {
	v := d.uint()
	if v > most {
		d.fail("%s: %d found, at most %d expected", what, v, most)
		return 0
	}
	return int32(v)
}

func (d *decoder) shape() (h, w, c int32) {
	return d.bound("height", MaxSide), d.bound("width", MaxSide), d.bound("channels", MaxChannels)
}

// same fails unless two counts agree.
func (d *decoder) same(what string, found, expected int) {
	if d.err == nil && found != expected {
		d.fail("%s: %d found, %d expected", what, found, expected)
	}
}

// bytes reads a byte array of the expected count, or of none when it is optional, which gives nil.
func (d *decoder) bytes(what string, expected uint64, optional bool) []byte {
	n := uint64(d.uint())
	if n == 0 && optional || d.err != nil {
		return nil
	}
	if n != expected {
		d.fail("%s: %d found, %d expected", what, n, expected)
		return nil
	}
	v := d.take(what, n)
	d.padding(what, n)
	return v
}

func (d *decoder) text(what string) string {
	n := uint64(d.bound(what, MaxText))
	v := d.take(what, n)
	d.padding(what, n)
	if !utf8.Valid(v) {
		d.fail("%s: %q found, UTF-8 expected", what, v)
		return ""
	}
	return string(v)
}

// padding skips the zeros after n bytes.
func (d *decoder) padding(what string, n uint64) {
	for _, c := range d.take(what, -n%4) {
		if c != 0 {
			d.fail("%s: %d found in the padding, 0 expected", what, c)
			return
		}
	}
}

// array reads the count of an array and the bytes of its elements.
func (d *decoder) array(what string, size uint64) []byte {
	return d.take(what, uint64(d.bound(what, MaxPoints))*size)
}

func (d *decoder) floats(what string) []float32 {
	b := d.array(what, 4)
	if len(b) == 0 {
		return nil
	}
	v := make([]float32, len(b)/4)
	littleendian.Read(v, b)
	return v
}

func (d *decoder) ints(what string) []int32 {
	b := d.array(what, 4)
	if len(b) == 0 {
		return nil
	}
	v := make([]int32, len(b)/4)
	littleendian.Read(v, b)
	return v
}

func (d *decoder) points(what string) []CurvePoint {
	b := d.array(what, 8)
	if len(b) == 0 {
		return nil
	}
	v := make([]CurvePoint, len(b)/8)
	for i := range v {
		v[i].Step = int32(binary.LittleEndian.Uint32(b[8*i:]))
		v[i].Loss = math.Float32frombits(binary.LittleEndian.Uint32(b[8*i+4:]))
	}
	return v
}
