//go:build js && wasm && !noasm

package kernel

import (
	"unsafe"

	"bottleneck/core/kernel/job"
)

//go:wasmimport kernels sparse_matmul
func wasmSparseMatMul(c, a, b unsafe.Pointer, m, n, k, acc int32, scratch unsafe.Pointer)

//go:wasmimport kernels sparse_matmul_tn
func wasmSparseMatMulTN(c, a, b unsafe.Pointer, m, n, k, acc int32, scratch unsafe.Pointer)

//go:wasmimport kernels sparse_matmul_fused
func wasmSparseMatMulFused(c, a, b unsafe.Pointer, m, n, k, acc int32, scratch unsafe.Pointer)

//go:wasmimport kernels sparse_matmul_tn_fused
func wasmSparseMatMulTNFused(c, a, b unsafe.Pointer, m, n, k, acc int32, scratch unsafe.Pointer)

//go:wasmimport kernels zeros
func wasmZeros(x unsafe.Pointer, n int32) int32

// leastZeros is the least number of zeros, of job.SparseSample, for which a product leaves them out: where b has few columns, making the
// lists takes a large part of the time.
var leastZeros = struct{ narrow, wide int32 }{job.SparseSample * 7 / 10, job.SparseSample * 3 / 5}

const (
	wideSparse  = 128   // columns
	leastSparse = 200e3 // multiplications and additions of a product for which a look at a is worth its 0.2 µs
	sparseDepth = 48    // the least k: of shorter lists a processor guesses the end too often wrong
	sparseWork  = 0.4   // of the time of the whole product is about what it takes without four fifths of a
)

// sparse says whether a product with this a is faster without its zeros.
func sparse(a []float32, m, n, k int) bool {
	if n%4 != 0 || n < 16 || m < 4 || k < sparseDepth || float64(2*m*n)*float64(k) < leastSparse {
		return false
	}
	least := leastZeros.narrow
	if n >= wideSparse {
		least = leastZeros.wide
	}
	return wasmZeros(address(a), int32(len(a))) >= least
}

// cutSparse is the size of tiles, at most so many: rows first, as tiles side by side make the same lists. Few rows of b's few
// columns take longer, but not as long as a thread that has nothing to do.
func cutSparse(m, n, most int) (height, width int) {
	down := min(ceil(m, 24), most)
	across := max(1, min(most/down, n/128))
	if least := 2 * threads; down*across < least {
		down = min(ceil(m, 8), most)
		across = max(1, min(ceil(least, down), most/down, n/32))
	}
	return 4 * ceil(ceil(m, down), 4), 4 * ceil(ceil(n, across), 4)
}
