package export

import (
	"bufio"
	"bytes"
	"encoding/json"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/autoencoder"
	"bottleneck/core/export/npz"
	"bottleneck/core/kernel"
	"bottleneck/core/nn"
	"bottleneck/core/optim"
	"bottleneck/core/recipe"
	"bottleneck/core/train"
)

// layout is a set of images or rows as the archives have them.
func layout(name string, r recipe.Recipe, x []float32) npz.Array {
	in := r.Input()
	n := len(x) / in.Size()
	if r.Source().Rows {
		return npz.Array{Name: name, Shape: []int{n, in.C}, Floats: x}
	}
	return npz.Array{Name: name, Shape: []int{n, in.H, in.W, in.C}, Floats: x}
}

func number(name string, v float64) npz.Array {
	return npz.Array{Name: name, Floats: []float32{float32(v)}}
}

// torchTensors are the values that pick chooses, as PyTorch has them.
func torchTensors(prefix string, m *autoencoder.Model, pick func(p *nn.Param) []float32) (list []npz.Array) {
	for _, t := range m.Tensors {
		chosen := autoencoder.Tensor{Name: t.Name, Param: &nn.Param{Shape: t.Param.Shape, Value: pick(t.Param)}, In: t.In, Out: t.Out}
		list = append(list, npz.Array{Name: prefix + t.Name, Shape: t.TorchShape(), Floats: chosen.Torch()})
	}
	return list
}

// expected is what a script must compute of a batch: codes, outputs, loss, gradients, three steps of the optimizer, figures.
func expected(t *testing.T, e example) []byte {
	t.Helper()
	r, m := e.recipe, e.run.Model()
	B := min(10, r.Train/2)
	dim, latent := m.Dim(), m.Latent()
	b := autoencoder.Batch{Clean: make([]float32, B*dim), Input: make([]float32, B*dim), Epsilon: make([]float32, B*latent), Beta: r.Beta, Nudge: 77}
	e.train.First(B).Rows(b.Clean, 0, B)
	copy(b.Input, b.Clean)
	if r.Noise.Kind != "none" {
		train.NoiseOf(r, dim).Corrupt(b.Input, b.Clean, 5)
	}
	kernel.Gaussian(b.Epsilon, 3)
	z, y := make([]float32, B*latent), make([]float32, B*dim)
	m.Encode(z, b.Input, B)
	m.Reconstruct(y, b.Input, B)
	arrays := []npz.Array{layout("clean", r, b.Clean), layout("seen", r, b.Input), layout("outputs", r, y),
		{Name: "codes", Shape: []int{B, latent}, Floats: inOrder(r, z)}, {Name: "keras_codes", Shape: []int{B, latent}, Floats: z}}
	p, err := r.Plan()
	if err != nil {
		t.Fatal(err)
	}
	switch {
	case m.Drawn():
		arrays = append(arrays, npz.Array{Name: "draws", Shape: []int{B, latent}, Floats: b.Epsilon})
	case r.Contractive > 0 && !p.OneDense():
		draws := make([]float32, B*dim)
		kernel.Gaussian(draws, b.Nudge)
		draws4 := layout("draws", r, draws)
		if len(draws4.Shape) == 4 { // one channel, so that the order is PyTorch's too
			draws4.Shape = []int{B, 1, draws4.Shape[1], draws4.Shape[2]}
		}
		arrays = append(arrays, draws4)
	}
	batch := 0.0
	if r.Reduction == "batch" {
		batch = 1
	}
	kernel.Fill(m.Grads, 0)
	arrays = append(arrays, number("loss", m.Gradients(b)), number("batch", batch), number("steps", float64(e.run.TotalSteps())))
	arrays = append(arrays, e.first...)
	arrays = append(arrays, torchTensors("grad.", m, func(p *nn.Param) []float32 { return p.Grad })...)

	arrays = append(arrays, moved(t, r, m)...)
	if moments := r.Optimizer == "momentum" || r.Optimizer == "nesterov" || r.Optimizer == "sgd"; moments && !draws(p) {
		arrays = append(arrays, after(t, r, m, b)...)
	}
	N := e.test.N
	held, mse := make([]float32, N*dim), make([]float32, N)
	e.test.Rows(held, 0, N)
	loss := m.Losses(autoencoder.Batch{Clean: held, Input: held, Epsilon: make([]float32, N*latent), Beta: r.Beta}, mse)
	if m.Drawn() || r.Contractive > 0 && !p.OneDense() {
		loss = 0 // of draws
	}
	arrays = append(arrays, number("test_mse", kernel.Sum(mse)/float64(N)), number("test_loss", loss))
	if r.Schedule != "constant" {
		a := npz.Array{Name: "rates"}
		again, err := train.New(r, e.train, e.test)
		for err == nil && len(a.Floats) < again.TotalSteps() {
			a.Floats = append(a.Floats, float32(again.Metrics().LearningRate/r.LearningRate))
			err = again.Step()
		}
		if err != nil {
			t.Fatal(err)
		}
		a.Shape = []int{len(a.Floats)}
		arrays = append(arrays, a, number("per_epoch", float64(again.StepsPerEpoch())))
	}
	archive, err := npz.Archive(arrays...)
	if err != nil {
		t.Fatal(err)
	}
	return archive
}

