//go:build noasm

package kernel

// Name names the implementation.
const Name = "go"

var hasFused = true

func matMul(c, a, b []float32, m, n, k int, acc bool)   { matMulRef(c, a, b, m, n, k, acc) }
func matMulNT(c, a, b []float32, m, n, k int, acc bool) { matMulNTRef(c, a, b, m, n, k, acc) }
func matMulTN(c, a, b []float32, m, n, k int, acc bool) { matMulTNRef(c, a, b, m, n, k, acc) }
