//go:build noasm

package kernel

// Name names the implementation.
const Name = "go"

// byGonum marks nothing: there are the loops alone.
const byGonum Arithmetic = 0

var hasFused = true

func fastFused() bool { return true }

func matMul(r Arithmetic, c, a, b []float32, m, n, k int, acc bool) {
	matMulRef(r, c, a, b, m, n, k, acc)
}
func matMulNT(r Arithmetic, c, a, b []float32, m, n, k int, acc bool) {
	matMulNTRef(r, c, a, b, m, n, k, acc)
}
func matMulTN(r Arithmetic, c, a, b []float32, m, n, k int, acc bool) {
	matMulTNRef(r, c, a, b, m, n, k, acc)
}

func currentThreads() int { return 1 }
func sharedCalls() int    { return 0 }
func hasThreads() int     { return 1 }
func setThreads(int)      {}
func withoutThreads()     {}
