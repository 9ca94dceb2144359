package kernels

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"bottleneck/core/kernel"
	"bottleneck/core/kernel/job"
)

// multiply is the plain product in the order that core/kernel documents, of a whose element (i,l) is at
// a[i*ai+l*al] and b whose element (l,j) is at b[l*bl+j*bj].
func multiply(c, a, b []float32, m, n, k, ai, al, bl, bj int, acc bool) {
	for i := range m {
		for j := range n {
			var s float32
			if acc {
				s = c[i*n+j]
			}
			for l := range k {
				s = float32(a[i*ai+l*al]*b[l*bl+j*bj]) + s
			}
			c[i*n+j] = s
		}
	}
}

// multiplyIn is multiply, in fused arithmetic for the exports that are called so.
func multiplyIn(export string, c, a, b []float32, m, n, k, ai, al, bl, bj int, acc bool) {
	if !strings.HasSuffix(export, "_fused") {
		multiply(c, a, b, m, n, k, ai, al, bl, bj, acc)
		return
	}
	rows, columns := make([]float32, m*k), make([]float32, k*n)
	for l := range k {
		for i := range m {
			rows[i*k+l] = a[i*ai+l*al]
		}
		for j := range n {
			columns[l*n+j] = b[l*bl+j*bj]
		}
	}
	kernel.Fused.MatMul(c, rows, columns, m, n, k, acc)
}

// shapes are all small ones around the heights and widths of tiles, and some around blocks.
func shapes() (s [][3]int) {
	for m := 1; m <= 14; m++ {
		for _, n := range []int{1, 2, 3, 4, 5, 7, 8, 9, 11, 12, 15, 16, 17, 19, 33} {
			for _, k := range []int{1, 2, 3, 4, 5, 9} {
				s = append(s, [3]int{m, n, k})
			}
		}
	}
	for _, k := range []int{blockK - 1, blockK, blockK + 1, 2 * blockK, 2*blockK + 1} {
		s = append(s, [3]int{1, 3, k}, [3]int{2, 17, k}, [3]int{7, 9, k}, [3]int{25, 8, k})
	}
	for _, m := range []int{23, 24, 25, 29, 30, 31, blockM - 1, blockM, blockM + 1, 2*blockM + 1} {
		s = append(s, [3]int{m, 1, 3}, [3]int{m, 11, 5})
	}
	return append(s, [3]int{20, 32, 784}, [3]int{20, 784, 32}, [3]int{784, 32, 20}, [3]int{67, 66, 65}, [3]int{100, 300, 2},
		// A block of a is packed from these on.
		[3]int{blockM + 1, packColumnsFrom, packDeepFrom}, [3]int{blockM + 7, packColumnsFrom + 1, packDeepFrom - 1},
		[3]int{2*blockM + 3, packColumnsFrom + 3, blockK + 1})
}

func TestProducts(t *testing.T) {
	m := newMachine(t, false)
	r := rand.New(rand.NewPCG(5, 6))
	for _, s := range shapes() {
		rows, cols, depth := s[0], s[1], s[2]
		for _, p := range []struct {
			name           string
			ai, al, bl, bj int
		}{
			{"matmul", depth, 1, cols, 1},
			{"matmul_nt", depth, 1, 1, depth},
			{"matmul_tn", 1, rows, cols, 1},
			{"matmul_fused", depth, 1, cols, 1},
			{"matmul_nt_fused", depth, 1, 1, depth},
			{"matmul_tn_fused", 1, rows, cols, 1},
		} {
			for acc := range 2 {
				wild := rows%2 == 1
				a, b, c := random(r, rows*depth, wild), random(r, depth*cols, wild), random(r, rows*cols, wild)
				name := fmt.Sprintf("%s %dx%dx%d acc=%d", p.name, rows, cols, depth, acc)
				m.product(p.name, name, c, a, b, rows, cols, depth, acc, func() {
					multiplyIn(p.name, c, a, b, rows, cols, depth, p.ai, p.al, p.bl, p.bj, acc == 1)
				})
			}
		}
	}
}

// product calls the export of a product and holds c, what lies around the operands and the scratch memory to what reference leaves.
func (m *machine) product(export, name string, c, a, b []float32, rows, cols, depth, acc int, reference func()) {
	m.t.Helper()
	m.free()
	cv, av, bv := m.vector(c, cols%4), m.vector(a, depth%3), m.vector(b, rows%4)
	scratch := uint32(pages<<16 - job.ScratchBytes - 64 + 4*(rows%16))
	ends := []uint32{scratch - 4, scratch + job.ScratchBytes}
	for _, at := range ends {
		m.memory.WriteFloat32Le(at, guard)
	}
	m.call(export, cv, av, bv, rows, cols, depth, acc, scratch)
	reference()
	m.check(name)
	for _, at := range ends {
		if v, _ := m.memory.ReadFloat32Le(at); v != guard {
			m.t.Errorf("%s: wrote outside the scratch memory", name)
		}
	}
}

func TestSharedMemory(t *testing.T) {
	m := newMachine(t, true)
	x := random(rand.New(rand.NewPCG(7, 8)), 1000, false)
	v := m.vector(x, 0)
	m.call("scale", v, len(x), float32(3))
	kernel.Scale(x, 3)
	m.check("scale")
}
