package nn

import (
	"math"
	"testing"

	"bottleneck/core/internal/gradcheck"
)

func TestSoftmaxGradients(t *testing.T) {
	for _, s := range []struct{ C, B int }{{2, 1}, {3, 4}, {10, 7}, {33, 3}} {
		l := NewSoftmax(s.C, s.B)
		x, classes := random(s.B*s.C, 11), make([]byte, s.B)
		for i := range classes {
			classes[i] = byte(i * 5 % s.C)
		}
		const scale = 0.5
		dX := make([]float32, len(x))
		f := func() float64 { return scale * l.Gradient(make([]float32, len(x)), x, classes, s.B, scale) }
		l.Gradient(dX, x, classes, s.B, scale)
		if err := gradcheck.Check("x", x, dX, f, 1e-2, 1e-3); err != nil {
			t.Errorf("%d classes: %v", s.C, err)
		}
		// The same check sees a gradient that forgets the class.
		for i, c := range classes {
			dX[i*s.C+int(c)] += scale
		}
		if gradcheck.Check("x", x, dX, f, 1e-2, 1e-3) == nil {
			t.Errorf("%d classes: a gradient without the classes passes", s.C)
		}
	}
}

// In float64, and where logits are far from zero.
func TestSoftmaxIsStable(t *testing.T) {
	x := []float32{1000, 998, -1000, -3e38, 3e38, 0, 5, 5, 5}
	classes := []byte{1, 1, 2}
	l := NewSoftmax(3, 3)
	dX := make([]float32, 9)
	got := l.Gradient(dX, x, classes, 3, 1)
	want := math.Log1p(math.Exp(-2)) + 2 + math.Log(3)
	if math.Abs(got-want) > 1e-6*want {
		t.Errorf("loss %.9g, %.9g expected", got, want)
	}
	p := 1 / (1 + math.Exp(-2))
	for i, want := range []float64{p, (1 - p) - 1, 0, 0, 0, 0, 1. / 3, 1. / 3, 1./3 - 1} {
		if math.Abs(float64(dX[i])-want) > 1e-6 {
			t.Errorf("dX[%d] = %g, %g expected", i, dX[i], want)
		}
	}
	l.Gradient(x, x, classes, 3, 1) // in place
	for i := range x {
		if x[i] != dX[i] {
			t.Errorf("in place: dX[%d] = %g, %g expected", i, x[i], dX[i])
		}
	}
}

func TestSoftmaxAllocatesNothing(t *testing.T) {
	l, x, classes := NewSoftmax(10, 64), random(640, 1), make([]byte, 64)
	dX := make([]float32, 640)
	if n := testing.AllocsPerRun(20, func() { l.Gradient(dX, x, classes, 64, 1) }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestLargest(t *testing.T) {
	nan := float32(math.NaN())
	for want, x := range map[int][]float32{0: {3, 3, 1}, 1: {-9, -2, -5}, 2: {0, 1, 2, nan}} {
		if got := Largest(x); got != want {
			t.Errorf("Largest(%v) = %d, %d expected", x, got, want)
		}
	}
}
