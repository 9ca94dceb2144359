package kernel

import (
	"fmt"
	"math"
	"testing"
)

// ulps is the distance of got from want in units of want's last place as a float32.
func ulps(got float32, want float64) float64 {
	w := float32(want)
	if got == w || got != got && w != w {
		return 0
	}
	next := math.Nextafter32(abs32(w), float32(math.Inf(1)))
	if math.IsInf(float64(next), 1) {
		next = math.MaxFloat32
		w = math.Nextafter32(next, 0)
	}
	return math.Abs(float64(got)-want) / math.Abs(float64(next)-float64(abs32(w)))
}

// sweep calls f with every 4001st float32 between the bit patterns of lo and hi (of one sign), and with
// both ends.
func sweep(lo, hi float32, f func(float32)) {
	a, b := math.Float32bits(lo), math.Float32bits(hi)
	for u := uint64(a); u < uint64(b); u += 4001 {
		f(math.Float32frombits(uint32(u)))
	}
	f(hi)
}

func TestElementaryFunctionsWithinBounds(t *testing.T) {
	for _, c := range []struct {
		name   string
		bound  float64
		f      func(float32) float32
		want   func(float64) float64
		ranges [][2]float32
	}{
		{"exp", 2, one(Exp), math.Exp, [][2]float32{{0, inf}, {negativeZero, -inf}}},
		{"log", 2, one(Log), math.Log, [][2]float32{{0, inf}}},
		{"tanh", 2, one(Tanh), math.Tanh, [][2]float32{{0, inf}, {negativeZero, -inf}}},
		{"sigmoid", 3, one(Sigmoid), func(x float64) float64 { return 1 / (1 + math.Exp(-x)) },
			[][2]float32{{0, inf}, {negativeZero, -inf}}},
	} {
		t.Run(fmt.Sprintf("%s within %g ulp", c.name, c.bound), func(t *testing.T) {
			worst, at := 0.0, float32(0)
			for _, r := range c.ranges {
				sweep(r[0], r[1], func(x float32) {
					if u := ulps(c.f(x), c.want(float64(x))); !(u <= worst) {
						worst, at = u, x
					}
				})
			}
			t.Logf("worst: %.3f ulp at %g", worst, at)
			if !(worst <= c.bound) {
				t.Errorf("%.3f ulp at %g (%#08x): found %g, %g expected", worst, at, math.Float32bits(at), c.f(at), c.want(float64(at)))
			}
		})
	}
}

func TestSpecialValues(t *testing.T) {
	for _, c := range []struct {
		name     string
		f        func(float32) float32
		x, value float32
	}{
		{"exp", one(Exp), 0, 1}, {"exp", one(Exp), negativeZero, 1}, {"exp", one(Exp), inf, inf},
		{"exp", one(Exp), -inf, 0}, {"exp", one(Exp), nan, nan}, {"exp", one(Exp), 88.73, inf},
		{"exp", one(Exp), -103.98, 0}, {"exp", one(Exp), -103.2, math.SmallestNonzeroFloat32},
		{"log", one(Log), 1, 0}, {"log", one(Log), 0, -inf}, {"log", one(Log), negativeZero, -inf},
		{"log", one(Log), -1, nan}, {"log", one(Log), -inf, nan}, {"log", one(Log), inf, inf}, {"log", one(Log), nan, nan},
		{"tanh", one(Tanh), 0, 0}, {"tanh", one(Tanh), negativeZero, negativeZero}, {"tanh", one(Tanh), inf, 1},
		{"tanh", one(Tanh), -inf, -1}, {"tanh", one(Tanh), nan, nan}, {"tanh", one(Tanh), 1e-40, 1e-40},
		{"sigmoid", one(Sigmoid), 0, 0.5}, {"sigmoid", one(Sigmoid), negativeZero, 0.5}, {"sigmoid", one(Sigmoid), inf, 1},
		{"sigmoid", one(Sigmoid), -inf, 0}, {"sigmoid", one(Sigmoid), nan, nan},
		{"relu", one(ReLU), -1, 0}, {"relu", one(ReLU), nan, nan}, {"relu", one(ReLU), -inf, 0}, {"relu", one(ReLU), inf, inf},
	} {
		if got := c.f(c.x); !sameBits(got, c.value) {
			t.Errorf("%s(%g): found %g, expected %g", c.name, c.x, got, c.value)
		}
	}
}
