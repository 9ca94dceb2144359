package session

import (
	"fmt"
	"strings"
	"testing"

	"bottleneck/core/time"
	"bottleneck/core/wire"
)

// TestResume kills a run at many steps, as a lost worker does, and lets another session go on from the last
// checkpoint: the end must be the same, bit for bit.
func TestResume(t *testing.T) {
	recipe := small + "&noise=gaussian(0.2)&optimizer=adam&shuffle=epoch"
	p := newPage(t)
	p.ask(link(wire.OpOpen, recipe))
	want := p.ask(steps(50)).Metrics.Fingerprint
	for _, at := range []int{1, 9, 10, 11, 37} {
		p.ask(op(wire.OpReset))
		p.ask(steps(at))
		last := p.heard(wire.EventCheckpoint)
		c := last[len(last)-1]
		if c.Step != at || len(c.buffers) != 3 {
			t.Fatalf("the checkpoint of the stop at step %d is of step %d", at, c.Step)
		}
		other := newPage(t)
		q := link(wire.OpRestore, c.Link)
		q.N, q.Steps, q.Elapsed, q.buffers = c.Run, 50, c.Elapsed, c.buffers[:1]
		r := other.ask(q)
		if r.Run != c.Run || r.Metrics.Step != at || r.State != wire.StateRunning {
			t.Errorf("restored at %d: run %d, step %d, %s", at, r.Run, r.Metrics.Step, r.State)
		}
		other.until("the end", func() bool { return hasState(other.events, wire.StateDone) })
		if got := other.ask(op(wire.OpHello)).Metrics.Fingerprint; got != want {
			t.Errorf("resumed at step %d: fingerprint %s, %s expected", at, got, want)
		}
	}
}

func TestRestoreRefuses(t *testing.T) {
	p := newPage(t)
	p.ask(link(wire.OpOpen, small))
	before := p.ask(steps(4))
	c := p.heard(wire.EventCheckpoint)[0]
	damaged := append([]byte(nil), c.buffers[0]...)
	damaged[len(damaged)/2] ^= 4
	for name, q := range map[string]request{
		"damaged": {Request: wire.Request{Op: wire.OpRestore, Link: c.Link}, buffers: [][]byte{damaged}},
		"foreign": {Request: wire.Request{Op: wire.OpRestore, Link: c.Link + "&latent_dim=5"}, buffers: c.buffers[:1]},
		"link":    {Request: wire.Request{Op: wire.OpRestore, Link: c.Link + "&latent_dim=x"}, buffers: c.buffers[:1]},
	} {
		p.refused(q)
		now := p.ask(op(wire.OpHello))
		if now.Metrics.Fingerprint != before.Metrics.Fingerprint || now.Metrics.Step != 4 || now.Run != before.Run {
			t.Errorf("%s: the run changed: %+v", name, now.Metrics)
		}
	}
}

// While the loss spikes the curve shows it, and the pictures of before stay.
func TestSpikesAreSeenInTheCurve(t *testing.T) {
	p := newPage(t)
	p.open(small + "&optimizer=sgd&latent_activation=linear&output_activation=linear&encoder=dense(20,linear)")
	p.ask(viewOf(wire.View{Images: 4}))
	p.ask(steps(2))
	p.ask(request{Request: wire.Request{Op: wire.OpSet, Name: "learning_rate", Value: "10"}})
	p.mu.Lock()
	p.look = 10 * time.Microsecond // whatever a frame looks at the clock, it is cheap
	p.mu.Unlock()
	p.ask(pace(10)) // each step is worth a frame
	before := len(p.heard(wire.EventSnapshot))
	p.refused(steps(2000))
	end, spiked := p.heard(wire.EventDiverged)[0].Step, 0
	for _, e := range p.heard(wire.EventSnapshot)[before:] {
		f := frame(t, e)
		if f.Curve == nil || f.Images != nil && spiked > 0 {
			t.Errorf("step %d of %d: curve %v, pictures %v", f.Step, end, f.Curve != nil, f.Images != nil)
		}
		if f.Images == nil && int(f.Step) < end-1 {
			spiked++
		}
	}
	if spiked == 0 {
		t.Errorf("no frame of the curve before it diverges in step %d", end)
	}
}

