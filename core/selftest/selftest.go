// Package selftest finds out at the start whether this machine computes what it should: a short training has known bits.
// What does not give them is not used: first the fused arithmetic, then the threads. A machine whose plain arithmetic on one
// thread is wrong trains nothing.
package selftest

import (
	"bottleneck/core/fact"
	"bottleneck/core/kernel"
)

// bits are those of train in each arithmetic.
type bits map[kernel.Arithmetic]uint32

// known are the right ones.
var known = bits{kernel.Plain: 0x81bc5375, kernel.Fused: 0xa8ce3d25}

// errWrong is the error of a machine that can do nothing right.
var errWrong = fact.About("selftest", "arithmetic_wrong")

// Run tests the kernels and switches off what is wrong. It returns a notice for each thing that it switched off.
func Run() (notices []*fact.Fact, err error) {
	return choose(known, machine{
		fused: kernel.HasFused, threads: kernel.HasThreads, withoutFused: kernel.WithoutFused, withoutThreads: kernel.WithoutThreads,
		train: func(a kernel.Arithmetic, threads int) uint32 {
			kernel.SetThreads(threads)
			return train(a)
		},
	})
}

// machine is what choose needs of the kernels.
type machine struct {
	fused                        func() bool
	threads                      func() int
	withoutFused, withoutThreads func()
	train                        func(a kernel.Arithmetic, threads int) uint32
}

func choose(known bits, m machine) (notices []*fact.Fact, err error) {
	if m.train(kernel.Plain, 1) != known[kernel.Plain] {
		return nil, errWrong
	}
	a := kernel.Plain
	if m.fused() {
		a = kernel.Fused
		if found := m.train(a, 1); found != known[a] {
			m.withoutFused()
			notices = append(notices, fact.New("fused_wrong", "found", found, "expected", known[a]))
			a = kernel.Plain
		}
	}
	if n := m.threads(); n > 1 {
		if found := m.train(a, n); found != known[a] {
			m.withoutThreads()
			notices = append(notices, fact.New("threads_wrong", "threads", n, "found", found, "expected", known[a]))
		}
	}
	return notices, nil
}
