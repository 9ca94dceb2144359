package session

import (
	"bytes"
	"slices"
	"testing"

	"bottleneck/core/wire"
)

// long is a recipe that trains for some time.
const long = "#v=1&data=digits&train=200&test=50&latent_dim=4&batch_size=20&encoder=dense(30,relu)&noise=gaussian(0.2)&epochs=400"

// alone are the figures of a run that nobody disturbs, at some steps.
func alone(t *testing.T, text string, at ...int) map[int]reply {
	t.Helper()
	p := newPage(t)
	p.ask(link(wire.OpOpen, text))
	found, step := map[int]reply{}, 0
	slices.Sort(at)
	for _, to := range at {
		r := p.ask(op(wire.OpHello))
		if to > step {
			r, step = p.ask(steps(to-step)), to
		}
		found[to] = r
	}
	return found
}

func seekTo(step int, how string) request {
	return request{Request: wire.Request{Op: wire.OpSeek, Steps: step, Name: how}}
}

// moment is what the page was told last of the moment that is shown.
func (p *page) moment() event {
	p.t.Helper()
	all := p.heard(wire.EventMoment)
	if len(all) == 0 {
		p.t.Fatal("no moment was told")
	}
	return all[len(all)-1].event
}

// TestSeekBesideTraining goes to steps that are over while the run trains. All that looks sees each of them; the run ends with the
// bits that it has alone, and its figures come all the while.
func TestSeekBesideTraining(t *testing.T) {
	const end = 500
	want := alone(t, long, 0, 7, 60, 90, end)
	p := newPage(t)
	p.ask(link(wire.OpOpen, long))
	p.ask(viewOf(wire.View{Images: 3, Points: 20, Grid: 2, AxisY: 1}))
	p.ask(steps(100))
	training := p.send(steps(end - 100))
	x, _ := p.wait(p.send(request{Request: wire.Request{Op: wire.OpTestImages, N: 2}}))
	_, images := p.wait(p.send(request{Request: wire.Request{Op: wire.OpTestImages, N: x.N}}))
	for _, to := range []int{60, 7, 90, 0} {
		got := p.ask(seekTo(to, "exact"))
		w := want[to].Metrics
		if got.Metrics.Fingerprint != w.Fingerprint || got.Metrics.TestLoss != w.TestLoss || got.Metrics.Step != to || !got.Moment.Exact {
			t.Errorf("step %d: %+v, %+v expected", to, got.Metrics, w)
		}
		if m := p.moment(); m.Moment == nil || !m.Moment.Exact || m.Moment.Step != to || m.Total != 0 {
			t.Errorf("step %d: told %+v", to, m.Moment)
		}
		// Weights and codes are those of a run that was loaded with them.
		r, file := p.wait(p.send(op(wire.OpWeights)))
		if r.Metrics.Fingerprint != w.Fingerprint {
			t.Errorf("step %d: the weights have fingerprint %s, %s expected", to, r.Metrics.Fingerprint, w.Fingerprint)
		}
		other := newPage(t)
		other.ask(link(wire.OpOpen, long))
		load, encode := op(wire.OpLoad), op(wire.OpEncode)
		load.buffers, encode.buffers = file, images[:1]
		if r := other.ask(load); r.Metrics.Fingerprint != w.Fingerprint {
			t.Errorf("step %d: loaded weights have fingerprint %s, %s expected", to, r.Metrics.Fingerprint, w.Fingerprint)
		}
		_, here := p.wait(p.send(encode))
		_, there := other.wait(other.send(encode))
		if !bytes.Equal(here[0], there[0]) {
			t.Errorf("step %d: the codes are those of another step", to)
		}
		p.ask(request{Request: wire.Request{Op: wire.OpProbe}})
	}
	for _, e := range p.heard(wire.EventSnapshot) {
		s, err := wire.Decode(e.buffers[0])
		if err != nil {
			t.Fatal(err)
		}
		if e.Moment != nil && (int(s.Step) != e.Moment.Step || e.Step != e.Moment.Step) {
			t.Errorf("the frame of step %d has step %d", e.Moment.Step, s.Step)
		}
	}
	heard := p.heard(wire.EventMetrics)
	if last := heard[len(heard)-1].Metrics.Step; last <= 100 {
		t.Errorf("the latest figures of the training are of step %d", last)
	}
	if r, _ := p.wait(training); r.Error != "" || r.Metrics.Step != end || r.Metrics.Fingerprint != want[end].Metrics.Fingerprint {
		t.Errorf("trained on to %+v (%s), %+v expected", r.Metrics, r.Error, want[end].Metrics)
	}
	if r := p.ask(op(wire.OpNow)); r.Metrics.Step != end || p.moment().Moment != nil {
		t.Errorf("now: %+v, told %+v", r.Metrics, p.moment().Moment)
	}
	frames := p.heard(wire.EventSnapshot)
	if last := frames[len(frames)-1]; last.Moment != nil || last.Step != end {
		t.Errorf("the last frame is of step %d, of a moment: %v", last.Step, last.Moment != nil)
	}
}

