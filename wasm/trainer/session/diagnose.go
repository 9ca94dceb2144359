package session

import (
	"bottleneck/core/look"
	"bottleneck/core/recipe"
	"bottleneck/core/time"
	"bottleneck/core/wire"
)

const (
	diagnoseEvery = 2 * time.Second
	diagnoseShare = 200 // a diagnosis may take one part in so many of the time
)

// diagnose finds what is wrong with the run: at its end always, at ends of epochs and where it pauses not too often.
func (s *Session) diagnose(now bool) {
	if s.past.away != nil || s.state == wire.StateDiverged {
		return
	}
	l, start := &s.ledger, s.host.Now()
	if !now && start-l.diagnosis < max(diagnoseEvery, diagnoseShare*l.diagnosisCost) {
		return
	}
	var list []recipe.Notice
	for _, d := range look.Diagnose(s.run.Reader()) {
		list = append(list, recipe.Notice{Field: d.Kind, Fact: d.Fact, Repairs: d.Repairs})
	}
	s.diagnosed = wire.Notices(list)
	l.diagnosis = s.host.Now()
	l.diagnosisCost = l.diagnosis - start
}
