package session

import (
	"bottleneck/core/fact"
	"bottleneck/core/recipe"
	"bottleneck/core/record"
	"bottleneck/core/time"
	"bottleneck/core/wire"
)

const (
	tapesUsual = 64 << 20 // bytes of all that is kept of a run
	tapesMost  = 1 << 30  // that people may ask for
	tapesLeast = 4 << 20  // for less a second run does not stand beside the first

	keepFrameShare      = 60                     // a frame that is kept may take one part in so many of the time, and one more
	keepCheckpointShare = 100                    // likewise a checkpoint
	keepCheckpointEvery = 500 * time.Millisecond // of training, which a seek has to do again
	mostCheckpoints     = 32                     // that there is room for; then the ways between them are short enough
	keepCheckpointSteps = 64                     // likewise one part in so many of the steps so far
)

// recording is what is kept of the run as it trains, so that people can go back.
type recording struct {
	frames, checkpoints *record.Tape
	beside              bool // there is room for a second run beside this one
	frame               []byte

	frameAt, frameCost           time.Duration // end of the latest, and what it took
	checkpointAt, checkpointCost time.Duration
}

// record begins to keep moments of a run that has just become the run.
func (s *Session) record() {
	frames, checkpoints, beside := s.room()
	now := s.host.Now()
	s.recording = recording{frames: record.NewTape(frames), checkpoints: record.NewTape(checkpoints), beside: beside, frameAt: now, checkpointAt: now}
	if s.step > 0 || s.run.Loads().N > 0 {
		s.keepCheckpoint()
	} else {
		s.recording.checkpoints.Put(record.Moment{}) // the start, which takes no room: the first of them stays
	}
}

// room is how many bytes frames and checkpoints of the run may take, and whether there is some for a second run beside it.
func (s *Session) room() (frames, checkpoints int64, beside bool) {
	r := s.data.sized(s.run.Recipe())
	spare := recipe.Free(s.device.Budget) - r.Cost().Bytes
	room, left := max(0, min(s.tapes, spare/4)), spare-r.SecondBytes()
	if beside = left >= tapesLeast; beside {
		room = min(room, left)
	}
	one := int64(s.run.CheckpointRoom())
	checkpoints = min(room*5/8, mostCheckpoints*one)
	if !record.NewTape(checkpoints).Fits(one) {
		checkpoints = 0 // and frames have it all
	}
	return room - checkpoints, checkpoints, beside
}

// setTapes gives what is recorded another room: n MiB.
func setTapes(s *Session, q *request) error {
	const most = tapesMost >> 20
	if q.N < 0 || q.N > most {
		return fact.About("tapes", "number_out_of_range", "found", q.N, "least", 0, "most", most)
	}
	s.tapes = int64(q.N) << 20
	if s.run == nil {
		s.answer(q, reply{})
		return nil
	}
	frames, checkpoints, _ := s.room()
	s.recording.frames.Limit(frames)
	s.recording.checkpoints.Limit(checkpoints)
	s.tellState(s.why()) // the page asks what is kept
	return moments(s, q)
}

// bytes is what all that is kept may take.
func (r *recording) bytes() int64 { return r.frames.Budget() + r.checkpoints.Budget() }

// used is what it takes.
func (r *recording) used() int64 { return r.frames.Bytes() + r.checkpoints.Bytes() }

// frameDue says whether it is time to keep a frame.
func (r *recording) frameDue(now time.Duration) bool {
	return r.frames.Budget() > 0 && now-r.frameAt >= keepFrameShare*r.frameCost
}

// keepFrame keeps a frame of the run, for the view as it is; what belongs to it has been in the making since start. The curve goes on, the
// pin is taken away, and others are chosen and pointed at: a frame is kept without them. It has the figures that the page was just told, and costs
// at least as much as they: those of a large network take a while, and frames that came more often would need others.
func (s *Session) keepFrame(frame []byte, start time.Duration) {
	r, m := &s.recording, s.ledger.told
	if m == nil || m.Step != s.step || s.state != wire.StateRunning {
		now := s.figures()
		m = &now
	}
	r.frame = wire.AppendWithout(r.frame[:0], frame, wire.CurveTag, wire.TermsTag, wire.ProbeTag, wire.SpotTag, wire.NodeTag)
	r.frames.Put(record.Moment{Step: s.step, Elapsed: s.clock.elapsed.Seconds(), View: s.view.key, Line: s.view.line, Metrics: *m, Bytes: r.frame})
	r.frameAt = s.host.Now()
	r.frameCost = max(r.frameAt-start, s.ledger.metricsCost)
}

