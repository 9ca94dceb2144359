package session

import (
	"math"
	"strconv"

	"bottleneck/core/fact"
	"bottleneck/core/look"
	"bottleneck/core/pasted"
	"bottleneck/core/recipe"
	"bottleneck/core/train"
	"bottleneck/core/wire"
)

// An operation answers its request, keeps it to answer it later, or returns why it refuses it.
type operation func(s *Session, q *request) error

// ops are all operations. A list is a fraction of a map in the download.
var ops []struct {
	op wire.Op
	do operation
}

func init() {
	ops = []struct {
		op wire.Op
		do operation
	}{
		{"ping", func(s *Session, q *request) error { s.post(event{Event: wire.Event{Event: "pong"}}); return nil }},
		{"ack", func(s *Session, q *request) error { s.taken(); return nil }},

		{wire.OpHello, hello}, {wire.OpDescribe, describe}, {wire.OpParse, parse}, {wire.OpPasted, readPasted}, {wire.OpOpen, open},
		{wire.OpTrain, trainSteps}, {wire.OpStart, start}, {wire.OpPause, pause}, {wire.OpPhases, tellPhases},
		{wire.OpReset, reset}, {wire.OpReseed, reseed}, {wire.OpSet, set}, {wire.OpRestore, restore},
		{wire.OpKeep, keep}, {wire.OpRecords, records}, {wire.OpLook, lookAt},
		{wire.OpView, setView}, {wire.OpProbe, probe}, {wire.OpPoint, point}, {wire.OpPicture, keepPicture}, {wire.OpSnapshot, snapshot},
		{wire.OpEncode, encode}, {wire.OpDecode, decode}, {wire.OpEffect, effect}, {wire.OpTangents, tangents}, {wire.OpChosen, tellChosen}, {wire.OpReconstruct, reconstruct}, {wire.OpCorrupt, corrupt},
		{wire.OpPrepare, preparePicture}, {wire.OpPrepareGray, prepareGray}, {wire.OpOwn, takeOwn}, {wire.OpTestImages, testImages}, {wire.OpSample, sample},
		{wire.OpHeldOut, heldOut}, {wire.OpInterpolate, interpolate},
		{wire.OpWeights, weights}, {wire.OpLoad, load},
		{wire.OpSeek, seek}, {wire.OpNow, now}, {wire.OpBranch, branch}, {wire.OpMoments, moments},
		{wire.OpThreads, threads}, {wire.OpPace, setPace}, {wire.OpTapes, setTapes}, {wire.OpBench, startBench},
		{wire.OpClassify, startClassify}, {wire.OpUnclassify, stopClassify},
	}
}

func hello(s *Session, q *request) error {
	if q.Version != 0 && q.Version != wire.Version {
		return fact.New("version_differs", "page", q.Version, "trainer", wire.Version)
	}
	s.answer(q, s.described(reply{Reply: wire.Reply{Device: s.told()}}))
	return nil
}

func describe(s *Session, q *request) error {
	s.answer(q, s.described(reply{Reply: wire.Reply{Device: s.told(), Fields: recipe.Fields(), Layers: recipe.LayerNotations(), Lessons: recipe.Lessons(), Presets: recipe.Presets(), Objectives: recipe.Objectives(), Panels: recipe.Panels, Start: recipe.Start}}))
	return nil
}

