package train

import (
	"bytes"
	"math"
	"slices"
	"testing"

	"bottleneck/core/internal/tiny"
	"bottleneck/core/kernel"
	"bottleneck/core/phases"
	"bottleneck/core/recipe"
)

func layersOf(t *testing.T, text string) []recipe.Layer {
	t.Helper()
	l, err := recipe.ParseLayers(text)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// watchable are recipes of every kind of step.
func watchable(t *testing.T) map[string]recipe.Recipe {
	t.Helper()
	of := func(r recipe.Recipe, change func(r *recipe.Recipe)) recipe.Recipe {
		change(&r)
		return r
	}
	plain := tiny.Recipe()
	list := map[string]recipe.Recipe{
		"linear":  of(plain, func(r *recipe.Recipe) { r.Encoder = nil }),
		"denoise": of(plain, func(r *recipe.Recipe) { r.Noise = recipe.Noise{Kind: "gaussian", Amount: 0.3}; r.ClipNorm = 0.01 }),
		"conv": of(plain, func(r *recipe.Recipe) {
			r.Encoder, r.Mirror = layersOf(t, "conv(4,3,relu),maxpool(2),flatten()"), false
			r.Decoder = layersOf(t, "dense(30,relu),reshape(3x2x5),upsample(2),conv(3,3,relu),flatten()")
		}),
		"drawing": of(plain, func(r *recipe.Recipe) {
			r.Encoder = layersOf(t, "dense(9,relu),dropout(0.3),gaussian_noise(0.1)")
			r.Shuffle = "random"
		}),
		"variational": tiny.Variational(),
		"vae, mse":    of(tiny.Variational(), func(r *recipe.Recipe) { r.Loss.Name, r.BetaWarmup, r.OutputActivation = "mse", 2, "sigmoid" }),
		"rbm":         tiny.Layered(),
		"rbm, linear": of(tiny.Layered(), func(r *recipe.Recipe) { r.LatentActivation = "linear" }),
		"k_sparse":    of(plain, func(r *recipe.Recipe) { r.Sparsity, r.SparsityK, r.LatentDim = "top_k", 2, 5 }),
		"kl_sparse": of(plain, func(r *recipe.Recipe) {
			r.Sparsity, r.SparsityWeight, r.SparsityTarget, r.LatentActivation = "kl", 0.1, 0.1, "sigmoid"
		}),
		"contractive": of(plain, func(r *recipe.Recipe) { r.Encoder, r.Contractive, r.LatentActivation = nil, 0.1, "sigmoid" }),
		"changed": of(plain, func(r *recipe.Recipe) {
			r.Changes = []recipe.LiveChange{{Step: 5, Field: "learning_rate", Value: "0.01"}, {Step: 9, Field: "noise", Value: "gaussian(0.3)"}}
		}),
		"nudged": of(plain, func(r *recipe.Recipe) { r.Contractive, r.Sparsity, r.SparsityWeight = 0.1, "l1", 0.01 }),
	}
	return list
}

// A watched step leaves the run as any other does, bit for bit.
func TestWatchIsAStep(t *testing.T) {
	t.Parallel()
	for name, r := range watchable(t) {
		plain, watched := newRun(t, r), newRun(t, r)
		for i := range 60 {
			steps(t, plain, 1)
			if i%3 == 2 {
				steps(t, watched, 1)
			} else if _, err := watched.Watch(i % r.BatchSize); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if a, b := plain.Checkpoint(), watched.Checkpoint(); !bytes.Equal(a, b) {
				t.Fatalf("%s: step %d watched gives %s, %s expected", name, i+1, watched.Fingerprint(), plain.Fingerprint())
			}
			if a, b := plain.Metrics(), watched.Metrics(); a != b {
				t.Fatalf("%s: step %d watched has the figures %+v, %+v expected", name, i+1, b, a)
			}
		}
	}
}

// part returns the numbers of the first part of that name in a phase.
func part(t *testing.T, s *phases.Step, phase, name string) []float32 {
	t.Helper()
	for _, p := range s.Phases {
		for _, part := range p.Parts {
			if p.Phase == phase && part.Part == name {
				return s.Numbers[part.At : part.At+part.N*part.H*part.W*part.C]
			}
		}
	}
	t.Fatalf("no %s in phase %s", name, phase)
	return nil
}

func phase(t *testing.T, s *phases.Step, name string) phases.Phase {
	t.Helper()
	for _, p := range s.Phases {
		if p.Phase == name {
			return p
		}
	}
	t.Fatalf("no phase %s", name)
	return phases.Phase{}
}

func near(t *testing.T, what string, got, want []float32) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d numbers, %d expected", what, len(got), len(want))
	}
	for i := range got {
		if d := math.Abs(float64(got[i] - want[i])); !(d <= 1e-5*(1+math.Abs(float64(want[i])))) {
			t.Fatalf("%s: number %d is %g, %g expected", what, i, got[i], want[i])
		}
	}
}

