package kernels

import (
	"encoding/binary"
	"math"
	"slices"
)

// This file writes the binary format: https://webassembly.github.io/spec/core/binary/modules.html

// valType is the type of a value; the constants are the bytes of the binary format.
type valType byte

const (
	i32  valType = 0x7f
	i64  valType = 0x7e
	f32  valType = 0x7d
	f64  valType = 0x7c
	v128 valType = 0x7b
)

// Sections, in the order in which a module has them.
const (
	sectionType     = 1
	sectionImport   = 2
	sectionFunction = 3
	sectionExport   = 7
	sectionCode     = 10
)

// uleb appends v as unsigned LEB128.
func uleb(b []byte, v uint32) []byte {
	for v >= 0x80 {
		b = append(b, byte(v)|0x80)
		v >>= 7
	}
	return append(b, byte(v))
}

// uleb5 appends v as unsigned LEB128 of five bytes, the longest form, which can be rewritten in place.
func uleb5(b []byte, v uint32) []byte {
	return append(b, byte(v)|0x80, byte(v>>7)|0x80, byte(v>>14)|0x80, byte(v>>21)|0x80, byte(v>>28))
}

// sleb appends v as signed LEB128.
func sleb(b []byte, v int32) []byte {
	for v < -64 || v >= 64 {
		b = append(b, byte(v)|0x80)
		v >>= 7
	}
	return append(b, byte(v)&0x7f)
}

// le32 appends the bits of v.
func le32(b []byte, v float32) []byte {
	return binary.LittleEndian.AppendUint32(b, math.Float32bits(v))
}

// name appends a length and a string.
func name(b []byte, s string) []byte { return append(uleb(b, uint32(len(s))), s...) }

// types appends a vector of value types.
func types(b []byte, ts []valType) []byte {
	b = uleb(b, uint32(len(ts)))
	for _, t := range ts {
		b = append(b, byte(t))
	}
	return b
}

// section appends a section that holds a vector of items.
func section(b []byte, id byte, items [][]byte) []byte {
	body := append(uleb(nil, uint32(len(items))), slices.Concat(items...)...)
	return append(uleb(append(b, id), uint32(len(body))), body...)
}

// module is a list of functions, some of them exported, that share an imported memory.
type module struct {
	funcs   []*fn
	exports []export
	tiles   map[string]*fn // what computes a tile of the job in a block: tile(block, thread, index), by export
	parts   map[string]*fn // what computes a part of a product, by export
	helpers map[string]*fn // functions that several need
}

type export struct {
	name string
	fn   *fn
}

// add makes a new function private to the module.
func (m *module) add(name string) *fn {
	f := &fn{name: name, index: uint32(len(m.funcs)), consts: map[string]value{}}
	m.funcs = append(m.funcs, f)
	return f
}

// export makes f visible under a name. A name can be given only once.
func (m *module) export(name string, f *fn) {
	for _, e := range m.exports {
		if e.name == name {
			panic("kernels: " + name + " is exported twice")
		}
	}
	m.exports = append(m.exports, export{name, f})
}

// public makes a new function that is exported under its name.
func (m *module) public(name string) *fn {
	f := m.add(name)
	m.export(name, f)
	return f
}

// exported returns the function of an export.
func (m *module) exported(name string) *fn {
	return m.exports[slices.IndexFunc(m.exports, func(e export) bool { return e.name == name })].fn
}

// helper returns the function of that name, made when it is first asked for.
func (m *module) helper(name string, make func(m *module) *fn) *fn {
	if m.helpers[name] == nil {
		m.helpers[name] = make(m)
	}
	return m.helpers[name]
}

// encode returns the module in the binary format, with a shared memory of one page.
func (m *module) encode() []byte {
	var signatures, functions, exports, codes [][]byte
	for _, f := range m.funcs {
		t := types(types([]byte{0x60}, f.params), f.results)
		at := slices.IndexFunc(signatures, func(s []byte) bool { return string(s) == string(t) })
		if at < 0 {
			at = len(signatures)
			signatures = append(signatures, t)
		}
		functions = append(functions, uleb(nil, uint32(at)))
		codes = append(codes, f.encode())
	}
	for _, e := range m.exports {
		exports = append(exports, uleb(append(name(nil, e.name), 0), e.fn.index))
	}
	b := []byte("\x00asm\x01\x00\x00\x00")
	b = section(b, sectionType, signatures)
	b = section(b, sectionImport, [][]byte{memoryImport(1, true)})
	b = section(b, sectionFunction, functions)
	b = section(b, sectionExport, exports)
	return section(b, sectionCode, codes)
}
