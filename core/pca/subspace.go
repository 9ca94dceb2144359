package pca

import (
	"math"

	"bottleneck/core/kernel"
	"bottleneck/core/pca/size"
)

// maxRounds ends an iteration whose components are too alike to be told apart;
// any of them are then as good.
const maxRounds = 100

// multiply is one step of subspace iteration (Bauer's Treppeniteration, 1957):
// v becomes an orthonormal basis of v matrix. It works on some vectors at a
// time, first on their products, then on their directions, and ends when the
// variance that the first K capture no longer grows.
func (s *Solver) multiply() bool {
	few := max(1, int(size.Operations)/(s.side*s.side))
	if s.at < s.q {
		hi := min(s.at+few, s.q)
		s.basis.arithmetic.MatMul(s.w[s.at*s.side:hi*s.side], s.v[s.at*s.side:hi*s.side], s.matrix, hi-s.at, s.side, s.side, false)
		s.at = hi
		return false
	}
	lo := s.at - s.q
	hi := min(s.q, lo+max(1, int(size.Operations)/(16*s.q*s.side)))
	orthonormalize(s.w, s.norms, lo, hi, s.side)
	if s.at += hi - lo; hi < s.q {
		return false
	}
	s.at = 0
	s.v, s.w = s.w, s.v
	captured := 0.0
	for _, n := range s.norms[:min(s.basis.K, s.q)] {
		captured += n
	}
	s.rounds++
	done := math.Abs(captured-s.captured) <= 1e-6*s.total || s.rounds == maxRounds
	s.captured = captured
	return done
}

// orthonormalize makes rows lo to hi of v (.., side) unit vectors, orthogonal to
// each other and to the rows before, by Gram and Schmidt's method, twice. norms
// keeps how long each was beside the ones before it. What is left of a row that
// depends on these is zero.
func orthonormalize(v []float32, norms []float64, lo, hi, side int) {
	for i := lo; i < hi; i++ {
		row := v[i*side : (i+1)*side]
		before := math.Sqrt(kernel.SumSquares(row))
		for range 2 {
			for j := range i {
				other := v[j*side : (j+1)*side]
				kernel.Axpy(row, -float32(kernel.Dot(row, other)), other)
			}
		}
		n := math.Sqrt(kernel.SumSquares(row))
		if norms[i] = n; n <= 1e-6*max(before, norms[0]) {
			norms[i] = 0
			kernel.Fill(row, 0)
			continue
		}
		kernel.Scale(row, float32(1/n))
	}
}
