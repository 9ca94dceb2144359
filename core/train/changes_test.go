package train

import (
	"fmt"
	"strings"
	"testing"

	"bottleneck/core/internal/tiny"
	"bottleneck/core/kernel"
	"bottleneck/core/recipe"
)

func set(t *testing.T, r *Run, name, value string) {
	t.Helper()
	if err := r.Set(name, value); err != nil {
		t.Fatal(err)
	}
}

// hand is what a person does after so many steps.
type hand struct {
	step        int
	name, value string
}

// live trains a run of r for n steps while a person changes it, and says what it was after each of them.
func live(t *testing.T, r recipe.Recipe, n int, by []hand) (*Run, []string) {
	t.Helper()
	run := newRun(t, r)
	var seen []string
	for step := range n + 1 {
		if step > 0 {
			steps(t, run, 1)
		}
		for _, h := range by {
			if h.step == step {
				set(t, run, h.name, h.value)
			}
		}
		seen = append(seen, all(run))
	}
	return run, seen
}

// all is what a run is at a step, as far as anybody can see it.
func all(r *Run) string {
	return fmt.Sprintf("step %d: %+v, test curve %v, patience %v, %v", r.step, r.Metrics(), r.testCurve.points, r.stopping, r.Stopped())
}

// changedByHand are runs with changes: in and at the end of epochs, in and after pre-training, of the schedule's base, and back to what
// was before.
func changedByHand() map[string]struct {
	recipe recipe.Recipe
	by     []hand
} {
	noisy, scheduled, patient := tiny.Recipe(), tiny.Recipe(), tiny.Recipe()
	noisy.Noise = recipe.Noise{Kind: "gaussian", Amount: 0.3}
	scheduled.Schedule, scheduled.ScheduleRate, scheduled.ScheduleEpochs, scheduled.WarmupEpochs = "cosine", 0, 0, 1
	patient.Patience, patient.Epochs = 2, 8
	return map[string]struct {
		recipe recipe.Recipe
		by     []hand
	}{
		"plain":       {tiny.Recipe(), []hand{{5, "learning_rate", "0.05"}, {14, "noise", "masking(0.3)"}, {20, "learning_rate", "0.001"}}},
		"noisy":       {noisy, []hand{{1, "noise", "heteroscedastic(0.5)"}, {7, "learning_rate", "0.01"}, {9, "noise", "none"}}},
		"variational": {tiny.Variational(), []hand{{3, "learning_rate", "0.01"}, {8, "noise", "salt_pepper(0.1)"}, {8, "learning_rate", "0.02"}}},
		"pretrained":  {tiny.Layered(), []hand{{9, "pretrain_learning_rate", "0.02"}, {14, "pretrain_learning_rate", "0.3"}, {45, "learning_rate", "0.01"}, {50, "noise", "dropout(0.2)"}}},
		"scheduled":   {scheduled, []hand{{2, "learning_rate", "0.01"}, {10, "learning_rate", "0.1"}, {12, "noise", "gaussian(0.1)"}}},
		"patient":     {patient, []hand{{7, "noise", "gaussian(2)"}, {21, "noise", "gaussian(1.9)"}, {30, "learning_rate", "1e-8"}, {43, "noise", "none"}}},
		"at first":    {noisy, []hand{{0, "noise", "masking(0.5)"}, {0, "learning_rate", "0.02"}, {6, "noise", "gaussian(0.3)"}}},
	}
}

// A run that a person changes while it goes on is, step by step, the run of the link that it has at the end.
func TestALinkReplaysChanges(t *testing.T) {
	for name, c := range changedByHand() {
		t.Run(name, func(t *testing.T) {
			const n = 60
			run, seen := live(t, c.recipe, n, c.by)
			link := run.Recipe().Link()
			r, notices := recipe.Parse(link)
			if len(notices) > 0 {
				t.Fatal(notices)
			}
			replay := newRun(t, r)
			for step := range n + 1 {
				if step > 0 {
					steps(t, replay, 1)
				}
				if got := all(replay); got != seen[step] {
					t.Fatalf("%s\nreplayed %s\n by hand %s", link, got, seen[step])
				}
			}
			if replay.Changed() != len(r.Changes) || replay.Recipe().Link() != link {
				t.Errorf("%d of the changes %v made, link %s", replay.Changed(), r.Changes, replay.Recipe().Link())
			}
			r.Changes = nil
			without := newRun(t, r)
			steps(t, without, n)
			if without.Fingerprint() == run.Fingerprint() {
				t.Error("the changes change nothing")
			}
		})
	}
}

// A checkpoint from before a change, at its very step or from after it goes on to the same bits in a run of the recipe that has
// all of them.
func TestCheckpointsAroundChanges(t *testing.T) {
	for name, c := range changedByHand() {
		t.Run(name, func(t *testing.T) {
			const n = 54
			run, seen := live(t, c.recipe, n, c.by)
			by := newRun(t, c.recipe)
			saved := map[int][][]byte{}
			for step := range n {
				if step > 0 {
					steps(t, by, 1)
				}
				saved[step] = append(saved[step], by.Checkpoint())
				for _, h := range c.by {
					if h.step == step {
						set(t, by, h.name, h.value)
						saved[step] = append(saved[step], by.Checkpoint())
					}
				}
			}
			for step, list := range saved {
				if step == 0 {
					list = list[len(list)-1:] // before the first step the fields themselves change
				}
				for i, b := range list {
					again := newRun(t, run.Recipe())
					if err := again.Restore(b); err != nil {
						t.Fatalf("checkpoint %d at step %d: %v", i, step, err)
					}
					if got := all(again); step > 0 && got != seen[step] {
						t.Fatalf("checkpoint %d: restored %s\nbefore %s", i, got, seen[step])
					}
					steps(t, again, n-step)
					if got := all(again); got != seen[n] {
						t.Fatalf("checkpoint %d at step %d: restored %s\nstraight %s", i, step, got, seen[n])
					}
				}
			}
		})
	}
}

