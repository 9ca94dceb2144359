package look

import (
	"math"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/internal/tiny"
	"bottleneck/core/kernel"
	"bottleneck/core/wire"
)

// The scatter can show the images themselves; its grid and probes then are what the two components paint.
func TestThePlaneOfPixels(t *testing.T) {
	run := speckledRun(t, tiny.Recipe())
	v := wire.View{Points: 20, AxisY: 1, Grid: 2, Plane: "pixels"}
	if c := run.Snapshot(v).Codes; c.AxisX != "z[0]" {
		t.Errorf("before the components are known the axis is %q", c.AxisX)
	}
	analyze(run)
	s := run.Snapshot(v)
	basis := run.run.Basis()
	if !strings.HasPrefix(s.Codes.AxisX, "input PC 1 (") || !s.Codes.PCA || s.Codes.Dim != 3 || len(s.Units.Mean) != 3 {
		t.Errorf("axis %q, %+v", s.Codes.AxisX, s.Codes)
	}
	x, z := make([]float32, 20*30), make([]float32, 20*basis.K)
	run.test.Rows(x, 0, 20)
	basis.Encode(z, x, 20)
	for i := range 20 {
		if math.Abs(float64(z[i*basis.K]-s.Codes.X[i])) > 1e-4 || math.Abs(float64(z[i*basis.K+1]-s.Codes.Y[i])) > 1e-4 {
			t.Fatalf("image %d at %g, %g, its components are %v", i, s.Codes.X[i], s.Codes.Y[i], z[i*basis.K:i*basis.K+2])
		}
	}
	p := run.Probe(0, 0)
	mean := make([]byte, 30)
	kernel.ToBytes(mean, basis.Mean)
	if !slices.Equal(p.Pixels, mean) || !slices.Equal(p.Z, []float32{0, 0}) {
		t.Errorf("the origin paints %v, the mean image is %v", p.Pixels, mean)
	}
	if g := run.Snapshot(wire.View{Points: 20, AxisY: 1, Grid: 1, Plane: "pixels", X0: -1, X1: 1, Y0: -1, Y1: 1}).Grid; !slices.Equal(g.Pixels, mean) {
		t.Errorf("the middle of the grid is %v, the mean image %v", g.Pixels, mean)
	}
	if run.Snapshot(wire.View{Points: 20, AxisY: 1}); len(run.Probe(0, 0).Z) != 3 {
		t.Error("back at the code, a probe has its numbers")
	}
}

// The same codes lie the same way round, whatever was looked at before.
func TestAxesHaveAFixedSign(t *testing.T) {
	r := tiny.Recipe()
	r.LatentDim = 5
	a, b := speckledRun(t, r), speckledRun(t, r)
	steps(t, a, 5)
	steps(t, b, 5)
	v := wire.View{Points: 20, PCA: true}
	for range 3 {
		a.Snapshot(v)
		for _, axis := range a.plane.axes {
			kernel.Scale(axis, -1) // as another history might have left it
		}
	}
	p, q := a.Snapshot(v).Codes, b.Snapshot(v).Codes
	for i := range p.X {
		if math.Abs(float64(p.X[i]-q.X[i])) > 1e-3 || math.Abs(float64(p.Y[i]-q.Y[i])) > 1e-2 {
			t.Fatalf("point %d at %g, %g and at %g, %g", i, p.X[i], p.Y[i], q.X[i], q.Y[i])
		}
	}
	for _, axis := range a.plane.axes {
		if hi, lo := slices.Max(axis), slices.Min(axis); hi < -lo {
			t.Errorf("the largest entry of %v is negative", axis)
		}
	}
}

func TestPrincipalComponents(t *testing.T) {
	// Points along (3,4,0)/5 with standard deviation 2, along (-4,3,0)/5 with
	// 1, along z with 0.1, around (10, 20, 30).
	const n = 20000
	g := make([]float32, 3*n)
	kernel.Gaussian(g, 5)
	z := make([]float32, 3*n)
	for i := range n {
		a, b, c := 2*g[3*i], g[3*i+1], 0.1*g[3*i+2]
		z[3*i], z[3*i+1], z[3*i+2] = 10+0.6*a-0.8*b, 20+0.8*a+0.6*b, 30+c
	}
	p := plane{arithmetic: kernel.Plain}
	p.fit(wire.View{PCA: true}, z, n, 3)
	for a, want := range [2][3]float64{{0.6, 0.8, 0}, {-0.8, 0.6, 0}} {
		dot := 0.0
		for i := range want {
			dot += want[i] * float64(p.axes[a][i])
		}
		if math.Abs(math.Abs(dot)-1) > 1e-3 {
			t.Errorf("component %d is %v, +-%v expected", a+1, p.axes[a], want)
		}
	}
	if p.labels != [2]string{"PC 1 (80%)", "PC 2 (20%)"} {
		t.Errorf("labels %q", p.labels)
	}
	x, y, back := make([]float32, n), make([]float32, n), make([]float32, 3)
	p.project(x, y, z, n, 3)
	p.lift(back, x[7], y[7])
	for i := range 2 {
		if math.Abs(float64(back[i]-z[3*7+i])) > 0.05 {
			t.Errorf("lift(project(z)) = %v, z = %v", back, z[21:24])
		}
	}
	// Fitting again turns nothing around.
	before := [2][]float32{append([]float32(nil), p.axes[0]...), append([]float32(nil), p.axes[1]...)}
	p.fit(wire.View{PCA: true}, z, n, 3)
	for a := range before {
		if kernel.Dot(before[a], p.axes[a]) < 0.999 {
			t.Errorf("axis %d moved from %v to %v", a, before[a], p.axes[a])
		}
	}
}

func TestOneDimensionalCode(t *testing.T) {
	r := tiny.Recipe()
	r.LatentDim = 1
	run := newRun(t, r)
	s := run.Snapshot(wire.View{Points: 20, AxisY: 1, PCA: true, Grid: 2, Images: 1})
	if s.Codes.AxisX != "z[0]" || s.Codes.AxisY != "" {
		t.Errorf("axes %q, %q", s.Codes.AxisX, s.Codes.AxisY)
	}
	for _, y := range s.Codes.Y {
		if y != 0 {
			t.Fatalf("height %g, 0 expected", y)
		}
	}
}
