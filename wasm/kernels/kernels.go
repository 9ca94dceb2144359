// Package kernels writes kernels.wasm, the SIMD128 form of the primitives of core/kernel.
package kernels

// Module returns the WebAssembly module.
func Module(relaxed bool) []byte {
	m := &module{}
	addElementwise(m)
	addSums(m)
	addActivations(m)
	addLosses(m)
	addOptimizers(m)
	addNoise(m)
	addBytes(m)
	addMatMul(m, "", false)
	if relaxed {
		addMatMul(m, "_fused", true)
	} else {
		for _, name := range []string{"matmul", "matmul_nt", "matmul_tn"} {
			m.alias(name+"_fused", name)
		}
	}
	return m.encode()
}
