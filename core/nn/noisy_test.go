package nn

import (
	"math"
	"math/rand/v2"
	"testing"

	"bottleneck/core/kernel"
)

// noisy are both kinds, for batches of up to 4 rows of 9.
func noisy(t *testing.T) []drawing {
	t.Helper()
	d, err := NewDropout(9, 0.4, 4)
	if err != nil {
		t.Fatal(err)
	}
	g, err := NewGaussianNoise(9, 0.3, 4)
	if err != nil {
		t.Fatal(err)
	}
	return []drawing{d, g}
}

func TestNoisyGradients(t *testing.T) {
	for _, l := range noisy(t) {
		checkLayer(t, l, 9, 9, 3, random(27, 1)) // in evaluation, as they are new
		l.Train(5)
		checkLayer(t, l, 9, 9, 3, random(27, 1))
		checkLayer(t, l, 9, 9, 1, random(9, 1))
	}
}

func TestNoisyIsTheIdentityInEvaluation(t *testing.T) {
	x := random(27, 1)
	for _, l := range noisy(t) {
		for range 2 {
			if y := l.Forward(x, 3); &y[0] != &x[0] {
				t.Errorf("%T: another slice", l)
			}
			compare(t, "dX", l.Backward(random(27, 2), 3), random(27, 2))
			l.Train(1)
			l.Backward(random(27, 3), len(l.Forward(x, 3))/9)
			l.Evaluate()
		}
	}
}

// The numbers depend on the key and the place, not on the batch, and the input
// stays as it was, which the layer before may need.
func TestNoisyDrawsByKey(t *testing.T) {
	for _, l := range noisy(t) {
		x := random(36, 1)
		draw := func(key uint64, B int) []float32 {
			l.Train(key)
			return append([]float32(nil), l.Forward(x[:B*9], B)...)
		}
		a, again, other, less := draw(1, 4), draw(1, 4), draw(2, 4), draw(1, 2)
		differ := 0
		for i := range a {
			if a[i] != again[i] || i < len(less) && a[i] != less[i] {
				t.Fatalf("%T: the same key drew other numbers", l)
			}
			if a[i] != other[i] {
				differ++
			}
		}
		if differ < 9 {
			t.Errorf("%T: another key changed %d of 36 values", l, differ)
		}
		compare(t, "x", x, random(36, 1))
	}
}

func TestDropoutKeepsItsShare(t *testing.T) {
	const B, dim = 100, 1000
	for _, rate := range []float64{0, 0.1, 0.5, 0.9} {
		d, err := NewDropout(dim, rate, B)
		if err != nil {
			t.Fatal(err)
		}
		d.Train(77)
		x := make([]float32, B*dim)
		kernel.Fill(x, 2)
		kept, scaled := 0, float32(2)*(1/(1-float32(rate)))
		for _, v := range d.Forward(x, B) {
			switch v {
			case scaled:
				kept++
			case 0:
			default:
				t.Fatalf("rate %g: %v found, 0 or %v expected", rate, v, scaled)
			}
		}
		spread := math.Sqrt(rate * (1 - rate) * B * dim)
		if math.Abs(float64(kept)-(1-rate)*B*dim) > 4*spread {
			t.Errorf("rate %g: %d of %d kept", rate, kept, B*dim)
		}
	}
}

func TestGaussianNoiseHasItsSpread(t *testing.T) {
	const n = 100000
	g, err := NewGaussianNoise(n, 0.3, 1)
	if err != nil {
		t.Fatal(err)
	}
	g.Train(8)
	y := g.Forward(make([]float32, n), 1)
	if sd := math.Sqrt(kernel.SumSquares(y) / n); math.Abs(sd-0.3) > 0.003 {
		t.Errorf("standard deviation %g, 0.3 expected", sd)
	}
	if mean := kernel.Sum(y) / n; math.Abs(mean) > 0.004 {
		t.Errorf("mean %g", mean)
	}
}

// A network keys its noisy layers apart, by the stream that it is given.
func TestNetworkTrains(t *testing.T) {
	layers := append(noisy(t), noisy(t)...)
	n := Network{In: 9, Out: 9}
	for _, l := range layers {
		n.Layers = append(n.Layers, l)
	}
	x := random(9, 1)
	draw := func(seed uint64) []float32 {
		n.Train(rand.New(rand.NewPCG(seed, 0)))
		return append([]float32(nil), n.Forward(x, 1)...)
	}
	a := draw(1)
	compare(t, "the same stream", draw(1), a)
	if b := draw(2); b[0] == a[0] && b[1] == a[1] && b[2] == a[2] {
		t.Error("another stream drew the same")
	}
	if layers[0].(*Dropout).key == layers[2].(*Dropout).key {
		t.Error("two layers have one key")
	}
	n.Evaluate()
	compare(t, "evaluation", n.Forward(x, 1), x)
}

// Before a layer that leaves its input gradient out there is nothing to do.
func TestNoisyFirstLayer(t *testing.T) {
	for _, l := range noisy(t) {
		l.Train(1)
		d := NewDense(kernel.Plain, 9, 2, 1, false)
		d.Forward(l.Forward(random(9, 1), 1), 1)
		if dX := l.Backward(d.Backward(random(2, 2), 1), 1); dX != nil {
			t.Errorf("%T: dX = %v, nil expected", l, dX)
		}
	}
}

func TestNoisyErrors(t *testing.T) {
	nan := math.NaN()
	for want, f := range map[string]func() error{
		"nn: dropout(1): rate 1 found, at least 0 and less than 1 expected":            func() error { _, err := NewDropout(1, 1, 1); return err },
		"nn: dropout(-0.1): rate -0.1 found, at least 0 and less than 1 expected":      func() error { _, err := NewDropout(1, -0.1, 1); return err },
		"nn: dropout(NaN): rate NaN found, at least 0 and less than 1 expected":        func() error { _, err := NewDropout(1, nan, 1); return err },
		"nn: gaussian_noise(-1): standard deviation -1 found, at least 0 expected":     func() error { _, err := NewGaussianNoise(1, -1, 1); return err },
		"nn: gaussian_noise(+Inf): standard deviation +Inf found, at least 0 expected": func() error { _, err := NewGaussianNoise(1, math.Inf(1), 1); return err },
	} {
		if err := f(); err == nil || err.Error() != want {
			t.Errorf("%v, want\n%s", err, want)
		}
	}
}
