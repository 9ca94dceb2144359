package kernel

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// grids are those that patches are tried with: strides that do and do not divide, windows smaller than the stride and
// larger than the image, and some that lie beside it.
var grids = []Grid{
	{H: 1, W: 1, C: 1, Rows: 1, Cols: 1, KernelH: 1, KernelW: 1, StrideH: 1, StrideW: 1},
	{H: 6, W: 7, C: 2, Rows: 3, Cols: 4, KernelH: 3, KernelW: 3, StrideH: 2, StrideW: 2, Top: 0, Left: 1},
	{H: 5, W: 6, C: 1, Rows: 5, Cols: 6, KernelH: 3, KernelW: 3, StrideH: 1, StrideW: 1, Top: 1, Left: 1},
	{H: 5, W: 4, C: 3, Rows: 5, Cols: 4, KernelH: 3, KernelW: 3, StrideH: 1, StrideW: 1, Top: 1, Left: 1},
	{H: 2, W: 3, C: 4, Rows: 2, Cols: 3, KernelH: 7, KernelW: 7, StrideH: 1, StrideW: 1, Top: 3, Left: 3},
	{H: 7, W: 7, C: 5, Rows: 3, Cols: 3, KernelH: 2, KernelW: 2, StrideH: 3, StrideW: 3},
	{H: 3, W: 3, C: 1, Rows: 8, Cols: 8, KernelH: 2, KernelW: 2, StrideH: 1, StrideW: 1, Top: 3, Left: 3},
	{H: 5, W: 9, C: 17, Rows: 3, Cols: 4, KernelH: 1, KernelW: 4, StrideH: 2, StrideW: 3, Left: 2},
	{H: 8, W: 8, C: 16, Rows: 4, Cols: 4, KernelH: 3, KernelW: 3, StrideH: 2, StrideW: 2},
}

// see calls f with each position, number of its window and number of the images that belong together, in the order of
// the sums.
func see(g Grid, B int, f func(p, k, at int)) {
	for p := range B * g.Rows * g.Cols {
		b, i, j := p/(g.Rows*g.Cols), p/g.Cols%g.Rows, p%g.Cols
		for k := range g.KernelH * g.KernelW * g.C {
			y, x := i*g.StrideH-g.Top+k/(g.KernelW*g.C), j*g.StrideW-g.Left+k/g.C%g.KernelW
			if y >= 0 && y < g.H && x >= 0 && x < g.W {
				f(p, k, ((b*g.H+y)*g.W+x)*g.C+k%g.C)
			}
		}
	}
}

func madd(in Arithmetic, a, b, s float32) float32 {
	if in == Fused {
		return fma32(a, b, s)
	}
	return s + float32(a*b)
}

// TestPatches compares the products with loops over positions and windows, wherever blocks and tiles end.
func TestPatches(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	vector := func(n int) []float32 {
		x := make([]float32, n)
		fillRandom(x, r, false)
		return x
	}
	for _, g := range grids {
		for _, n := range []int{1, 5, 16, 32} {
			const B = 3
			p := Plain.NewPatches(g)
			whole := p.block
			x, y, w := vector(B*p.size()), vector(B*p.positions()*n), vector(p.width*n)
			bias, channels, start := vector(n), vector(g.C), vector(p.width*n)
			for _, in := range available() {
				p := in.NewPatches(g)
				gathered, scattered := make([]float32, len(y)), make([]float32, len(x))
				weights := append([]float32(nil), start...)
				see(g, B, func(p, k, at int) {
					back := float32(0)
					for f := range n {
						gathered[p*n+f] = madd(in, x[at], w[k*n+f], gathered[p*n+f])
						weights[k*n+f] = madd(in, x[at], y[p*n+f], weights[k*n+f])
						back = madd(in, y[p*n+f], w[k*n+f], back)
					}
					scattered[at] += back
				})
				biased, colored := append([]float32(nil), gathered...), append([]float32(nil), scattered...)
				addBiasRef(biased, bias, len(y)/n, n)
				addBiasRef(colored, channels, len(x)/g.C, g.C)
				for _, block := range []int{whole, 2 * p.width, p.width} {
					p.block = block
					name := fmt.Sprintf("%+v n=%d %v block=%d", g, n, in, block)
					check := func(what string, length int, run func(found []float32), expected []float32) {
						t.Helper()
						found := newGuarded(length, n%4)
						copy(found.x, start)
						if what != "weights" {
							fillRandom(found.x, r, true)
						}
						run(found.x)
						if Name == "gonum" {
							compareNearly(t, what+" "+name, found.x, expected)
						} else {
							compare(t, what+" "+name, found.x, expected)
						}
						found.check(t, what+" "+name)
					}
					check("gather", len(y), func(y []float32) { p.Gather(y, x, w, nil, n, B) }, gathered)
					check("gather with bias", len(y), func(y []float32) { p.Gather(y, x, w, bias, n, B) }, biased)
					check("scatter", len(x), func(x []float32) { p.Scatter(x, y, w, nil, n, B) }, scattered)
					check("scatter with bias", len(x), func(x []float32) { p.Scatter(x, y, w, channels, n, B) }, colored)
					check("weights", len(w), func(w []float32) { p.Weights(w, x, y, n, B) }, weights)
				}
			}
		}
	}
}

func TestPatchesRefuse(t *testing.T) {
	g := Grid{H: 2, W: 2, C: 1, Rows: 2, Cols: 2, KernelH: 1, KernelW: 1, StrideH: 1, StrideW: 1}
	p := Plain.NewPatches(g)
	four, three := make([]float32, 4), make([]float32, 3)
	one := four[:1]
	for name, c := range map[string]struct {
		call func()
		want string
	}{
		"a grid of no rows": {func() { Plain.NewPatches(Grid{}) }, msgGrid},
		"images":            {func() { p.Gather(four, three, one, nil, 1, 1) }, msgLength},
		"positions":         {func() { p.Weights(one, four, three, 1, 1) }, msgLength},
		"weights":           {func() { p.Scatter(four, four, three, nil, 1, 1) }, msgLength},
		"bias":              {func() { p.Gather(four, four, one, three, 1, 1) }, msgLength},
		"channels":          {func() { p.Scatter(four, four, one, three, 1, 1) }, msgLength},
		"batch":             {func() { p.Gather(nil, nil, one, nil, 1, -1) }, msgNegative},
	} {
		if text := panics(c.call); text != c.want {
			t.Errorf("%s: panic %q, %q expected", name, text, c.want)
		}
	}
}

// compareNearly is compare for products of an order of their own.
func compareNearly(t *testing.T, name string, found, expected []float32) {
	t.Helper()
	most := float32(1)
	for _, v := range expected {
		most = max(most, abs32(v))
	}
	for i, v := range expected {
		if !(abs32(found[i]-v) <= 1e-5*most) {
			t.Errorf("%s: [%d] of %d: found %g, expected %g", name, i, len(expected), found[i], v)
			return
		}
	}
}
