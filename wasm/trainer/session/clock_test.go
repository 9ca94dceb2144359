package session

import (
	"testing"

	"bottleneck/core/time"
	"bottleneck/core/wire"
)

const day = 24 * 3600 * time.Second

// A clock that is set back, or that has slept for a day, is no time of training, and no rate.
func TestTheClockJumps(t *testing.T) {
	var c clock
	now := 3600 * time.Second
	c.start(now)
	for range 100 {
		now += 30 * time.Millisecond
		c.lap(now, 10, 100, 30*time.Millisecond)
	}
	for _, jump := range []time.Duration{day, -day, -time.Second} {
		now += jump
		c.lap(now, 10, 100, 30*time.Millisecond)
	}
	if want := 103 * 30 * time.Millisecond; c.elapsed != want {
		t.Errorf("%v of training, %v expected", c.elapsed, want)
	}
	if images, steps := c.rates(); images < 3300 || images > 3400 || steps*10 != images {
		t.Errorf("%v images and %v steps a second", images, steps)
	}
}

// A session goes on over jumps of its clock, and what it does has the same bits.
func TestASessionOutlivesJumpsOfTheClock(t *testing.T) {
	want := alone(t, long, 120)[120].Metrics.Fingerprint
	p := newPage(t)
	p.ask(link(wire.OpOpen, long))
	p.ask(viewOf(wire.View{Images: 3, Points: 20, Grid: 2, AxisY: 1}))
	for i := range 6 {
		p.mu.Lock()
		p.now += []time.Duration{day, -day + 600*time.Second, -500 * time.Second}[i%3]
		p.mu.Unlock()
		p.ask(steps(20))
		p.ask(seekTo(20*i+7, "exact"))
		p.ask(op(wire.OpNow))
	}
	if got := p.ask(op(wire.OpHello)).Metrics; got.Fingerprint != want || got.Step != 120 {
		t.Errorf("%s at step %d, %s expected", got.Fingerprint, got.Step, want)
	}
	c, _ := p.latest()
	if c.Step != 120 || c.Elapsed < 0 || c.Elapsed > 60 {
		t.Errorf("the latest checkpoint is of step %d, after %v s", c.Step, c.Elapsed)
	}
}
