package session

import (
	"bottleneck/core/fact"
	"bottleneck/core/look"
	"bottleneck/core/record"
	"bottleneck/core/time"
	"bottleneck/core/train"
	"bottleneck/core/wire"
)

// past is the moment that the page sees in the place of the run as it is now, and the way to it. The run trains on meanwhile.
type past struct {
	shown   *wire.Moment // nil: the run as it is now
	seek    *record.Seek // a second run, which goes to moments; nil: none was needed yet
	link    string       // of its recipe
	looker  *look.Looker // at it
	request *request     // that waits until it has arrived; nil: it stands still
	told    time.Duration
	away    *away // nil: there is room for both
}

func recorded(m *record.Moment) *wire.Moment {
	figures := m.Metrics
	return &wire.Moment{Step: m.Step, Metrics: &figures}
}

// blur takes note that the second run does not stand at the moment that is shown any more.
func (s *Session) blur() {
	p := &s.past
	if p.shown != nil && p.shown.Exact {
		m := *p.shown
		m.Exact = false
		p.shown = &m
		s.tellMoment()
	}
}

// show lets the page see a moment.
func (s *Session) show(m *wire.Moment) {
	s.past.shown = m
	s.tellMoment()
	s.view.due = true
	s.snapshotIfDue(true)
}

// tellMoment tells which moment is shown, and how far the way to another is.
func (s *Session) tellMoment() {
	p := &s.past
	e := event{Event: wire.Event{Event: wire.EventMoment, Moment: p.shown}, Run: s.runNumber}
	if p.request != nil {
		done, all := p.seek.Progress()
		e.Step, e.Done, e.Total = p.seek.Target(), int64(done), int64(all)
	}
	p.told = s.host.Now()
	s.post(e)
}

// endPast shows the run as it is now.
func (s *Session) endPast(why *fact.Fact) {
	s.endSeek(why)
	s.comeBack()
	if s.past.shown != nil {
		s.past = past{}
		s.tellMoment()
		s.view.due = true
	}
	s.past = past{}
}

func now(s *Session, q *request) error {
	s.endPast(fact.About("seek", "seek_ended"))
	s.snapshotIfDue(true)
	s.answer(q, s.described(reply{}))
	return nil
}

// seen is the run that whoever looks sees: as it is now, or at the moment that is shown.
func (s *Session) seen() (*train.Run, error) {
	p := &s.past
	switch {
	case s.run == nil:
		return nil, errNoRun
	case p.shown != nil && p.shown.Exact:
		return p.seek.Run(), nil
	case p.shown != nil:
		return nil, fact.New("moment_not_exact", "step", p.shown.Step)
	case p.away != nil:
		return nil, fact.New("moment_not_exact", "step", p.seek.Target())
	}
	return s.run, nil
}

// seeing is who looks at the run that is seen.
func (s *Session) seeing() (*look.Looker, error) {
	if _, err := s.seen(); err != nil {
		return nil, err
	}
	if s.past.shown != nil {
		return s.past.looker, nil
	}
	return s.looker, nil
}
