// Package pca finds the principal components of a data set: the k directions
// in which it varies most, and so the best linear autoencoder with k numbers
// (Eckart and Young 1936; Baldi and Hornik 1989).
//
// The work is cut into steps of some milliseconds, so that a worker can answer
// messages in between. It is a function of the data alone: no clock, no random
// start, and a fixed sign for every component.
package pca

import (
	"math"

	"bottleneck/core/kernel"
	"bottleneck/core/pca/size"
)

// Basis is a mean and the directions around it.
type Basis struct {
	Dim, K     int
	Mean       []float32 // (Dim)
	Components []float32 // (K, Dim), orthonormal rows by falling variance; zero where the data has no more
	Variances  []float64 // (K), of the data along them: eigenvalues of its covariance, divided by N, not N-1
	Total      float64   // the variance in all directions

	offset     []float32 // (K), minus the mean's coordinates
	arithmetic kernel.Arithmetic
}

// Encode writes the coordinates of x (B, Dim) to z (B, K).
func (b *Basis) Encode(z, x []float32, B int) {
	b.arithmetic.MatMulNT(z, x, b.Components, B, b.K, b.Dim, false)
	kernel.AddBias(z, b.offset, B, b.K)
}

// Decode writes mean + z Components to y (B, Dim), for z (B, K).
func (b *Basis) Decode(y, z []float32, B int) {
	b.arithmetic.MatMul(y, z, b.Components, B, b.Dim, b.K, false)
	kernel.AddBias(y, b.Mean, B, b.Dim)
}

// First returns the first k components alone; more than there are make no
// difference. It shares the memory of b.
func (b *Basis) First(k int) *Basis {
	f := *b
	f.K = min(k, b.K)
	f.Components, f.Variances, f.offset = b.Components[:f.K*b.Dim], b.Variances[:f.K], b.offset[:f.K]
	return &f
}

// residual is the mean over the data of the squared distance per value that K
// components leave, as far as the variances tell it.
func (b *Basis) residual() float64 {
	left := b.Total
	for _, v := range b.Variances {
		left -= v
	}
	return max(0, left) / float64(b.Dim)
}

// Solver computes a Basis step by step, by subspace iteration on the
// covariance, or on the products of the rows where these are fewer than the
// values of a row.
type Solver struct {
	n, dim, side int
	block        int // rows a step
	rows         func(x []float32, lo, hi int)
	stage        func(s *Solver) bool // one step; true when the stage is done
	next         int                  // of stages
	at           int                  // where the stage is

	x      []float32 // (block, dim) rows at hand; or (n, dim), all of them, centered
	sum    []float32 // (dim)
	mean   []float64 // (dim)
	matrix []float32 // (side, side), of the covariance

	v, w            []float32 // (q, side)
	q, rounds       int
	norms           []float64 // (q)
	captured, total float64
	ritz            rotation

	basis Basis
}

// stages in their order.
var stages = []func(s *Solver) bool{(*Solver).average, (*Solver).center, (*Solver).product, (*Solver).multiply, (*Solver).rotate, (*Solver).lift}

// New prepares the search, in arithmetic a, for k components of n rows of dim values, which rows
// writes to x (hi-lo, dim) when asked. More components than there are
// directions are left zero.
func New(a kernel.Arithmetic, n, dim, k int, rows func(x []float32, lo, hi int)) *Solver {
	if n < 1 || dim < 1 || k < 1 {
		panic("pca: nothing to analyze")
	}
	m := size.Of(n, dim, k)
	s := &Solver{n: n, dim: dim, side: m.Side, block: m.Block, q: m.Vectors, rows: rows}
	s.sum, s.mean = make([]float32, dim), make([]float64, dim)
	s.basis = Basis{arithmetic: a, Dim: dim, K: k, Mean: make([]float32, dim), Components: make([]float32, k*dim),
		Variances: make([]float64, k), offset: make([]float32, k)}
	s.x = make([]float32, m.Held*dim)
	s.matrix = make([]float32, s.side*s.side)
	s.v, s.w = make([]float32, s.q*s.side), make([]float32, s.q*s.side)
	s.norms = make([]float64, s.q)
	kernel.Gaussian(s.v, 1)
	s.stage = stages[0]
	return s
}

