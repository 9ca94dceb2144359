package look

import (
	"math"
	"slices"
	"testing"

	"bottleneck/core/internal/tiny"
	"bottleneck/core/wire"
)

func rowOf(z []float32, i, latent int) []float32 { return z[i*latent : (i+1)*latent] }

func length(v []float32) float64 {
	s := 0.0
	for _, x := range v {
		s += float64(x) * float64(x)
	}
	return math.Sqrt(s)
}

func TestStraightPath(t *testing.T) {
	a, b := []float32{1, -2, 0.5}, []float32{-3, 2, 0.5}
	z := make([]float32, 5*3)
	Path(z, a, b, false)
	for i, want := range [][]float32{{1, -2, 0.5}, {0, -1, 0.5}, {-1, 0, 0.5}, {-2, 1, 0.5}, {-3, 2, 0.5}} {
		for j, v := range rowOf(z, i, 3) {
			if math.Abs(float64(v-want[j])) > 1e-6 {
				t.Errorf("code %d: %v found, %v expected", i, rowOf(z, i, 3), want)
			}
		}
	}
}

// A quarter turn, in thirds: 0, 30, 60 and 90 degrees, on the circle all the way.
func TestSphericalPath(t *testing.T) {
	z := make([]float32, 4*2)
	Path(z, []float32{2, 0}, []float32{0, 2}, true)
	for i, degrees := range []float64{0, 30, 60, 90} {
		row, w := rowOf(z, i, 2), degrees*math.Pi/180
		if math.Abs(float64(row[0])-2*math.Cos(w)) > 1e-6 || math.Abs(float64(row[1])-2*math.Sin(w)) > 1e-6 {
			t.Errorf("%g degrees: %v found", degrees, row)
		}
	}
	straight := make([]float32, 3*2)
	Path(straight, []float32{2, 0}, []float32{0, 2}, false)
	if l := length(rowOf(straight, 1, 2)); math.Abs(l-math.Sqrt2) > 1e-6 {
		t.Errorf("the middle of the straight way has length %g, the root of 2 expected", l)
	}
}

// Where there is no turn to make the way is straight, and its ends are the codes themselves, to the bit.
func TestPathWithoutATurn(t *testing.T) {
	for _, c := range []struct{ a, b, middle []float32 }{
		{[]float32{1, 1}, []float32{3, 3}, []float32{2, 2}},
		{[]float32{1, 0}, []float32{-1, 0}, []float32{0, 0}},
		{[]float32{0, 0}, []float32{0.1, 0.3}, []float32{0.05, 0.15}},
		{[]float32{3.3e19, 0}, []float32{0, 3.3e19}, nil}, // their product is beyond float32, not beyond float64
	} {
		z := make([]float32, 3*2)
		Path(z, c.a, c.b, true)
		for j := range 2 {
			if z[j] != c.a[j] || z[4+j] != c.b[j] {
				t.Errorf("%v to %v: ends %v and %v", c.a, c.b, z[:2], z[4:])
			}
			if c.middle != nil && math.Abs(float64(z[2+j]-c.middle[j])) > 1e-6 {
				t.Errorf("%v to %v: middle %v found, %v expected", c.a, c.b, z[2:4], c.middle)
			}
			if v := float64(z[2+j]); math.IsNaN(v) || math.IsInf(v, 0) {
				t.Errorf("%v to %v: %g on the way", c.a, c.b, v)
			}
		}
	}
	one := make([]float32, 2)
	Path(one, []float32{1, 2}, []float32{5, 5}, true)
	if one[0] != 1 || one[1] != 2 {
		t.Errorf("a way of one code is %v, its beginning expected", one)
	}
}

// A Gaussian grid lies at quantiles: those of nine tiles are symmetric, and each cuts the distribution where it should.
func TestGaussianGrid(t *testing.T) {
	run := newRun(t, tiny.Recipe())
	v := wire.View{Points: 20, AxisY: 1, Grid: 9, GridBy: "gaussian"}
	g := run.Snapshot(v).Grid
	below := func(x float64) float64 { return 0.5 * (1 + math.Erf(x/math.Sqrt2)) }
	for i := range 9 {
		q := wire.NormalQuantile(i, 9)
		if share, want := below(q), (float64(i)+0.5)/9; math.Abs(share-want) > 1e-9 {
			t.Errorf("quantile %d at %g has %g below it, %g expected", i, q, share, want)
		}
	}
	if end := float32(wire.NormalQuantile(8, 9)); g.X0 != -end || g.X1 != end || g.Y0 != -end || g.Y1 != end {
		t.Errorf("the grid runs from %g to %g and from %g to %g, ±%g expected", g.X0, g.X1, g.Y0, g.Y1, end)
	}
	dim := int(g.H * g.W * g.C)
	for _, tile := range [][2]int{{0, 0}, {2, 7}, {4, 4}, {8, 1}} {
		row, col := tile[0], tile[1]
		p := run.Probe(float32(wire.NormalQuantile(col, 9)), float32(wire.NormalQuantile(8-row, 9)))
		if at := (row*9 + col) * dim; !slices.Equal(p.Pixels, g.Pixels[at:at+dim]) {
			t.Errorf("tile %v is not what its point decodes to", tile)
		}
	}
	v.X0, v.X1, v.Y0, v.Y1 = -1, 2, -3, 4
	if g := run.Snapshot(v).Grid; g.X0 != -1 || g.Y1 != 4 {
		t.Errorf("a range by hand comes first: %g to %g found", g.X0, g.X1)
	}
}

