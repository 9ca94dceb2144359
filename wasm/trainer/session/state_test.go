package session

import (
	"reflect"
	"slices"
	"testing"

	"bottleneck/core/wire"
)

// Whatever changes the run is told by the state before it is answered, with all that the answer has: whoever follows the states
// needs no answers to know where the run stands.
func TestTheStateHasAllOfTheRun(t *testing.T) {
	p := newPage(t)
	p.ask(link(wire.OpOpen, small))
	weights, loads := op(wire.OpWeights), op(wire.OpLoad)
	_, buffers := p.wait(p.send(weights))
	loads.buffers = buffers
	for name, q := range map[string]request{
		"open":   link(wire.OpOpen, small+"&noise=gaussian(0.1)"),
		"train":  steps(3),
		"reset":  op(wire.OpReset),
		"reseed": {Request: wire.Request{Op: wire.OpReseed, Seed: 7}},
		"set":    {Request: wire.Request{Op: wire.OpSet, Name: "learning_rate", Value: "0.02"}},
		"load":   loads,
	} {
		before := len(p.heard(wire.EventState))
		want := p.ask(q)
		states := p.heard(wire.EventState)
		if len(states) == before {
			t.Errorf("%s told no state", name)
			continue
		}
		got := states[len(states)-1].event
		for what, pair := range map[string][2]any{
			"state": {got.State, want.State}, "run": {got.Run, want.Run}, "link": {got.Link, want.Link}, "recipe": {got.Recipe, want.Recipe},
			"changes": {got.Changes, want.Changes}, "what is in force": {got.InForce, want.InForce},
			"lesson": {got.Lesson, want.Lesson}, "cost": {got.Cost, want.Cost}, "plan": {got.Plan, want.Plan}, "showing": {got.Showing, want.Showing},
			"metrics": {got.Metrics, want.Metrics}, "total steps": {got.TotalSteps, want.TotalSteps},
		} {
			if !reflect.DeepEqual(pair[0], pair[1]) {
				t.Errorf("%s: %s %v told, %v answered", name, what, pair[0], pair[1])
			}
		}
		if got.Metrics == nil || got.Cost == nil || got.Plan == nil || got.Showing == nil || len(got.InForce) != 3 || got.Step != got.Metrics.Step {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// Weights whose steps are known are counted on from, also where the run stands elsewhere, and nothing of before is on its time-line.
func TestLoadedWeightsGoOnCounting(t *testing.T) {
	p := newPage(t)
	p.open(small)
	p.ask(steps(33))
	made, buffers := p.wait(p.send(op(wire.OpWeights)))
	load := op(wire.OpLoad)
	load.buffers, load.Steps = buffers, 33
	for _, stood := range []int{0, 41} {
		p.ask(op(wire.OpReset))
		if stood > 0 {
			p.ask(steps(stood))
		}
		if r := p.ask(load); r.Metrics.Step != 33 || r.Metrics.Fingerprint != made.Metrics.Fingerprint || r.State != wire.StatePaused {
			t.Errorf("loaded at step %d: %s, %+v", stood, r.State, r.Metrics)
		}
		if m := p.ask(op(wire.OpMoments)).Moments; m.First != 33 || m.Last != 33 || slices.ContainsFunc(slices.Concat(m.Frames, m.Checkpoints), func(n int) bool { return n != 33 }) {
			t.Errorf("loaded at step %d, the time-line has %+v", stood, m)
		}
		if m := p.ask(steps(5)).Metrics; m.Step != 38 {
			t.Errorf("five steps on: step %d", m.Step)
		}
		p.ask(seekTo(35, "exact"))
		p.ask(op(wire.OpNow))
	}
	p.ask(op(wire.OpReset))
	load.Steps = 50
	if r := p.ask(load); r.State != wire.StateDone || r.Metrics.Step != 50 {
		t.Errorf("weights of the end: %s, step %d", r.State, r.Metrics.Step)
	}
	p.ask(op(wire.OpReset))
	load.Steps = 0
	if r := p.ask(load); r.Metrics.Step != 0 {
		t.Errorf("weights of nobody knows what step are those of step %d", r.Metrics.Step)
	}
}
