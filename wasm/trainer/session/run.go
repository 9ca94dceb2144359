package session

import (
	"errors"
	"math"
	"strconv"

	"bottleneck/core/fact"
	"bottleneck/core/kernel"
	"bottleneck/core/metrics"
	"bottleneck/core/time"
	"bottleneck/core/train"
	"bottleneck/core/wire"
)

// ledger says what the page has been told of the run, and when.
type ledger struct {
	metrics, epoch, checkpoint time.Duration // times
	metricsCost                time.Duration // of the latest ones
	checkpointCost             time.Duration
	diagnosis, diagnosisCost   time.Duration // when the latest was, and how long it took
	checkpointStep             int           // of the latest one; -1: none
	checkpointDue              bool
	best, latest               float64          // train loss
	told                       *metrics.Metrics // the latest ones
	layer                      int              // in pre-training, that these are of; 0: none
	shared                     int              // calls of kernels that threads have shared
}

// metricsDue says whether it is time for metrics in the middle of an epoch. The page hears from the trainer every two
// seconds whatever they cost.
func (l *ledger) metricsDue(now time.Duration) bool {
	return now-l.metrics >= min(max(metricsEvery, metricsShare*l.metricsCost), metricsLatest)
}

// begin makes s.run the run of o.
func (s *Session) begin(o *opening) {
	s.runNumber++
	if o.number > 0 {
		s.runNumber = o.number
	}
	now := s.host.Now()
	s.step = s.run.Metrics().Step
	s.state = s.resting()
	s.clock.reset(time.Duration(o.elapsed * float64(time.Second)))
	s.ledger = ledger{metrics: now, checkpoint: now, checkpointStep: -1, checkpointCost: min(time.Duration(s.run.CheckpointRoom())*checkpointByte, checkpointFirst/checkpointShare), best: math.Inf(1), shared: kernel.Shared()}
	s.view.due, s.view.thin = true, thinning{}
	s.analyzed, s.changed = false, s.run.Changed()
	if !o.branch {
		s.record()
	}
	s.kept = kept{parent: o.parent, buffer: s.kept.buffer}
	if o.start {
		o.until = s.run.TotalSteps()
	}
	if o.until > s.step {
		s.start(o.until)
	}
	s.diagnose(true)
	s.tellState(s.why())
	s.tellMetrics(false)
	s.snapshotIfDue(true)
	if s.step > 0 && o.number == 0 {
		s.checkpointIfDue(true) // the page has none of this number yet to go back to
	}
}

// resting is the state of a run that stands still.
func (s *Session) resting() wire.State {
	switch {
	case s.run == nil:
		return ""
	case s.run.Done():
		return wire.StateDone
	case s.step == 0:
		return wire.StateReady
	}
	return wire.StatePaused
}

// start lets the run train up to step until.
func (s *Session) start(until int) {
	s.until, s.state = until, wire.StateRunning
	s.beyond = s.run.Stopped() != nil
	s.clock.start(s.host.Now())
}

// why says why a run that is done ended early; nil where it did not.
func (s *Session) why() *fact.Fact {
	if s.state != wire.StateDone {
		return nil
	}
	return s.run.Stopped()
}

// done says whether the run has reached its end.
func (s *Session) done() bool {
	if s.past.away != nil {
		return s.state == wire.StateDone
	}
	return s.run.Done()
}

// ended says whether the run has just lost its patience. Steps that were asked for afterwards are made.
func (s *Session) ended() bool { return !s.beyond && s.run.AtEpochEnd() && s.run.Stopped() != nil }

// stop brings a run to rest and shows where it is. The page has the state before it is told that the run rests there: a new worker can then
// stand at that step, too.
func (s *Session) stop() {
	s.clock.stop()
	s.state = s.resting()
	s.diagnose(s.state == wire.StateDone)
	s.tellMetrics(false)
	s.checkpointIfDue(true)
	s.tellState(s.why())
	s.snapshotIfDue(true)
}

