package browser

import (
	"context"
	"os"
	"testing"
)

// RequireAll is the variable that turns "this needs something the machine has not" from a skip into a failure.
const RequireAll = "BOTTLENECK_REQUIRE_ALL"

// Need starts Chromium for a test and ends it with the test. Where there is none the test is skipped, with the command
// that helps, or fails if everything is required.
func Need(t testing.TB, o Options) *Browser {
	t.Helper()
	b := start(t, t.Context(), o)
	t.Cleanup(b.Close)
	return b
}

func start(t testing.TB, ctx context.Context, o Options) *Browser {
	t.Helper()
	if _, err := Find(); err != nil {
		if os.Getenv(RequireAll) != "" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	b, err := Start(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// common is the browser of Common, nil before it is asked for.
var common *Browser

// Common is the browser that the tests of a package share, as Need gives it without options. Fresh pages in it share nothing but its processes. The package's TestMain
// calls Main, which ends it.
func Common(t testing.TB) *Browser {
	t.Helper()
	if common == nil {
		common = start(t, context.Background(), Options{})
	}
	return common
}

// Main runs the tests of a package and ends the browser that they shared. It returns the exit code.
func Main(m *testing.M) int {
	defer func() {
		if common != nil {
			common.Close()
		}
	}()
	return m.Run()
}
