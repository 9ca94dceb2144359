package export

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"
)

// A small reader of ONNX: it takes a file apart and walks its graph, node by node. The operators are in operators_test.go.

// fields are those of a protocol buffer, each in order: []byte or uint64.
func fields(b []byte) map[int][]any {
	m := map[int][]any{}
	for len(b) > 0 {
		key, n := binary.Uvarint(b)
		b = b[n:]
		at := int(key >> 3)
		switch key & 7 {
		case 0:
			v, n := binary.Uvarint(b)
			m[at], b = append(m[at], v), b[n:]
		case 2:
			size, n := binary.Uvarint(b)
			m[at], b = append(m[at], b[n:n+int(size)]), b[n+int(size):]
		case 5:
			m[at], b = append(m[at], uint64(binary.LittleEndian.Uint32(b))), b[4:]
		default:
			panic("a wire type that no file of ours has")
		}
	}
	return m
}

func texts(list []any) (s []string) {
	for _, v := range list {
		s = append(s, string(v.([]byte)))
	}
	return s
}

func wholes(list []any) (n []int) {
	for _, v := range list {
		n = append(n, int(int64(v.(uint64))))
	}
	return n
}

// value is a tensor of float32 or of int64, row-major.
type value struct {
	shape []int
	x     []float64
	whole bool // int64
}

func newValue(shape ...int) value {
	return value{shape: slices.Clone(shape), x: make([]float64, product(shape))}
}

func product(shape []int) int {
	n := 1
	for _, d := range shape {
		n *= d
	}
	return n
}

// whole are numbers of int64 in a row.
func whole(x ...int) value {
	v := newValue(len(x))
	v.whole = true
	for i, n := range x {
		v.x[i] = float64(n)
	}
	return v
}

func (v value) ints() (n []int) {
	if !v.whole {
		panic("int64 expected")
	}
	for _, f := range v.x {
		n = append(n, int(f))
	}
	return n
}

// model is a file that was read.
type model struct {
	opset           int
	nodes           []node
	known           map[string]value
	inputs, outputs []string
}

// node is an operation of a graph. Its attributes are float64, int, string or []int.
type node struct {
	op              string
	inputs, outputs []string
	attributes      map[string]any
}

func readModel(b []byte) model {
	file := fields(b)
	g := fields(file[7][0].([]byte))
	m := model{known: map[string]value{}, opset: wholes(fields(file[8][0].([]byte))[2])[0]}
	for _, b := range g[1] {
		f := fields(b.([]byte))
		m.nodes = append(m.nodes, node{texts(f[4])[0], texts(f[1]), texts(f[2]), attributesOf(f[5])})
	}
	for _, b := range g[5] {
		f := fields(b.([]byte))
		m.known[texts(f[8])[0]] = tensor(wholes(f[1]), wholes(f[2])[0], f[9][0].([]byte))
	}
	for _, i := range g[11] {
		m.inputs = append(m.inputs, texts(fields(i.([]byte))[1])[0])
	}
	for _, o := range g[12] {
		m.outputs = append(m.outputs, texts(fields(o.([]byte))[1])[0])
	}
	return m
}

// tensor is raw data of a kind: 1 is float32, 7 int64.
func tensor(shape []int, kind int, raw []byte) value {
	v := newValue(shape...)
	v.whole = kind == 7
	size := map[int]int{1: 4, 7: 8}[kind]
	if size == 0 || len(raw) != size*len(v.x) {
		panic(fmt.Sprintf("%d bytes of kind %d for %v", len(raw), kind, shape))
	}
	for i := range v.x {
		if v.whole {
			v.x[i] = float64(int64(binary.LittleEndian.Uint64(raw[8*i:])))
		} else {
			v.x[i] = float64(math.Float32frombits(binary.LittleEndian.Uint32(raw[4*i:])))
		}
	}
	return v
}

// attributesOf reads attributes by the kinds that they say.
func attributesOf(list []any) map[string]any {
	m := map[string]any{}
	for _, a := range list {
		f := fields(a.([]byte))
		name := texts(f[1])[0]
		switch kind := wholes(f[20])[0]; kind {
		case 1:
			m[name] = float64(math.Float32frombits(uint32(f[2][0].(uint64))))
		case 2:
			m[name] = wholes(f[3])[0]
		case 3:
			m[name] = texts(f[4])[0]
		case 7:
			m[name] = wholes(f[8])
		default:
			panic(fmt.Sprintf("%s is an attribute of kind %d", name, kind))
		}
	}
	return m
}

// run returns the outputs for one input.
func (m model) run(x value) []value {
	known := map[string]value{m.inputs[0]: x}
	for name, v := range m.known {
		known[name] = v
	}
	for _, n := range m.nodes {
		var in []value
		for _, name := range n.inputs {
			v, found := known[name]
			if name != "" && !found {
				panic("no value " + name)
			}
			in = append(in, v)
		}
		out := n.of(in...)
		for i, name := range n.outputs {
			known[name] = out[i]
		}
	}
	var list []value
	for _, name := range m.outputs {
		list = append(list, known[name])
	}
	return list
}

// of are the results of an operation. An attribute that its operator does not look at is refused.
func (n node) of(in ...value) []value {
	compute := operators[n.op]
	if compute == nil {
		panic("no operator " + n.op)
	}
	a := attributes{n.attributes, map[string]bool{}}
	out := compute(in, a)
	for name := range n.attributes {
		if !a.seen[name] {
			panic(n.op + " with " + name)
		}
	}
	return out
}
