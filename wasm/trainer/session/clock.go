package session

import "bottleneck/core/time"

// clock measures training: time passes between the slices of a running run, and neither in pauses nor while the
// browser had stopped the worker.
type clock struct {
	running bool
	last    time.Duration // end of the slice before
	elapsed time.Duration // of the run

	// The rate is measured over windows of about a second, the two latest of them.
	images, before     float64
	span, spanBefore   time.Duration
	steps, stepsBefore float64
}

const (
	rateWindow = time.Second
	idleGap    = time.Second // a longer one between slices is a freeze
)

// forget forgets the rate, which another pace ends; elapsed goes on.
func (c *clock) forget() { *c = clock{running: c.running, last: c.last, elapsed: c.elapsed} }

// start begins a stretch of training; elapsed goes on.
func (c *clock) start(now time.Duration) { c.running, c.last = true, now }

func (c *clock) stop() { c.running = false }

// reset forgets everything: a new run.
func (c *clock) reset(elapsed time.Duration) { *c = clock{elapsed: elapsed} }

// lap counts work that ended now; worked is how long it took, with what it was made to wait.
func (c *clock) lap(now time.Duration, steps, images float64, worked time.Duration) {
	passed := now - c.last
	c.last = now
	if passed < 0 || passed > worked+idleGap {
		passed = worked // the worker was frozen between the slices
	}
	c.elapsed += passed
	c.span += passed
	c.steps += steps
	c.images += images
	if c.span >= rateWindow {
		c.spanBefore, c.before, c.stepsBefore = c.span, c.images, c.steps
		c.span, c.images, c.steps = 0, 0, 0
	}
}

// rates returns images and steps per second, 0 before anything was measured.
func (c *clock) rates() (images, steps float64) {
	t := (c.span + c.spanBefore).Seconds()
	if t <= 0 {
		return 0, 0
	}
	return (c.images + c.before) / t, (c.steps + c.stepsBefore) / t
}
