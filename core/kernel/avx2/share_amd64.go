package avx2

import (
	"runtime"
	"sync"
)

// work is what goroutines share: parts that no two of them write to.
type work interface{ part(i int) }

type ticket struct {
	work work
	i    int
	done *sync.WaitGroup
}

var (
	tickets = make(chan ticket, 64)
	start   = sync.OnceFunc(func() {
		for range runtime.NumCPU() {
			go func() {
				for t := range tickets {
					t.work.part(t.i)
					t.done.Done()
				}
			}()
		}
	})
)

// share has all parts of w done and waits for them. It does itself what nobody takes: many may call it at a time.
func share(w work, parts int, done *sync.WaitGroup) {
	if parts > 1 {
		start()
	}
	for i := 1; i < parts; i++ {
		done.Add(1)
		select {
		case tickets <- ticket{w, i, done}:
		default:
			w.part(i)
			done.Done()
		}
	}
	w.part(0)
	done.Wait()
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