// optimizerOf is that of a recipe.
func optimizerOf(t *testing.T, r recipe.Recipe, n int) *optim.Optimizer {
	t.Helper()
	o, err := optim.New(optim.Config{Name: r.Optimizer, LearningRate: r.LearningRate, Momentum: r.Momentum, Beta1: r.Beta1, Beta2: r.Beta2,
		Rho: r.Rho, Epsilon: r.Epsilon, WeightDecay: r.WeightDecay}, n)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// moved is how far an optimizer moves the weights in three steps, by multiples of their gradients as they are.
func moved(t *testing.T, r recipe.Recipe, m *autoencoder.Model) []npz.Array {
	t.Helper()
	before, gradients := slices.Clone(m.Values), slices.Clone(m.Grads)
	o := optimizerOf(t, r, len(m.Values))
	for _, scale := range []float32{1, -0.5, 2} {
		copy(m.Grads, gradients)
		kernel.Scale(m.Grads, scale)
		o.Step(m.Values, m.Grads)
	}
	kernel.Sub(m.Values, m.Values, before)
	arrays := torchTensors("moved.", m, func(p *nn.Param) []float32 { return p.Value })
	copy(m.Values, before)
	copy(m.Grads, gradients)
	return arrays
}

// after are the weights after three steps on a batch. Adaptive optimizers move by signs, which differ where a gradient is 0 but for
// its rounding: for these moved tells.
func after(t *testing.T, r recipe.Recipe, m *autoencoder.Model, b autoencoder.Batch) []npz.Array {
	t.Helper()
	before := slices.Clone(m.Values)
	o := optimizerOf(t, r, len(m.Values))
	kernel.Fill(m.Grads, 0)
	for range 3 {
		m.Gradients(b)
		if norm := math.Sqrt(kernel.SumSquares(m.Grads)); r.ClipNorm > 0 && norm > r.ClipNorm {
			kernel.Scale(m.Grads, float32(r.ClipNorm/norm))
		}
		o.Step(m.Values, m.Grads)
	}
	arrays := torchTensors("after.", m, func(p *nn.Param) []float32 { return p.Value })
	copy(m.Values, before)
	return arrays
}

// draws says whether a network has layers that draw, in training.
func draws(p recipe.Plan) bool {
	for _, v := range p.Encoder {
		if v.Kind == recipe.Dropout || v.Kind == recipe.GaussianNoise {
			return true
		}
	}
	return false
}

// said is a line of the checking program.
type said struct {
	Case, Check, Failed string
	Error               float64
}

// bounds are how far off what is compared may be, by the first word.
var bounds = map[string]float64{"codes": 1e-5, "outputs": 1e-5, "loss": 1e-5, "gradient": 1e-4, "moves": 1e-4, "steps": 1e-3, "test_mse": 1e-5, "test_loss": 1e-5, "first_weights": 1, "schedule": 1e-5, "run": 0, "data": 0}

// targetsTested are the programs that are compared, and what compares them.
var targetsTested = []struct {
	target, with string
	packages     []string
	least        func(e example) int  // checks of a case
	again        func(e example) bool // nothing in it is compared that another case has not
}{
	{"pytorch", "pytorch.py", []string{"torch", "numpy"}, func(e example) int { return 6 + 3*len(e.run.Model().Tensors) }, func(example) bool { return false }},
	{"keras", "keras.py", []string{"numpy"}, func(example) int { return 4 }, func(e example) bool { return e.name == "faces_denoise" && *lesson == "" }}, // the network of faces
}

// The program of every lesson, and of what no lesson has, computes what the run does: from its weights the same codes, outputs, loss, and, in
// PyTorch, gradients, moves, figures, and a run of its own. Of a Keras program codes, outputs, loss and data are compared, with layers written
// in NumPy; what trains in it is compiled and not executed, since that needs TensorFlow.
func TestProgramsComputeTheSame(t *testing.T) {
	all := examples(t)
	wanted := map[string][]byte{}
	for _, e := range all {
		if err := e.run.Step(); err != nil { // weights that are not the first
			t.Fatal(err)
		}
		wanted[e.name] = expected(t, e)
	}
	for _, tt := range targetsTested {
		t.Run(tt.target, func(t *testing.T) {
			python := pythonWith(t, tt.packages...)
			var tested []example
			var folders []string
			for _, e := range all {
				if tt.again(e) {
					continue
				}
				made, err := To(tt.target, Request{Recipe: e.recipe, Weights: e.run.Weights(), Train: e.train, Test: e.test, Name: "script"})
				if err != nil {
					t.Fatalf("%s: %v", e.name, err)
				}
				tested = append(tested, e)
				folders = append(folders, folderOf(t, e.name, append(made.Files, File{"expected.npz", wanted[e.name]})...))
			}
			checks := compared(t, programIn(python, tt.with, folders...))
			for i, e := range tested {
				if least := tt.least(e); checks[e.name] < least {
					t.Errorf("%s: %d checks made, at least %d expected", e.name, checks[e.name], least)
				}
				if tt.target == "pytorch" {
					comesBack(t, e, filepath.Join(folders[i], "again.safetensors"))
				}
			}
		})
	}
}

// compared runs a program that compares, and counts the checks that it made of each case.
func compared(t *testing.T, cmd *exec.Cmd) map[string]int {
	t.Helper()
	var log bytes.Buffer
	cmd.Stderr = &log
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, log.String())
	}
	checks, worst := map[string]int{}, map[string]float64{}
	for lines := bufio.NewScanner(bytes.NewReader(out)); lines.Scan(); {
		var s said
		if err := json.Unmarshal(lines.Bytes(), &s); err != nil {
			t.Fatalf("%s: %v", lines.Text(), err)
		}
		word, _, _ := strings.Cut(s.Check, " ")
		switch bound, known := bounds[word]; {
		case s.Failed != "":
			t.Errorf("%s: %s", s.Case, s.Failed)
		case !known || !(s.Error <= bound):
			t.Errorf("%s: %s is off by %.3g", s.Case, s.Check, s.Error)
		}
		checks[s.Case]++
		worst[word] = max(worst[word], s.Error)
	}
	for word, off := range worst {
		t.Logf("%s: off by at most %.2g", word, off)
	}
	return checks
}

