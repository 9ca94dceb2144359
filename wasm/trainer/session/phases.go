package session

import (
	"errors"

	"bottleneck/core/fact"
	"bottleneck/core/littleendian"
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
	cost := s.run.Recipe().CostOf(s.run.Train().N)
	needed, free := 4*int64(cost.Parameters), s.device.Budget-s.device.Budget/4-cost.Bytes
	if needed > free {
		return fact.About("phases", "phases_memory_too_small", "needed", needed>>20+1, "free", max(0, free>>20))
	}
	if s.state == wire.StateRunning {
		s.stop()
		s.endWait(fact.New("training_replaced", "step", s.step))
	}
	told, err := s.run.Watch(q.N)
	if err != nil {
		var failed *train.Diverged
		if errors.As(err, &failed) {
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
	s.view.due = true
	s.stop()
	s.answer(q, reply{Reply: wire.Reply{Phases: told}}, littleendian.Append(nil, told.Numbers))
	return nil
}
