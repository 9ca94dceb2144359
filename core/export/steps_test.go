package export

import (
	"math"
	"math/rand/v2"
	"testing"

	"bottleneck/core/autoencoder"
	"bottleneck/core/export/npz"
	"bottleneck/core/kernel"
	"bottleneck/core/recipe"
	"bottleneck/core/train"
)

// short is a recipe for some steps on made data, the first of its run, of so many operations at most: a network that takes long takes small batches, of four at least. Layers that
// are trained alone before take eight steps each.
func short(r recipe.Recipe, steps int, operations float64) recipe.Recipe {
	r.Train, r.Test, r.Classes, r.Steps, r.Epochs, r.PretrainEpochs = min(r.Train, 2000), min(r.Test, 40), nil, steps, 1, min(r.PretrainEpochs, 1)
	r.Changes, r.Patience = nil, 0
	if c := r.Cost(); c.FLOPsPerStep > operations {
		r.BatchSize = min(r.BatchSize, max(4, int(float64(r.BatchSize)*operations/c.FLOPsPerStep)))
	}
	if r.Pretrain != "none" {
		r.Train = min(r.Train, 8*r.BatchSize)
	}
	return r
}

// stepsOf trains a lesson's network for steps on draws that are given to its program too: the losses, and the program's folder.
func stepsOf(t *testing.T, l recipe.Lesson, steps int) (losses []float64, folder string) {
	t.Helper()
	r := short(l.Recipe, steps, 5e8)
	r.Pretrain, r.BetaWarmup, r.Schedule, r.WarmupEpochs = "none", 0, "constant", 0
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
	return losses, folderOf(t, l.ID, append(made.Files, File{"given.npz", archive})...)
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

// chaotic is how many steps of the faces' networks are compared: rounding grows tenfold in ten steps there. After 30, 40, 50 and 60 PyTorch in float32 is apart from PyTorch in float64 by
// 1.2e-5, 1.2e-4, 2.6e-4 and 1.5e-3, the run by 6.4e-5, 1.3e-4, 1.6e-3 and 2.3e-3.
const chaotic = 30

// Given the same first weights, batches, noise and draws, a lesson's program for PyTorch takes the steps that the run takes. -long does all lessons.
func TestProgramsTakeTheSameSteps(t *testing.T) {
	python := pythonWith(t, "torch", "numpy")
	var names, folders []string
	var runs [][]float64
	for _, l := range recipe.Lessons() {
		if !*long && l.ID != "denoise" && l.ID != "table_sparse" || *lesson != "" && l.ID != *lesson {
			continue
		}
		steps := curveSteps
		if heavy(l.Recipe) {
			steps = chaotic
		}
		losses, folder := stepsOf(t, l, steps)
		names, runs, folders = append(names, l.ID), append(runs, losses), append(folders, folder)
	}
	programs := lossesOf(t, python, "given", folders)
	for i, name := range names {
		found := programs[i][0]
		if len(found) != len(runs[i]) {
			t.Fatalf("%s: %d losses", name, len(found))
		}
		first, all, last := apart(runs[i][:min(50, len(runs[i]))], found), apart(runs[i], found), len(found)-1
		t.Logf("%s: apart by %.2g in the first 50 steps, %.2g in %d; the last %.5g and %.5g", name, first, all, len(found), runs[i][last], found[last])
		if !(first <= nearly) || !(all <= later) {
			t.Errorf("%s: losses %.4g, %.4g expected", name, found, runs[i])
		}
	}
}
