package export

import (
	"bytes"
	"encoding/json"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"bottleneck/core/autoencoder"
	"bottleneck/core/export/npz"
	"bottleneck/core/kernel"
	"bottleneck/core/recipe"
	"bottleneck/core/train"
)

// onGiven prints the losses of each step of scripts' runs from the weights beside them, on the batches, the noise and the draws beside them, a line a
// folder.
const onGiven = `
import contextlib, importlib.util, io, json, os, sys
import numpy as np
import torch
torch.set_num_threads(1)


def losses(folder):
    os.chdir(folder)
    spec = importlib.util.spec_from_file_location("script", "script.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    with np.load("given.npz") as f:
        f = {k: f[k] for k in f}
    sizes = f["sizes"].astype(int).tolist()
    parts = {k: iter((script.tensor(f[k]) if k == "seen" else torch.from_numpy(f[k])).split(sizes)) for k in ("batches", "seen", "draws") if k in f}
    script.batches = lambda n: (b.long() for b in parts["batches"])
    corrupt, gaussian, train_step, list = getattr(script, "corrupt", None), script.gaussian, script.train_step, []
    script.corrupt = lambda x, noise, generator=None: corrupt(x, noise, generator) if generator else next(parts["seen"])
    script.gaussian = lambda like, generator=None: gaussian(like, generator) if generator else next(parts["draws"])
    script.train_step = lambda *args: list.append(train_step(*args)) or list[-1]
    with contextlib.redirect_stdout(io.StringIO()):
        script.main()
    return list


for folder in sys.argv[1:]:
    print(json.dumps(losses(folder)), flush=True)
`

// stepsOf trains a lesson's network for steps on draws that are given to its program too: the losses, and the program's folder.
func stepsOf(t *testing.T, l recipe.Lesson, steps int) (losses []float64, folder string) {
	t.Helper()
	r := l.Recipe
	r.Train, r.Test, r.Classes, r.Steps, r.Epochs = min(r.Train, 2000), 50, nil, steps, 1
	r.Changes, r.Patience, r.Pretrain, r.BetaWarmup, r.Schedule, r.WarmupEpochs = nil, 0, "none", 0, "constant", 0
	q := Request{Train: setOf(r, r.Train, false), Test: setOf(r, r.Test, true), Name: "script"}
	run, err := train.New(r, q.Train, q.Test)
	if err != nil {
		t.Fatalf("%s: %v", l.ID, err)
	}
	q.Recipe, q.Weights = r, run.Weights()
	m, set, o, rng := run.Model(), run.Train(), optimizerOf(t, r, len(run.Model().Values)), rand.New(rand.NewPCG(1, 1))
	noise := train.NoiseOf(r, m.Dim())
	var order []int
	var sizes, batches, seen, draws []float32
	for range steps {
		if len(order) == 0 {
			order = rng.Perm(set.N)
		}
		B := min(r.BatchSize, len(order))
		idx := make([]int32, B)
		for i, at := range order[:B] {
			idx[i] = int32(at)
			batches = append(batches, float32(at))
		}
		order = order[B:]
		sizes = append(sizes, float32(B))
		b := autoencoder.Batch{Clean: make([]float32, B*m.Dim()), Beta: r.Beta}
		set.Batch(b.Clean, idx)
		b.Input = b.Clean
		if r.Noise.Kind != "none" {
			b.Input = make([]float32, len(b.Clean))
			noise.Corrupt(b.Input, b.Clean, rng.Uint64())
			seen = append(seen, b.Input...)
		}
		if m.Drawn() {
			b.Epsilon = make([]float32, B*m.Latent())
			kernel.Gaussian(b.Epsilon, rng.Uint64())
			draws = append(draws, b.Epsilon...)
		}
		losses = append(losses, m.Gradients(b))
		if norm := math.Sqrt(kernel.SumSquares(m.Grads)); r.ClipNorm > 0 && norm > r.ClipNorm {
			kernel.Scale(m.Grads, float32(r.ClipNorm/norm))
		}
		o.Step(m.Values, m.Grads)
	}
	arrays := []npz.Array{{Name: "sizes", Shape: []int{steps}, Floats: sizes}, {Name: "batches", Shape: []int{len(batches)}, Floats: batches}}
	if seen != nil {
		arrays = append(arrays, layout("seen", r, seen))
	}
	if draws != nil {
		arrays = append(arrays, npz.Array{Name: "draws", Shape: []int{len(batches), m.Latent()}, Floats: draws})
	}
	archive, err := npz.Archive(arrays...)
	if err != nil {
		t.Fatal(err)
	}
	made, err := To("pytorch", q)
	if err != nil {
		t.Fatalf("%s: %v", l.ID, err)
	}
	folder = filepath.Join(t.TempDir(), l.ID)
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, f := range append(made.Files, File{"given.npz", archive}) {
		if err := os.WriteFile(filepath.Join(folder, f.Name), f.Content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return losses, folder
}

// apart is the greatest difference of the steps of a from those of b, as a share.
func apart(a, b []float64) (worst float64) {
	for i := range a {
		worst = max(worst, math.Abs(a[i]-b[i])/math.Abs(a[i]))
	}
	return worst
}

// nearly is how far apart losses may be, as a share, in the first 50 steps, where they differ by the rounding of float32, and in all: rounding makes another unit
// one of the strongest now and then, or one of a ReLU dead.
const nearly, later = 1e-4, 2e-2

// Given the same first weights, batches, noise and draws, a lesson's program for PyTorch takes the steps that the run takes. -long does all lessons.
func TestProgramsTakeTheSameSteps(t *testing.T) {
	python := pythonWith(t, "torch", "numpy")
	args := []string{"-c", onGiven}
	var names []string
	var runs [][]float64
	for _, l := range recipe.Lessons() {
		if !*long && l.ID != "denoise" && l.ID != "table_sparse" || *lesson != "" && l.ID != *lesson {
			continue
		}
		losses, folder := stepsOf(t, l, curveSteps)
		names, runs, args = append(names, l.ID), append(runs, losses), append(args, folder)
	}
	cmd := exec.Command(python, args...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	lines := json.NewDecoder(bytes.NewReader(out))
	for i, name := range names {
		var found []float64
		if err := lines.Decode(&found); err != nil || len(found) != len(runs[i]) {
			t.Fatalf("%s: %d losses: %v", name, len(found), err)
		}
		first, all, last := apart(runs[i][:50], found), apart(runs[i], found), len(found)-1
		t.Logf("%s: apart by %.2g in 50 steps, %.2g in %d; the last %.5g and %.5g", name, first, all, len(found), runs[i][last], found[last])
		if !(first <= nearly) || !(all <= later) {
			t.Errorf("%s: losses %.4g, %.4g expected", name, found, runs[i])
		}
	}
}