func about(t *testing.T, what string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) <= 1e-4*math.Abs(want)+1e-9) {
		t.Errorf("%s is %g, %g expected", what, got, want)
	}
}

// dense is x W + b, by the definition.
func dense(x, w, b []float32) []float32 {
	y := slices.Clone(b)
	for i, v := range x {
		for j := range y {
			y[j] += v * w[i*len(y)+j]
		}
	}
	return y
}

func each(x []float32, f func(float64) float64) []float32 {
	y := make([]float32, len(x))
	for i, v := range x {
		y[i] = float32(f(float64(v)))
	}
	return y
}

func sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// What is shown of a step is what the network of before makes of the image, computed by hand.
func TestWatchShowsTheStep(t *testing.T) {
	t.Parallel()
	r := tiny.Recipe()
	r.Optimizer, r.LearningRate, r.OutputActivation = "sgd", 0.5, "sigmoid"
	r.Noise = recipe.Noise{Kind: "masking", Amount: 0.3}
	run := newRun(t, r)
	steps(t, run, 10)
	before := slices.Clone(run.model.Values)
	const image = 5
	s, err := run.Watch(image)
	if err != nil {
		t.Fatal(err)
	}
	after := run.model.Values

	clean := part(t, s, phases.Draw, "clean")
	want := make([]float32, 30)
	run.train.Rows(want, s.Index, s.Index+1)
	near(t, "the clean image", clean, want)
	if s.Step != 11 || s.Image != image || s.Batch != 8 || s.Label != int(run.train.Labels[s.Index]) {
		t.Errorf("step %+v", *s)
	}
	batch := part(t, s, phases.Draw, "batch")
	near(t, "the image in its batch", batch[image*30:image*30+30], clean)
	input := part(t, s, phases.Corrupt, "input")
	masked := 0
	for i, v := range input {
		if v != clean[i] {
			masked++
			if v != 0 {
				t.Errorf("input %d is %g, masked or %g expected", i, v, clean[i])
			}
		}
	}
	if masked == 0 {
		t.Error("no input is masked")
	}

	m, rest := run.model, before
	next := func(n int) (p []float32) { p, rest = rest[:n], rest[n:]; return p }
	var shown []float32
	x := input
	for i, units := range []int{9, 3, 9, 30} {
		w, b := next(len(x)*units), next(units)
		x = dense(x, w, b)
		switch i {
		case 0:
			x = each(x, math.Tanh)
			shown = part(t, s, phases.Encode, "layer")
		case 1:
			shown = part(t, s, phases.Encode, "code")
		case 2:
			x = each(x, math.Tanh)
			shown = part(t, s, phases.Decode, "layer")
		case 3:
			x = each(x, sigmoid)
			shown = part(t, s, phases.Decode, "output")
		}
		near(t, "layer", shown, x)
	}
	if len(rest) != 0 {
		t.Fatalf("%d weights more than the layers by hand have", len(rest))
	}
	// The model itself says the same of the weights before.
	now := slices.Clone(after)
	m.Exchange(before)
	z, y := make([]float32, 3), make([]float32, 30)
	m.Encode(z, input, 1)
	m.Decode(y, z, 1)
	m.Exchange(before)
	near(t, "the code", part(t, s, phases.Encode, "code"), z)
	near(t, "the output", part(t, s, phases.Decode, "output"), y)
	if !slices.Equal(now, m.Values) {
		t.Fatal("the weights were not put back")
	}

	// Steps of sgd are the gradient times the learning rate.
	at := 0
	layers := phase(t, s, phases.Move).Layers
	if len(layers) != 4 {
		t.Fatalf("%d layers with weights, 4 expected", len(layers))
	}
	for i, l := range layers {
		b, a := before[at:at+l.Parameters], after[at:at+l.Parameters]
		moved := math.Sqrt(kernel.SquaredDistance(b, a))
		about(t, "the update", l.Update, moved)
		about(t, "the gradient", phase(t, s, phases.Back).Layers[i].Gradient, moved/0.5)
		about(t, "the weights", l.Weights, math.Sqrt(kernel.SumSquares(b)))
		at += l.Parameters
	}
	if at != len(before) {
		t.Errorf("%d weights of layers, %d expected", at, len(before))
	}

	// Of the first layer's units the one is shown that moved most.
	squares := make([]float64, 9)
	for k := range 30 {
		for u := range squares {
			d := float64(after[k*9+u] - before[k*9+u])
			squares[u] += d * d
		}
	}
	unit := slices.Index(squares, slices.Max(squares))
	was, is := part(t, s, phases.Move, "before"), part(t, s, phases.Move, "after")
	for k := range 30 {
		if was[k] != before[k*9+unit] || is[k] != after[k*9+unit] {
			t.Fatalf("the weights of a unit are not those of unit %d", unit)
		}
	}
}

