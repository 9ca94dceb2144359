package allocs

import (
	"testing"

	"bottleneck/core/kernel"
)

var kept [][]float32

func TestPerRun(t *testing.T) {
	const n = 160 // that gonum shares among goroutines
	a, b, c := make([]float32, n*n), make([]float32, n*n), make([]float32, n*n)
	product := func() { kernel.Plain.MatMul(c, a, b, n, n, n, false) }
	if found := testing.AllocsPerRun(5, product); (found > 0) != (kernel.Name == "gonum") {
		t.Fatalf("%v allocations of a product by %s", found, kernel.Name)
	}
	keep := func(n int) func() {
		return func() {
			product()
			for range n {
				kept = append(kept[:0], make([]float32, 100))
			}
		}
	}
	for _, want := range []int{0, 1, 3} {
		if found := PerRun(20, keep(want)); found != float64(want) {
			t.Errorf("%v allocations found, %d expected", found, want)
		}
	}
}
