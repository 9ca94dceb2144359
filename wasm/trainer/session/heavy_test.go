package session

import (
	"testing"
	"unsafe"

	"bottleneck/core/wire"
)

// A kept run whose recipe takes nearly all of the heap comes back while another is open, and so does a small one in its place: its checkpoint
// comes once, when the run before has made way, and the next checkpoint takes the same memory. Both are where they stood, and train on to their bits.
func TestAHeavyRunComesBackInThePlaceOfAnother(t *testing.T) {
	const end = 9
	heavy, _, _ := stood(t, large, 6)
	light, _, _ := stood(t, small, 4)
	want := map[string]reply{large: alone(t, large, end)[end], small: alone(t, small, end)[end]}
	p := newPageIn(t, tight(t, large))
	came := 0
	p.copied = func(n int) {
		if n < len(heavy.buffers[0])/2 {
			return // of a head, a record
		}
		if came++; p.s.run != nil || p.s.saved != nil {
			t.Errorf("%d bytes came while the run before had its memory", n)
		}
	}
	p.ask(link(wire.OpOpen, small))
	p.ask(steps(2))
	for i, c := range []struct {
		posted
		text string
		came int
	}{{heavy, large, 1}, {heavy, large, 1}, {light, small, 0}, {heavy, large, 1}} {
		came = 0
		if r := p.ask(recall(c.posted, 0)); r.Metrics.Step != c.Step || r.State != wire.StatePaused {
			t.Fatalf("restore %d: %s at step %d, %d expected", i, r.State, r.Metrics.Step, c.Step)
		}
		if came != c.came {
			t.Errorf("restore %d: its checkpoint came %d times, %d expected", i, came, c.came)
		}
		before := p.savedAt()
		if got := p.ask(steps(end - c.Step)); got.Metrics.Fingerprint != want[c.text].Metrics.Fingerprint || got.Metrics.TestLoss != want[c.text].Metrics.TestLoss {
			t.Errorf("restore %d: trained on to %+v, %+v expected", i, got.Metrics, want[c.text].Metrics)
		}
		if latest, _ := p.latest(); latest.Step != end {
			t.Errorf("restore %d: the latest checkpoint is of step %d", i, latest.Step)
		}
		if after := p.savedAt(); before == nil || after != before {
			t.Errorf("restore %d: the next checkpoint is at %p, the one that came at %p", i, after, before)
		}
	}
}

// savedAt is where the latest checkpoint lies in the heap.
func (p *page) savedAt() *byte {
	at := make(chan *byte)
	p.s.inbox.put(func(s *Session) { at <- unsafe.SliceData(s.saved) })
	return <-at
}