// train does one slice.
func (s *Session) train() {
	start := s.host.Now()
	waited := s.nap
	s.nap = 0
	now, first, turn := start, s.step, s.turn()
	var failed *train.Diverged
	for s.step < s.until && !s.ended() && (s.step == first || now-start < turn && s.pacing.allows(now)) {
		s.pacing.did(now)
		if err := s.run.Step(); err != nil {
			if !errors.As(err, &failed) {
				panic("BUG: session: " + err.Error())
			}
			break
		}
		s.step++
		now = s.host.Now()
		if s.run.AtEpochEnd() && now-s.ledger.epoch >= epochEvery {
			s.ledger.epoch = now
			s.clock.lap(now, float64(s.step-first), s.images(s.step-first), now-start+waited)
			start, first, waited = now, s.step, 0
			s.diagnose(false)
			s.tellMetrics(true)
			s.ledger.checkpointDue = true
			break
		}
	}
	s.clock.lap(now, float64(s.step-first), s.images(s.step-first), now-start+waited)
	s.moved()
	if n := s.run.Changed(); n != s.changed { // the recipe said so
		s.analyzed, s.changed = false, n
		s.tellState(nil)
	}
	switch {
	case failed != nil:
		s.diverge(failed)
	case s.step >= s.until || s.ended():
		s.stop()
		if q := s.waiting; q != nil {
			s.waiting = nil
			s.answer(q, s.described(reply{}))
		}
	default:
		if s.pacing.slow() || s.ledger.metricsDue(now) {
			s.tellMetrics(false)
		}
		s.snapshotIfDue(false)
		if s.past.shown != nil {
			s.keepUnseen()
		}
		s.checkpointIfDue(false)
		s.keepCheckpointIfDue()
	}
}

// turn is how long a slice of training may be: short while a hand moves the code, which waits for the output.
func (s *Session) turn() time.Duration {
	if s.hand() {
		return slice / 5
	}
	return slice
}

// hand says whether a hand moves the code.
func (s *Session) hand() bool {
	const rests = 400 * time.Millisecond
	return s.touched > 0 && s.host.Now()-s.touched < rests
}

// apart is how long snapshots are apart at least: longer while a hand moves the code, for what the page draws of them stands before the output.
func (s *Session) apart() time.Duration {
	if s.hand() {
		return 4 * snapshotEvery
	}
	return snapshotEvery
}

// moved takes note that the run is another than the page sees; of a moment in its place nothing changes.
func (s *Session) moved() {
	if s.past.shown == nil {
		s.view.due = true
	}
}

// images is how many images so many steps look at, on average.
func (s *Session) images(steps int) float64 {
	r := s.run.Recipe()
	if r.Shuffle == "random" {
		return float64(steps * r.BatchSize)
	}
	return float64(steps) * float64(s.run.Train().N) / float64(s.run.StepsPerEpoch())
}

// diverge stops a run whose loss is not finite.
func (s *Session) diverge(d *train.Diverged) {
	s.clock.stop()
	s.state = wire.StateDiverged
	smaller, name := s.run.Recipe(), s.run.RateField()
	now := s.run.InForce().Get(name)
	rate, err := strconv.ParseFloat(now, 64)
	if err != nil {
		panic("BUG: session: " + err.Error())
	}
	value := strconv.FormatFloat(rate/10, 'g', 3, 64)
	if err := smaller.Amend(s.step, name, value); err != nil {
		value = now // the smallest there is
	}
	loss := strconv.FormatFloat(d.Loss, 'g', -1, 64)
	why := fact.New("loss_not_finite", "loss", loss, "step", d.Step, "where", s.whereDiverged(d), "field", name, "value", value)
	s.tellState(why)
	s.tellMetrics(false)
	s.sendFrame(s.curveAlone()) // the last good pictures stay
	e := say(wire.Event{Event: wire.EventDiverged, Step: d.Step, Loss: loss, Link: smaller.Link(), Name: name}, why)
	e.Run, e.Value = s.runNumber, value
	s.post(e)
	s.endWait(fact.New("training_diverged", "step", s.step, "why", why))
}

// whereDiverged names what of the loss is no number, and the layer in which that began.
func (s *Session) whereDiverged(d *train.Diverged) *fact.Fact {
	if d.Level == 0 {
		return fact.New("diverged_term", "term", d.Term)
	}
	layers, _ := s.run.Reader().Levels()
	return fact.New("diverged_layer", "term", d.Term, "layer", d.Level, "layers", layers, "written", d.Layer)
}

