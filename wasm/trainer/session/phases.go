package session

import (
	"bottleneck/core/fact"
	"bottleneck/core/littleendian"
	"bottleneck/core/recipe"
	"bottleneck/core/train"
	"bottleneck/core/wire"
)

// tellPhases trains one step and tells it phase after phase. A run that trains is paused first.
func tellPhases(s *Session, q *request) error {
	switch {
	case s.opening != nil:
		return errLoading
	case s.run == nil:
		return errNoRun
	case s.state == wire.StateDiverged:
		return errDiverged
	}
	r := s.data.sized(s.run.Recipe())
	cost := r.Cost()
	needed, free := 4*int64(cost.Parameters), recipe.Free(s.data.free(s.device.Budget))-cost.Bytes-s.recording.bytes()
	if s.recording.beside {
		free -= r.SecondBytes()
	}
	if needed > free {
		return fact.About("phases", "phases_memory_too_small", "needed", needed>>20+1, "free", max(0, free>>20))
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
