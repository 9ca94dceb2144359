//go:build !js && !noasm

package kernel

import (
	"cmp"
	"runtime"

	"bottleneck/core/kernel/job"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/gonum"
)

// byGonum marks an arithmetic whose products are gonum's.
const byGonum Arithmetic = 1 << 7

var hasFused = true

func fastFused() bool { return true }

// Name names the implementation.
var Name = cmp.Or(vectorName(), "go")

// Threads are goroutines, which the products and loops of package avx2 share.
var threads = min(runtime.GOMAXPROCS(0), job.MaxThreads)

func currentThreads() int { return threads }
func sharedCalls() int    { return 0 }
func hasThreads() int     { return min(runtime.GOMAXPROCS(0), job.MaxThreads) }
func setThreads(n int)    { threads = n }
func withoutThreads()     { threads = 1 }

func matMul(r Arithmetic, c, a, b []float32, m, n, k int, acc bool) {
	if r&byGonum != 0 {
		sgemm(blas.NoTrans, blas.NoTrans, c, a, b, m, n, k, k, n, acc)
		return
	}
	if !vectorProduct(r, c, a, b, m, n, k, k, 1, false, acc) {
		rowsInOrder(r, c, a, b, m, n, k, k, 1, acc)
	}
}

func matMulNT(r Arithmetic, c, a, b []float32, m, n, k int, acc bool) {
	if r&byGonum != 0 {
		sgemm(blas.NoTrans, blas.Trans, c, a, b, m, n, k, k, k, acc)
		return
	}
	if !vectorProduct(r, c, a, b, m, n, k, k, 1, true, acc) {
		columnsInOrder(r, c, a, b, m, n, k, acc)
	}
}

func matMulTN(r Arithmetic, c, a, b []float32, m, n, k int, acc bool) {
	if r&byGonum != 0 {
		sgemm(blas.Trans, blas.NoTrans, c, a, b, m, n, k, m, n, acc)
		return
	}
	if !vectorProduct(r, c, a, b, m, n, k, 1, m, false, acc) {
		rowsInOrder(r, c, a, b, m, n, k, 1, m, acc)
	}
}

// sgemm leaves the order of the sums to gonum. It is the same from run to run but not MatMul's, and
// products with a zero may be left out, so that 0*Inf need not give NaN.
func sgemm(ta, tb blas.Transpose, c, a, b []float32, m, n, k, lda, ldb int, acc bool) {
	if len(c) == 0 || k == 0 {
		if !acc {
			fillRef(c, 0)
		}
		return
	}
	var beta float32
	if acc {
		beta = 1
	}
	gonum.Implementation{}.Sgemm(ta, tb, m, n, k, 1, a, lda, b, ldb, beta, c, n)
}
