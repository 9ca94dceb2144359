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

// Module returns the WebAssembly module in binary form, with a shared memory of one page;
// wasm/memory sets another. The
// relaxed one uses f32x4.relaxed_madd in the products with the suffix _fused; the other has the same bits by
// instructions that every engine has, and takes many times as long (fused says so).
func Module(isRelaxed bool) []byte { return newModule(isRelaxed).encode() }

func newModule(isRelaxed bool) *module {
	m := &module{tiles: map[string]*fn{}, parts: map[string]*fn{}, helpers: map[string]*fn{}}
	addElementwise(m)
	addSums(m)
	addChecksum(m)
	addActivations(m)
	addLosses(m)
	addOptimizers(m)
	addNoise(m)
	addBytes(m)
	const suffix = "_fused"
	fused := relaxed
	if !isRelaxed {
		fused = exact()
	}
	addMatMul(m, "", plain)
	addSparse(m, "", plain)
	addZeros(m)
	addMatMul(m, suffix, fused)
	addSparse(m, suffix, fused)
	addPatches(m, "", plain)
	addPatches(m, suffix, fused)
	addImages(m)
	addRows(m)
	addThreads(m)
	addPeak(m, "", plain)
	addPeak(m, suffix, fused)
	addFused(m, isRelaxed)
	return m
}

// addFused exports fused(), which is 1 where the fused products are instructions, and so the fastest there are, else 0.
func addFused(m *module, isRelaxed bool) {
	f := m.public("fused")
	n := 0
	if isRelaxed {
		n = 1
	}
	f.result(number(n))
}