// The loss is the sum of what is shown of it, and of a variational code it is told how it was drawn.
func TestWatchTellsTheTerms(t *testing.T) {
	t.Parallel()
	for name, r := range watchable(t) {
		run := newRun(t, r)
		steps(t, run, run.pre.total()+3)
		s, err := run.Watch(1)
		if err != nil {
			t.Fatal(err)
		}
		if len(s.Phases) != 7 {
			t.Errorf("%s: %d phases, 7 expected", name, len(s.Phases))
		}
		terms := phase(t, s, phases.Compare).Terms
		about(t, name+": the sum of the terms", terms.Reconstruction+terms.Divergence+terms.Sparsity+terms.Contraction, s.Loss)
		for term, is := range map[string][2]bool{
			"divergence":  {terms.Divergence > 0, r.Latent == "variational"},
			"sparsity":    {terms.Sparsity > 0, r.Sparsity == "kl" || r.Sparsity == "l1"},
			"contraction": {terms.Contraction > 0, r.Contractive > 0},
		} {
			if is[0] != is[1] {
				t.Errorf("%s: a term of %s is %v, %v expected", name, term, is[0], is[1])
			}
		}
		about(t, name+": the loss", float64(run.losses.losses[(run.losses.n-1)%len(run.losses.losses)]), s.Loss)
		if r.Latent == "variational" {
			mean, deviation, noise := part(t, s, phases.Encode, "mean"), part(t, s, phases.Encode, "deviation"), part(t, s, phases.Encode, "noise")
			for i, z := range part(t, s, phases.Encode, "code") {
				near(t, name+": the code", []float32{z}, []float32{mean[i] + deviation[i]*noise[i]})
			}
			if n := len(phase(t, s, phases.Back).Layers); n != 5 {
				t.Errorf("%s: %d layers with weights, 5 expected", name, n)
			}
		}
	}
}

