package train

import (
	"bytes"
	"errors"
	"math"
	"slices"
	"testing"

	"bottleneck/core/autoencoder"
	"bottleneck/core/internal/tiny"
	"bottleneck/core/kernel"
	"bottleneck/core/nn"
)

// transposed returns x (rows, cols) as (cols, rows).
func transposed(x []float32, rows, cols int) []float32 {
	y := make([]float32, len(x))
	for i, v := range x {
		y[i%cols*rows+i/cols] = v
	}
	return y
}

// The decoder is the encoder reversed from the first look to the fine-tuning, whichever way one looks, and what is
// measured is its loss.
func TestTheNetworkIsUnrolledAllTheTime(t *testing.T) {
	mirrored := func(m *autoencoder.Model) bool {
		for i := range 3 {
			up, down := m.Encoder.Layers[2*i].(*nn.Dense), m.Decoder.Layers[2*(2-i)].(*nn.Dense)
			if !slices.Equal(down.W.Value, transposed(up.W.Value, up.In, up.Out)) {
				return false
			}
		}
		return true
	}
	looks := map[string]func(r *Run){
		"model":       func(r *Run) { r.Model() },
		"evaluate":    func(r *Run) { r.Evaluate() },
		"encode":      func(r *Run) { r.Reader().Encode(make([]float32, 3), make([]float32, 30), 1) },
		"decode":      func(r *Run) { r.Reader().Decode(make([]float32, 30), make([]float32, 3), 1) },
		"reconstruct": func(r *Run) { r.Reader().Reconstruct(make([]float32, 30), make([]float32, 30), 1) },
		"drawing":     func(r *Run) { r.Reader().Drawing() },
		"fingerprint": func(r *Run) { r.Fingerprint() },
		"metrics":     func(r *Run) { r.Metrics() },
		"weights":     func(r *Run) { r.Weights() },
		"checkpoint":  func(r *Run) { r.Checkpoint() },
	}
	for name, look := range looks {
		run := newRun(t, tiny.Layered())
		if !mirrored(run.model) {
			t.Fatal("not mirrored at the start")
		}
		for run.step < 42 {
			steps(t, run, 1)
			if run.step%14 == 3 && mirrored(run.model) {
				t.Fatalf("the decoder is up to date after step %d, when nobody has looked", run.step)
			}
			look(run)
			if !mirrored(run.model) {
				t.Errorf("%s: the decoder lags behind at step %d", name, run.step)
				break
			}
		}
		steps(t, run, 1)
		if mirrored(run.model) {
			t.Error("still mirrored after a step of fine-tuning")
		}
	}
	run := newRun(t, tiny.Layered())
	steps(t, run, 17)
	run.Evaluate()
	m, x, errs := run.Model(), make([]float32, 20*30), make([]float32, 20)
	kernel.FromBytes(x, run.test.Pixels)
	if want, got := m.Losses(autoencoder.Batch{Clean: x, Input: x}, errs), run.Metrics().TestLoss; math.Abs(got-want) > 1e-6 {
		t.Errorf("test loss %g, %g of the network", got, want)
	}
}

// Each layer learns to reconstruct what it sees, and the whole begins better than it would.
func TestPretrainingHelps(t *testing.T) {
	r := tiny.Layered()
	r.PretrainEpochs, r.PretrainLearningRate = 40, 0.2
	run := newRun(t, r)
	before := run.Metrics().TestLoss
	for layer := range 3 {
		steps(t, run, 7)
		first := run.Metrics().TrainLoss
		steps(t, run, 39*7)
		if last := run.Metrics().TrainLoss; last >= first || layer == 0 && last > 0.9*first {
			t.Errorf("layer %d: error %g, then %g", layer+1, first, last)
		}
	}
	if after := run.Metrics().TestLoss; after > 0.97*before {
		t.Errorf("unrolled: %g, then %g", before, after)
	}
	r.Pretrain = "none"
	without := newRun(t, r)
	steps(t, run, 21)
	steps(t, without, 21)
	if a, b := run.Metrics().TestLoss, without.Metrics().TestLoss; a >= b {
		t.Errorf("fine-tuned: %g after pre-training, %g without", a, b)
	}
}

