package session

import (
	"slices"
	"testing"

	"bottleneck/core/recipe"
	"bottleneck/core/wire"
)

// Where memory has no room for two runs they take turns, and the one that trains comes back as it was.
func TestSeekInTurn(t *testing.T) {
	const big = "#v=1&data=digits&train=100&test=50&latent_dim=4&batch_size=20&encoder=dense(200,relu)&optimizer=adam&epochs=100"
	r, _ := recipe.Parse(big)
	const own = 32 << 20 // of the program
	budget := own + r.Cost().Bytes + r.SecondBytes()/2
	if err := r.CheckBudget(budget); err != nil {
		t.Fatal(err)
	}
	want := alone(t, big, 4, 11, 40, 60)
	p := newPageIn(t, budget)
	p.ask(link(wire.OpOpen, big))
	p.ask(steps(40))
	told := p.ask(op(wire.OpMoments)).Moments
	for _, code := range []string{"moments_in_turn", "moments_without_checkpoints"} {
		if !slices.ContainsFunc(told.Notes, func(n wire.Note) bool { return n.Code == code }) {
			t.Fatalf("%s is not said: %+v", code, told)
		}
	}
	if r, _ := p.wait(p.send(seekTo(9, "nearest"))); r.Code != "moments_none" {
		t.Errorf("without any frame and any checkpoint: %q", r.Error)
	}
	training := p.send(steps(20))
	for _, to := range []int{11, 4, 40} {
		got := p.ask(seekTo(to, "exact")).Metrics
		if got.Fingerprint != want[to].Metrics.Fingerprint {
			t.Errorf("step %d: fingerprint %s, %s expected", to, got.Fingerprint, want[to].Metrics.Fingerprint)
		}
		if _, file := p.wait(p.send(op(wire.OpWeights))); len(file) != 1 {
			t.Errorf("step %d: no weights", to)
		}
	}
	if r := p.ask(op(wire.OpHello)); r.State == wire.StateRunning || r.Metrics.Step < 40 || r.Metrics.Step > 60 {
		t.Errorf("put away: %s at step %d", r.State, r.Metrics.Step)
	}
	p.ask(op(wire.OpNow))
	if r, _ := p.wait(training); r.Error != "" || r.Metrics.Step != 60 || r.Metrics.Fingerprint != want[60].Metrics.Fingerprint {
		t.Errorf("trained on to %+v (%s), %+v expected", r.Metrics, r.Error, want[60].Metrics)
	}
	// A command to the run brings it back, too.
	p.ask(seekTo(11, "exact"))
	if r := p.ask(steps(1)); r.Metrics.Step != 61 || p.moment().Moment != nil {
		t.Errorf("a step after the seek ends at %d, moment %+v", r.Metrics.Step, p.moment().Moment)
	}
	p.ask(seekTo(11, "exact"))
	if r := p.ask(phasesOf(0)); r.Phases.Step != 62 || p.moment().Moment != nil {
		t.Errorf("the phases after the seek are of step %d, moment %+v", r.Phases.Step, p.moment().Moment)
	}
	p.ask(seekTo(11, "exact"))
	if r := p.ask(op(wire.OpBranch)); r.Metrics.Step != 11 || r.Metrics.Fingerprint != want[11].Metrics.Fingerprint {
		t.Errorf("a branch: %+v", r.Metrics)
	}
	if m := p.ask(steps(29)).Metrics; m.Fingerprint != want[40].Metrics.Fingerprint {
		t.Errorf("the branch at step 40: fingerprint %s, %s expected", m.Fingerprint, want[40].Metrics.Fingerprint)
	}
}
