package session

import (
	"bottleneck/core/fact"
	"bottleneck/core/littleendian"
	"bottleneck/core/train"
	"bottleneck/core/wire"
)

// tellPhases trains one step and tells it phase after phase. A run that trains is paused first. The copy of the weights that it takes is at
// most a third of what the run has, and finds room in the quarter of the memory that is left to the program.
func tellPhases(s *Session, q *request) error {
	switch {
	case s.replacing():
		return errLoading
	case s.run == nil:
		return errNoRun
	case s.state == wire.StateDiverged:
		return errDiverged
	}
	if s.state == wire.StateRunning {
		s.stop()
	} else if a := s.past.away; a != nil {
		a.until = 0
	}
	s.endWait(fact.New("training_replaced", "step", s.step))
	s.comeBack()
	told, err := s.run.Watch(q.N)
	if err != nil {
		if failed, is := err.(*train.Diverged); is {
			s.diverge(failed)
		}
		return err
	}
	s.step++
	if s.run.AtEpochEnd() {
		s.ledger.epoch = s.host.Now()
		s.tellMetrics(true)
		s.ledger.checkpointDue = true
	}
	s.moved()
	s.stop()
	s.answer(q, reply{Reply: wire.Reply{Phases: told}}, littleendian.Append(nil, told.Numbers))
	return nil
}
