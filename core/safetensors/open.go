package safetensors

import (
	"encoding/binary"
	"math"

	"bottleneck/core/fact"
	"bottleneck/core/littleendian"
)

// widths are the bytes of a number of each type. Of others it is not known how many they take.
var widths = map[string]int64{"F64": 8, "F32": 4, "F16": 2, "BF16": 2, "I64": 8, "U64": 8, "I32": 4, "U32": 4, "I16": 2, "U16": 2, "I8": 1, "U8": 1, "BOOL": 1}

// Found is a tensor of a file that was opened.
type Found struct {
	Name  string
	DType string // as F32
	Shape []int
	data  []byte
}

// Open tells which tensors a file has, of whatever type, in the order of their data, and its metadata. Their numbers
// are read by Floats.
func Open(b []byte) ([]Found, map[string]string, error) {
	f, err := split(b)
	if err != nil {
		return nil, nil, err
	}
	at := int64(0)
	list := make([]Found, 0, len(f.names))
	for _, name := range f.names {
		e := f.entries[name]
		shape, _, err := f.place(name, widths[e.dtype], at)
		if err != nil {
			return nil, nil, err
		}
		at = e.offsets[1]
		list = append(list, Found{name, e.dtype, shape, f.data[e.offsets[0]:at]})
	}
	if err := f.ends(at); err != nil {
		return nil, nil, err
	}
	return list, f.metadata, nil
}

// Floats returns the numbers of a tensor of F32, F16, BF16 or F64, the latter rounded to float32.
func (f Found) Floats() ([]float32, error) {
	var number func(b []byte) float32
	switch f.DType {
	case "F32":
		number = func(b []byte) float32 { return math.Float32frombits(binary.LittleEndian.Uint32(b)) }
	case "F16":
		number = func(b []byte) float32 { return littleendian.Float16(binary.LittleEndian.Uint16(b)) }
	case "BF16":
		number = func(b []byte) float32 { return littleendian.BFloat16(binary.LittleEndian.Uint16(b)) }
	case "F64":
		number = func(b []byte) float32 { return float32(math.Float64frombits(binary.LittleEndian.Uint64(b))) }
	default:
		return nil, fact.About("safetensors: "+f.Name, "tensor_no_float", "found", f.DType)
	}
	w := int(widths[f.DType])
	x := make([]float32, len(f.data)/w)
	for i := range x {
		x[i] = number(f.data[i*w:])
	}
	return x, finite(f.Name, x)
}
