package kernels

import (
	"slices"
	"testing"
)

// No function takes or returns a vector: WebKit (2.50) loses registers of the function that calls it when it compiles such a one anew meanwhile.
func TestNoVectorIsPassed(t *testing.T) {
	for _, relaxed := range []bool{false, true} {
		for _, f := range newModule(relaxed).funcs {
			if passesVector(f) {
				t.Errorf("%s, relaxed %t: parameters %x, results %x", f.name, relaxed, f.params, f.results)
			}
		}
	}
	takes, returns := (&module{}).add("takes"), (&module{}).add("returns")
	takes.param(v128)
	returns.result(returns.splat(1))
	if !passesVector(takes) || !passesVector(returns) {
		t.Error("a function that takes a vector, or returns one, is not found")
	}
}

func passesVector(f *fn) bool { return slices.Contains(slices.Concat(f.params, f.results), v128) }
