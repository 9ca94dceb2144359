package session

import (
	"runtime"

	"bottleneck/core/fact"
	"bottleneck/core/look"
	"bottleneck/core/metrics"
	"bottleneck/core/record"
	"bottleneck/core/train"
	"bottleneck/core/wire"
)

// away is a run that has made way for the second.
type away struct {
	checkpoint Buffer
	metrics    metrics.Metrics
	loads      train.Loads
	remaining  float64 // seconds
	until      int     // step to which it goes on when it is back; 0: it stands still
}

// standDown ends what trains and measures, for a run that is to leave its memory, and returns to which step it was to go on; 0: it stood still.
func (s *Session) standDown() (until int) {
	if s.state == wire.StateRunning {
		until = s.until
		s.clock.stop()
		s.state = s.resting()
	}
	s.endClassify(fact.About("classify", "classify_without_room"))
	s.endSurveys()
	return until
}

// putAway makes room for a second run where the run stood: its state is kept, and comes back.
func (s *Session) putAway() error {
	s.checkpointIfDue(true) // the page has what is put away
	s.letGo(fact.About("look", "look_ended"))
	a := &away{metrics: s.figures(), loads: s.run.Loads()}
	_, a.remaining = s.times()
	var ok bool
	if a.checkpoint, _, ok = s.checkpointOf(s.run); !ok {
		return fact.About("seek", "seek_without_room")
	}
	s.saved = nil
	a.until = s.standDown()
	p, anew := &s.past, s.run.Anew()
	p.link, p.looker = s.run.Recipe().Link(), nil
	s.run, s.looker = nil, nil
	runtime.GC() // its slabs are the room for those of the second
	second, err := record.SeekAlone(anew, a.loads)
	if err != nil {
		panic("BUG: session: " + err.Error())
	}
	p.seek, p.away, s.run = second, a, second.Run()
	s.tellState(fact.New("run_put_away", "step", s.step))
	return nil
}

// comeBack brings back the run that was put away, and shows it. Whatever acts on the run calls it first.
func (s *Session) comeBack() {
	a := s.past.away
	if a == nil {
		return
	}
	s.endSeek(fact.About("seek", "seek_ended"))
	if err := s.run.RestoreFrom(a.checkpoint.Size, a.checkpoint.Copy); err != nil {
		panic("BUG: session: " + err.Error())
	}
	s.looker = look.New(s.run.Reader())
	s.past = past{}
	s.tellMoment()
	s.view.due = true
	if a.until > s.step {
		s.start(a.until)
	}
	s.tellState(nil)
}

// loads says what was loaded into the run.
func (s *Session) loads() train.Loads {
	if a := s.past.away; a != nil {
		return a.loads
	}
	return s.run.Loads()
}