// comesBack loads the weights that a program wrote, which are those of the run.
func comesBack(t *testing.T, e example, name string) {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Errorf("%s: %v", e.name, err)
		return
	}
	before := e.run.Fingerprint()
	if err := e.run.Load(b); err != nil || e.run.Fingerprint() != before {
		t.Errorf("%s: written by the program %s, %s expected: %v", e.name, e.run.Fingerprint(), before, err)
	}
}

// First weights of another spread, another mean or other tails are found, and another draw of the same is not.
func TestUnlikeIsFound(t *testing.T) {
	const program = `
import sys
sys.path.insert(0, "testdata")
import numpy as np
from pytorch import unlike
rng = np.random.default_rng(1)
a = rng.uniform(-1, 1, 2000)
others = [rng.uniform(-1, 1, 2000), rng.uniform(-1.2, 1.2, 2000), rng.uniform(-.8, 1.2, 2000), rng.normal(0, 3 ** -.5, 2000), np.zeros(2000)]
print(*(bool(unlike(a, b) > 1) for b in others), unlike(np.zeros(3), np.zeros(3)))
`
	out, err := exec.Command(pythonWith(t, "torch", "numpy"), "-B", "-c", program).Output()
	if got := strings.TrimSpace(string(out)); err != nil || got != "False True True True True 0" {
		t.Errorf("%q found, %v", got, err)
	}
}
