package session

import "bottleneck/core/wire"

// baselineShare is one slice of training in so many that is followed by a step of the baseline.
const baselineShare = 4

// analyze looks for the principal components of the images beside the run: in small steps while it trains, in slices while
// it stands still. It says whether there is more to do.
func (s *Session) analyze() bool {
	if s.run == nil || s.analyzed || s.opening != nil || s.bench != nil {
		return false
	}
	more := true
	if s.state == wire.StateRunning {
		if s.slices++; s.slices%baselineShare == 0 {
			more = s.run.BaselineStep()
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
		s.view.due = true
		s.snapshotIfDue(false)
	}
	return more
}
