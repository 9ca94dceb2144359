package session

import (
	"slices"
	"testing"

	"bottleneck/core/wire"
)

// What is kept stays in its room however long the run is, and comes with little of the time.
func TestRecordingKeepsItsBudget(t *testing.T) {
	p := newPageIn(t, 48<<20)
	p.ask(link(wire.OpOpen, long))
	p.ask(viewOf(wire.View{Images: 50, Points: 50, Grid: 12, AxisY: 1}))
	for range 30 {
		p.ask(steps(10))
	}
	m := p.ask(op(wire.OpMoments)).Moments
	if m.Gone == 0 || m.Bytes > m.Budget || m.Frames[0] != 0 || m.Frames[len(m.Frames)-1] != 300 || len(m.Checkpoints) == 0 {
		t.Errorf("kept %+v", m)
	}
	if !slices.ContainsFunc(m.Notes, func(n wire.Note) bool { return n.Code == "moments_gone" }) {
		t.Errorf("notes %+v", m.Notes)
	}
}

func tapes(mib int) request { return request{Request: wire.Request{Op: wire.OpTapes, N: mib}} }

// Whoever wants nothing to be recorded has all steps still, and no less exactly; with more room again, recording goes on.
func TestNothingIsRecordedWhereNobodyWantsIt(t *testing.T) {
	p := newPage(t)
	p.ask(tapes(16)) // before there is a run
	p.ask(link(wire.OpOpen, long))
	p.ask(viewOf(wire.View{Images: 3, Points: 20, Grid: 2, AxisY: 1}))
	for range 10 {
		p.ask(steps(10))
	}
	some := p.ask(op(wire.OpMoments)).Moments
	if some.Budget > 16<<20 || len(some.Frames) < 10 || len(some.Checkpoints) < 2 {
		t.Fatalf("of 16 MiB: %+v", some)
	}
	off := p.ask(tapes(0)).Moments
	if off.Budget != 0 || off.Bytes != 0 || len(off.Frames)+len(off.Checkpoints) > 0 || len(off.Notes) != 1 || off.Notes[0].Code != "moments_off" {
		t.Errorf("of none: %+v", off)
	}
	p.ask(steps(50))
	if now := p.ask(op(wire.OpMoments)).Moments; now.Bytes != 0 || len(now.Frames)+len(now.Checkpoints) > 0 {
		t.Errorf("after 50 steps: %+v", now)
	}
	if r, _ := p.wait(p.send(seekTo(70, "nearest"))); r.Code != "moments_none" {
		t.Errorf("nearest: %q", r.Error)
	}
	if got, want := p.ask(seekTo(70, "exact")).Metrics.Fingerprint, alone(t, long, 70)[70].Metrics.Fingerprint; got != want {
		t.Errorf("step 70: %s, %s expected", got, want)
	}
	p.ask(op(wire.OpNow))
	p.ask(tapes(64))
	p.ask(steps(50))
	if again := p.ask(op(wire.OpMoments)).Moments; again.Budget == 0 || len(again.Frames) == 0 {
		t.Errorf("recorded again: %+v", again)
	}
	for _, n := range []int{-1, 1025} {
		p.refused(tapes(n))
	}
}