// A state that a run of this link cannot have come to is refused: what follows from it would not be what the link says.
func TestACheckpointOfOtherChangesIsRefused(t *testing.T) {
	r := tiny.Recipe()
	run := newRun(t, r)
	steps(t, run, 5)
	set(t, run, "learning_rate", "0.05")
	steps(t, run, 1)
	saved := run.Checkpoint()
	for changes, want := range map[string]string{
		"none":                 "learning_rate: 0.05 found, 0.001 expected after step 6",
		"6:learning_rate=0.05": "learning_rate: 0.05 found, 0.001 expected after step 6",
		"5:learning_rate=0.06": "learning_rate: 0.05 found, 0.06 expected after step 6",
		"5:noise=masking(0.1)": "learning_rate: 0.05 found, 0.001 expected after step 6",
		"5:learning_rate=0.05": "",
		"1:learning_rate=0.05,2:noise=masking(0.1)": "noise: none found, masking(0.1) expected after step 6",
	} {
		other := r.Clone()
		if err := other.Set("changes", changes); err != nil {
			t.Fatal(err)
		}
		again := newRun(t, other)
		steps(t, again, 2)
		before := all(again)
		err := again.Restore(saved)
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: %v; %q expected", changes, err, want)
		}
		if after := all(again); want != "" && after != before {
			t.Errorf("%s: refused, and yet %s became %s", changes, before, after)
		}
	}
}

// What was to become of a field later is the person's to say from now on; of other fields it is not.
func TestAChangeBeforeOthers(t *testing.T) {
	r := tiny.Recipe()
	if err := r.Set("changes", "5:learning_rate=0.05,9:noise=masking(0.2),9:learning_rate=0.5"); err != nil {
		t.Fatal(err)
	}
	run := newRun(t, r)
	steps(t, run, 7)
	if now := run.InForce(); now.LearningRate != 0.05 || run.Recipe().LearningRate != 0.001 {
		t.Errorf("%g in force, the recipe starts with %g", now.LearningRate, run.Recipe().LearningRate)
	}
	set(t, run, "learning_rate", "0.01")
	steps(t, run, 3)
	if now := run.InForce(); now.LearningRate != 0.01 || now.Get("noise") != "masking(0.2)" {
		t.Errorf("after step 10 %g and %s are in force", now.LearningRate, now.Get("noise"))
	}
	if got := run.Recipe().Get("changes"); got != "5:learning_rate=0.05,7:learning_rate=0.01,9:noise=masking(0.2)" {
		t.Errorf("changes %s", got)
	}
	link := run.Recipe().Link()
	if err := run.Set("batch_size", "4"); err == nil || run.Recipe().Link() != link {
		t.Errorf("batch_size changed while the run goes on: %v", err)
	}
}

// Between changes a step allocates nothing, as without any.
func TestStepsBetweenChangesAllocateNothing(t *testing.T) {
	r := tiny.Recipe()
	if err := r.Set("changes", "5:learning_rate=0.05,9:noise=masking(0.2),20:learning_rate=0.5,100000:learning_rate=1"); err != nil {
		t.Fatal(err)
	}
	run := newRun(t, r)
	steps(t, run, 21)
	if n := testing.AllocsPerRun(5*run.StepsPerEpoch(), func() {
		if err := run.Step(); err != nil {
			t.Fatal(err)
		}
	}); n != 0 {
		t.Errorf("%v allocations a step", n)
	}
}

// Links with changes mean the same bits on every kernel whose order is defined, and on the command line as in the tab.
func TestChangesArePinned(t *testing.T) {
	for _, c := range []struct{ link, plain, fused string }{
		{"encoder=dense(9,tanh)&latent_dim=3&noise=gaussian(0.3)&schedule=cosine&warmup_epochs=1&changes=5:noise=masking(0.5),7:learning_rate=0.02,20:noise=heteroscedastic(0.4)", "2c51577b", "228928bb"},
		{"encoder=dense(11,sigmoid),dense(7,sigmoid)&latent_dim=3&latent_activation=linear&loss=bce&pretrain=rbm&pretrain_epochs=2&changes=3:pretrain_learning_rate=0.5,20:pretrain_learning_rate=0.01,45:learning_rate=0.02", "b7b1bdda", "56443425"},
	} {
		for arithmetic, want := range map[string]string{"plain": c.plain, "fused": c.fused} {
			if arithmetic == "fused" && !kernel.HasFused() {
				continue
			}
			r, notices := recipe.Parse("train=50&test=20&batch_size=8&epochs=3&arithmetic=" + arithmetic + "&" + c.link)
			if len(notices) > 0 {
				t.Fatal(notices)
			}
			run := newRun(t, r)
			steps(t, run, 60)
			if got := run.Fingerprint(); got != want || run.Changed() != 3 {
				t.Errorf("%s of %s: fingerprint %s after %d changes, %s pinned", arithmetic, c.link, got, run.Changed(), want)
			}
		}
	}
}
