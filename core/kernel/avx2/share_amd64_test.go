package avx2

import (
	"sync"
	"sync/atomic"
	"testing"
)

type counted struct {
	done []atomic.Int32
	each func(i int)
}

func (c *counted) part(i int) {
	if c.each != nil {
		c.each(i)
	}
	c.done[i].Add(1)
}

func (c *counted) check(t *testing.T) {
	t.Helper()
	for i := range c.done {
		if n := c.done[i].Load(); n != 1 {
			t.Errorf("part %d of %d was done %d times", i, len(c.done), n)
		}
	}
}

// Each part of each work is done once, whoever else shares a work at the time, with any number of threads and from job to job.
func TestEachPartIsDoneOnce(t *testing.T) {
	var callers sync.WaitGroup
	for range 4 {
		callers.Go(func() {
			for round := range 500 {
				c := &counted{done: make([]atomic.Int32, 1+round*7%130)}
				share(c, len(c.done), 1+round%9)
				c.check(t)
			}
		})
	}
	callers.Wait()
}

// Helpers take parts: the first one is not over before another has begun.
func TestHelpersTakeParts(t *testing.T) {
	for range 100 {
		begun := make(chan bool)
		c := &counted{done: make([]atomic.Int32, 2)}
		var first atomic.Bool
		c.each = func(int) {
			if first.CompareAndSwap(false, true) {
				<-begun
			} else {
				close(begun)
			}
		}
		share(c, 2, 2)
		c.check(t)
	}
}

// Helpers that do not look before they sleep are waked.
func TestHelpersAreWaked(t *testing.T) {
	c := newCrew()
	c.linger.Store(0)
	for range 100 {
		w := &counted{done: make([]atomic.Int32, 3)}
		var all sync.WaitGroup
		all.Add(3)
		w.each = func(int) { all.Done(); all.Wait() } // three at a time
		c.lead(w, 3, 3)
		w.check(t)
	}
}

func TestParts(t *testing.T) {
	for _, c := range []struct {
		work, least float64
		threads     int
		most, fewer int
	}{
		{10, 1, 1, 1, 1}, {0.3, 1, 2, 1, 1}, {100, 1, 2, 8, 8}, {5, 1, 4, 15, 5}, {1e9, 1, 8, 32, 32},
	} {
		if n := parts(c.work, c.least, c.threads); n != c.most && n != c.fewer {
			t.Errorf("%v of %v on %d threads: %d parts found, %d or %d expected", c.work, c.least, c.threads, n, c.most, c.fewer)
		}
	}
}
