package nn

import (
	"math"
	"testing"
)

func activation(t *testing.T, name string) *Activation {
	t.Helper()
	a, err := NewActivation(name)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// More values than a chunk, so that the seam is checked too.
func TestComposedActivationGradients(t *testing.T) {
	for _, name := range []string{"leaky_relu", "softplus"} {
		t.Run(name, func(t *testing.T) {
			x := random(chunk+76, 5)
			for i, v := range x { // away from the kink of leaky_relu
				if v > -0.1 && v < 0.1 {
					x[i] += 0.2
				}
			}
			checkLayer(t, activation(t, name), len(x)/4, len(x)/4, 4, x)
		})
	}
}

func TestLeakyReLUIsExact(t *testing.T) {
	a := activation(t, "leaky_relu")
	inf := float32(math.Inf(1))
	x := append(random(2*chunk+3, 1), 0, inf, -inf, 1e-45, 3e38, -1e-30, float32(math.NaN()))
	y := append([]float32(nil), x...)
	a.Forward(y, 1)
	dX := random(len(x), 2)
	dY := append([]float32(nil), dX...)
	a.Backward(dX, 1)
	for i, v := range x {
		want, slope := v, float32(1)
		if v <= 0 {
			slope = LeakySlope
			want = slope * v
		}
		if y[i] != want && v == v || v != v && y[i] == y[i] {
			t.Errorf("leaky_relu(%v) = %v, %v expected", v, y[i], want)
		}
		if v == v && dX[i] != slope*dY[i] {
			t.Errorf("the derivative at %v makes %v of %v", v, dX[i], dY[i])
		}
	}
}

// ulps is the distance of v from the true value, in steps of v's float32.
func ulps(v float32, want float64) float64 {
	step := float64(math.Nextafter32(v, float32(math.Inf(1)))) - float64(v)
	return math.Abs(float64(v)-want) / step
}

func TestSoftplusIsAccurate(t *testing.T) {
	a := activation(t, "softplus")
	var x []float32
	for v := float32(-87); v < 100; v += 0.0137 {
		x = append(x, v)
	}
	x = append(x, 0, 1e-7, -1e-7, 3e38)
	y := append([]float32(nil), x...)
	a.Forward(y, 1)
	dX := make([]float32, len(x))
	for i := range dX {
		dX[i] = 1
	}
	a.Backward(dX, 1)
	worst, worstSlope := 0.0, 0.0
	for i, v := range x {
		v := float64(v)
		worst = math.Max(worst, ulps(y[i], math.Max(v, 0)+math.Log1p(math.Exp(-math.Abs(v)))))
		worstSlope = math.Max(worstSlope, ulps(dX[i], 1/(1+math.Exp(-v))))
	}
	t.Logf("%.2f ulp, derivative %.2f ulp", worst, worstSlope)
	if worst > 3 || worstSlope > 4 {
		t.Errorf("%.2f ulp, derivative %.2f ulp; 3 and 4 expected", worst, worstSlope)
	}
}

func TestSoftplusAtTheEnds(t *testing.T) {
	inf := float32(math.Inf(1))
	x := []float32{inf, -inf, -200, float32(math.NaN())}
	y := activation(t, "softplus").Forward(x, 1)
	if y[0] != inf || y[1] != 0 || y[2] != 0 || y[3] == y[3] {
		t.Errorf("%v, [+Inf 0 0 NaN] expected", y)
	}
}