// A way of codes decodes to what its codes decode to, and lies on the plane where they lie.
func TestBetween(t *testing.T) {
	r := tiny.Recipe()
	r.LatentDim = 5
	run := speckledRun(t, r)
	steps(t, run, 3)
	for _, v := range []wire.View{{Points: 20, AxisX: 2, AxisY: 4}, {Points: 20, PCA: true}} {
		c := run.Snapshot(v).Codes
		x, y := slices.Clone(c.X), slices.Clone(c.Y)
		held := run.HeldOut([]int32{3, 17})
		z, images, px, py := run.Between(held.Z[:5], held.Z[5:], 4, false)
		for end, at := range map[int]int{0: 3, 3: 17} {
			if math.Abs(float64(px[end]-x[at])) > 1e-5 || math.Abs(float64(py[end]-y[at])) > 1e-5 {
				t.Errorf("code %d of the way lies at %g, %g, image %d at %g, %g", end, px[end], py[end], at, x[at], y[at])
			}
		}
		dim := len(images) / 4
		want := make([]float32, dim)
		run.Model().Decode(want, z[5:10], 1)
		for i, v := range want {
			if math.Abs(float64(v-images[dim+i])) > 1e-6 {
				t.Fatalf("value %d of the second image is %g, its code decodes to %g", i, images[dim+i], v)
			}
		}
	}
	analyze(run)
	run.Snapshot(wire.View{Points: 20, Plane: "pixels"})
	if _, _, x, _ := run.Between(make([]float32, 5), make([]float32, 5), 3, true); x != nil {
		t.Error("a way of codes lies on the plane of the pixels")
	}
}

func TestHeldOut(t *testing.T) {
	run := speckledRun(t, tiny.Recipe())
	steps(t, run, 3)
	places := []int32{5, 0, 5}
	m := run.HeldOut(places)
	dim := len(m.X) / 3
	x := make([]float32, dim)
	run.test.Batch(x, places[:1])
	if !slices.Equal(m.X[:dim], x) || !slices.Equal(m.X[2*dim:], x) || slices.Equal(m.X[dim:2*dim], x) {
		t.Error("the images are not those of their places")
	}
	sum := 0.0
	for i := range dim {
		d := float64(m.Y[i] - m.X[i])
		sum += d * d
	}
	if math.Abs(sum/float64(dim)-float64(m.Errors[0])) > 1e-6 {
		t.Errorf("error %g found, %g expected", m.Errors[0], sum/float64(dim))
	}
	if c := run.Snapshot(wire.View{Points: 20, AxisY: 1}).Codes; c.X[5] != m.Z[0] || c.Y[5] != m.Z[1] {
		t.Errorf("image 5 has the code %v, and lies at %g, %g", m.Z[:2], c.X[5], c.Y[5])
	}
}

// A grid that is held keeps its range as the codes move, on the plane that it lies on.
func TestGridIsHeld(t *testing.T) {
	run := speckledRun(t, tiny.Recipe())
	v := wire.View{Points: 20, AxisY: 1, Grid: 3}
	x0 := run.Snapshot(v).Grid.X0
	steps(t, run, 40)
	v.Hold = true
	if g := run.Snapshot(v).Grid; g.X0 != x0 {
		t.Errorf("held at %g it begins at %g", x0, g.X0)
	}
	v.AxisX, v.AxisY = 1, 0
	if g := run.Snapshot(v).Grid; g.X0 == x0 {
		t.Error("another plane keeps the range")
	}
	v = wire.View{Points: 20, AxisY: 1, Grid: 3}
	if g := run.Snapshot(v).Grid; g.X0 == x0 {
		t.Error("let go the range does not follow the codes")
	}
}
