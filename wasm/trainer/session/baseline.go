package session

import (
	"bottleneck/core/time"
	"bottleneck/core/wire"
)

// baselineShare is how much more time training has than the baseline beside it.
const baselineShare = 99

// analysis is when the baseline had its latest step beside the training, and what that took.
type analysis struct{ ended, cost time.Duration }

// analyze looks for the principal components of the images beside the run: in small steps while it trains, in slices while
// it stands still. It says whether there is more to do.
func (s *Session) analyze() bool {
	if s.run == nil || s.analyzed || s.opening != nil || s.bench != nil || s.past.away != nil {
		return false
	}
	more := true
	if s.state == wire.StateRunning {
		a := &s.analysis
		if start := s.host.Now(); start-a.ended >= baselineShare*a.cost {
			more = s.run.BaselineStep()
			a.ended = s.host.Now()
			a.cost = a.ended - start
		}
	} else {
		for start := s.host.Now(); more && s.host.Now()-start < slice; {
			more = s.run.BaselineStep()
		}
	}
	if !more {
		s.analyzed = true
		if _, known := s.run.Baseline(); known {
			s.tellMetrics(false)
		}
		s.moved()
		s.snapshotIfDue(false)
	}
	return more
}
