package pca

import (
	"math"

	"bottleneck/core/kernel"
)

// maxRotated bounds the square matrix that is diagonalized in float64.
const maxRotated = 80

// rotation is Rayleigh and Ritz's step: within the subspace that was found,
// the axes of the covariance. t (r, r) is the covariance there, e (r, r) the
// axes so far, one a column; Jacobi's rotations (1846) make t diagonal.
type rotation struct {
	r      int
	t, e   []float64
	sweeps int
}

// rotate is one sweep, and at the end the first vectors of v, in the order of
// their variances.
func (s *Solver) rotate() bool {
	z := &s.ritz
	if z.r == 0 {
		s.project()
		return false
	}
	if z.sweeps++; z.sweeps <= 30 && z.sweep() {
		return false
	}
	order := make([]int, z.r)
	for i := range order {
		order[i] = i
		for j := i; j > 0 && z.value(order[j]) > z.value(order[j-1]); j-- {
			order[j], order[j-1] = order[j-1], order[j]
		}
	}
	turn := make([]float32, z.r*z.r)
	for i, from := range order {
		s.norms[i] = z.value(from)
		for j := range z.r {
			turn[i*z.r+j] = float32(z.e[j*z.r+from])
		}
	}
	s.basis.arithmetic.MatMul(s.w[:z.r*s.side], turn, s.v[:z.r*s.side], z.r, s.side, z.r, false)
	copy(s.v, s.w[:z.r*s.side])
	for i := range min(s.basis.K, s.q) {
		s.basis.Variances[i] = max(0, s.norms[i])
	}
	return true
}

// project prepares t and e.
func (s *Solver) project() {
	r := min(s.q, maxRotated)
	s.ritz = rotation{r: r, t: make([]float64, r*r), e: make([]float64, r*r)}
	s.basis.arithmetic.MatMul(s.w[:r*s.side], s.v[:r*s.side], s.matrix, r, s.side, s.side, false)
	for i := range r {
		s.ritz.e[i*r+i] = 1
		for j := range i + 1 {
			t := kernel.Dot(s.w[i*s.side:(i+1)*s.side], s.v[j*s.side:(j+1)*s.side])
			s.ritz.t[i*r+j], s.ritz.t[j*r+i] = t, t
		}
	}
}

func (z *rotation) value(i int) float64 { return z.t[i*z.r+i] }

// sweep rotates every pair of axes once and says whether any had to be.
func (z *rotation) sweep() bool {
	r, t := z.r, z.t
	most := 0.0
	for i := range r {
		most = max(most, math.Abs(z.value(i)))
	}
	turned := false
	for p := range r {
		for q := p + 1; q < r; q++ {
			a := t[p*r+q]
			if math.Abs(a) <= 1e-12*most {
				continue
			}
			turned = true
			theta := (z.value(q) - z.value(p)) / (2 * a)
			tan := 1 / (math.Abs(theta) + math.Sqrt(float64(theta*theta)+1))
			if theta < 0 {
				tan = -tan
			}
			cos := 1 / math.Sqrt(float64(tan*tan)+1)
			sin := tan * cos
			for i := range r { // columns p and q
				turn(&t[i*r+p], &t[i*r+q], cos, sin)
				turn(&z.e[i*r+p], &z.e[i*r+q], cos, sin)
			}
			for i := range r { // rows p and q
				turn(&t[p*r+i], &t[q*r+i], cos, sin)
			}
		}
	}
	return turned
}

func turn(a, b *float64, cos, sin float64) {
	*a, *b = float64(cos**a)-float64(sin**b), float64(sin**a)+float64(cos**b)
}