func TestCheckpointsInTheMiddleOfPretraining(t *testing.T) {
	for _, at := range []int{1, 9, 13, 14, 20, 28, 41, 42, 50} {
		a := newRun(t, tiny.Layered())
		set(t, a, "pretrain_learning_rate", "0.05")
		steps(t, a, at)
		saved := a.Checkpoint()
		b := newRun(t, a.Recipe())
		steps(t, b, 5) // of another run, so that something has to be overwritten
		if err := b.Restore(saved); err != nil {
			t.Fatal(err)
		}
		if x, y := a.Metrics(), b.Metrics(); x != y {
			t.Errorf("restored at %d: %+v, %+v expected", at, y, x)
		}
		for range 30 {
			steps(t, a, 1)
			steps(t, b, 1)
			if a.Fingerprint() != b.Fingerprint() {
				t.Errorf("restored at %d: other weights after step %d", at, a.step)
				break
			}
		}
		if x, y := a.Metrics(), b.Metrics(); x != y {
			t.Errorf("restored at %d, trained on: %+v, %+v expected", at, y, x)
		}
	}
	a := newRun(t, tiny.Layered())
	steps(t, a, 20)
	saved, print := a.Checkpoint(), a.Fingerprint()
	r := tiny.Layered()
	r.Pretrain = "none"
	b := newRun(t, r)
	was := b.Fingerprint()
	if err := b.Restore(saved); err == nil || b.Fingerprint() != was {
		t.Errorf("a run without pre-training took a checkpoint of one: %v", err)
	}
	if err := a.Restore(b.Checkpoint()); err == nil || a.Fingerprint() != print || a.step != 20 {
		t.Errorf("a run in pre-training took a checkpoint of one without: %v", err)
	}
}

func TestPretrainingAllocatesNothing(t *testing.T) {
	run := newRun(t, tiny.Layered())
	steps(t, run, 10)
	if n := testing.AllocsPerRun(50, func() {
		if err := run.Step(); err != nil {
			t.Fatal(err)
		}
	}); n != 0 {
		t.Errorf("%v allocations a step", n)
	}
}

func TestDivergedPretrainingUpdatesNothing(t *testing.T) {
	run := newRun(t, tiny.Layered())
	steps(t, run, 3)
	run.pre.net.SetLearningRate(1e38)
	var d *Diverged
	for range 20 {
		before := run.Fingerprint()
		err := run.Step()
		if err == nil {
			continue
		}
		if !errors.As(err, &d) || d.Step != run.step+1 || run.Fingerprint() != before {
			t.Errorf("%v at step %d, weights %s, then %s", err, run.step, before, run.Fingerprint())
		}
		return
	}
	t.Error("a rate of 1e38 did not diverge")
}

func TestWeightsLoadedDuringPretraining(t *testing.T) {
	a, b := newRun(t, tiny.Layered()), newRun(t, tiny.Layered())
	steps(t, a, 20)
	steps(t, b, 3)
	if err := b.Load(a.Weights()); err != nil {
		t.Fatal(err)
	}
	if a.Fingerprint() != b.Fingerprint() || !bytes.Equal(Weights(a.Model(), a.recipe), Weights(b.Model(), b.recipe)) {
		t.Error("other weights than those loaded")
	}
	for _, v := range b.pre.net.Velocity() {
		if v != 0 {
			t.Fatal("a velocity is left of the weights before")
		}
	}
}

func TestGaussianData(t *testing.T) {
	r := tiny.Layered()
	r.Loss.Name, r.OutputActivation, r.LatentActivation = "mse", "linear", "sigmoid"
	r.PretrainEpochs = 60
	run := newRun(t, r)
	before := run.Metrics().TestMSE
	steps(t, run, 60*7*3)
	if after := run.Metrics().TestMSE; after > 0.8*before {
		t.Errorf("test_mse %g, then %g", before, after)
	}
	if got := run.pre.net.Machines[0].LearningRate; got != 0.1/100 {
		t.Errorf("the machine on Gaussian data learns at %g", got)
	}
	if got := run.pre.net.Machines[1].LearningRate; got != 0.1 {
		t.Errorf("the second machine learns at %g", got)
	}
}

// Every bit of a run through all its parts, on every kernel whose order is defined.
func TestPretrainingIsPinned(t *testing.T) {
	for arithmetic, want := range map[string]string{"plain": "7923951d", "fused": "ad915e78"} {
		if arithmetic == "fused" && !kernel.HasFused() {
			continue
		}
		r := tiny.Layered()
		r.Arithmetic, r.LatentActivation = arithmetic, "linear"
		run := newRun(t, r)
		steps(t, run, run.TotalSteps())
		if got := run.Fingerprint(); got != want {
			t.Errorf("%s: fingerprint %s, %s pinned", arithmetic, got, want)
		}
	}
}