// endWait tells whoever waits for steps that they will not be done.
func (s *Session) endWait(why *fact.Fact) {
	if q := s.waiting; q != nil {
		s.waiting = nil
		s.refuse(q, why)
	}
}

// figures are the metrics, with the rate of this session's clock.
func (s *Session) figures() metrics.Metrics {
	if a := s.past.away; a != nil {
		return a.metrics
	}
	images, _ := s.clock.rates()
	s.run.SetRate(images)
	m := s.run.Metrics()
	if s.step == 0 {
		m.TrainLoss = math.NaN() // no batch was looked at yet
	}
	return m
}

func (s *Session) tellMetrics(epochEnd bool) {
	start := s.host.Now()
	m := s.figures()
	s.ledger.metrics, s.ledger.told = s.host.Now(), &m
	s.ledger.metricsCost = s.ledger.metrics - start
	if m.Layer != s.ledger.layer { // whose loss is another
		s.ledger.layer, s.ledger.best = m.Layer, math.Inf(1)
	}
	s.ledger.latest = m.TrainLoss
	if s.step > 0 && m.TrainLoss < s.ledger.best {
		s.ledger.best = m.TrainLoss
	}
	e := event{Event: wire.Event{Event: wire.EventMetrics, Metrics: &m, Epoch: epochEnd}, Run: s.runNumber,
		StepsPerEpoch: s.run.StepsPerEpoch(), TotalSteps: s.run.TotalSteps()}
	e.Elapsed, e.Remaining = s.times()
	if epochEnd {
		e.Diagnoses = s.diagnosed
	}
	if n := kernel.Shared(); n > s.ledger.shared {
		s.ledger.shared, e.Threads = n, kernel.CurrentThreads()
	}
	s.post(e)
}

// times are how long the run has trained and how long it has to go, in seconds; 0 where that is not known.
func (s *Session) times() (elapsed, remaining float64) {
	if a := s.past.away; a != nil {
		return s.clock.elapsed.Seconds(), a.remaining
	}
	if _, rate := s.clock.rates(); rate > 0 {
		remaining = s.run.StepsLeft() / rate
	}
	return s.clock.elapsed.Seconds(), remaining
}

// checkpointIfDue sends the state of the run to the page, which outlives this worker. A state in which the loss has
// risen far above its best is no place to return to and is not sent.
func (s *Session) checkpointIfDue(now bool) {
	l := &s.ledger
	if l.checkpointStep == s.step && !l.checkpointDue || s.run == nil || s.past.away != nil {
		return
	}
	since := s.host.Now() - l.checkpoint
	if !now {
		wait := max(checkpointEvery, checkpointShare*l.checkpointCost)
		if l.checkpointDue {
			wait = max(checkpointEvery/4, checkpointShare*l.checkpointCost)
		}
		if since < wait {
			return
		}
	}
	if l.latest > 10*l.best {
		return
	}
	start := s.host.Now()
	defer func() {
		l.checkpoint = s.host.Now()
		l.checkpointCost = l.checkpoint - start // with its way to the page
	}()
	b, sum, ok := s.checkpointOf(s.run)
	if !ok {
		return
	}
	if s.recording.farFrom(s.step) {
		s.keepCheckpoint()
	}
	l.checkpointStep, l.checkpointDue = s.step, false
	e := event{Event: wire.Event{Event: wire.EventCheckpoint, Link: s.run.Recipe().Link(), Step: s.step},
		Run: s.runNumber, Elapsed: s.clock.elapsed.Seconds()}
	r := s.recordOf(b.Size, sum)
	head := r.Encode(s.kept.buffer)
	if head == nil {
		s.host.PostHeld(encoded(e), b)
		return
	}
	s.kept.buffer = head
	told := s.tell(r)
	e.Record, e.Parent, e.ParentStep = &told, s.kept.parent[0], s.kept.parent[1]
	s.host.PostHeld(encoded(e), b, head, r.Picture)
}
