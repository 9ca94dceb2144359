package kernel

import (
	"math"
	"math/rand/v2"
	"testing"
)

// The sum is that of float64 formulas, for logits near zero and for those of a network that is nearly certain.
func TestCrossEntropyAgainstFloat64(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for _, scale := range []float64{1e-3, 1, 5, 30, 200} {
		const n = 784 * 3
		x, u, dx := make([]float32, n), make([]float32, n), make([]float32, n)
		var want float64
		for i := range x {
			x[i], u[i] = float32(scale*r.NormFloat64()), r.Float32()
			if i%2 == 0 { // as most pixels are
				u[i] = 0
			}
			v, w := float64(x[i]), float64(u[i])
			want += max(v, 0) - v*w + math.Log1p(math.Exp(-math.Abs(v)))
		}
		if got := CrossEntropyLogits(dx, x, u, 1); !(math.Abs(got-want) <= 2e-7*want) {
			t.Errorf("logits of deviation %g: %.9g found, %.9g expected", scale, got, want)
		}
		for i, d := range dx {
			if want := 1/(1+math.Exp(-float64(x[i]))) - float64(u[i]); math.Abs(float64(d)-want) > 2e-7 {
				t.Fatalf("gradient at %g, %g: %.9g found, %.9g expected", x[i], u[i], d, want)
			}
		}
	}
	// Right and certain costs nothing, wrong and certain costs its logit, and what is no number stays none.
	for _, c := range []struct{ x, t, want float64 }{{-50, 0, 0}, {50, 1, 0}, {50, 0, 50}, {-50, 1, 50}, {0, 0.5, math.Ln2}, {math.NaN(), 0, math.NaN()}} {
		got := CrossEntropyLogits(make([]float32, 1), []float32{float32(c.x)}, []float32{float32(c.t)}, 1)
		if !(math.Abs(got-c.want) <= 1e-7) && got == got {
			t.Errorf("logit %g of %g: %g found, %g expected", c.x, c.t, got, c.want)
		}
		if (got != got) != (c.want != c.want) {
			t.Errorf("logit %g of %g: %g found, %g expected", c.x, c.t, got, c.want)
		}
	}
}
