package train

import (
	"math"
	"strings"
	"testing"

	"bottleneck/core/internal/tiny"
)

// A learning rate that makes the loss rise ends the run after as many epochs as there is patience.
func TestPatienceEndsARun(t *testing.T) {
	r := tiny.Recipe()
	r.Optimizer, r.LearningRate, r.Epochs = "sgd", 0.5, 40
	free := newRun(t, r)
	r.Patience = 3
	run := newRun(t, r)
	for range 10 * run.StepsPerEpoch() {
		steps(t, run, 1)
		if run.Done() {
			t.Fatalf("done at step %d: %s", run.step, run.Stopped())
		}
	}
	best := run.latest.TestLoss
	run.now.LearningRate = 0 // nothing becomes better from here
	for !run.Done() {
		steps(t, run, 1)
	}
	if want := 13 * run.StepsPerEpoch(); run.step != want {
		t.Errorf("done at step %d, %d expected", run.step, want)
	}
	if text := run.Stopped().Error(); !strings.Contains(text, "epoch 13") || !strings.Contains(text, "epoch 10") || run.stopping.best != best {
		t.Errorf("%q, best %g, %g expected", text, run.stopping.best, best)
	}
	again := newRun(t, r)
	if err := again.Restore(run.Checkpoint()); err != nil {
		t.Fatal(err)
	}
	if again.Stopped().Error() != run.Stopped().Error() || !again.Done() {
		t.Errorf("restored: %q", again.Stopped())
	}
	steps(t, free, 10*free.StepsPerEpoch())
	free.now.LearningRate = 0
	steps(t, free, 10*free.StepsPerEpoch())
	if free.Done() || free.Stopped() != nil {
		t.Error("without patience a run ends early")
	}
}

// More noise makes the held-out loss larger, which is no reason to lose patience; a checkpoint remembers since when.
func TestPatienceBeginsAnewWithOtherNoise(t *testing.T) {
	r := tiny.Recipe()
	r.Patience = 3
	run := newRun(t, r)
	steps(t, run, 2*run.StepsPerEpoch())
	calm := run.stopping.best
	set(t, run, "noise", run.recipe.Get("noise"))
	steps(t, run, 1)
	if run.stopping.best != calm {
		t.Error("the same noise again begins anew")
	}
	set(t, run, "noise", "gaussian(2)")
	steps(t, run, 2*run.StepsPerEpoch())
	if run.stopping.best <= calm || run.stopping.epoch < 3 {
		t.Errorf("best %g at epoch %d; without noise it was %g", run.stopping.best, run.stopping.epoch, calm)
	}
	again := newRun(t, run.Recipe())
	if err := again.Restore(run.Checkpoint()); err != nil {
		t.Fatal(err)
	}
	if again.stopping != run.stopping || again.now.Noise != run.now.Noise {
		t.Errorf("restored: %v under %v; %v under %v expected", again.stopping, again.now.Noise, run.stopping, run.now.Noise)
	}
}

// The epochs of pre-training try nobody's patience.
func TestPatienceWaitsForFineTuning(t *testing.T) {
	r := tiny.Layered()
	r.Patience, r.PretrainEpochs = 1, 3
	run := newRun(t, r)
	for run.tuned() == 0 {
		if run.Stopped() != nil {
			t.Fatalf("step %d: %s", run.step, run.Stopped())
		}
		steps(t, run, 1)
	}
	if run.stopping.epoch != 9 {
		t.Errorf("watched from epoch %d, 9 expected", run.stopping.epoch)
	}
}

// Weights from elsewhere begin anew, and a loss that is no number is never the best.
func TestPatienceBeginsAnew(t *testing.T) {
	r := tiny.Recipe()
	r.Patience = 2
	run := newRun(t, r)
	set(t, run, "learning_rate", "1e-8")
	steps(t, run, run.StepsPerEpoch())
	run.stopping.best = 0
	weights := run.Weights()
	if err := run.Load(weights); err != nil {
		t.Fatal(err)
	}
	steps(t, run, run.StepsPerEpoch())
	if run.Stopped() != nil || run.stopping.epoch != 2 {
		t.Errorf("%q, best at epoch %d", run.Stopped(), run.stopping.epoch)
	}
	var s stopping
	s.reset(0)
	s.observe(math.NaN(), 1)
	if s.epoch != 0 {
		t.Error("a loss that is no number is the best")
	}
}
