package autoencoder

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"bottleneck/core/internal/gradcheck"
	"bottleneck/core/kernel"
	"bottleneck/core/recipe"
)

// normal draws n standard normal numbers.
func normal(n int, key uint64) []float32 {
	x := make([]float32, n)
	kernel.Gaussian(x, key)
	return x
}

// Every weight of the whole network, the draw held fixed.
func TestVariationalGradients(t *testing.T) {
	const dim, B = 7, 4
	for _, loss := range []string{"mse", "bce", "l2"} {
		for _, reduction := range []string{"mean", "image", "batch"} {
			for _, hidden := range []bool{false, true} {
				r := small(loss, "sigmoid", "tanh")
				r.Latent, r.Reduction = "variational", reduction
				if !hidden {
					r.Encoder = nil
				}
				m := build(t, r, dim)
				x := uniform(B*dim, 2)
				b := Batch{Clean: x, Input: x, Epsilon: normal(B*m.Latent(), 3), Beta: 1.5}
				shown := 1.0
				if reduction == "batch" {
					shown = B // figures are shown per image
				}
				f := func() float64 { return shown * m.Gradients(b) }
				f()
				name := fmt.Sprint(loss, " ", reduction, " hidden ", hidden)
				if err := gradcheck.Check("weights", m.Values, slices.Clone(m.Grads), f, 1e-2, 1e-3); err != nil {
					t.Errorf("%s: %v", name, err)
				}
				if got, want := m.Losses(b, make([]float32, B)), m.Gradients(b); math.Abs(got-want) > 1e-6*want {
					t.Errorf("%s: Losses %g, Gradients %g", name, got, want)
				}
			}
		}
	}
}

// Encoding, reconstructing and the error of each row know nothing of the draw.
func TestTheMeanIsTheCode(t *testing.T) {
	const dim, B = 7, 4
	r := small("bce", "sigmoid", "tanh")
	r.Latent = "variational"
	m := build(t, r, dim)
	x := uniform(B*dim, 2)
	z, y := make([]float32, B*2), make([]float32, B*dim)
	rows, other := make([]float32, B), make([]float32, B)
	m.Encode(z, x, B)
	m.Reconstruct(y, x, B)
	b := Batch{Clean: x, Input: x, Epsilon: normal(B*m.Latent(), 1), Beta: 1}
	loss := m.Losses(b, rows)
	b.Epsilon = normal(B*m.Latent(), 2)
	if m.Losses(b, other) == loss {
		t.Error("another draw, the same loss")
	}
	if !slices.Equal(rows, other) {
		t.Errorf("another draw, other errors: %v, %v", rows, other)
	}
	if !slices.Equal(z, m.heads.mu) {
		t.Errorf("code %v, mean %v", z, m.heads.mu)
	}
	for i := range B {
		if want := float32(kernel.SquaredDistance(y[i*dim:(i+1)*dim], x[i*dim:(i+1)*dim]) / dim); rows[i] != want {
			t.Errorf("row %d: error %g, %g of its reconstruction", i, rows[i], want)
		}
	}
}

// Against the integral of the density's logarithm over many draws.
func TestDivergenceOfKnownDistributions(t *testing.T) {
	r := recipe.Default()
	r.Latent, r.LatentDim, r.BatchSize = "variational", 2, 1
	m := build(t, r, 3)
	for _, p := range m.Encoder.Params() {
		kernel.Fill(p.Value, 0)
	}
	for _, p := range m.LogVariance.Params() {
		kernel.Fill(p.Value, 0)
	}
	mean, logVariance := m.Encoder.Params()[1].Value, m.LogVariance.Params()[1].Value
	x, epsilon := make([]float32, 3), make([]float32, 2)
	if _, kl := m.heads.forward(x, epsilon, 1); kl != 0 {
		t.Errorf("divergence of the standard normal distribution from itself: %g", kl)
	}
	mean[0], logVariance[1] = 2, float32(math.Log(4))
	// 2^2/2 for the first, (4 - 1 - log 4)/2 for the second
	if _, kl := m.heads.forward(x, epsilon, 1); math.Abs(kl-(2+(3-math.Log(4))/2)) > 1e-6 {
		t.Errorf("divergence %g", kl)
	}
	epsilon[0], epsilon[1] = 1, -1
	if z, _ := m.heads.forward(x, epsilon, 1); math.Abs(float64(z[0]-3)) > 1e-6 || math.Abs(float64(z[1]+2)) > 1e-6 {
		t.Errorf("drawn %v, 3 and -2 expected", z)
	}
}

func TestTheRecipeCountsTheHeads(t *testing.T) {
	r := recipe.Default()
	r.Encoder = []recipe.Layer{{Kind: recipe.Dense, Units: 50, Activation: "relu"}}
	r.Latent, r.LatentDim = "variational", 2
	m := build(t, r, 784)
	if want := r.Cost().Parameters; len(m.Values) != want {
		t.Errorf("%d parameters, the recipe counts %d", len(m.Values), want)
	}
}
