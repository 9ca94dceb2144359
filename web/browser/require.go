package browser

import (
	"os"
	"testing"
)

// RequireAll is the variable that turns "this needs something the machine has not" from a skip into a failure.
const RequireAll = "BOTTLENECK_REQUIRE_ALL"

// Need starts Chromium for a test and ends it with the test. Where there is none the test is skipped, with the command
// that helps, or fails if everything is required.
func Need(t testing.TB, o Options) *Browser {
	t.Helper()
	if _, err := Find(); err != nil {
		if os.Getenv(RequireAll) != "" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	b, err := Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	return b
}
