package pca

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"

	"bottleneck/core/kernel"
)

// table is n rows of dim values around an offset, with less and less in each of
// some random directions.
func table(n, dim, directions int) []float32 {
	rng := rand.New(rand.NewPCG(7, 7))
	axes := make([]float64, directions*dim)
	for i := range axes {
		axes[i] = rng.NormFloat64() / math.Sqrt(float64(dim))
	}
	x := make([]float32, n*dim)
	for i := range n {
		row := make([]float64, dim)
		for d := range directions {
			f := rng.NormFloat64() * 3 / math.Sqrt(float64(1+d))
			for j := range row {
				row[j] += f * axes[d*dim+j]
			}
		}
		for j, v := range row {
			x[i*dim+j] = float32(v + 0.5 + float64(j%3))
		}
	}
	return x
}

func solve(x []float32, n, dim, k int) *Basis {
	s := New(kernel.Plain, n, dim, k, func(dst []float32, lo, hi int) { copy(dst, x[lo*dim:hi*dim]) })
	if s.Basis() != nil {
		panic("a basis before the first step")
	}
	for s.Step() {
	}
	return s.Basis()
}

// eigen is the same by gonum's solver, in float64.
func eigen(x []float32, n, dim int) (values []float64, vectors *mat.Dense) {
	mean := make([]float64, dim)
	for i, v := range x {
		mean[i%dim] += float64(v) / float64(n)
	}
	c := mat.NewDense(n, dim, nil)
	for i, v := range x {
		c.Set(i/dim, i%dim, (float64(v)-mean[i%dim])/math.Sqrt(float64(n)))
	}
	var s mat.SymDense
	s.SymOuterK(1, c.T())
	var e mat.EigenSym
	if !e.Factorize(&s, true) {
		panic("gonum does not converge")
	}
	values = e.Values(nil)
	slices.Reverse(values)
	vectors = new(mat.Dense)
	e.VectorsTo(vectors)
	return values, vectors
}

// Variances agree within 1e-5 of the total, components within 1e-3 where their
// variances are not too close, with more rows than values and with fewer.
func TestComponentsAreGonums(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ n, dim, k int }{{400, 30, 5}, {900, 18, 18}, {60, 200, 10}, {25, 40, 8}, {1200, 130, 90}} {
		x := table(c.n, c.dim, min(c.dim, 50))
		b := solve(x, c.n, c.dim, c.k)
		values, vectors := eigen(x, c.n, c.dim)
		total := 0.0
		for _, v := range values {
			total += v
		}
		if math.Abs(b.Total-total) > 1e-5*total {
			t.Errorf("%v: %g in all, gonum %g", c, b.Total, total)
		}
		for i := range c.k {
			if math.Abs(b.Variances[i]-values[i]) > 1e-5*total {
				t.Errorf("%v: variance %d is %g, gonum %g", c, i, b.Variances[i], values[i])
			}
			apart := 1.0
			if i > 0 {
				apart = (values[i-1] - values[i]) / total
			}
			if i+1 < len(values) {
				apart = min(apart, (values[i]-values[i+1])/total)
			}
			if i >= 8 || apart < 3e-3 {
				continue
			}
			dot := 0.0
			for j := range c.dim {
				dot += float64(b.Components[i*c.dim+j]) * vectors.At(j, c.dim-1-i)
			}
			if math.Abs(math.Abs(dot)-1) > 1e-3 {
				t.Errorf("%v: component %d and gonum's have a product of %g", c, i, dot)
			}
		}
	}
}

// What is left over after decoding is what the variances say, and the rows of
// the basis are orthonormal.
func TestTheBasisIsOrthonormal(t *testing.T) {
	const n, dim, k = 300, 40, 12
	x := table(n, dim, 30)
	b := solve(x, n, dim, k)
	z, y := make([]float32, n*k), make([]float32, n*dim)
	b.Encode(z, x, n)
	b.Decode(y, z, n)
	left := kernel.SquaredDistance(x, y) / float64(n*dim)
	if math.Abs(left-b.residual()) > 1e-4*left || left == 0 {
		t.Errorf("%g left over, the variances say %g", left, b.residual())
	}
	for i := range k {
		for j := range k {
			want := 0.0
			if i == j {
				want = 1
			}
			if got := kernel.Dot(b.Components[i*dim:(i+1)*dim], b.Components[j*dim:(j+1)*dim]); math.Abs(got-want) > 1e-5 {
				t.Errorf("product of %d and %d: %g", i, j, got)
			}
		}
		sum := 0.0
		for r := range n {
			sum += float64(z[r*k+i]) / n
		}
		if math.Abs(sum) > 1e-4 {
			t.Errorf("coordinate %d has a mean of %g", i, sum)
		}
	}
	if !slices.IsSortedFunc(b.Variances, func(a, b float64) int { return int(math.Copysign(1, b-a)) }) {
		t.Errorf("variances do not fall: %v", b.Variances)
	}
}

// Data on a plane has two components; others are zero, not noise.
func TestMoreComponentsThanDirections(t *testing.T) {
	for _, n := range []int{200, 12} {
		const dim, k = 20, 6
		x := table(n, dim, 2)
		b := solve(x, n, dim, k)
		if b.residual() > 1e-6*b.Total {
			t.Errorf("%d rows: %g of %g left", n, b.residual(), b.Total)
		}
		z, y := make([]float32, n*k), make([]float32, n*dim)
		b.Encode(z, x, n)
		b.Decode(y, z, n)
		if left := kernel.SquaredDistance(x, y) / float64(n*dim); left > 1e-6 {
			t.Errorf("%d rows: %g left", n, left)
		}
	}
	same := make([]float32, 5*3)
	kernel.Fill(same, 0.25)
	if b := solve(same, 5, 3, 2); b.Total != 0 || b.Components[0] != 0 || b.Mean[1] != 0.25 {
		t.Errorf("five equal rows: %+v", b)
	}
}

// The same data gives the same bits, with the largest entry of each component
// positive, whichever way the data lies.
func TestSignsAreFixed(t *testing.T) {
	const n, dim, k = 150, 25, 4
	x := table(n, dim, 10)
	a, b := solve(x, n, dim, k), solve(x, n, dim, k)
	if !slices.Equal(a.Components, b.Components) {
		t.Error("twice the same data, two bases")
	}
	for i := range x {
		x[i] = -x[i]
	}
	mirrored := solve(x, n, dim, k)
	for i := range k {
		c, m := a.Components[i*dim:(i+1)*dim], mirrored.Components[i*dim:(i+1)*dim]
		if d := kernel.SquaredDistance(c, m); d > 1e-6 {
			t.Errorf("component %d of the mirrored data lies %g away", i, d)
		}
		at := 0
		for j, v := range c {
			if math.Abs(float64(v)) > math.Abs(float64(c[at])) {
				at = j
			}
		}
		if c[at] <= 0 {
			t.Errorf("component %d: largest entry %g", i, c[at])
		}
	}
	v := []float32{1, -3, 3, 2}
	if Orient(v); v[1] != 3 || v[2] != -3 {
		t.Errorf("of two entries as large the first is to be positive: %v", v)
	}
}
