package kernels

import (
	"slices"

	"bottleneck/wasm/binary"
)

// This file puts a module together in the binary format.

// valType is the type of a value.
type valType = binary.ValType

const (
	i32  = binary.I32
	i64  = binary.I64
	f32  = binary.F32
	f64  = binary.F64
	v128 = binary.V128
)

// Where a module gets its memory from.
const (
	memoryModule = "env"
	memoryName   = "memory"
)

// types appends a vector of value types.
func types(b []byte, ts []valType) []byte {
	b = binary.AppendUint(b, uint64(len(ts)))
	for _, t := range ts {
		b = append(b, byte(t))
	}
	return b
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

// encode returns the module in the binary format, with a shared memory of one page. Its limits have room for any others.
func (m *module) encode() []byte {
	var signatures, functions, exports, codes [][]byte
	for _, f := range m.funcs {
		t := types(types([]byte{binary.FuncType}, f.params), f.results)
		at := slices.IndexFunc(signatures, func(s []byte) bool { return string(s) == string(t) })
		if at < 0 {
			at = len(signatures)
			signatures = append(signatures, t)
		}
		functions = append(functions, binary.AppendUint(nil, uint64(at)))
		codes = append(codes, f.encode())
	}
	for _, e := range m.exports {
		exports = append(exports, binary.AppendUint(append(binary.AppendName(nil, e.name), 0), uint64(e.fn.index)))
	}
	memory := append(binary.AppendName(binary.AppendName(nil, memoryModule), memoryName), binary.KindMemory)
	b := []byte(binary.Header)
	b = binary.AppendVector(b, binary.SectionType, signatures)
	b = binary.AppendVector(b, binary.SectionImport, [][]byte{binary.AppendLimits(memory, 1, true, 5)})
	b = binary.AppendVector(b, binary.SectionFunction, functions)
	b = binary.AppendVector(b, binary.SectionExport, exports)
	return binary.AppendVector(b, binary.SectionCode, codes)
}