// TestDivergence trains with an absurd rate: the run stops, says so, and can be taken back with a smaller rate.
func TestDivergence(t *testing.T) {
	p := newPage(t)
	p.open(small + "&optimizer=sgd&latent_activation=linear&output_activation=linear&encoder=dense(20,linear)")
	p.ask(viewOf(wire.View{Images: 4}))
	p.ask(steps(2))
	set := request{Request: wire.Request{Op: wire.OpSet, Name: "learning_rate", Value: "100"}}
	p.ask(set)
	why := p.refused(steps(2000))
	if !strings.Contains(why, "The loss became") {
		t.Fatalf("training at rate 100 ended with %q", why)
	}
	events := p.heard(wire.EventDiverged)
	if len(events) != 1 {
		t.Fatalf("%d diverged events", len(events))
	}
	e := events[0]
	if e.Value != "10" || !strings.Contains(e.Link, "learning_rate=10") || e.Step < 3 || e.Loss == "" || e.Code != "loss_not_finite" || e.Values["value"] != "10" {
		t.Errorf("diverged: %+v", e)
	}
	where, _ := e.Values["where"].(map[string]any)
	if values, _ := where["values"].(map[string]any); where["code"] != "diverged_layer" || values["term"] != "reconstruction" || values["layers"] != 4.0 || values["written"] == "" {
		t.Errorf("it diverged at %v", where)
	}
	// The pictures of before stay: what comes then is the curve alone.
	p.ask(viewOf(wire.View{Images: 6}))
	frames := p.heard(wire.EventSnapshot)
	if last := frame(t, frames[len(frames)-1]); last.Images != nil || last.Curve == nil || int(last.Step) != e.Step-1 {
		t.Errorf("after the divergence a frame of step %d has pictures: %v", last.Step, last.Images != nil)
	}
	if r := p.ask(op(wire.OpHello)); r.State != wire.StateDiverged {
		t.Errorf("state %q", r.State)
	}
	p.refused(op(wire.OpStart))
	p.refused(steps(1))

	kept := p.heard(wire.EventCheckpoint)
	good := kept[len(kept)-1]
	q := link(wire.OpRestore, good.Link)
	q.Name, q.Value, q.buffers = "learning_rate", "0.01", good.buffers[:1]
	r := p.ask(q)
	if r.InForce["learning_rate"] != "0.01" || r.Recipe["changes"] != "2:learning_rate=0.01" || r.State != wire.StatePaused {
		t.Errorf("taken back: %s, %v in force, changes %s", r.State, r.InForce, r.Recipe["changes"])
	}
	if m := p.ask(steps(30)).Metrics; !(m.TrainLoss < 1) {
		t.Errorf("train loss %v after going back", m.TrainLoss)
	}
}

// Of a run with as many changes as a link may have, another smaller rate is refused before anything of the run is given up.
func TestOneChangeTooManyIsRefusedBefore(t *testing.T) {
	var changes []string
	for i := range 32 {
		changes = append(changes, fmt.Sprintf("%d:noise=gaussian(0.%02d)", i+1, i+1))
	}
	p := newPage(t)
	opened := p.ask(link(wire.OpOpen, small+"&changes="+strings.Join(changes, ",")))
	if len(opened.Notices) > 0 {
		t.Fatalf("%+v", opened.Notices)
	}
	before := p.ask(steps(40))
	heard := p.heard(wire.EventCheckpoint)
	c, states := heard[len(heard)-1], len(p.heard(wire.EventState))
	q := link(wire.OpRestore, c.Link)
	q.Name, q.Value, q.buffers = "learning_rate", "0.0001", c.buffers[:1]
	if r, _ := p.wait(p.send(q)); r.Code != "changes_full" {
		t.Errorf("the 33rd change: %q", r.Error)
	}
	if now := p.ask(op(wire.OpHello)); now.Run != before.Run || now.Metrics.Fingerprint != before.Metrics.Fingerprint || len(p.heard(wire.EventState)) != states {
		t.Errorf("after the refusal run %d, %+v", now.Run, now.Metrics)
	}
	q.Name, q.Value = "noise", "none" // which takes the place of none: it is the 33rd as well
	if r, _ := p.wait(p.send(q)); r.Code != "changes_full" {
		t.Errorf("another: %q", r.Error)
	}
	last := p.ask(steps(1)) // and the run goes on
	if last.Metrics.Step != 41 {
		t.Errorf("at step %d", last.Metrics.Step)
	}
}

func TestWeightsTravel(t *testing.T) {
	p := newPage(t)
	p.ask(link(wire.OpOpen, small))
	p.ask(steps(10))
	r, buffers := p.wait(p.send(op(wire.OpWeights)))
	p.ask(op(wire.OpReset))
	q := op(wire.OpLoad)
	q.buffers = buffers
	if got := p.ask(q).Metrics; got.Fingerprint != r.Metrics.Fingerprint {
		t.Errorf("fingerprint %s after loading, %s expected", got.Fingerprint, r.Metrics.Fingerprint)
	}
	// The loaded weights are in no link: a checkpoint must follow at once.
	last := p.heard(wire.EventCheckpoint)
	if c := last[len(last)-1]; c.Step != 0 || c.Run != 2 {
		t.Errorf("the last checkpoint is of run %d, step %d", c.Run, c.Step)
	}
}