// The images of a batch share its loss among them.
func TestWatchSharesTheLoss(t *testing.T) {
	t.Parallel()
	for _, r := range []recipe.Recipe{tiny.Recipe(), tiny.Variational()} {
		sum := 0.0
		for i := range r.BatchSize {
			s, err := newRun(t, r).Watch(i)
			if err != nil {
				t.Fatal(err)
			}
			sum += s.Share
		}
		about(t, "the sum of the shares", sum, 1)
	}
}

func TestWatchShowsAMachine(t *testing.T) {
	t.Parallel()
	r := tiny.Layered()
	run := newRun(t, r)
	W, visible, hidden := run.pre.net.Machines[0].Parameters()
	w, a, b := slices.Clone(W.Value), slices.Clone(visible.Value), slices.Clone(hidden.Value)
	s, err := run.Watch(2)
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Phases) != 6 || s.Layer != 1 {
		t.Fatalf("%d phases of layer %d, 6 of layer 1 expected", len(s.Phases), s.Layer)
	}
	v := part(t, s, phases.Up, "visible")
	near(t, "the visible units", v, part(t, s, phases.Draw, "clean"))
	near(t, "the hidden units", part(t, s, phases.Up, "hidden"), each(dense(v, w, b), sigmoid))
	states := part(t, s, phases.Up, "states")
	for _, x := range states {
		if x != 0 && x != 1 {
			t.Errorf("a state is %g", x)
		}
	}
	painted := part(t, s, phases.Down, "painted")
	near(t, "what is painted", painted, each(dense(states, transposed(w, 30, 11), a), sigmoid))
	near(t, "the hidden units again", part(t, s, phases.UpAgain, "hidden_painted"), each(dense(painted, w, b), sigmoid))

	// The first update is the difference of the statistics, with the decay of the weights.
	data, model := part(t, s, phases.Statistics, "data"), part(t, s, phases.Statistics, "model")
	unit := phase(t, s, phases.Statistics).Parts[0].Unit - 1
	for i := range data {
		step := float64(w[i*11+unit]-W.Value[i*11+unit]) / s.Rate
		want := float64(model[i]-data[i]) + weightDecay*float64(w[i*11+unit])
		if math.Abs(step-want) > 1e-4 {
			t.Fatalf("weight %d of unit %d moved by %g, %g expected", i, unit, step, want)
		}
	}
	l := phase(t, s, phases.Move).Layers
	about(t, "the update of the weights", l[0].Update, math.Sqrt(kernel.SquaredDistance(w, W.Value)))
	about(t, "the update of the hidden biases", l[1].Update, math.Sqrt(kernel.SquaredDistance(b, hidden.Value)))
	about(t, "the update of the visible biases", l[2].Update, math.Sqrt(kernel.SquaredDistance(a, visible.Value)))
}

func TestWatchRefuses(t *testing.T) {
	r := tiny.Recipe()
	run, other := newRun(t, r), newRun(t, r)
	for _, image := range []int{-1, r.BatchSize} {
		if _, err := run.Watch(image); err == nil {
			t.Errorf("image %d of a batch of %d was accepted", image, r.BatchSize)
		}
	}
	steps(t, run, 6)
	steps(t, other, 6)
	if run.Fingerprint() != other.Fingerprint() {
		t.Error("a refusal drew a batch")
	}
	s, err := run.Watch(7) // of the last batch, of 2
	if err != nil {
		t.Fatal(err)
	}
	if s.Image != 1 || s.Batch != 2 {
		t.Errorf("image %d of a batch of %d, 1 of 2 expected", s.Image, s.Batch)
	}
}

// A watched step that diverges updates nothing.
func TestWatchDiverges(t *testing.T) {
	run := newRun(t, tiny.Recipe())
	run.model.Values[0] = float32(math.NaN())
	_, err := run.Watch(0)
	if d, is := err.(*Diverged); !is || d.Step != 1 {
		t.Errorf("%v found, a loss that is not finite expected", err)
	}
	if run.step != 0 {
		t.Errorf("step %d counted", run.step)
	}
}
