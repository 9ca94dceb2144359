package desk

import (
	"strings"
	"testing"

	"bottleneck/core/time"
)

// scribe is a host that keeps what is posted.
type scribe struct {
	Host
	posted []string
}

func (s *scribe) Now() time.Duration                  { return 0 }
func (s *scribe) Post(json []byte, buffers ...Buffer) { s.posted = append(s.posted, string(json)) }

// Messages are answered in their order.
func TestLoop(t *testing.T) {
	s := &scribe{}
	d := New(s, nil)
	d.Receive(`{"id":1,"op":"bake"}`)
	d.Receive(`{"id":2,"op":"fry"}`)
	close(d.requests)
	d.Loop()
	if len(s.posted) != 3 || !strings.Contains(s.posted[0], `"ready"`) || !strings.HasPrefix(s.posted[1], `{"id":1,`) || !strings.HasPrefix(s.posted[2], `{"id":2,`) {
		t.Errorf("%q", s.posted)
	}
}
