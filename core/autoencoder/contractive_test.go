package autoencoder

import (
	"math"
	"slices"
	"testing"

	"bottleneck/core/internal/gradcheck"
	"bottleneck/core/recipe"
)

func contractive(activation, reduction string) recipe.Recipe {
	r := small("bce", "sigmoid", activation)
	r.Encoder, r.LatentDim, r.Reduction, r.Contractive = nil, 4, reduction, 0.5
	return r
}

func TestContractiveGradients(t *testing.T) {
	const dim, B = 6, 4
	for _, activation := range []string{"sigmoid", "tanh", "linear", "relu", "leaky_relu", "softplus"} {
		for _, reduction := range []string{"mean", "image", "batch"} {
			m := build(t, contractive(activation, reduction), dim)
			x := uniform(B*dim, 2)
			shown := 1.0
			if reduction == "batch" {
				shown = B
			}
			loss := func() float64 { return shown * m.Gradients(Batch{Clean: x, Input: x}) }
			loss()
			if err := gradcheck.Check("weights", m.Values, slices.Clone(m.Grads), loss, 5e-3, 2e-3); err != nil {
				t.Errorf("%s %s: %v", activation, reduction, err)
			}
			if got, want := m.Losses(Batch{Clean: x, Input: x}, make([]float32, B)), m.Gradients(Batch{Clean: x, Input: x}); math.Abs(got-want) > 1e-6*want {
				t.Errorf("%s %s: Losses %g, Gradients %g", activation, reduction, got, want)
			}
		}
	}
}

// The norm is that of the differences which a small change of each pixel makes.
func TestJacobianIsWhatTheCodeDoes(t *testing.T) {
	const dim = 6
	for _, activation := range []string{"sigmoid", "tanh", "linear", "relu", "leaky_relu", "softplus"} {
		m := build(t, contractive(activation, "image"), dim)
		x := uniform(dim, 5)
		want, hi, lo := 0.0, make([]float32, 4), make([]float32, 4)
		for i := range x {
			keep := x[i]
			x[i] = keep + 0.01
			m.Encode(hi, x, 1)
			x[i] = keep - 0.01
			m.Encode(lo, x, 1)
			x[i] = keep
			for j := range hi {
				d := float64(hi[j]-lo[j]) / 0.02
				want += d * d
			}
		}
		if got := m.Jacobian(x, 1, 0); math.Abs(got-want) > 1e-3*want || want == 0 {
			t.Errorf("%s: %g, differences say %g", activation, got, want)
		}
	}
}
