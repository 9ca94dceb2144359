package classifiers

import (
	"math"

	"bottleneck/core/data"
	"bottleneck/core/kernel"
)

// scale brings each number of an input to mean 0 and a standard deviation near
// 1. A nil scale changes nothing.
type scale struct {
	shift, factor []float32 // (dim)
}

// varianceFloor, times the mean variance of all numbers, is added to each one's,
// so that a pixel that is hardly ever lit does not outweigh the others.
const varianceFloor = 0.01

// standard measures what a classifier is to be trained on.
func standard(s *data.Set) *scale {
	dim := s.Dim()
	c := &scale{make([]float32, dim), make([]float32, dim)}
	x := make([]float32, min(rows, s.N)*dim)
	each := func(f func(x []float32, B int)) {
		for lo := 0; lo < s.N; lo += rows {
			B := min(rows, s.N-lo)
			s.Rows(x[:B*dim], lo, lo+B)
			f(x[:B*dim], B)
		}
	}
	each(func(x []float32, B int) { kernel.SumRows(c.shift, x, B, dim) })
	kernel.Scale(c.shift, -1/float32(s.N))
	each(func(x []float32, B int) {
		kernel.AddBias(x, c.shift, B, dim)
		kernel.Mul(x, x, x)
		kernel.SumRows(c.factor, x, B, dim)
	})
	floor := varianceFloor*kernel.Sum(c.factor)/float64(dim) + 1e-12
	for i, sum := range c.factor {
		c.factor[i] = float32(math.Sqrt(float64(s.N) / (float64(sum) + floor)))
	}
	return c
}

// apply changes x (B, dim).
func (c *scale) apply(x []float32, B int) {
	if c == nil {
		return
	}
	dim := len(c.shift)
	kernel.AddBias(x, c.shift, B, dim)
	for i := range B {
		row := x[i*dim : (i+1)*dim]
		kernel.Mul(row, row, c.factor)
	}
}
