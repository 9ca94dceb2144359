package kernels

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"bottleneck/core/kernel/job"
)

// thin sets all but a share of x to 0, of either sign.
func thin(r *rand.Rand, x []float32, share float64) {
	for i := range x {
		if r.Float64() >= share {
			x[i] = 0
			if r.IntN(4) == 0 {
				x[i] = -x[i]
			}
		}
	}
}

func TestSparseProducts(t *testing.T) {
	m := newMachine(t, false)
	r := rand.New(rand.NewPCG(9, 10))
	var shapes [][3]int
	for rows := 4; rows <= 13; rows++ {
		for _, cols := range []int{4, 8, 12, 16, 20, 32, 36, 60, 68} {
			for _, depth := range []int{1, 2, 3, 4, 5, 9} {
				shapes = append(shapes, [3]int{rows, cols, depth})
			}
		}
	}
	shapes = append(shapes, [3]int{20, 32, 784}, [3]int{784, 32, 20}, [3]int{sparsePackFrom, 40, 30}, [3]int{sparsePackFrom + 1, 40, 30},
		[3]int{61, 68, sparseK}, [3]int{62, 36, sparseK + 1}, [3]int{63, 32, 2*sparseK + 7}, [3]int{300, 44, 500})
	for _, s := range shapes {
		rows, cols, depth := s[0], s[1], s[2]
		for _, p := range []struct {
			name   string
			ai, al int
		}{
			{"sparse_matmul", depth, 1}, {"sparse_matmul_tn", 1, rows},
			{"sparse_matmul_fused", depth, 1}, {"sparse_matmul_tn_fused", 1, rows},
		} {
			for acc := range 2 {
				for _, share := range []float64{0, 0.2, 1} {
					// A fused sum of products that are too small for a number can be -0, to which a product with 0 makes a difference.
					wild := rows%2 == 1 && !strings.HasSuffix(p.name, "_fused")
					a, b, c := random(r, rows*depth, wild), random(r, depth*cols, false), random(r, rows*cols, false)
					thin(r, a, share)
					name := fmt.Sprintf("%s %dx%dx%d acc=%d share=%g", p.name, rows, cols, depth, acc, share)
					m.product(p.name, name, c, a, b, rows, cols, depth, acc, func() {
						multiplyIn(p.name, c, a, b, rows, cols, depth, p.ai, p.al, cols, 1, acc == 1)
					})
				}
			}
		}
	}
}

// The sample's places are those of a fraction of the golden ratio's multiples.
func TestZeros(t *testing.T) {
	m := newMachine(t, false)
	r := rand.New(rand.NewPCG(11, 12))
	for _, n := range []int{4, 5, 7, 100, 1001, 50000} {
		x := random(r, n, true)
		thin(r, x, 0.3)
		m.free()
		v := m.vector(x, n%4)
		want := 0
		for i := range job.SparseSample / 4 {
			at := uint64(uint32(i*0x9e3779b9)) * uint64(n-3) >> 32
			for _, y := range x[at : at+4] {
				if y == 0 {
					want++
				}
			}
		}
		if got := m.call("zeros", v, n); got != float64(want) {
			t.Errorf("%d numbers: %v zeros found, %d expected", n, got, want)
		}
		m.check("zeros")
	}
}
