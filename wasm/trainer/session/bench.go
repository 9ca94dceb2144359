package session

import (
	"bottleneck/core/bench"
	"bottleneck/core/fact"
	"bottleneck/core/kernel"
	"bottleneck/core/time"
	"bottleneck/core/wire"
)

// benching is a bench and the request that waits for its figures.
type benching struct {
	*bench.Bench
	request *request
	told    time.Duration
}

const benchEvery = 100 * time.Millisecond

// besideBench are the requests that leave a bench alone. All others end it: it changes the threads, and wants the machine for itself.
var besideBench = []wire.Op{"ping", "ack", wire.OpHello, wire.OpDescribe, wire.OpParse}

var errBusy = fact.About("bench", "run_training")

func startBench(s *Session, q *request) error {
	if q.Name == "" {
		s.answer(q, reply{Reply: wire.Reply{Workloads: bench.Workloads}})
		return nil
	}
	switch {
	case s.opening != nil:
		return errLoading
	case s.state == wire.StateRunning:
		return errBusy
	case s.classifying != nil:
		return errBesideBench
	}
	b, err := bench.New(bench.Options{Workload: q.Name, Threads: q.N, Arithmetic: q.Value, Seconds: q.Seconds, Budget: s.device.Budget})
	if err != nil {
		return err
	}
	s.bench = &benching{b, q, s.host.Now()}
	s.tellBench()
	return nil
}

// measure does one slice.
func (s *Session) measure() {
	start := s.host.Now()
	for now := start; now-start < slice; now = s.host.Now() {
		done, err := s.bench.Slice(s.host.Now)
		if !done && err == nil {
			continue
		}
		b := s.bench
		s.bench = nil
		figures := b.Figures()
		b.Close()
		if err != nil {
			s.refuse(b.request, err)
		} else {
			s.answer(b.request, reply{Reply: wire.Reply{Bench: &figures}})
		}
		return
	}
	if s.host.Now()-s.bench.told >= benchEvery {
		s.tellBench()
	}
}

// tellBench tells how far a bench is, and how long a step may take on a very slow machine.
func (s *Session) tellBench() {
	figures := s.bench.Figures()
	s.bench.told = s.host.Now()
	s.post(event{Event: wire.Event{Event: wire.EventBench, Bench: &figures}, Grace: graceFor(figures.FLOPsPerStep)})
}

// endBench gives up a bench that is under way.
func (s *Session) endBench() {
	b := s.bench
	s.bench = nil
	b.Close()
	s.refuse(b.request, fact.About("bench", "bench_stopped"))
}

// threads sets how many threads share the work of a step. A run goes on as before, bit for bit.
func threads(s *Session, q *request) error {
	n, most := q.N, kernel.HasThreads()
	if n == 0 {
		n = most
	}
	if n < 1 || n > most {
		return fact.About("threads", "threads_out_of_range", "found", q.N, "most", most)
	}
	kernel.SetThreads(n)
	s.answer(q, reply{Reply: wire.Reply{Device: s.told()}})
	return nil
}
