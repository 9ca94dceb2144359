package required

import "testing"

// ended is a test that tells how it was ended.
type ended struct {
	testing.TB
	how string
}

func (e *ended) Helper() {}

func (e *ended) Skip(...any) { e.end("skipped") }

func (e *ended) Fatal(...any) { e.end("failed") }

// end keeps the first end: a real one goes no further.
func (e *ended) end(how string) {
	if e.how == "" {
		e.how = how
	}
}

func TestSkip(t *testing.T) {
	t.Setenv("BOTTLENECK_REQUIRE_ALL", "")
	e := &ended{TB: t}
	if Skip(e, "no moon"); e.how != "skipped" {
		t.Errorf("%s, skipped expected", e.how)
	}
	t.Setenv("BOTTLENECK_REQUIRE_ALL", "1")
	e = &ended{TB: t}
	if Skip(e, "no moon"); e.how != "failed" {
		t.Errorf("%s where nothing may be skipped, failed expected", e.how)
	}
}
