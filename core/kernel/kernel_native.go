//go:build !js && !noasm

package kernel

import (
	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/gonum"
)

// Name names the implementation.
const Name = "gonum"

// inOrder marks an arithmetic whose products are not gonum's but those of inorder.go.
const inOrder Arithmetic = 1 << 7

var hasFused = false

func matMul(r Arithmetic, c, a, b []float32, m, n, k int, acc bool) {
	if r&inOrder != 0 {
		rowsInOrder(r, c, a, b, m, n, k, k, 1, acc)
		return
	}
	sgemm(blas.NoTrans, blas.NoTrans, c, a, b, m, n, k, k, n, acc)
}

func matMulNT(r Arithmetic, c, a, b []float32, m, n, k int, acc bool) {
	if r&inOrder != 0 {
		columnsInOrder(r, c, a, b, m, n, k, acc)
		return
	}
	sgemm(blas.NoTrans, blas.Trans, c, a, b, m, n, k, k, k, acc)
}

func matMulTN(r Arithmetic, c, a, b []float32, m, n, k int, acc bool) {
	if r&inOrder != 0 {
		rowsInOrder(r, c, a, b, m, n, k, 1, m, acc)
		return
	}
	sgemm(blas.Trans, blas.NoTrans, c, a, b, m, n, k, m, n, acc)
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
