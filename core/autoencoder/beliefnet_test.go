package autoencoder

import (
	"slices"
	"strings"
	"testing"

	"bottleneck/core/kernel"
	"bottleneck/core/nn"
	"bottleneck/core/recipe"
)

func pile() recipe.Recipe {
	r := small("bce", "sigmoid", "sigmoid")
	r.Encoder = append(r.Encoder, recipe.Layer{Kind: recipe.Dense, Units: 4, Activation: "sigmoid"})
	return r
}

func TestBeliefNetSharesTheModel(t *testing.T) {
	r := pile()
	r.LatentActivation = "linear"
	m := build(t, r, 7)
	s, err := m.BeliefNet(Binary, 0.1)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []struct {
		V, H   int
		hidden Units
		rate   float64
	}{{7, 5, Binary, 0.1}, {5, 4, Binary, 0.1}, {4, 2, Gaussian, 0.001}} {
		b := s.Machines[i]
		if b.V != want.V || b.H != want.H || b.Visible != Binary || b.Hidden != want.hidden || b.LearningRate != want.rate {
			t.Errorf("machine %d: %d %v and %d %v units at %g", i, b.V, b.Visible, b.H, b.Hidden, b.LearningRate)
		}
		// A machine's means are the outputs of its layer, and its visible means those of the decoder's.
		x := uniform(3*7, 5)
		v := slices.Clone(s.Input(i, x, 3))
		h := make([]float32, 3*b.H)
		b.hidden(h, v, 3)
		through := nn.Network{Layers: m.Encoder.Layers[2*i:]}
		if b.Hidden == Binary {
			through.Layers = through.Layers[:2]
		}
		if got := through.Forward(v, 3); !slices.Equal(got, h) {
			t.Errorf("machine %d: means %v, its layer says %v", i, h, got)
		}
		down := m.Decoder.Layers[2*(2-i)].(*nn.Dense)
		kernel.Uniform(down.Bias.Value, 9)
		s.Unroll(i)
		x = make([]float32, 3*b.V)
		kernel.Plain.MatMulNT(x, h, b.w.Value, 3, b.V, b.H, false)
		kernel.AddBias(x, b.a.Value, 3, b.V)
		for k, got := range down.Forward(h, 3) {
			if d := got - x[k]; d > 1e-6 || d < -1e-6 {
				t.Fatalf("machine %d: the decoder says %g where the machine says %g", i, got, x[k])
			}
		}
	}
}

func TestBeliefNetRefusals(t *testing.T) {
	for name, c := range map[string]struct {
		change  func(r *recipe.Recipe)
		visible Units
		want    string
	}{
		"activation":   {func(r *recipe.Recipe) { r.Encoder[0].Activation = "tanh" }, Binary, "activation tanh found"},
		"linear":       {func(r *recipe.Recipe) { r.Encoder[0].Activation = "linear" }, Binary, "layer 1 is linear"},
		"all gaussian": {func(r *recipe.Recipe) { r.Encoder, r.LatentActivation = nil, "linear" }, Gaussian, "layer 1 is linear"},
		"layers":       {func(r *recipe.Recipe) { r.Mirror, r.Decoder = false, nil }, Binary, "1 dense layers in the decoder found, 3 expected"},
		"widths": {func(r *recipe.Recipe) { r.Mirror, r.Decoder = false, slices.Clone(r.Encoder) }, Binary,
			"layer 1 from the output has 4 inputs and 7 outputs, 5 and 7 expected"},
	} {
		r := pile()
		c.change(&r)
		if _, err := build(t, r, 7).BeliefNet(c.visible, 0.1); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, %q expected", name, err, c.want)
		}
	}
}
