package session

import (
	"strings"
	"testing"

	"bottleneck/core/bench"
	"bottleneck/core/kernel"
	"bottleneck/core/wire"
)

func benchOf(name string, seconds float64) request {
	return request{Request: wire.Request{Op: wire.OpBench, Name: name, Seconds: seconds}}
}

func TestBenchMeasuresAndTells(t *testing.T) {
	p := newPage(t)
	if r := p.ask(op(wire.OpBench)); len(r.Workloads) != len(bench.Workloads) || r.Workloads[0] != bench.Workloads[0] {
		t.Errorf("workloads %+v", r.Workloads)
	}
	r := p.ask(benchOf("linear", 0.5))
	if b := r.Bench; b == nil || b.Workload != "linear" || b.Steps < 3 || !(b.MsPerStep > 0) || !(b.GFLOPs > 0) || b.Done != 1 {
		t.Errorf("%+v", b)
	}
	heard := p.heard(wire.EventBench)
	if len(heard) < 2 || heard[0].Bench.Done != 0 || heard[0].Grace != 5 {
		t.Errorf("heard %d times: %+v", len(heard), heard)
	}
}

// A bench gives way to whatever else is asked for, and leaves the run as it was.
func TestBenchGivesWay(t *testing.T) {
	alone := newPage(t)
	alone.ask(link(wire.OpOpen, small))
	want := alone.ask(steps(9)).Metrics.Fingerprint

	p := newPage(t)
	p.ask(link(wire.OpOpen, small))
	p.ask(steps(4))
	stopped := func(id uint32) {
		t.Helper()
		if r, _ := p.wait(id); r.Error != "bench: stopped" {
			t.Errorf("the bench answers %q", r.Error)
		}
	}
	first := p.send(benchOf("linear", 3000))
	p.ask(link(wire.OpParse, small)) // is harmless
	p.ask(op(wire.OpPause))
	stopped(first)
	second := p.send(benchOf("deep", 3000))
	third := p.send(benchOf("gemm:50x50x50", 3000))
	stopped(second)
	if got := p.ask(steps(5)).Metrics.Fingerprint; got != want {
		t.Errorf("fingerprint %s after a bench, %s without", got, want)
	}
	stopped(third)
}

func TestBenchRefuses(t *testing.T) {
	p := newPage(t)
	for name, want := range map[string]string{"lenear": `workload "lenear" found, one of linear`, "gemm:1x2": "gemm:MxNxK", "<b>": "found"} {
		if why := p.refused(benchOf(name, 0.1)); !strings.Contains(why, want) {
			t.Errorf("%s: %q, %q expected", name, why, want)
		}
	}
	q := benchOf("linear", 0.1)
	q.N = 77
	if why := p.refused(q); !strings.Contains(why, "threads: 77 found") {
		t.Errorf("%q", why)
	}
	p.ask(link(wire.OpOpen, small+"&epochs=100000"))
	p.ask(op(wire.OpStart))
	if why := p.refused(benchOf("linear", 0.1)); why != errBusy.Error() {
		t.Errorf("while a run trains: %q", why)
	}
}

func TestThreads(t *testing.T) {
	defer kernel.SetThreads(kernel.CurrentThreads())
	p := newPage(t)
	ask := func(n int) request { return request{Request: wire.Request{Op: wire.OpThreads, N: n}} }
	for n, want := range map[int]int{1: 1, 0: kernel.HasThreads()} {
		if d := p.ask(ask(n)).Device; d == nil || d.Threads != want {
			t.Errorf("%d asked for: %+v", n, d)
		}
	}
	for _, n := range []int{-1, 999} {
		if why := p.refused(ask(n)); !strings.Contains(why, "found, 1 to ") {
			t.Errorf("%d: %q", n, why)
		}
	}
}
