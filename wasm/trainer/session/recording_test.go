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