// Step does some milliseconds of work and says whether there is more.
func (s *Solver) Step() bool {
	if s.stage == nil {
		return false
	}
	if s.stage(s) {
		s.at = 0
		if s.next++; s.next == len(stages) {
			s.stage, s.x, s.matrix, s.v, s.w = nil, nil, nil, nil, nil
			return false
		}
		s.stage = stages[s.next]
	}
	return true
}

// Basis returns the result, nil while Step has more to do.
func (s *Solver) Basis() *Basis {
	if s.stage != nil {
		return nil
	}
	return &s.basis
}

// average sums the rows of a block.
func (s *Solver) average() bool {
	hi := min(s.at+s.block, s.n)
	x := s.x[:(hi-s.at)*s.dim]
	s.rows(x, s.at, hi)
	kernel.Fill(s.sum, 0)
	kernel.SumRows(s.sum, x, hi-s.at, s.dim)
	for i, v := range s.sum {
		s.mean[i] += float64(v)
	}
	s.at = hi
	if hi < s.n {
		return false
	}
	for i, v := range s.mean {
		s.basis.Mean[i] = float32(v / float64(s.n))
		s.sum[i] = -s.basis.Mean[i]
	}
	return true
}

// center takes a block of rows about their mean, and adds its products to the
// covariance where there are more rows than values.
func (s *Solver) center() bool {
	hi := min(s.at+s.block, s.n)
	x := s.x[:(hi-s.at)*s.dim]
	if s.n < s.dim {
		x = s.x[s.at*s.dim : hi*s.dim]
	}
	s.rows(x, s.at, hi)
	kernel.AddBias(x, s.sum, hi-s.at, s.dim)
	if s.n >= s.dim {
		s.basis.arithmetic.MatMulTN(s.matrix, x, x, s.dim, s.dim, hi-s.at, s.at > 0)
	}
	s.at = hi
	return hi == s.n
}

// product multiplies a block of the rows with all of them, where these are
// fewer than the values of a row; and sums the variances.
func (s *Solver) product() bool {
	hi := s.side
	if s.n < s.dim {
		hi = min(s.at+s.block, s.n)
		s.basis.arithmetic.MatMulNT(s.matrix[s.at*s.n:hi*s.n], s.x[s.at*s.dim:hi*s.dim], s.x, hi-s.at, s.n, s.dim, false)
	}
	if s.at = hi; hi < s.side {
		return false
	}
	kernel.Scale(s.matrix, 1/float32(s.n))
	for i := range s.side {
		s.total += float64(s.matrix[i*s.side+i])
	}
	s.basis.Total = s.total
	return true
}

// lift makes the basis of what was found: directions among the rows become
// directions among the values, and every component gets its sign.
func (s *Solver) lift() bool {
	k := min(s.basis.K, s.q)
	c := s.basis.Components[:k*s.dim]
	if s.n >= s.dim {
		copy(c, s.v)
	} else {
		s.basis.arithmetic.MatMul(c, s.v[:k*s.n], s.x, k, s.dim, s.n, false)
		orthonormalize(c, s.norms[:k], 0, k, s.dim)
	}
	for i := range k {
		Orient(c[i*s.dim : (i+1)*s.dim])
	}
	s.basis.arithmetic.MatMulNT(s.basis.offset, s.basis.Components, s.sum, s.basis.K, 1, s.dim, false)
	return true
}

// Orient turns v, if need be, so that its largest entry is positive; the first
// of several that are as large.
func Orient(v []float32) {
	most := float32(0)
	for _, e := range v {
		if math.Abs(float64(e)) > math.Abs(float64(most)) {
			most = e
		}
	}
	if most < 0 {
		kernel.Scale(v, -1)
	}
}