// parse reads a link, changes one field of it when one is named, and says what it is and what it would change.
func parse(s *Session, q *request) error {
	r, notices := recipe.Parse(q.Link)
	if len(q.Link) > recipe.MaxLink {
		return notices[0].Fact
	}
	if q.Name != "" {
		set := r.Set
		if q.Name == "objective" {
			set = func(_, value string) error { return r.SetObjective(value) }
		}
		if err := set(q.Name, q.Value); err != nil {
			f := fact.From(err)
			s.answer(q, reply{Reply: wire.Reply{Error: f.Error(), Told: wire.Tell(f), Repairs: wire.Notices(r.Repairs(q.Name, q.Value))}})
			return nil
		}
	}
	if err := s.data.sized(r).CheckBudget(s.device.Budget); err != nil {
		notices = append(notices, recipe.Notice{Field: "memory", Fact: fact.From(err), Repairs: s.repairs(r, err)})
	}
	notices = r.Mend(notices)
	cost, showing := s.cost(r), r.Showing()
	out := wire.Reply{Showing: &showing, Recipe: r.Values(), Changes: wire.ChangesOf(r), Lesson: r.Lesson, Link: r.Link(), Notices: wire.Notices(notices), Cost: &cost, Plan: wire.PlanOf(r)}
	if s.run != nil {
		out.Diff = s.run.Recipe().Diff(r)
	}
	s.answer(q, reply{Reply: out})
	return nil
}

// readPasted finds the link in a text.
func readPasted(s *Session, q *request) error {
	var out wire.Reply
	if len(q.Link) <= recipe.MaxLink {
		out.Link, _ = pasted.Link(q.Link)
	}
	s.answer(q, reply{Reply: out})
	return nil
}

// cost is exact where the images are here to be counted.
func (s *Session) cost(r recipe.Recipe) recipe.Cost {
	if h := s.data.half(r.Data, "train"); len(r.Classes) > 0 && h != nil && h.n() >= r.Train {
		if n := h.ofClasses(r.Train, r.Classes); n > 0 {
			return r.CostOf(n)
		}
	}
	return s.data.sized(r).Cost()
}

func open(s *Session, q *request) error {
	r, notices := recipe.Parse(q.Link)
	if s.run != nil && len(q.Link) > recipe.MaxLink { // nothing of it was read, and nothing changes
		s.answer(q, s.described(reply{Reply: wire.Reply{Notices: wire.Notices(notices)}}))
		return nil
	}
	s.data.adopt(r.Data)
	o := &opening{request: q, recipe: r, notices: r.Mend(notices), number: q.N, until: q.Steps}
	if r.Arithmetic == "fused" && s.device.Fused && !s.device.Relaxed {
		slow := fact.About("arithmetic", "fused_computed")
		o.notices = append(o.notices, recipe.Notice{Field: slow.Of, Fact: slow, Repairs: s.repairs(r, slow)})
	}
	if err := s.open(o); err != nil {
		s.refuseOpening(o, err)
	}
	return nil
}

// trainSteps trains so many steps, or to the end of so many epochs, and answers when they are done.
func trainSteps(s *Session, q *request) error {
	if s.replacing() {
		return errLoading
	}
	if s.run == nil {
		return errNoRun
	}
	if s.state == wire.StateDiverged {
		return errDiverged
	}
	const most = math.MaxInt32
	until := s.step
	switch {
	case q.Steps > 0 && q.Epochs == 0 && q.Steps <= most:
		until += q.Steps
	case q.Epochs > 0 && q.Steps == 0 && q.Epochs <= most/s.run.StepsPerEpoch():
		until = (s.step/s.run.StepsPerEpoch() + q.Epochs) * s.run.StepsPerEpoch()
	default:
		return fact.About("train", "train_amount_missing", "steps", q.Steps, "epochs", q.Epochs)
	}
	if until > most {
		return fact.About("train", "train_too_long", "most", most)
	}
	s.endWait(fact.New("training_replaced", "step", s.step))
	s.comeBack()
	s.start(until)
	s.waiting = q
	s.tellState(nil)
	return nil
}

func start(s *Session, q *request) error {
	switch {
	case s.replacing():
		s.opening.start = true
	case s.run == nil:
		return errNoRun
	case s.state == wire.StateDiverged:
		return errDiverged
	case s.why() != nil:
		return fact.New("run_stopped_early", "why", s.why())
	case s.done():
		return fact.New("run_complete", "steps", s.step)
	default:
		s.endWait(fact.New("training_started", "step", s.step))
		s.comeBack()
		s.start(s.run.TotalSteps())
		s.tellState(nil)
	}
	s.answer(q, reply{Reply: wire.Reply{State: s.shown()}})
	return nil
}

