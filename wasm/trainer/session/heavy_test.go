package session

import (
	"testing"

	"bottleneck/core/wire"
)

// A kept run whose recipe takes nearly all of the heap comes back while another is open, and so does a small one in its place, and the same once more:
// its checkpoint comes when the run before has made way, and neither it nor the next one is ever in the heap but piece after piece. All are where they
// stood, and train on to their bits.
func TestAHeavyRunComesBackInThePlaceOfAnother(t *testing.T) {
	const end = 9
	heavy, _, _ := stood(t, large, 6)
	light, _, _ := stood(t, small, 4)
	want := map[string]reply{large: alone(t, large, end)[end], small: alone(t, small, end)[end]}
	p := newPageIn(t, tight(t, large))
	const piece, record = 256 << 10, 16 << 10
	came, restores := 0, false
	whole := func(n int) {
		if n > piece {
			t.Errorf("%d bytes of a checkpoint were in the heap at once", n)
		}
	}
	p.put = whole
	p.copied = func(n int) {
		came += n
		whole(n)
		if restores && n > record && p.s.run != nil {
			t.Errorf("%d bytes came while the run before had its memory", n)
		}
	}
	p.ask(link(wire.OpOpen, small))
	p.ask(steps(2))
	for i, c := range []struct {
		posted
		text string
	}{{heavy, large}, {heavy, large}, {light, small}, {heavy, large}} {
		p.ask(op(wire.OpKeep)) // of the run before
		came, restores = 0, c.text == large
		if r := p.ask(recall(c.posted, 0)); r.Metrics.Step != c.Step || r.State != wire.StatePaused {
			t.Fatalf("restore %d: %s at step %d, %d expected", i, r.State, r.Metrics.Step, c.Step)
		}
		restores = false
		if most := 4 * len(c.buffers[0]); came < len(c.buffers[0]) || came > most {
			t.Errorf("restore %d: %d bytes came, of a checkpoint of %d", i, came, len(c.buffers[0]))
		}
		if got := p.ask(steps(end - c.Step)); got.Metrics.Fingerprint != want[c.text].Metrics.Fingerprint || got.Metrics.TestLoss != want[c.text].Metrics.TestLoss {
			t.Errorf("restore %d: trained on to %+v, %+v expected", i, got.Metrics, want[c.text].Metrics)
		}
		if latest, _ := p.latest(); latest.Step != end {
			t.Errorf("restore %d: the latest checkpoint is of step %d", i, latest.Step)
		}
	}
}
