// Package safetensors reads and writes the file format of the same name:
// 8 bytes of header length, a JSON header, raw little-endian data. Only float32
// tensors are written. Unmarshal reads only those; Open tells of tensors of any
// type and converts floats of other widths. Both accept exactly what the
// format allows: no overlap, no hole, nothing behind the last tensor, and, beyond
// the format, no value that is not finite.
//
// It knows no networks: names and layouts of tensors are package autoencoder's.
//
// Format: https://github.com/huggingface/safetensors
package safetensors

import (
	"cmp"
	"encoding/binary"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"bottleneck/core/fact"
	"bottleneck/core/littleendian"
)

func init() { fact.Add(fact.OfWeights) }

// Limits of a file that is read.
const (
	maxHeader  = 1 << 20
	maxTensors = 4096
	maxRank    = 8
)

// Tensor is one named array, row-major.
type Tensor struct {
	Name  string
	Shape []int
	Data  []float32
}

// Marshal returns the file with the tensors in the given order. metadata may
// be nil.
func Marshal(tensors []Tensor, metadata map[string]string) []byte {
	text := []byte{'{'}
	if metadata != nil {
		text = append(text, `"__metadata__":{`...)
		for i, key := range slices.SortedStableFunc(maps.Keys(metadata), strings.Compare) {
			if i > 0 {
				text = append(text, ',')
			}
			text = append(quote(text, key), ':')
			text = quote(text, metadata[key])
		}
		text = append(text, '}')
	}
	size := int64(0)
	for _, t := range tensors {
		n := int64(1)
		if len(text) > 1 {
			text = append(text, ',')
		}
		text = append(quote(text, t.Name), `:{"dtype":"F32","shape":[`...)
		for i, d := range t.Shape {
			if i > 0 {
				text = append(text, ',')
			}
			text = strconv.AppendInt(text, int64(d), 10)
			n *= int64(d)
		}
		if n != int64(len(t.Data)) {
			panic("safetensors: shape does not hold the data")
		}
		text = strconv.AppendInt(append(text, `],"data_offsets":[`...), size, 10)
		text = append(strconv.AppendInt(append(text, ','), size+4*n, 10), "]}"...)
		size += 4 * n
	}
	text = append(text, '}')
	for len(text)%8 != 0 { // data starts aligned, as the reference writer has it
		text = append(text, ' ')
	}
	out := make([]byte, 8, 8+int64(len(text))+size)
	binary.LittleEndian.PutUint64(out, uint64(len(text)))
	out = append(out, text...)
	for _, t := range tensors {
		out = littleendian.Append(out, t.Data)
	}
	return out
}

// Unmarshal returns the tensors of a file, in the order of their data, and its
// metadata.
func Unmarshal(b []byte) ([]Tensor, map[string]string, error) {
	f, err := split(b)
	if err != nil {
		return nil, nil, err
	}
	at := int64(0)
	tensors := make([]Tensor, 0, len(f.names))
	for _, name := range f.names {
		e := f.entries[name]
		if e.dtype != "F32" {
			return nil, nil, fact.About("safetensors: "+name, "tensor_dtype", "found", e.dtype)
		}
		t := Tensor{Name: name}
		count := int64(0)
		if t.Shape, count, err = f.place(name, 4, at); err != nil {
			return nil, nil, err
		}
		t.Data = make([]float32, count)
		littleendian.Read(t.Data, f.data[e.offsets[0]:e.offsets[1]])
		if err := finite(name, t.Data); err != nil {
			return nil, nil, err
		}
		at = e.offsets[1]
		tensors = append(tensors, t)
	}
	if err := f.ends(at); err != nil {
		return nil, nil, err
	}
	return tensors, f.metadata, nil
}

// parts are what a file is made of.
type parts struct {
	names    []string // in the order of their data
	entries  map[string]entry
	metadata map[string]string
	data     []byte
}

// split reads the header of a file.
func split(b []byte) (f parts, err error) {
	if len(b) < 8 {
		return f, fact.About("safetensors", "tensors_too_short", "found", len(b))
	}
	n := binary.LittleEndian.Uint64(b)
	if n > maxHeader || n > uint64(len(b)-8) {
		return f, fact.About("safetensors", "header_too_long", "announced", n, "most", min(maxHeader, len(b)-8))
	}
	if f.entries, f.metadata, err = readHeader(b[8 : 8+n]); err != nil {
		return f, err
	}
	f.data = b[8+n:]
	f.names = make([]string, 0, len(f.entries))
	for name := range f.entries {
		f.names = append(f.names, name)
	}
	slices.SortStableFunc(f.names, func(p, q string) int {
		a, b := f.entries[p].offsets, f.entries[q].offsets
		return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1]), strings.Compare(p, q))
	})
	return f, nil
}

// place returns the shape of a tensor and how many numbers it has, width bytes each (0: not known), whose data must start at byte at.
func (f *parts) place(name string, width, at int64) (shape []int, count int64, err error) {
	e := f.entries[name]
	if len(e.shape) > maxRank {
		return nil, 0, fact.About("safetensors: "+name, "tensor_rank", "found", len(e.shape), "most", maxRank)
	}
	count = 1
	for _, d := range e.shape {
		if d < 0 || width > 0 && d > 0 && count > int64(len(f.data))/d {
			return nil, 0, fact.About("safetensors: "+name, "tensor_too_large", "shape", ints(e.shape))
		}
		count *= d
		shape = append(shape, int(d))
	}
	lo, hi := e.offsets[0], e.offsets[1]
	switch {
	case lo != at:
		return nil, 0, fact.About("safetensors: "+name, "tensor_misplaced", "from", lo, "expected", at)
	case hi < lo || hi > int64(len(f.data)):
		return nil, 0, fact.About("safetensors: "+name, "tensor_cut_off", "to", hi, "bytes", len(f.data))
	case width > 0 && hi-lo != width*count:
		return nil, 0, fact.About("safetensors: "+name, "tensor_size_differs", "found", hi-lo, "shape", ints(e.shape), "expected", width*count)
	}
	return shape, count, nil
}

// ends says why the data of a file do not end at byte at.
func (f *parts) ends(at int64) error {
	if at != int64(len(f.data)) {
		return fact.About("safetensors", "tensors_data_differs", "found", len(f.data), "expected", at)
	}
	return nil
}

// finite says why some values are not numbers.
func finite(name string, x []float32) error {
	bad := 0
	for _, v := range x {
		if math.IsNaN(float64(v)) || math.IsInf(float64(v), 0) {
			bad++
		}
	}
	if bad > 0 {
		return fact.About("safetensors: "+name, "tensor_not_finite", "values", bad)
	}
	return nil
}

func ints(shape []int64) []int {
	list := make([]int, len(shape))
	for i, n := range shape {
		list[i] = int(n)
	}
	return list
}
