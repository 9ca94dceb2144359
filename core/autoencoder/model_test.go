package autoencoder

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"bottleneck/core/internal/gradcheck"
	"bottleneck/core/kernel"
	"bottleneck/core/nn"
	"bottleneck/core/recipe"
)

// small returns a recipe of a network small enough to vary every weight.
func small(loss, output, activation string) recipe.Recipe {
	r := recipe.Default()
	r.Encoder = []recipe.Layer{{Kind: recipe.Dense, Units: 5, Activation: activation}}
	r.LatentDim, r.LatentActivation, r.OutputActivation = 2, activation, output
	r.BatchSize = 4
	r.Loss.Name = loss
	if k := r.Loss.Kind(); k != nil && k.Argument != nil {
		r.Loss.Argument = k.Argument.Default
	}
	r.Init, r.InitStddev = "normal", 0.5
	return r
}

func build(t *testing.T, r recipe.Recipe, dim int) *Model {
	t.Helper()
	r.Arithmetic = "plain"
	m, err := New(r, nn.Flat(dim), rand.New(rand.NewPCG(1, 1)))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func uniform(n int, key uint64) []float32 {
	x := make([]float32, n)
	kernel.Uniform(x, key)
	return x
}

// Every weight of the whole network, for every loss with every output it takes,
// plain and denoising.
func TestWholeNetworkGradients(t *testing.T) {
	const dim, B = 7, 4
	var tests []struct{ loss, output, activation string }
	for _, k := range recipe.LossKinds() {
		for output, activation := range map[string]string{"sigmoid": "tanh", "linear": "tanh", "tanh": "sigmoid"} {
			if output == "sigmoid" || !k.Logits {
				tests = append(tests, struct{ loss, output, activation string }{k.Name, output, activation})
			}
		}
	}
	for _, c := range tests {
		for _, denoise := range []bool{false, true} {
			t.Run(fmt.Sprint(c.loss, c.output, c.activation, denoise), func(t *testing.T) {
				m := build(t, small(c.loss, c.output, c.activation), dim)
				clean := uniform(B*dim, 2)
				input := clean
				if denoise {
					input = uniform(B*dim, 3)
				}
				loss := func() float64 { return m.Gradients(Batch{Clean: clean, Input: input}) }
				loss()
				grads := append([]float32(nil), m.Grads...)
				// A small step, so that no output crosses its target, where absolute errors have no derivative.
				if err := gradcheck.Check("weights", m.Values, grads, loss, 1e-3, 1e-3); err != nil {
					t.Error(err)
				}
			})
		}
	}
}

// The gradients of batches add up, until a step uses them.
func TestGradientsAddUp(t *testing.T) {
	const dim, B = 7, 4
	m, x := build(t, small("mse", "sigmoid", "tanh"), dim), uniform(B*dim, 2)
	m.Gradients(Batch{Clean: x, Input: x})
	once := slices.Clone(m.Grads)
	m.Gradients(Batch{Clean: x, Input: x})
	for i, g := range m.Grads {
		if d := math.Abs(float64(g - 2*once[i])); d > 1e-6 {
			t.Fatalf("parameter %d: %g after two batches, %g after one", i, g, once[i])
		}
	}
}

// One small step against the gradient lowers the loss of its batch.
func TestAStepLowersTheLoss(t *testing.T) {
	const dim, B = 20, 8
	for seed := range uint64(20) {
		m, err := New(small("mse", "sigmoid", "relu"), nn.Flat(dim), rand.New(rand.NewPCG(seed, 1)))
		if err != nil {
			t.Fatal(err)
		}
		x := uniform(B*dim, seed)
		before := m.Gradients(Batch{Clean: x, Input: x})
		kernel.Axpy(m.Values, -0.05, m.Grads)
		if after := m.Gradients(Batch{Clean: x, Input: x}); after >= before {
			t.Errorf("seed %d: loss %g, then %g", seed, before, after)
		}
	}
}

func TestLossesAgreeWithGradients(t *testing.T) {
	const dim, B = 11, 3
	var tests []struct{ loss, reduction string }
	for _, k := range recipe.LossKinds() {
		for _, reduction := range []string{"mean", "image", "batch"} {
			tests = append(tests, struct{ loss, reduction string }{k.Name, reduction})
		}
	}
	for _, c := range tests {
		loss := c.loss + " " + c.reduction
		r := small(c.loss, "sigmoid", "tanh")
		r.Reduction = c.reduction
		m := build(t, r, dim)
		x := uniform(B*dim, 4)
		rows := make([]float32, B)
		got := m.Losses(Batch{Clean: x, Input: x}, rows)
		want := m.Gradients(Batch{Clean: x, Input: x})
		if d := got - want; d > 1e-6 || d < -1e-6 {
			t.Errorf("%s: Losses %g, Gradients %g", loss, got, want)
		}
		y := make([]float32, B*dim)
		m.Reconstruct(y, x, B)
		mse := kernel.SquaredDistance(y, x) / (B * dim)
		if d := mse - float64(rows[0]+rows[1]+rows[2])/3; d > 1e-7 || d < -1e-7 {
			t.Errorf("%s: mse of the rows %v, %g of the reconstruction", loss, rows, mse)
		}
	}
}

// Any number of rows may be asked for; it is cut into batches.
func TestManyRows(t *testing.T) {
	const dim = 6
	m := build(t, small("mse", "sigmoid", "tanh"), dim)
	n := 2*m.MaxBatch() + 3
	x := uniform(n*dim, 9)
	z, y, direct := make([]float32, n*2), make([]float32, n*dim), make([]float32, n*dim)
	m.Encode(z, x, n)
	m.Decode(y, z, n)
	m.Reconstruct(direct, x, n)
	one := make([]float32, dim)
	for i := range n {
		m.Reconstruct(one, x[i*dim:(i+1)*dim], 1)
		for j := range one {
			if y[i*dim+j] != direct[i*dim+j] || one[j] != direct[i*dim+j] {
				t.Fatalf("row %d: decode(encode) %g, reconstruct %g, alone %g", i, y[i*dim+j], direct[i*dim+j], one[j])
			}
		}
	}
}

func TestTheDecoderMirrorsTheEncoder(t *testing.T) {
	r := recipe.Default()
	r.Encoder = []recipe.Layer{{Kind: recipe.Dense, Units: 500, Activation: "tanh"}, {Kind: recipe.Dense, Units: 300, Activation: "tanh"}}
	r.LatentDim = 2
	m := build(t, r, 784)
	want := r.Cost().Parameters
	if len(m.Values) != want || len(m.Grads) != want {
		t.Errorf("%d parameters, the recipe counts %d", len(m.Values), want)
	}
}

func TestCrossEntropyNeedsASigmoid(t *testing.T) {
	if _, err := New(small("bce", "linear", "tanh"), nn.Flat(4), rand.New(rand.NewPCG(1, 1))); err == nil {
		t.Error("bce with a linear output: no error")
	}
}