// keepUnseen keeps a frame of a run that trains while the page shows another moment.
func (s *Session) keepUnseen() {
	start := s.host.Now()
	if v := &s.view; v.wanted && s.recording.frameDue(start) {
		v.frame = s.snapshotOf(s.looker, v.whole(s.run.Test().N)).Encode(v.frame)
		s.keepFrame(v.frame, start)
	}
}

// keepCheckpointIfDue keeps a state of the run when so much was trained since the latest that to train it again would take
// its time.
func (s *Session) keepCheckpointIfDue() {
	r := &s.recording
	if s.host.Now()-r.checkpointAt >= max(keepCheckpointEvery, keepCheckpointShare*r.checkpointCost) && r.farFrom(s.step) {
		s.keepCheckpoint()
	}
}

// elapsedAt is how long the run had trained at a step that is over, in seconds: as it was kept, and between what was kept in proportion.
func (s *Session) elapsedAt(step int) float64 {
	from, to := record.Moment{}, record.Moment{Step: s.step, Elapsed: s.clock.elapsed.Seconds()}
	for _, tape := range []*record.Tape{s.recording.frames, s.recording.checkpoints} {
		if m := tape.Before(step); m != nil && m.Step > from.Step {
			from = *m
		}
		if m := tape.After(step); m != nil && m.Step < to.Step {
			to = *m
		}
	}
	if to.Step <= from.Step {
		return from.Elapsed
	}
	return from.Elapsed + (to.Elapsed-from.Elapsed)*float64(step-from.Step)/float64(to.Step-from.Step)
}

// farFrom says whether a checkpoint of this step is worth its room.
func (r *recording) farFrom(step int) bool {
	latest := max(0, r.checkpoints.Latest())
	return step-latest > latest/keepCheckpointSteps
}

// keepCheckpoint keeps the state of the run.
func (s *Session) keepCheckpoint() {
	r, start := &s.recording, s.host.Now()
	if !r.checkpoints.Fits(int64(s.run.CheckpointRoom())) {
		return
	}
	if b := s.run.AppendCheckpoint(s.saved); b != nil {
		s.saved = b
		r.checkpoints.Put(record.Moment{Step: s.step, Elapsed: s.clock.elapsed.Seconds(), Bytes: b})
	}
	r.checkpointAt = s.host.Now()
	r.checkpointCost = r.checkpointAt - start
}

// moments says what is kept.
func moments(s *Session, q *request) error {
	if s.run == nil {
		return errNoRun
	}
	const mb = 1e6
	r := &s.recording
	m := wire.Moments{First: 0, Last: s.step, Frames: r.frames.Steps([]int{}, s.view.key), Checkpoints: r.checkpoints.Steps([]int{}, ""),
		Gone: r.frames.Gone() + r.checkpoints.Gone(), Bytes: r.frames.Bytes() + r.checkpoints.Bytes(), Budget: r.bytes()}
	if l := s.loads(); l.N > 0 {
		m.First = l.Latest
	}
	note := func(f *fact.Fact) { m.Notes = append(m.Notes, wire.Note{Text: f.Error(), Told: wire.Tell(f)}) }
	if !r.beside {
		note(fact.New("moments_in_turn"))
	}
	if s.tapes == 0 {
		note(fact.New("moments_off"))
		s.answer(q, reply{Reply: wire.Reply{Moments: &m}})
		return nil
	}
	if m.Gone > 0 {
		note(fact.New("moments_gone", "kept", r.frames.Len()+r.checkpoints.Len(), "gone", m.Gone, "megabytes", m.Budget/mb))
	}
	if n := r.frames.Refused(); n > 0 {
		note(fact.New("moments_without_frames", "megabytes", n/mb, "most", r.frames.Budget()/2/mb))
	}
	if n := int64(s.run.CheckpointRoom()); !r.checkpoints.Fits(n) {
		note(fact.New("moments_without_checkpoints", "megabytes", n/mb, "most", r.bytes()*5/16/mb))
	}
	s.answer(q, reply{Reply: wire.Reply{Moments: &m}})
	return nil
}
