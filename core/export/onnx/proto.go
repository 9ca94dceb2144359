package onnx

import (
	"encoding/binary"
	"math"

	"bottleneck/core/littleendian"
)

// message is a protocol buffer in work: https://protobuf.dev/programming-guides/encoding. The numbers of its fields are those
// of onnx.proto.
type message []byte

func (m *message) key(field, wire int) { *m = binary.AppendUvarint(*m, uint64(field)<<3|uint64(wire)) }

func (m *message) integer(field int, v int64) {
	m.key(field, 0)
	*m = binary.AppendUvarint(*m, uint64(v))
}

func (m *message) float(field int, v float32) {
	m.key(field, 5)
	*m = binary.LittleEndian.AppendUint32(*m, math.Float32bits(v))
}

func (m *message) bytes(field int, b []byte) {
	m.key(field, 2)
	*m = append(binary.AppendUvarint(*m, uint64(len(b))), b...)
}

func (m *message) text(field int, s string) { m.bytes(field, []byte(s)) }

// Types of elements and of attributes.
const (
	floats, int64s                       = 1, 7
	aFloat, aInteger, aText, manyInteger = 1, 2, 3, 7
)

// attribute is one of a node: an int, a float32, a string or []int.
type attribute struct {
	name  string
	value any
}

func (a attribute) message() (m message) {
	m.text(1, a.name)
	switch v := a.value.(type) {
	case float32:
		m.float(2, v)
		m.integer(20, aFloat)
	case int:
		m.integer(3, int64(v))
		m.integer(20, aInteger)
	case string:
		m.text(4, v)
		m.integer(20, aText)
	case []int:
		for _, n := range v {
			m.integer(8, int64(n))
		}
		m.integer(20, manyInteger)
	}
	return m
}

// graph is a network in work.
type graph struct {
	nodes, initializers, inputs, outputs []message
	n                                    int             // values so far
	known                                map[string]bool // initializers by name
}

// node adds an operation of one result, and returns the name of that.
func (g *graph) node(op string, inputs []string, attributes ...attribute) string {
	return g.results(op, inputs, 1, attributes...)[0]
}

func (g *graph) results(op string, inputs []string, n int, attributes ...attribute) (names []string) {
	var m message
	for _, name := range inputs {
		m.text(1, name)
	}
	for range n {
		g.n++
		names = append(names, op+"_"+decimal(g.n))
		m.text(2, names[len(names)-1])
	}
	m.text(3, names[0])
	m.text(4, op)
	for _, a := range attributes {
		m.bytes(5, a.message())
	}
	g.nodes = append(g.nodes, m)
	return names
}

// constant adds numbers under a name, once.
func (g *graph) constant(name string, shape []int, values []float32) string {
	return g.initializer(name, shape, floats, littleendian.Append(nil, values))
}

// integers adds whole numbers.
func (g *graph) integers(values ...int) string {
	var b []byte
	name := "ints"
	for _, v := range values {
		b = binary.LittleEndian.AppendUint64(b, uint64(int64(v)))
		name += "_" + decimal(v)
	}
	return g.initializer(name, []int{len(values)}, int64s, b)
}

func (g *graph) initializer(name string, shape []int, kind int64, raw []byte) string {
	if g.known[name] {
		return name
	}
	g.known[name] = true
	var m message
	for _, d := range shape {
		m.integer(1, int64(d))
	}
	m.integer(2, kind)
	m.text(8, name)
	m.bytes(9, raw)
	g.initializers = append(g.initializers, m)
	return name
}

// described is a value of float32, (batch, shape).
func described(name string, shape []int) (m message) {
	var dims, tensor, kind message
	var batch message
	batch.text(2, "batch")
	dims.bytes(1, batch)
	for _, d := range shape {
		var dim message
		dim.integer(1, int64(d))
		dims.bytes(1, dim)
	}
	tensor.integer(1, floats)
	tensor.bytes(2, dims)
	kind.bytes(1, tensor)
	m.text(1, name)
	m.bytes(2, kind)
	return m
}

// output names a result of the whole graph.
func (g *graph) output(from, name string, shape []int) {
	var m message
	m.text(1, from)
	m.text(2, name)
	m.text(3, name)
	m.text(4, "Identity")
	g.nodes = append(g.nodes, m)
	g.outputs = append(g.outputs, described(name, shape))
}

// model is the file.
func (g *graph) model(name, recipe string) []byte {
	var b, opset, m, meta message
	for _, n := range g.nodes {
		b.bytes(1, n)
	}
	b.text(2, name)
	for _, i := range g.initializers {
		b.bytes(5, i)
	}
	for _, i := range g.inputs {
		b.bytes(11, i)
	}
	for _, o := range g.outputs {
		b.bytes(12, o)
	}
	m.integer(1, irVersion)
	m.text(2, "Bottleneck")
	m.bytes(7, b)
	opset.text(1, "")
	opset.integer(2, Opset)
	m.bytes(8, opset)
	meta.text(1, "recipe")
	meta.text(2, recipe)
	m.bytes(14, meta)
	return m
}
