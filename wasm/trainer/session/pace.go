package session

import (
	"math"

	"bottleneck/core/fact"
	"bottleneck/core/time"
)

const (
	mostPace = 1_000_000
	eachStep = 10                     // steps a second up to which every step is told
	leastNap = 16 * time.Millisecond  // timers of browsers are not finer; the steps that are due by then are done together
	mostOwed = 100 * time.Millisecond // that a run behind its pace makes up for
)

// pacing holds a run to so many steps a second. It decides when a step is done and nothing else about it, so that no
// number depends on the pace.
type pacing struct {
	rate int           // steps a second; 0: as fast as they go
	due  time.Duration // when the next one may be done
}

// allows says whether a step may be done now.
func (p *pacing) allows(now time.Duration) bool { return p.rate == 0 || now >= p.due }

// did counts a step that began now.
func (p *pacing) did(now time.Duration) {
	if p.rate > 0 {
		p.due = max(p.due, now-mostOwed) + time.Second/time.Duration(p.rate)
	}
}

// wait is how long there is nothing to do.
func (p *pacing) wait(now time.Duration) time.Duration {
	if p.allows(now) {
		return 0
	}
	return max(leastNap, p.due-now)
}

// slow says whether people can follow every single step.
func (p *pacing) slow() bool { return p.rate > 0 && p.rate <= eachStep }

// setPace takes another pace: n steps a second, 0 for full speed.
func setPace(s *Session, q *request) error {
	if q.N < 0 || q.N > mostPace {
		return fact.About("pace", "pace_out_of_range", "found", q.N, "most", mostPace)
	}
	if !near(s.pacing.rate, q.N) {
		s.clock.forget()
	}
	s.pacing = pacing{rate: q.N, due: s.host.Now()}
	s.napping, s.nap = false, 0
	s.tellState(s.why())
	s.answer(q, s.described(reply{}))
	return nil
}

// near says whether the figures of one pace still tell enough of another.
func near(a, b int) bool { return a == b || a > 0 && b > 0 && a < 2*b && b < 2*a }

// rest asks to be woken when the next step is due, if that is all there is to do.
func (s *Session) rest() {
	if s.napping || s.ticking || s.pacing.rate == 0 || !s.training() {
		return
	}
	s.napping = true
	s.nap = s.pacing.wait(s.host.Now())
	s.host.Wake(int(math.Ceil(s.nap.Seconds() * 1000)))
}
