//go:build !js && !noasm && !amd64

package kernel

func vectorName() string { return "" }

func vectorProduct(r Arithmetic, c, a, b []float32, m, n, k, ai, al int, turned, acc bool) bool {
	return false
}
