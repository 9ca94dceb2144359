package gradcheck

import (
	"math"
	"strings"
	"testing"
)

// cubes is sum of x^3, with gradient 3 x^2.
func cubes(x []float32) func() float64 {
	return func() float64 {
		s := 0.0
		for _, v := range x {
			s += float64(v) * float64(v) * float64(v)
		}
		return s
	}
}

func TestAcceptsTheRightGradient(t *testing.T) {
	x := []float32{-1.5, 0, 0.25, 2}
	grad := []float32{6.75, 0, 0.1875, 12}
	if err := Check("x", x, grad, cubes(x), 1e-3, 1e-4); err != nil {
		t.Error(err)
	}
}

func TestRefusesAWrongGradient(t *testing.T) {
	x := []float32{-1.5, 0, 0.25, 2}
	for name, grad := range map[string][]float32{
		"one element off":  {6.75, 0, 0.1875, 11.9},
		"sign":             {-6.75, 0, 0.1875, 12},
		"missing":          {6.75, 0, 0, 12},
		"not a number":     {6.75, float32(math.NaN()), 0.1875, 12},
		"too few elements": {6.75, 0, 0.1875},
	} {
		if err := Check("x", x, grad, cubes(x), 1e-3, 1e-4); err == nil {
			t.Errorf("%s: accepted", name)
		} else if !strings.Contains(err.Error(), "x") {
			t.Errorf("%s: %v does not name the array", name, err)
		}
	}
}

func TestRestoresTheArray(t *testing.T) {
	x := []float32{0.1, 1e8, -3e-9}
	want := append([]float32(nil), x...)
	_ = Check("x", x, make([]float32, 3), cubes(x), 1e-3, 1e-4)
	for i := range x {
		if x[i] != want[i] {
			t.Errorf("x[%d] = %v, was %v", i, x[i], want[i])
		}
	}
}
