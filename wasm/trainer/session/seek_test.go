package session

import (
	"testing"

	"bottleneck/core/wire"
)

// A later seek takes the place of one under way, and now ends it.
func TestSeekReplaced(t *testing.T) {
	p := newPage(t)
	p.ask(link(wire.OpOpen, long))
	p.ask(steps(400))
	p.mu.Lock()
	p.look = 100 * 1000 * 1000 // a step a slice: no way is over before the next message
	p.mu.Unlock()
	first := p.send(seekTo(390, "exact"))
	p.until("progress", func() bool {
		for _, e := range p.events {
			if e.Event.Event == wire.EventMoment && e.Step == 390 && e.Done > 0 && e.Total >= e.Done {
				return true
			}
		}
		return false
	})
	second := p.send(seekTo(3, "exact"))
	if r, _ := p.wait(first); r.Code != "seek_replaced" {
		t.Errorf("the first seek: %q, %+v", r.Error, r.Metrics)
	}
	if r, _ := p.wait(second); r.Error != "" || r.Metrics.Step != 3 {
		t.Errorf("the second seek: %q, %+v", r.Error, r.Metrics)
	}
	third := p.send(seekTo(395, "exact"))
	p.ask(op(wire.OpNow))
	if r, _ := p.wait(third); r.Code != "seek_ended" {
		t.Errorf("the third seek: %q", r.Error)
	}
	fourth := p.send(seekTo(395, "exact"))
	p.ask(link(wire.OpOpen, small))
	if r, _ := p.wait(fourth); r.Code != "seek_reopened" {
		t.Errorf("the fourth seek: %q", r.Error)
	}
	if m := p.ask(op(wire.OpMoments)).Moments; m.Last != 0 || len(m.Checkpoints) != 1 {
		t.Errorf("another run begins with %+v", m)
	}
}

func TestSeekRefuses(t *testing.T) {
	p := newPage(t)
	p.ask(link(wire.OpOpen, long))
	for _, c := range []struct {
		q    request
		code string
	}{{op(wire.OpBranch), "branch_without_moment"}, {seekTo(1, "exact"), "seek_out_of_range"}} {
		if r, _ := p.wait(p.send(c.q)); r.Code != c.code {
			t.Errorf("%s %d %q of a run that has just begun: %q", c.q.Op, c.q.Steps, c.q.Name, r.Error)
		}
	}
	p.ask(steps(20))
	for _, c := range []struct {
		q    request
		code string
	}{
		{seekTo(21, "exact"), "seek_out_of_range"}, {seekTo(-1, "nearest"), "seek_out_of_range"}, {seekTo(5, "about"), "seek_unknown"},
	} {
		if r, _ := p.wait(p.send(c.q)); r.Code != c.code {
			t.Errorf("%s %d %q: %q", c.q.Op, c.q.Steps, c.q.Name, r.Error)
		}
	}
	before := p.ask(seekTo(5, "exact"))
	p.refused(seekTo(21, "exact"))
	if _, file := p.wait(p.send(op(wire.OpWeights))); len(file) != 1 {
		t.Error("a seek that was refused has ended the moment")
	}
	p.mu.Lock()
	p.hold = true
	p.mu.Unlock()
	opening := p.send(link(wire.OpOpen, mnist))
	for _, q := range []request{seekTo(5, "exact"), seekTo(5, "nearest"), op(wire.OpBranch)} {
		if r, _ := p.wait(p.send(q)); r.Code != "recipe_loading" {
			t.Errorf("%s while another recipe is loaded: %q", q.Op, r.Error)
		}
	}
	if m := p.moment(); m.Moment == nil || m.Moment.Metrics.Fingerprint != before.Metrics.Fingerprint {
		t.Errorf("while another recipe is loaded %+v is shown", m.Moment)
	}
	p.release()
	p.wait(opening)
	if p.moment().Moment != nil {
		t.Error("another recipe was opened, and a moment of the one before is shown")
	}
}

