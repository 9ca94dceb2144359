package nn

import (
	"math"
	"math/rand/v2"
	"testing"

	"bottleneck/core/kernel"
)

func TestInitializersHaveTheirSpread(t *testing.T) {
	const in, out = 300, 200
	for _, c := range []struct {
		name         string
		stddev       float64 // of the weights
		bound        float64 // 0: none
		biasIsRandom bool
	}{
		{"glorot_uniform", math.Sqrt(2.0 / (in + out)), math.Sqrt(6.0 / (in + out)), false},
		{"glorot_normal", math.Sqrt(2.0 / (in + out)), 0, false},
		{"he_uniform", math.Sqrt(2.0 / in), math.Sqrt(6.0 / in), false},
		{"he_normal", math.Sqrt(2.0 / in), 0, false},
		{"pytorch", math.Sqrt(1.0 / 3 / in), math.Sqrt(1.0 / in), true},
		{"normal", 0.1, 0, true},
	} {
		d := NewDense(kernel.Plain, in, out, 1, false)
		if err := (Initializer{Name: c.name, Stddev: 0.1}).Dense(d, rand.New(rand.NewPCG(4, 1))); err != nil {
			t.Fatal(err)
		}
		w := d.W.Value
		mean := kernel.Sum(w) / float64(len(w))
		sd := math.Sqrt(kernel.SumSquares(w) / float64(len(w)))
		if math.Abs(mean) > 5*c.stddev/math.Sqrt(float64(len(w))) {
			t.Errorf("%s: mean %g", c.name, mean)
		}
		if math.Abs(sd/c.stddev-1) > 0.02 {
			t.Errorf("%s: standard deviation %g, %g expected", c.name, sd, c.stddev)
		}
		for _, v := range w {
			if c.bound > 0 && math.Abs(float64(v)) > c.bound*(1+1e-6) {
				t.Fatalf("%s: weight %g beyond %g", c.name, v, c.bound)
			}
		}
		if random := kernel.SumSquares(d.Bias.Value) > 0; random != c.biasIsRandom {
			t.Errorf("%s: random bias is %v", c.name, random)
		}
	}
}

func TestSameSeedSameWeights(t *testing.T) {
	draw := func(seed uint64) []float32 {
		d := NewDense(kernel.Plain, 10, 10, 1, false)
		_ = (Initializer{Name: "glorot_uniform"}).Dense(d, rand.New(rand.NewPCG(seed, 1)))
		return d.W.Value
	}
	a, b, c := draw(1), draw(1), draw(2)
	different := 0
	for i := range a {
		if a[i] != b[i] {
			t.Fatal("the same seed drew other weights")
		}
		if a[i] != c[i] {
			different++
		}
	}
	if different < 90 {
		t.Errorf("another seed changed %d of 100 weights", different)
	}
}
