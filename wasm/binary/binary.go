// Package binary is the binary format of WebAssembly: its numbers (LEB128), its sections and the reading and writing of
// both. It knows what a module is made of, but not what the sections hold: wasm/kernels writes modules, wasm/memory and
// wasm/shrink rewrite them.
//
// Source: WebAssembly core specification 2.0 with threads, chapter 5 (binary format).
package binary

// Header begins every module: magic and version 1.
const Header = "\x00asm\x01\x00\x00\x00"

// Sections. A module has them in the order of these numbers, but for SectionDataCount, which stands before SectionCode,
// and for custom sections, which stand anywhere.
const (
	SectionCustom    = 0
	SectionType      = 1
	SectionImport    = 2
	SectionFunction  = 3
	SectionMemory    = 5
	SectionExport    = 7
	SectionStart     = 8
	SectionElement   = 9
	SectionCode      = 10
	SectionData      = 11
	SectionDataCount = 12
)

// Kinds of imports and exports.
const (
	KindFunction = 0
	KindMemory   = 2
)

// Flags of limits.
const (
	HasMaximum = 1
	IsShared   = 2
)

// ValType is the type of a value.
type ValType byte

const (
	I32  ValType = 0x7f
	I64  ValType = 0x7e
	F32  ValType = 0x7d
	F64  ValType = 0x7c
	V128 ValType = 0x7b
)

// FuncType begins a type of functions.
const FuncType = 0x60