// A run that has diverged, or was restored from a checkpoint, is a run like others: its steps can be seen.
func TestSeekOfADivergedRun(t *testing.T) {
	const recipe = small + "&optimizer=sgd&latent_activation=linear&output_activation=linear&encoder=dense(20,linear)&learning_rate=100"
	p := newPage(t)
	p.ask(link(wire.OpOpen, recipe))
	why, _ := p.wait(p.send(steps(2000)))
	if why.Code != "training_diverged" {
		t.Fatalf("training at rate 100 ended with %q", why.Error)
	}
	last := p.ask(op(wire.OpHello)).Metrics
	if last.Step == 0 {
		t.Fatal("it diverged in its first step")
	}
	for _, to := range []int{0, last.Step} {
		want := alone(t, recipe, to)[to].Metrics
		if got := p.ask(seekTo(to, "exact")).Metrics; got.Fingerprint != want.Fingerprint {
			t.Errorf("step %d: fingerprint %s, %s expected", to, got.Fingerprint, want.Fingerprint)
		}
	}
	p.refused(op(wire.OpStart))
	p.ask(seekTo(0, "exact"))
	q := op(wire.OpBranch)
	q.Names, q.Values = []string{"learning_rate"}, []string{"0.01"}
	if r := p.ask(q); r.State != wire.StateReady && r.State != wire.StatePaused {
		t.Errorf("a branch of it: %+v", r)
	}
	if m := p.ask(steps(30)).Metrics; !(m.TrainLoss < 1) {
		t.Errorf("train loss %v after the branch with a smaller rate", m.TrainLoss)
	}
}

func TestSeekOfARestoredRun(t *testing.T) {
	want := alone(t, long, 30, 40, 50, 60)
	p := newPage(t)
	p.ask(link(wire.OpOpen, long))
	p.ask(steps(40))
	heard := p.heard(wire.EventCheckpoint)
	c := heard[len(heard)-1]
	other := newPage(t)
	q := link(wire.OpRestore, c.Link)
	q.buffers = c.buffers
	other.ask(q)
	other.ask(steps(20))
	for _, to := range []int{30, 50, 40, 60} {
		if got := other.ask(seekTo(to, "exact")).Metrics; got.Fingerprint != want[to].Metrics.Fingerprint {
			t.Errorf("step %d: fingerprint %s, %s expected", to, got.Fingerprint, want[to].Metrics.Fingerprint)
		}
	}
	// From loaded weights no training leads to a step: the checkpoint knows that they were.
	_, file := p.wait(p.send(op(wire.OpWeights)))
	other.ask(op(wire.OpNow))
	load := op(wire.OpLoad)
	load.buffers = file
	other.ask(load)
	want60 := other.ask(op(wire.OpHello)).Metrics
	want70 := other.ask(steps(10)).Metrics
	heard = other.heard(wire.EventCheckpoint)
	c = heard[len(heard)-1]
	third := newPage(t)
	q = link(wire.OpRestore, c.Link)
	q.buffers = c.buffers
	third.ask(q)
	third.ask(steps(5))
	for _, c := range []struct {
		p    *page
		to   int
		want string
	}{{other, 60, want60.Fingerprint}, {other, 70, want70.Fingerprint}, {other, 50, want[50].Metrics.Fingerprint}, {third, 70, want70.Fingerprint}, {third, 50, want[50].Metrics.Fingerprint}} {
		if got := c.p.ask(seekTo(c.to, "exact")).Metrics; got.Fingerprint != c.want {
			t.Errorf("step %d of the loaded run: fingerprint %s, %s expected", c.to, got.Fingerprint, c.want)
		}
	}
	if r, _ := third.wait(third.send(seekTo(65, "exact"))); r.Code != "seek_weights_loaded" {
		t.Errorf("a step that only the weights lead to: %q, %+v", r.Error, r.Metrics)
	}
}
