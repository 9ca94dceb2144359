package files

import (
	"encoding/binary"
	"math"
	"strconv"
	"strings"

	"bottleneck/core/fact"
	"bottleneck/core/littleendian"
)

// Array is a NumPy array of at most four dimensions, its numbers in C order.
type Array struct {
	Shape   []int
	Bytes   []byte    // of uint8 (and bool) arrays
	Floats  []float32 // of all others
	Integer bool
	Names   []string // of texts: Bytes are their places among these
}

// N is the number of items: the first dimension.
func (a *Array) N() int { return a.Shape[0] }

// at is number i.
func (a *Array) at(i int) float32 {
	if a.Bytes != nil {
		return float32(a.Bytes[i])
	}
	return a.Floats[i]
}

const (
	npyMagic  = "\x93NUMPY"
	npyHeader = 10_000 // bytes, as NumPy's own limit
)

// ReadNPY reads a .npy file, versions 1.0 to 3.0, of bytes, integers or floats, little- or big-endian, in C or
// Fortran order. Objects and pickles are refused. The format is NEP 1 of NumPy.
func ReadNPY(b []byte) (*Array, error) {
	a, err := readNPY(b)
	if err == nil && a.Names != nil {
		return nil, fact.About("npy", "npy_type", "found", "text")
	}
	return a, err
}

// readNPY is ReadNPY that also reads texts, which label something.
func readNPY(b []byte) (*Array, error) {
	if len(b) < 10 || string(b[:6]) != npyMagic {
		return nil, fact.About("npy", "npy_magic")
	}
	size, at := int(binary.LittleEndian.Uint16(b[8:])), 10
	switch v := b[6]; {
	case v == 1:
	case (v == 2 || v == 3) && len(b) >= 12:
		size, at = int(binary.LittleEndian.Uint32(b[8:])), 12
	default:
		return nil, fact.About("npy", "npy_version", "major", b[6], "minor", b[7])
	}
	if size < 0 || size > npyHeader || size > len(b)-at {
		return nil, fact.About("npy", "npy_header_too_long", "found", size, "most", npyHeader, "file", len(b)-at)
	}
	descr, fortran, shape, err := npyDict(string(b[at : at+size]))
	if err != nil {
		return nil, err
	}
	b = b[at+size:]
	if a, err := textsOf(descr, shape, b); a != nil || err != nil {
		return a, err
	}
	num, err := npyType(descr)
	if err != nil {
		return nil, err
	}
	n, width := 1, num.width
	for _, d := range shape {
		if d < 1 || d > maxArray/n/width {
			return nil, fact.About("npy", "npy_size", "shape", shape, "most", maxArray>>20)
		}
		n *= d
	}
	if len(shape) < 1 || len(shape) > 4 {
		return nil, fact.About("npy", "npy_rank", "shape", shape)
	}
	if len(b) != n*width {
		return nil, fact.About("npy", "npy_bytes_differ", "shape", shape, "type", descr, "expected", n*width, "found", len(b))
	}
	from := func(i int) int { return i }
	if fortran && len(shape) > 1 {
		from = fortranOrder(shape)
	}
	return num.array(shape, b, from)
}

// array reads the numbers of an array. from tells where that which is at a place in C order lies.
func (n numeric) array(shape []int, b []byte, from func(int) int) (*Array, error) {
	a := &Array{Shape: shape, Integer: n.kind != 'f'}
	count := len(b) / n.width
	if n.width == 1 && n.kind != 'i' {
		a.Bytes = make([]byte, count)
		for i := range a.Bytes {
			a.Bytes[i] = b[from(i)]
		}
		return a, nil
	}
	a.Floats = make([]float32, count)
	for i := range a.Floats {
		v := n.read(b[from(i)*n.width:])
		if math.IsNaN(v) || math.IsInf(v, 0) || math.Abs(v) > math.MaxFloat32 {
			return nil, fact.About("npy", "npy_not_finite", "number", i+1, "numbers", count, "found", v)
		}
		a.Floats[i] = float32(v)
	}
	return a, nil
}

