package session

import (
	"time"

	"bottleneck/core/wire"
)

// view is what the page looks at.
type view struct {
	wire.View
	wanted bool
	due    bool // something changed since the latest snapshot
	ahead  int  // snapshots that the page has not taken yet
	last   time.Duration
	cost   time.Duration
	thin   thinning
	frame  []byte
	pin    *[2]float32 // pinned point of the plane
}

// snapshotIfDue sends a frame when the page wants one: of a running run not too many, of one that stands still the
// latest.
func (s *Session) snapshotIfDue(now bool) {
	v := &s.view
	if s.run == nil || !v.wanted || !v.due || v.ahead >= snapshotsAhead {
		return
	}
	if !now && s.host.Now()-v.last < max(snapshotEvery, snapshotShare*v.cost) {
		return
	}
	start := s.host.Now()
	shown, points := v.View, s.run.Test().N
	if s.state == wire.StateRunning {
		shown = v.thin.of(shown, points)
	}
	s.sendFrame(s.snapshot(shown))
	v.due = shown.Points < min(v.Points, points) || shown.Grid < v.Grid // the rest is still to come
	v.last = s.host.Now()
	v.cost = v.last - start
	if s.state == wire.StateRunning {
		v.thin.took(v.cost, min(v.Points, points))
	}
}

// snapshot is what v asks for, with the pinned point.
func (s *Session) snapshot(v wire.View) *wire.Snapshot {
	snap := s.looker.Snapshot(v)
	snap.Run = uint32(s.runNumber)
	if p := s.view.pin; p != nil && s.view.Points > 0 {
		if snap.Probe = s.looker.Probe(p[0], p[1]); snap.Probe != nil {
			snap.Probe.Pinned = true
		}
	}
	return snap
}

func (s *Session) sendFrame(snap *wire.Snapshot) {
	s.view.ahead++
	s.view.frame = snap.Encode(s.view.frame[:0])
	s.post(event{Event: wire.Event{Event: wire.EventSnapshot, Step: s.step}, Run: s.runNumber}, s.view.frame)
}

// taken counts a frame that the page has seen, and sends the one that waited for it.
func (s *Session) taken() {
	s.view.ahead = max(0, s.view.ahead-1)
	if s.state != wire.StateRunning {
		s.snapshotIfDue(true)
	}
}