func pause(s *Session, q *request) error {
	if s.replacing() {
		s.opening.start, s.opening.until = false, 0
	}
	if s.state == wire.StateRunning {
		s.stop()
		s.endWait(fact.New("training_paused", "step", s.step))
	} else if a := s.past.away; a != nil {
		a.until = 0
		s.endWait(fact.New("training_paused", "step", s.step))
	}
	s.answer(q, s.described(reply{}))
	return nil
}

// reset starts the same run again.
func reset(s *Session, q *request) error {
	if s.replacing() {
		return errLoading
	}
	if s.run == nil {
		return errNoRun
	}
	return s.open(&opening{request: q, recipe: s.run.Recipe().Clone()})
}

func reseed(s *Session, q *request) error {
	if s.replacing() {
		return errLoading
	}
	if s.run == nil {
		return errNoRun
	}
	r := s.run.Recipe().Clone()
	if err := r.Set("seed", strconv.FormatUint(q.Seed, 10)); err != nil {
		return err
	}
	return s.open(&opening{request: q, recipe: r})
}

// set changes a field of the run without a restart, and with it the run's link.
func set(s *Session, q *request) error {
	if s.run == nil {
		return errNoRun
	}
	if err := changeable(s.run.Recipe(), q.Name, q.Value); err != nil {
		return err
	}
	s.comeBack()
	if err := s.run.Set(q.Name, q.Value); err != nil {
		return err
	}
	s.analyzed, s.changed = false, s.run.Changed()
	s.ledger.checkpointDue = true
	s.moved()
	s.tellState(nil)
	if s.state != wire.StateRunning {
		s.snapshotIfDue(true)
		s.checkpointIfDue(true)
	}
	s.answer(q, s.described(reply{}))
	return nil
}

// changeable refuses a value that no run can take without a restart.
func changeable(r recipe.Recipe, name, value string) error {
	now := r.InForce(0)
	return now.Change(1, name, value)
}

// restore goes on from a checkpoint: link is the recipe it belongs to, with what changed since; without one its record says so.
// With a name and value that live field is changed at its step; with steps the run goes on at once up to that step. It goes on in the arithmetic
// that it had: in another one only where the request names that, and then its link does.
func restore(s *Session, q *request) error {
	if len(q.given) < 1 || len(q.given) > 3 { // as a checkpoint comes: with its record, and its picture
		return errNoBuffer
	}
	checkpoint := q.given[0]
	old, err := s.recalled(q)
	if err != nil {
		return err
	}
	r, notices := recipe.Parse(q.Link)
	if len(notices) > 0 {
		return fact.Within("restore", notices[0].Fact)
	}
	if q.Arithmetic == "" {
		err = sums(&r, old)
	} else {
		err = r.Set("arithmetic", q.Arithmetic)
	}
	if err != nil {
		return err
	}
	if s.data.lacks(r) {
		s.data.adopt(r.Data)
	}
	if q.Name != "" {
		changed := r.Clone() // what no run can take, or this one not any more, is refused before it is there
		if err := changed.Change(train.CheckpointStep(checkpoint.First(train.CheckpointHead)), q.Name, q.Value); err != nil {
			return err
		}
	}
	return s.open(&opening{request: q, recipe: r, number: q.N, until: q.Steps, elapsed: q.Elapsed, then: func(run *train.Run) error {
		if old != nil {
			if err := matches(old, run); err != nil {
				return err
			}
		}
		if err := run.RestoreFrom(checkpoint.Size, checkpoint.Copy); err != nil || q.Name == "" {
			return err
		}
		return run.Set(q.Name, q.Value)
	}})
}

