package session

import (
	"math"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/time"
	"bottleneck/core/wire"
)

func pace(n int) request { return request{Request: wire.Request{Op: wire.OpPace, N: n}} }

// The figures tell of the pace, and are the numbers of a run at full speed.
func TestPaceIsKept(t *testing.T) {
	free := newPage(t)
	free.ask(link(wire.OpOpen, small))
	for _, c := range []struct{ rate, steps int }{{1, 5}, {10, 40}, {100, 45}, {1000, 50}} {
		want := free.ask(link(wire.OpOpen, small))
		want = free.ask(steps(c.steps))

		p := newPage(t)
		p.look = 10 * time.Microsecond
		p.ask(link(wire.OpOpen, small))
		if got := p.ask(pace(c.rate)); got.State != wire.StateReady {
			t.Errorf("%d steps/s: the run is %q, ready expected", c.rate, got.State)
		}
		got := p.ask(steps(c.steps))
		if got.Metrics.Fingerprint != want.Metrics.Fingerprint {
			t.Errorf("%d steps/s: fingerprint %s, %s expected", c.rate, got.Metrics.Fingerprint, want.Metrics.Fingerprint)
		}
		told := p.heard(wire.EventMetrics)
		last := told[len(told)-1]
		if wants := float64(c.steps) / float64(c.rate); last.Elapsed < 0.75*wants || last.Elapsed > wants+0.05 {
			t.Errorf("%d steps at %d steps/s took %.3f s, some %.3f expected", c.steps, c.rate, last.Elapsed, wants)
		}
		if c.rate < 1000 {
			if images := last.Metrics.ImagesPerSecond; math.Abs(images/float64(20*c.rate)-1) > 0.3 {
				t.Errorf("%d steps/s: %.1f images/s, some %d expected", c.rate, images, 20*c.rate)
			}
			if left := float64(last.TotalSteps-c.steps) / float64(c.rate); last.TotalSteps > c.steps && math.Abs(last.Remaining/left-1) > 0.35 {
				t.Errorf("%d steps/s: %.2f s remain, some %.2f expected", c.rate, last.Remaining, left)
			}
		}
		if c.rate <= eachStep {
			seen := map[int]bool{}
			for _, e := range told {
				seen[e.Metrics.Step] = true
			}
			if len(seen) != c.steps+1 {
				t.Errorf("%d steps/s: %d of %d steps were told", c.rate, len(seen), c.steps+1)
			}
		}
		if p.naps < c.steps*16/1000 || p.naps > c.steps+1 {
			t.Errorf("%d steps/s: woken %d times for %d steps", c.rate, p.naps, c.steps)
		}
	}
}

// A run that waits for its next step does everything else at once.
func TestPaceWaitsForNobody(t *testing.T) {
	p := newPage(t)
	p.look = time.Microsecond // the second until the next step does not pass while the test looks
	p.ask(link(wire.OpOpen, small))
	p.ask(pace(1))
	p.asleep = true
	p.ask(op(wire.OpStart))
	p.until("the first nap", func() bool { return p.naps > 0 })
	if got := p.ask(op(wire.OpPause)); got.State != wire.StatePaused || got.Metrics.Step != 1 {
		t.Errorf("paused: %s at step %d, paused at 1 expected", got.State, got.Metrics.Step)
	}
	p.ask(op(wire.OpStart))
	p.ask(pace(0)) // nobody wakes it: it goes on by itself
	p.until("the end of the run", func() bool {
		return slices.ContainsFunc(p.events, func(e posted) bool { return e.State == wire.StateDone })
	})
}

func TestPaceRefused(t *testing.T) {
	p := newPage(t)
	p.ask(link(wire.OpOpen, small))
	for _, n := range []int{-1, mostPace + 1} {
		if got := p.refused(pace(n)); !strings.Contains(got, "steps a second expected") {
			t.Errorf("pace %d: %s", n, got)
		}
	}
	if p.ask(pace(7)); lastState(p).Pace != 7 {
		t.Errorf("the page was told of pace %d, 7 expected", lastState(p).Pace)
	}
}

func lastState(p *page) posted {
	list := p.heard(wire.EventState)
	return list[len(list)-1]
}

// A machine that cannot keep up owes no more than a moment.
func TestPaceForgives(t *testing.T) {
	p := pacing{rate: 100}
	now := 10 * time.Second
	n := 0
	for ; p.allows(now); n++ {
		p.did(now)
	}
	if n < 2 || n > 12 {
		t.Errorf("%d steps at once after ten seconds, those of a tenth of a second expected", n)
	}
	if w := p.wait(now); w < leastNap || w > 20*time.Millisecond {
		t.Errorf("the next step waits for %v", w)
	}
	if full := (pacing{}); !full.allows(0) || full.wait(0) != 0 {
		t.Error("without a pace steps wait")
	}
}
