// Package size says how large a search for principal components is before it is made. It has no arithmetic on values, so
// recipes can count with it where there are no kernels.
package size

// Max is the largest number of components that a search is meant for.
const Max = 512

// Sought is how many components a run looks for whose code has so many numbers: as many; or two, which make a plane,
// where those would be too many.
func Sought(latent int) int {
	if latent > Max {
		return 2
	}
	return max(2, latent)
}

// Rows is how many of n rows of dim values a run looks at: all, or as many as some 50 billion multiply-adds are enough
// for.
func Rows(n, dim int) int {
	const most, wide = 50e9, 2048
	if dim > wide {
		return min(n, 1500)
	}
	return min(n, max(dim, int(most)/(dim*dim)))
}

// Search is what a search for K components among N rows of Dim values has in memory.
type Search struct {
	N, Dim, K int
	Side      int // of the covariance, or of the products of the rows where these are fewer than the values of a row
	Block     int // rows a step
	Held      int // rows at hand
	Vectors   int // that are turned into components
}

// Operations is about how many multiply-adds a step takes.
const Operations = 5e7

// Of returns the measures of a search.
func Of(n, dim, k int) Search {
	s := Search{N: n, Dim: dim, K: k, Side: min(n, dim)}
	s.Block = min(n, max(8, min(512, int(Operations)/(dim*s.Side))))
	s.Held = s.Block
	if n < dim {
		s.Held = n
	}
	s.Vectors = min(s.Side, k+max(8, k/8))
	return s
}

// Values is how many float32 it holds: the matrix, two sets of vectors, the rows at hand and the components.
func (s Search) Values() int64 {
	side, dim := int64(s.Side), int64(s.Dim)
	return side*side + 2*int64(s.Vectors)*side + int64(s.Held+s.K)*dim
}
