package session

import (
	"bottleneck/core/fact"
	"bottleneck/core/wire"
)

// branch makes the moment that is shown the run, with other values of live fields from there on if there are any.
func branch(s *Session, q *request) error {
	p := &s.past
	switch {
	case s.replacing():
		return errLoading
	case s.run == nil:
		return errNoRun
	case p.shown == nil || !p.shown.Exact:
		return fact.About("branch", "branch_without_moment")
	case len(q.Names) != len(q.Values):
		return fact.About("branch", "branch_values_differ", "names", len(q.Names), "values", len(q.Values))
	}
	run, looker := p.seek.Run(), p.looker
	changed := run.Recipe().Clone()
	for i, name := range q.Names {
		if err := changed.Change(p.shown.Step, name, q.Values[i]); err != nil {
			return err
		}
	}
	o := &opening{elapsed: s.elapsedAt(p.shown.Step), start: s.state == wire.StateRunning || p.away != nil && p.away.until > 0, branch: true}
	s.endWait(fact.New("training_branched", "step", s.step))
	s.endClassify(fact.About("classify", "classify_reopened"))
	s.endSurveys()
	s.checkpointIfDue(true) // of the run that ends, for the page to keep
	s.recording.frames.Cut(p.shown.Step)
	s.recording.checkpoints.Cut(p.shown.Step)
	o.parent = [2]int{s.runNumber, p.shown.Step}
	s.run, s.looker = run, looker
	s.past = past{}
	for i, name := range q.Names {
		if err := s.run.Set(name, q.Values[i]); err != nil {
			panic("BUG: session: " + err.Error())
		}
	}
	s.begin(o)
	s.tellMoment()
	s.answer(q, s.described(reply{}))
	return nil
}