func setView(s *Session, q *request) error {
	if q.View == nil {
		return fact.About("view", "view_missing")
	}
	v := q.View.Limited()
	s.view.line = lineOf(v, s.view.owns)
	s.view.View, s.view.key, s.view.due, s.view.thin = v, keyOf(v), true, thinning{}
	s.view.wanted = v.Images > 0 || v.Table > 0 || v.Points > 0 || v.Filters > 0 || v.Shows("line")
	s.view.ahead = 0
	if s.run != nil && (s.state != wire.StateRunning || s.past.shown != nil) {
		s.snapshotIfDue(true)
	}
	s.answer(q, reply{})
	return nil
}

// probe decodes a point of the plane that is shown: hovered, or pinned. The name "unpin" takes the pin away.
func probe(s *Session, q *request) error {
	if s.run == nil {
		return errNoRun
	}
	if q.Name == "unpin" {
		s.view.pin = nil
		s.answer(q, reply{})
		return nil
	}
	if !finite(q.X) || !finite(q.Y) {
		return fact.About("probe", "point_not_finite", "x", q.X, "y", q.Y)
	}
	run, err := s.seen()
	if err != nil {
		return err
	}
	looker, _ := s.seeing()
	p := looker.Probe(q.X, q.Y)
	if p == nil {
		return fact.About("probe", "plane_missing")
	}
	if p.Pinned = q.Pin; q.Pin {
		s.view.pin = &[2]float32{q.X, q.Y}
	}
	at := run.Reader()
	s.sendFrame(&wire.Snapshot{Run: uint32(s.runNumber), Step: int32(at.Steps()), Epoch: int32(at.Epochs()), Probe: p})
	if looker.OnPixels() {
		s.answer(q, reply{})
	} else {
		s.answerRows(q, p.Z, 1)
	}
	return nil
}

// point tells of a number of the line, in this snapshot and those that follow.
func point(s *Session, q *request) error {
	looker, err := s.seeing()
	if err != nil {
		return err
	}
	s.view.point = nil
	if q.Name != "" {
		s.view.point = &look.Point{Part: q.Name, Level: q.N, At: q.W}
	}
	looker.Own(s.view.own)
	looker.Point(s.view.point)
	node := looker.Node(s.view.View)
	if q.Name != "" && node == nil {
		s.view.point = nil
		return fact.About("point", "number_missing", "part", q.Name, "level", q.N, "number", q.W)
	}
	if run, _ := s.seen(); node != nil {
		at := run.Reader()
		s.sendFrame(&wire.Snapshot{Run: uint32(s.runNumber), Step: int32(at.Steps()), Epoch: int32(at.Epochs()), Node: node})
	}
	s.answer(q, reply{})
	return nil
}

// keepPicture keeps the person's own picture, for views to choose.
func keepPicture(s *Session, q *request) error {
	var own []float32
	if len(q.buffers) > 0 {
		if s.run == nil {
			return errNoRun
		}
		x, n, err := s.rows(q, s.run.Model().Dim(), s.bounded())
		if err != nil {
			return err
		}
		own = x[:len(x)/n]
	}
	s.view.own = own
	s.view.owns++
	s.view.line = lineOf(s.view.View, s.view.owns)
	if s.view.Chosen.Kind == wire.ChosenOwn {
		s.view.due = true
		if s.state != wire.StateRunning || s.past.shown != nil {
			s.snapshotIfDue(true)
		}
	}
	s.answer(q, reply{})
	return nil
}

func snapshot(s *Session, q *request) error {
	looker, err := s.seeing()
	if err != nil {
		return err
	}
	v := s.view.View
	if q.View != nil {
		v = q.View.Limited()
	}
	s.answer(q, reply{}, s.snapshotOf(looker, v).Encode(nil))
	return nil
}

func finite(x float32) bool { return !math.IsNaN(float64(x)) && !math.IsInf(float64(x), 0) }
