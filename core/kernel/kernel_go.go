//go:build noasm

package kernel

// Name names the implementation.
const Name = "go"

// inOrder marks nothing: all products are in order.
const inOrder Arithmetic = 0

var hasFused = true

func matMul(r Arithmetic, c, a, b []float32, m, n, k int, acc bool) {
	matMulRef(r, c, a, b, m, n, k, acc)
}
func matMulNT(r Arithmetic, c, a, b []float32, m, n, k int, acc bool) {
	matMulNTRef(r, c, a, b, m, n, k, acc)
}
func matMulTN(r Arithmetic, c, a, b []float32, m, n, k int, acc bool) {
	matMulTNRef(r, c, a, b, m, n, k, acc)
}
