// Package safetensors reads and writes the file format of the same name:
// 8 bytes of header length, a JSON header, raw little-endian data. Only float32
// tensors are written; only those are read. The reader accepts exactly what the
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
	if other := foreign(b); other != nil {
		return nil, nil, fact.Within("safetensors", other)
	}
	if len(b) < 8 {
		return nil, nil, fact.About("safetensors", "tensors_too_short", "found", len(b))
	}
	n := binary.LittleEndian.Uint64(b)
	if n > maxHeader || n > uint64(len(b)-8) {
		return nil, nil, fact.About("safetensors", "header_too_long", "announced", n, "most", min(maxHeader, len(b)-8))
	}
	entries, metadata, err := readHeader(b[8 : 8+n])
	if err != nil {
		return nil, nil, err
	}
	names := make([]string, 0, len(entries))
	for name := range entries {
		names = append(names, name)
	}
	slices.SortStableFunc(names, func(p, q string) int {
		a, b := entries[p].offsets, entries[q].offsets
		return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1]), strings.Compare(p, q))
	})
	data, at := b[8+n:], int64(0)
	tensors := make([]Tensor, 0, len(names))
	for _, name := range names {
		t, err := readTensor(name, entries[name], data, at)
		if err != nil {
			return nil, nil, err
		}
		at = entries[name].offsets[1]
		tensors = append(tensors, t)
	}
	if at != int64(len(data)) {
		return nil, nil, fact.About("safetensors", "tensors_data_differs", "found", len(data), "expected", at)
	}
	return tensors, metadata, nil
}

// foreign tells a file of weights of another format by its first bytes, nil where it is none that is known.
func foreign(b []byte) *fact.Fact {
	if len(b) > 8 && b[8] == '{' { // a header of 640 bytes begins as a pickle does
		return nil
	}
	begins := func(magic string) bool { return len(b) >= len(magic) && string(b[:len(magic)]) == magic }
	switch {
	case begins("PK\x03\x04"), begins("\x80\x02"), begins("\x80\x04"): // a zip of a pickle, or a pickle
		return fact.New("tensors_of_torch")
	case begins("\x89HDF"):
		return fact.New("tensors_of_keras")
	case begins("version https://git-lfs"):
		return fact.New("tensors_pointer")
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

// readTensor reads one tensor whose data must start at byte at.
func readTensor(name string, e entry, data []byte, at int64) (Tensor, error) {
	t := Tensor{Name: name}
	if e.dtype != "F32" {
		return t, fact.About("safetensors: "+name, "tensor_dtype", "found", e.dtype)
	}
	if len(e.shape) > maxRank {
		return t, fact.About("safetensors: "+name, "tensor_rank", "found", len(e.shape), "most", maxRank)
	}
	count := int64(1)
	for _, d := range e.shape {
		if d < 0 || (d > 0 && count > int64(len(data))/d) {
			return t, fact.About("safetensors: "+name, "tensor_too_large", "shape", ints(e.shape))
		}
		count *= d
		t.Shape = append(t.Shape, int(d))
	}
	lo, hi := e.offsets[0], e.offsets[1]
	switch {
	case lo != at:
		return t, fact.About("safetensors: "+name, "tensor_misplaced", "from", lo, "expected", at)
	case hi < lo || hi > int64(len(data)):
		return t, fact.About("safetensors: "+name, "tensor_cut_off", "to", hi, "bytes", len(data))
	case hi-lo != 4*count:
		return t, fact.About("safetensors: "+name, "tensor_size_differs", "found", hi-lo, "shape", ints(e.shape), "expected", 4*count)
	}
	t.Data = make([]float32, count)
	littleendian.Read(t.Data, data[lo:hi])
	bad := 0
	for _, v := range t.Data {
		if math.IsNaN(float64(v)) || math.IsInf(float64(v), 0) {
			bad++
		}
	}
	if bad > 0 {
		return t, fact.About("safetensors: "+name, "tensor_not_finite", "values", bad)
	}
	return t, nil
}
