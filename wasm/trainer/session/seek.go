package session

import (
	"math"

	"bottleneck/core/fact"
	"bottleneck/core/look"
	"bottleneck/core/record"
	"bottleneck/core/time"
	"bottleneck/core/wire"
)

const seekTold = 100 * time.Millisecond // between two reports

// seek shows a step of the run that is over.
func seek(s *Session, q *request) error {
	switch {
	case s.replacing():
		return errLoading
	case s.run == nil:
		return errNoRun
	case q.Steps < 0 || q.Steps > s.step:
		return fact.About("seek", "seek_out_of_range", "found", q.Steps, "latest", s.step)
	}
	switch q.Name {
	case "exact", "":
		return s.seekExact(q)
	case "nearest":
		return s.seekNearest(q)
	}
	return fact.About("seek", "seek_unknown", "found", q.Name)
}

// farFrame is a part in so many of the run: a frame that is so much farther away than a checkpoint was recorded for this view too late.
const farFrame = 20

// seekNearest shows the frame that is nearest, or where those of this view are all far away the nearest checkpoint.
func (s *Session) seekNearest(q *request) error {
	m, c := s.recording.frames.Nearest(q.Steps, s.view.key), s.recording.checkpoints.Nearest(q.Steps, "")
	away := func(m *record.Moment) int { return max(m.Step-q.Steps, q.Steps-m.Step) }
	if c != nil && s.recording.beside && (m == nil || away(m)-away(c) > s.step/farFrame) {
		q.Steps = c.Step
		return s.seekExact(q)
	}
	if m == nil {
		return fact.About("seek", "moments_none")
	}
	s.endSeek(fact.About("seek", "seek_replaced"))
	s.show(recorded(m))
	s.answer(q, reply{Reply: wire.Reply{Moment: s.past.shown, Metrics: s.past.shown.Metrics}})
	return nil
}

// seekExact sends the second run to a step.
func (s *Session) seekExact(q *request) error {
	p := &s.past
	if err := s.second(); err != nil {
		return err
	}
	if p.away == nil && q.Steps == s.step {
		s.keepCheckpoint() // the way would be the longest there is
	}
	if err := s.sendTo(q.Steps); err != nil {
		if p.shown == nil && p.request == nil {
			s.comeBack()
		}
		return err
	}
	s.endSeek(fact.About("seek", "seek_replaced"))
	p.request, p.told = q, s.host.Now()
	s.blur()
	return nil
}

// second sees to it that there is a second run of the recipe as it is now.
func (s *Session) second() error {
	p, link := &s.past, s.run.Recipe().Link()
	if p.seek != nil && p.link == link {
		return nil
	}
	if !s.recording.beside {
		return s.putAway() // what is away does not change: this is the first time
	}
	s.endSeek(fact.About("seek", "seek_replaced"))
	s.blur()
	s.letGo(fact.About("look", "look_ended"))
	p.seek, p.looker = nil, nil
	second, err := record.NewSeek(s.run)
	if err != nil {
		return err
	}
	p.seek, p.link = second, link
	return nil
}

// sendTo gives the second run its next step to go to.
func (s *Session) sendTo(step int) error {
	p := &s.past
	before := p.seek.Run()
	if p.away != nil {
		s.run, s.looker = nil, nil // the memory of before, which may have to make way for another
	}
	looker := p.looker
	p.looker = nil
	err := p.seek.To(step, s.recording.checkpoints)
	run := p.seek.Run()
	if run == before {
		p.looker = looker
	}
	if p.away != nil {
		s.run = run
	}
	if run == nil { // and there is no going on
		panic("BUG: session: " + err.Error())
	}
	return err
}

// seekOn does a slice of the way.
func (s *Session) seekOn() {
	p := &s.past
	start := s.host.Now()
	for now := start; now-start < slice; now = s.host.Now() {
		done, err := p.seek.Advance(1)
		switch {
		case err != nil:
			s.endSeek(err)
			return
		case done:
			s.arrive()
			return
		}
	}
	switch m := s.recording.frames.Nearest(p.seek.Target(), s.view.key); {
	case m != nil && (p.shown == nil || p.shown.Step != m.Step): // to be seen until it arrives
		s.show(recorded(m))
	case s.host.Now()-p.told >= seekTold:
		s.tellMoment()
	}
}

// arrive shows the second run, which is where it was to go.
func (s *Session) arrive() {
	p, q := &s.past, s.past.request
	p.request = nil
	run := p.seek.Run()
	if p.away == nil {
		run.ShareBaseline(s.run)
	}
	if p.looker == nil {
		p.looker = look.New(run.Reader())
	}
	m := run.Metrics()
	if m.Step == 0 {
		m.TrainLoss = math.NaN()
	}
	s.show(&wire.Moment{Step: m.Step, Exact: true, Metrics: &m})
	s.answer(q, reply{Reply: wire.Reply{Moment: p.shown, Metrics: &m}})
}

// endSeek gives up the way to a moment. What is shown stays.
func (s *Session) endSeek(why error) {
	if q := s.past.request; q != nil {
		s.past.request = nil
		s.tellMoment()
		s.refuse(q, why)
	}
}
