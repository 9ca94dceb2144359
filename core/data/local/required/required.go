// Package required ends tests for which a machine lacks something: they are skipped on a machine of any kind, and fail where
// BOTTLENECK_REQUIRE_ALL is set, as in CI, so that nothing stays untried unseen.
package required

import (
	"os"
	"testing"
)

// All says whether nothing may be skipped.
func All() bool { return os.Getenv("BOTTLENECK_REQUIRE_ALL") != "" }

// Skip skips a test for want of what, or fails it.
func Skip(t testing.TB, what ...any) {
	t.Helper()
	if All() {
		t.Fatal(what...)
	}
	t.Skip(what...)
}
