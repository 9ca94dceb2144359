// Package kernels writes kernels.wasm: the primitives of core/kernel as SIMD128 functions on a memory that
// the module imports, so that they work on the slices of a Go program in place.
//
// The module is written by a small assembler (wasm.go, asm.go, ops.go) and has one file for each family of
// primitives. An export is called with the addresses of its vectors, their length or dimensions, flags
// and numbers, in this order; addresses need the alignment of a float32 only, and nothing is touched
// where a length is 0. The reference of each export is the loop that core/kernel documents, and
// the bits of its results are the same, but for what
// kernel.MatMul says of zeros.
//
//go:generate go test . -run TestGolden -generate
package kernels

import (
	"bottleneck/core/kernel/job"
)

// Module returns the WebAssembly module in binary form, with a shared memory of one page;
// wasm/memory sets another. The
// relaxed one uses f32x4.relaxed_madd in the products with the suffix _fused; without it they
// are the plain products under a second name.
func Module(relaxed bool) []byte { return newModule(relaxed).encode() }

func newModule(relaxed bool) *module {
	m := &module{tiles: map[string]*fn{}, parts: map[string]*fn{}, helpers: map[string]*fn{}}
	addElementwise(m)
	addSums(m)
	addChecksum(m)
	addActivations(m)
	addLosses(m)
	addOptimizers(m)
	addNoise(m)
	addBytes(m)
	addMatMul(m, "", false)
	addSparse(m, "", false)
	addZeros(m)
	const suffix = "_fused"
	if relaxed {
		addMatMul(m, suffix, true)
		addSparse(m, suffix, true)
	} else {
		for _, name := range job.Products[:len(job.Products)/2] {
			m.export(name+suffix, m.exported(name))
			m.tiles[name+suffix], m.parts[name+suffix] = m.tiles[name], m.parts[name]
		}
	}
	addPatches(m, "", false)
	addPatches(m, suffix, relaxed)
	addImages(m)
	addRows(m)
	addThreads(m)
	addPeak(m, "", false)
	addPeak(m, suffix, relaxed)
	return m
}
