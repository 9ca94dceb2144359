package session

import (
	"math"
	"runtime"

	"bottleneck/core/fact"
	"bottleneck/core/look"
	"bottleneck/core/metrics"
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

// away is a run that has made way for the second.
type away struct {
	checkpoint []byte
	metrics    metrics.Metrics
	loads      train.Loads
	remaining  float64 // seconds
	until      int     // step to which it goes on when it is back; 0: it stands still
}

const seekTold = 100 * time.Millisecond // between two reports

// seek shows a step of the run that is over.
func seek(s *Session, q *request) error {
	switch {
	case s.opening != nil:
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

// seekNearest shows the frame that is nearest, or without any of this view the nearest checkpoint.
func (s *Session) seekNearest(q *request) error {
	m := s.recording.frames.Nearest(q.Steps, s.view.key)
	if m == nil {
		c := s.recording.checkpoints.Nearest(q.Steps, "")
		if c == nil || !s.recording.beside {
			return fact.About("seek", "moments_none")
		}
		q.Steps = c.Step
		return s.seekExact(q)
	}
	s.endSeek(fact.About("seek", "seek_replaced"))
	s.show(recorded(m))
	s.answer(q, reply{Reply: wire.Reply{Moment: s.past.shown, Metrics: s.past.shown.Metrics}})
	return nil
}

func recorded(m *record.Moment) *wire.Moment {
	figures := m.Metrics
	return &wire.Moment{Step: m.Step, Metrics: &figures}
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

// putAway makes room for a second run where the run stood: its state is kept, and comes back.
func (s *Session) putAway() error {
	s.checkpointIfDue(true) // the page has what is put away
	a := &away{metrics: s.figures(), loads: s.run.Loads()}
	_, a.remaining = s.times()
	if a.checkpoint = s.run.AppendCheckpoint(s.saved); a.checkpoint == nil {
		return fact.About("seek", "seek_without_room")
	}
	s.saved = nil
	if s.state == wire.StateRunning {
		a.until = s.until
		s.clock.stop()
		s.state = s.resting()
	}
	s.endClassify(fact.About("classify", "classify_without_room"))
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
	if err := s.run.Restore(a.checkpoint); err != nil {
		panic("BUG: session: " + err.Error())
	}
	s.saved, s.looker = a.checkpoint, look.New(s.run.Reader())
	s.past = past{}
	s.tellMoment()
	s.view.due = true
	if a.until > s.step {
		s.start(a.until)
	}
	s.tellState(nil)
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

// endSeek gives up the way to a moment. What is shown stays.
func (s *Session) endSeek(why error) {
	if q := s.past.request; q != nil {
		s.past.request = nil
		s.tellMoment()
		s.refuse(q, why)
	}
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

// loads says what was loaded into the run.
func (s *Session) loads() train.Loads {
	if a := s.past.away; a != nil {
		return a.loads
	}
	return s.run.Loads()
}

// branch makes the moment that is shown the run, with other values of live fields from there on if there are any.
func branch(s *Session, q *request) error {
	p := &s.past
	switch {
	case s.opening != nil:
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
	share := float64(p.shown.Step) / float64(max(1, s.step)) // of the time that the run has trained
	o := &opening{elapsed: s.clock.elapsed.Seconds() * share, start: s.state == wire.StateRunning || p.away != nil && p.away.until > 0, branch: true}
	s.endWait(fact.New("training_branched", "step", s.step))
	s.endClassify(fact.About("classify", "classify_reopened"))
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