// fortranOrder maps places of C order to those of an array whose first dimension runs fastest.
func fortranOrder(shape []int) func(int) int {
	s := [4]int{1, 1, 1, 1}
	copy(s[:], shape)
	return func(i int) int {
		l := i % s[3]
		i /= s[3]
		k := i % s[2]
		i /= s[2]
		return i/s[1] + s[0]*(i%s[1]+s[1]*(k+s[2]*l))
	}
}

// numeric is how an array holds its numbers.
type numeric struct {
	kind  byte // 'u', 'b', 'i' or 'f'
	width int  // bytes
	big   bool // the high byte first
}

// npyType reads a type such as <f4.
func npyType(descr string) (n numeric, err error) {
	if len(descr) == 3 && strings.IndexByte("<>|=", descr[0]) >= 0 {
		n = numeric{descr[1], int(descr[2] - '0'), descr[0] == '>'}
	}
	switch w := n.width; n.kind {
	case 'u', 'i':
		if w == 1 || w == 2 || w == 4 || w == 8 {
			return n, nil
		}
	case 'f':
		if w == 2 || w == 4 || w == 8 {
			return n, nil
		}
	case 'b':
		if w == 1 {
			return n, nil
		}
	}
	return n, fact.About("npy", "npy_type", "found", short(descr))
}

// read reads one number.
func (n numeric) read(b []byte) float64 {
	var v uint64
	for i := range n.width {
		at := i
		if !n.big {
			at = n.width - 1 - i
		}
		v = v<<8 | uint64(b[at])
	}
	switch {
	case n.kind == 'f' && n.width == 2:
		return float64(littleendian.Float16(uint16(v)))
	case n.kind == 'f' && n.width == 4:
		return float64(math.Float32frombits(uint32(v)))
	case n.kind == 'f':
		return math.Float64frombits(v)
	case n.kind == 'i':
		unused := 64 - 8*n.width
		return float64(int64(v<<unused) >> unused)
	}
	return float64(v)
}

// npyDict reads the header: {'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }
func npyDict(s string) (descr string, fortran bool, shape []int, err error) {
	bad := func(what *fact.Fact) (string, bool, []int, error) {
		return "", false, nil, fact.About("npy", "npy_header", "header", short(strings.TrimSpace(s)), "expected", what)
	}
	value := func(key string) (string, bool) {
		for _, quote := range []string{"'", `"`} {
			if _, rest, ok := strings.Cut(s, quote+key+quote); ok {
				rest, ok = strings.CutPrefix(strings.TrimLeft(rest, " "), ":")
				return strings.TrimLeft(rest, " "), ok
			}
		}
		return "", false
	}
	text, ok := value("descr")
	if !ok || len(text) < 2 {
		return bad(fact.New("npy_descr"))
	}
	if text[0] == '[' {
		return "", false, nil, fact.About("npy", "npy_structured")
	}
	end := strings.IndexByte(text[1:], text[0])
	if end < 0 || text[0] != '\'' && text[0] != '"' {
		return bad(fact.New("npy_descr_quoted"))
	}
	descr = text[1 : 1+end]
	text, ok = value("fortran_order")
	if fortran = strings.HasPrefix(text, "True"); !ok || !fortran && !strings.HasPrefix(text, "False") {
		return bad(fact.New("npy_fortran_order"))
	}
	text, ok = value("shape")
	end = strings.IndexByte(text, ')')
	if !ok || end < 0 || text[0] != '(' {
		return bad(fact.New("npy_shape_in_brackets"))
	}
	for rest := text[1:end]; rest != ""; {
		var part string
		part, rest, _ = strings.Cut(rest, ",")
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		d, err := strconv.Atoi(part)
		if err != nil || len(shape) == 8 {
			return bad(fact.New("npy_shape_of_integers"))
		}
		shape = append(shape, d)
	}
	return descr, fortran, shape, nil
}
