package session

import (
	"slices"
	"testing"

	"bottleneck/core/time"
	"bottleneck/core/wire"
)

// TestBranch goes on from an earlier step as another run, which has what was kept up to there.
func TestBranch(t *testing.T) {
	want := alone(t, long, 30, 80)
	p := newPage(t)
	opened := p.ask(link(wire.OpOpen, long))
	p.ask(viewOf(wire.View{Images: 3}))
	for range 6 {
		p.ask(steps(10))
	}
	p.ask(seekTo(30, "exact"))
	q := op(wire.OpBranch)
	for _, bad := range [][2][]string{{{"latent_dim"}, {"9"}}, {{"learning_rate"}, {"x"}}, {{"learning_rate"}, nil}} {
		q.Names, q.Values = bad[0], bad[1]
		p.refused(q)
	}
	r := p.ask(op(wire.OpBranch))
	if r.Run == opened.Run || r.Metrics.Step != 30 || r.Metrics.Fingerprint != want[30].Metrics.Fingerprint || r.State != wire.StatePaused {
		t.Fatalf("branched: run %d, %s, %+v", r.Run, r.State, r.Metrics)
	}
	if p.moment().Moment != nil {
		t.Error("a moment is shown after the branch")
	}
	heard := p.heard(wire.EventCheckpoint)
	if c := heard[len(heard)-1]; c.Run != r.Run || c.Step != 30 {
		t.Errorf("the latest checkpoint is of run %d, step %d", c.Run, c.Step)
	}
	kept := p.ask(op(wire.OpMoments)).Moments
	if kept.Last != 30 || !slices.Contains(kept.Frames, 20) || slices.Max(kept.Frames) != 30 {
		t.Errorf("the branch has %+v", kept)
	}
	p.ask(seekTo(20, "nearest"))
	frames := p.heard(wire.EventSnapshot)
	if s, err := wire.Decode(frames[len(frames)-1].buffers[0]); err != nil || int(s.Run) != r.Run || s.Step != 20 {
		t.Errorf("the frame of before: %v, %v", s, err)
	}
	p.ask(op(wire.OpNow))
	if m := p.ask(steps(50)).Metrics; m.Fingerprint != want[80].Metrics.Fingerprint {
		t.Errorf("the branch at step 80: fingerprint %s, %s expected", m.Fingerprint, want[80].Metrics.Fingerprint)
	}
	p.ask(seekTo(30, "exact"))
	q.Names, q.Values = []string{"learning_rate", "noise"}, []string{"0.01", "none"}
	p.ask(q)
	if m := p.ask(steps(50)).Metrics; m.Fingerprint == want[80].Metrics.Fingerprint || m.LearningRate != 0.01 {
		t.Errorf("a branch with another rate is the same: %+v", m)
	}
}

// A branch of a run that trains trains on at once, and has nothing of what the run before came to.
func TestBranchOfARunThatTrains(t *testing.T) {
	want := alone(t, long, 50, 160, 300)
	p := newPage(t)
	p.ask(link(wire.OpOpen, long))
	p.ask(steps(100))
	p.ask(op(wire.OpStart))
	p.ask(seekTo(50, "exact"))
	p.until("more steps", func() bool {
		return p.events[len(p.events)-1].Metrics != nil && p.events[len(p.events)-1].Metrics.Step > 120
	})
	if r := p.ask(op(wire.OpBranch)); r.State != wire.StateRunning || r.Metrics.Step != 50 || r.Metrics.Fingerprint != want[50].Metrics.Fingerprint {
		t.Fatalf("branched: %s, %+v", r.State, r.Metrics)
	}
	if m := p.ask(op(wire.OpMoments)).Moments; len(m.Checkpoints) > 0 && slices.Max(m.Checkpoints) > m.Last {
		t.Errorf("a branch at step %d has checkpoints %v", m.Last, m.Checkpoints)
	}
	p.ask(op(wire.OpPause))
	if m := p.ask(op(wire.OpHello)).Metrics; m.Step < 300 {
		p.ask(steps(300 - m.Step))
	}
	for _, to := range []int{160, 300} {
		if m := p.ask(seekTo(to, "exact")).Metrics; m.Fingerprint != want[to].Metrics.Fingerprint {
			t.Errorf("step %d of the branch: fingerprint %s, %s expected", to, m.Fingerprint, want[to].Metrics.Fingerprint)
		}
	}
}

// A branch has trained as long as the run had at that step, however slow the run was later.
func TestABranchHasItsTime(t *testing.T) {
	p := newPage(t)
	p.ask(link(wire.OpOpen, long))
	p.ask(viewOf(wire.View{Images: 3}))
	elapsed := func() float64 {
		heard := p.heard(wire.EventState)
		return heard[len(heard)-1].Elapsed
	}
	p.ask(steps(50))
	then := elapsed()
	p.mu.Lock()
	p.look = 20 * time.Millisecond
	p.mu.Unlock()
	p.ask(steps(50))
	if now := elapsed(); now < 5*then {
		t.Fatalf("%g s for 50 steps, %g s for 100: both halves are as fast", then, now)
	}
	p.ask(seekTo(50, "exact"))
	p.ask(op(wire.OpBranch))
	if got := elapsed(); got < 0.99*then || got > 1.01*then {
		t.Errorf("a branch at step 50 has trained for %g s, %g expected", got, then)
	}
}

// A branch of a branch knows of which run it is and from which step, has the past of both, and replays by its link alone.
func TestBranchOfABranch(t *testing.T) {
	p := newPage(t)
	first := p.ask(link(wire.OpOpen, long))
	p.ask(steps(60))
	branchAt := func(step int, rate string) reply {
		t.Helper()
		p.ask(seekTo(step, "exact"))
		q := op(wire.OpBranch)
		q.Names, q.Values = []string{"learning_rate"}, []string{rate}
		r := p.ask(q)
		c, ok := p.latest()
		if !ok || c.Run != r.Run || c.Step != step || c.ParentStep != step {
			t.Fatalf("the branch at step %d is told as run %d of run %d, step %d", step, c.Run, c.Parent, c.ParentStep)
		}
		return r
	}
	second := branchAt(40, "0.01")
	if c, _ := p.latest(); c.Parent != first.Run {
		t.Errorf("a branch of run %d, %d expected", c.Parent, first.Run)
	}
	p.ask(steps(30))
	third := branchAt(50, "0.002")
	if c, _ := p.latest(); c.Parent != second.Run {
		t.Errorf("a branch of run %d, %d expected", c.Parent, second.Run)
	}
	if want := "40:learning_rate=0.01,50:learning_rate=0.002"; third.Recipe["changes"] != want {
		t.Errorf("changes %s, %s expected", third.Recipe["changes"], want)
	}
	p.ask(steps(30))
	want := alone(t, third.Link, 20, 45, 80)
	for _, step := range []int{45, 20, 80} {
		if m := p.ask(seekTo(step, "exact")).Metrics; m.Fingerprint != want[step].Metrics.Fingerprint {
			t.Errorf("step %d: fingerprint %s, %s by the link alone", step, m.Fingerprint, want[step].Metrics.Fingerprint)
		}
	}
}