// The nearest frame that was recorded comes at once. It has no network, and says so.
func TestSeekNearest(t *testing.T) {
	p := newPage(t)
	p.ask(link(wire.OpOpen, long))
	p.ask(viewOf(wire.View{Images: 3, Points: 20, Grid: 2, AxisY: 1, Theme: "light"}))
	p.ask(request{Request: wire.Request{Op: wire.OpProbe, X: 0.5, Pin: true}})
	for range 20 {
		p.ask(steps(10))
	}
	kept := p.ask(op(wire.OpMoments)).Moments
	if kept.Last != 200 || len(kept.Frames) < 20 || kept.Frames[0] != 0 || kept.Bytes == 0 || kept.Bytes > kept.Budget || kept.Budget > tapesUsual {
		t.Fatalf("kept: %+v", kept)
	}
	if !slices.Contains(kept.Frames, 140) {
		t.Fatalf("no frame of the pause at step 140: %v", kept.Frames)
	}
	got := p.ask(seekTo(140, "nearest"))
	if got.Metrics.Step != 140 || got.Moment.Exact || got.Metrics.Fingerprint == "" {
		t.Errorf("nearest to 140: %+v", got.Metrics)
	}
	frames := p.heard(wire.EventSnapshot)
	last := frames[len(frames)-1]
	s, err := wire.Decode(last.buffers[0])
	if err != nil || s.Step != 140 || s.Images == nil || s.Grid == nil || s.Codes == nil || s.Curve != nil || s.Probe != nil || last.Moment == nil {
		t.Errorf("the frame: %+v, %v", s, err)
	}
	for _, o := range []wire.Op{wire.OpWeights, wire.OpProbe, wire.OpSnapshot, wire.OpClassify, wire.OpSample} {
		q := op(o)
		q.N = 1
		if r, _ := p.wait(p.send(q)); r.Code != "moment_not_exact" && o != wire.OpProbe || r.Error == "" {
			t.Errorf("%s of a frame: %q", o, r.Error)
		}
	}
	if r, _ := p.wait(p.send(op(wire.OpBranch))); r.Code != "branch_without_moment" {
		t.Errorf("branch of a frame: %q", r.Error)
	}
	if why := p.ask(seekTo(140, "exact")).Metrics.Fingerprint; why != got.Metrics.Fingerprint {
		t.Errorf("recorded with fingerprint %s, exactly %s", got.Metrics.Fingerprint, why)
	}
	// Only colors are another: the frames serve. Another plane they do not show.
	p.ask(viewOf(wire.View{Images: 3, Points: 20, Grid: 2, AxisY: 1, Theme: "dark"}))
	if r := p.ask(seekTo(60, "nearest")); r.Moment.Exact || r.Moment.Step != 60 {
		t.Errorf("in other colors: %+v", r.Moment)
	}
	p.ask(viewOf(wire.View{Images: 3, Points: 20, Grid: 2, AxisX: 2, AxisY: 1}))
	if r := p.ask(seekTo(60, "nearest")); !r.Moment.Exact {
		t.Errorf("on another plane: %+v", r.Moment)
	}
}
