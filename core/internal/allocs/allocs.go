// Package allocs counts what a function allocates, for tests.
package allocs

import (
	"runtime"
	"strings"
	"testing"
)

// PerRun is testing.AllocsPerRun without what gonum allocates. Its products of large matrices start goroutines, which
// the kernels of the tab do not; a test that looked away where gonum is used could never fail there.
//
// No other goroutine may allocate meanwhile.
func PerRun(runs int, f func()) float64 {
	n := testing.AllocsPerRun(runs, f)
	if n == 0 {
		return 0
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	defer func(rate int) { runtime.MemProfileRate = rate }(runtime.MemProfileRate)
	runtime.MemProfileRate = 0 // to look at what is recorded allocates too
	records := make([]runtime.MemProfileRecord, 1<<14)
	before := recorded(records)
	runtime.MemProfileRate = 1 // every allocation
	for range runs {
		f()
	}
	runtime.MemProfileRate = 0
	return float64((recorded(records) - before) / int64(runs)) // as AllocsPerRun: what happens once is not every run's
}

// recorded is how many allocations are in the profile so far, of those that count.
func recorded(records []runtime.MemProfileRecord) (sum int64) {
	runtime.GC() // brings the profile up to now
	n, ok := runtime.MemProfile(records, true)
	if !ok {
		panic("allocs: more places allocate than there is room for")
	}
	for _, r := range records[:n] {
		if ours(r.Stack()) {
			sum += r.AllocObjects
		}
	}
	return sum
}

// ours tells whether an allocation is neither gonum's nor the runtime's own.
func ours(stack []uintptr) bool {
	frames, own := runtime.CallersFrames(stack), true
	for {
		f, more := frames.Next()
		if strings.HasPrefix(f.Function, "gonum.org/") {
			return false
		}
		own = own && strings.HasPrefix(f.Function, "runtime.")
		if !more {
			return !own
		}
	}
}
