package avx2

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// work is what goroutines share: parts that no two of them write to.
type work interface{ part(i int) }

// share has all parts of w done, by so many goroutines, and waits for them. Many may call it at a time: one of them has helpers, the others
// do all themselves.
func share(w work, parts, threads int) {
	if parts > 1 && threads > 1 && helpers.leader.TryLock() {
		helpers.lead(w, parts, threads)
		helpers.leader.Unlock()
		return
	}
	for i := range parts {
		w.part(i)
	}
}

// parts is how many parts of at least so much a work makes, at most four a thread: of parts that are shared, the slower of two
// processors does fewer. Where a helper looks for work already, it is worth while to share a third.
func parts(work, least float64, threads int) int {
	if threads > 1 && helpers.asleep.Load()&(1<<min(threads, mostThreads)-1) == 0 {
		work *= 3
	}
	if n := int(work / least); threads > 1 && n > 1 {
		return min(n, 4*threads, mostParts)
	}
	return 1
}

// A crew is the goroutines that help. One job is under way at a time. It is in one word, to which whoever wants a part adds 1:
// so a helper that comes late gets no part of another job by what it knows of an earlier one, and reads the work only when it has a part of
// it, which keeps the work there.
type crew struct {
	leader sync.Mutex
	jobs   uint32 // so far
	count  int    // of helpers
	calm   int    // jobs since the leader had to sleep

	work   work
	word   atomic.Uint64 // number of the job, threads, parts, and parts that are taken
	left   atomic.Int32  // parts that are not done; and leaderSleeps
	linger atomic.Int32  // how many times a helper looks for the next job before it sleeps

	asleep   atomic.Uint64 // a bit for each helper that nobody has waked yet: bit i is helper i, from 1 on
	wake     [mostThreads]chan struct{}
	finished chan struct{}
}

const (
	takenBits, partsBits, threadsBits = 12, 12, 8

	mostParts    = 1<<partsBits - 1
	leaderSleeps = 1 << 20
	mostThreads  = 64

	// Looks take some 20 ns. Waking takes several microseconds, so a leader looks longer than most parts take, and helpers until the next
	// job of a step. Where others want the processor, a goroutine that only looks loses it in the middle of a part: a leader that had to sleep
	// has helpers look for a short time, for so many jobs.
	leaderLooks            = 20000
	longLooks, shortLooks  = 6000, 600
	calmJobs               = 1000
	looksBetweenGoroutines = 1000 // others of this process may want to run; to look for them often would wake processors that have nothing to do
)

var helpers = newCrew()

func newCrew() *crew {
	c := &crew{finished: make(chan struct{}, 1)}
	c.linger.Store(longLooks)
	return c
}

// field returns bits of a word of a job from low on, and job its number.
func field(word uint64, low, bits int) int { return int(word >> low & (1<<bits - 1)) }
func job(word uint64) uint32               { return uint32(word >> 32) }

func (c *crew) lead(w work, parts, threads int) {
	threads = min(threads, mostThreads)
	for c.count < threads-1 {
		c.count++
		c.wake[c.count] = make(chan struct{}, 1)
		go c.help(c.count, job(c.word.Load()))
	}
	c.work = w
	c.left.Store(int32(parts))
	c.jobs++
	c.word.Store(uint64(c.jobs)<<32 | uint64(threads)<<(takenBits+partsBits) | uint64(parts)<<takenBits)
	for i := 1; i < min(parts, threads); i++ {
		if c.rouse(i) {
			c.wake[i] <- struct{}{}
		}
	}
	for c.take() {
	}
	c.await()
	c.work = nil
}

// rouse says whether helper i is asleep and may be waked, and takes that upon itself.
func (c *crew) rouse(i int) bool {
	bit := uint64(1) << i
	return c.asleep.Load()&bit != 0 && c.asleep.And(^bit)&bit != 0
}

// take does a part of the job that is under way, if there is one left.
func (c *crew) take() bool {
	word := c.word.Add(1)
	i := field(word, 0, takenBits) - 1
	if i >= field(word, takenBits, partsBits) {
		return false
	}
	c.work.part(i)
	if c.left.Add(-1) == leaderSleeps {
		c.finished <- struct{}{}
	}
	return true
}

// await waits for the parts that others have taken.
func (c *crew) await() {
	if c.calm++; c.calm == calmJobs {
		c.linger.Store(longLooks)
	}
	if look(leaderLooks, func() bool { return c.left.Load() == 0 }) {
		return
	}
	c.calm = 0
	c.linger.Store(shortLooks)
	if c.left.Add(leaderSleeps) != leaderSleeps {
		<-c.finished
	}
}

// help is the life of helper i, who has seen a job already.
func (c *crew) help(i int, seen uint32) {
	for {
		news := func() bool { return job(c.word.Load()) != seen }
		if !look(int(c.linger.Load()), news) {
			c.asleep.Or(1 << i)
			if !news() || !c.rouse(i) {
				<-c.wake[i]
			}
		}
		word := c.word.Load()
		seen = job(word)
		if i < field(word, takenBits+partsBits, threadsBits) {
			for c.take() {
			}
		}
	}
}

// look looks so many times for what must become true.
func look(times int, at func() bool) bool {
	for n := range times {
		if at() {
			return true
		}
		if n%looksBetweenGoroutines == looksBetweenGoroutines-1 {
			runtime.Gosched()
		}
		pause()
	}
	return at()
}

// Spare keeps what a call needs for the next one: a step of training allocates nothing.
type Spare[T any] struct {
	sync.Mutex
	free []*T
}

// Take returns one that nobody has.
func (s *Spare[T]) Take() *T {
	s.Lock()
	defer s.Unlock()
	if n := len(s.free); n > 0 {
		t := s.free[n-1]
		s.free = s.free[:n-1]
		return t
	}
	return new(T)
}

// Give lets it be taken again.
func (s *Spare[T]) Give(t *T) {
	s.Lock()
	s.free = append(s.free, t)
	s.Unlock()
}
