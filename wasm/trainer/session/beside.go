package session

import (
	"math"
	"runtime"

	"bottleneck/core/fact"
	"bottleneck/core/look"
	"bottleneck/core/recipe"
	"bottleneck/core/record"
	"bottleneck/core/time"
	"bottleneck/core/train"
	"bottleneck/core/wire"
)

// side is a run that is kept, made anew to be looked at beside the one that is open: it goes to the steps that people want to see.
// Two of them can be compared. A side stays, to go on from where it stands, until its memory is wanted.
type side struct {
	name, link string // of the kept run, of its recipe
	bytes      int64  // that it may take
	seek       *record.Seek
	tape       *record.Tape // checkpoints of it
	looker     *look.Looker
	keptAt     time.Duration
}

// kept run as it came: it becomes a side when its images are here.
type beside struct {
	checkpoint Buffer // without Copy: there is none
	record     *record.Record
}

// restores says whether the way to a step leads over the checkpoint: an earlier one is reached from the start, if the start is known.
func (b *beside) restores(step int) bool { return step >= b.record.Step || b.record.Loaded }

// wants says whether the checkpoint is of use for the way to a step: to restore it, or for the ways to come.
func (b *beside) wants(step int) bool { return b.restores(step) || b.record.Size <= sideTape/2 }

// looking is the way of a side to a step, and who waits for it.
type looking struct {
	*side
	request *request
	told    time.Duration
}

const sideTape = 16 << 20 // bytes of a side's checkpoints, at most

// lookAt shows a step of a run that is kept. The open one goes on meanwhile, or waits aside where memory has no room for both.
func lookAt(s *Session, q *request) error {
	const about = "look"
	switch {
	case s.replacing():
		return errLoading
	case q.View == nil:
		return fact.About(about, "view_missing")
	case q.N < 0 || q.N >= len(s.sides):
		return fact.About(about+": n", "count_out_of_range", "found", q.N, "least", 0, "most", len(s.sides)-1)
	}
	s.endLook(fact.About(about, "look_replaced"))
	if len(q.given) < 2 {
		if s.isOpen(q) {
			s.tellLook(q, s.run, look.New(s.run.Reader()))
			return nil
		}
		if d := s.sides[q.N]; d != nil && d.name == q.Name && d.link == q.Link {
			return s.lookTo(d, q)
		}
	}
	wanted := fact.About(about, "look_state_wanted") // and it comes
	switch len(q.given) {
	case 0:
		return wanted
	case 1, 2:
	default:
		return errNoBuffer
	}
	last := q.given[len(q.given)-1]
	kept, err := record.Decode(last.First(last.Size))
	b := &beside{record: kept}
	switch {
	case err != nil:
	case len(q.given) > 1: // which stays outside of the heap, where there may be no room for it yet
		b.checkpoint = q.given[0]
		err = kept.Fits(b.checkpoint.Size, b.checkpoint.First(train.CheckpointHead))
	case b.wants(q.Steps):
		return wanted
	}
	if s.more = false; err != nil {
		return err
	}
	r, notices := recipe.Parse(kept.Link)
	switch {
	case len(notices) > 0:
		return fact.Within(about, notices[0].Fact)
	case q.Steps < 0 || q.Steps > kept.Step:
		return fact.About(about, "seek_out_of_range", "found", q.Steps, "latest", kept.Step)
	case s.data.lacks(r) && r.Source().Origin == recipe.Own:
		return fact.About(about, "record_files_wanted", "name", kept.Own.Name, "train", kept.Own.Train, "test", kept.Own.Test, "kind", r.Data)
	case s.data.lacks(r):
		return fact.About(about, "data_not_here", "data", r.Data)
	}
	q.given = nil
	return s.load(&opening{request: q, recipe: r, beside: b})
}

// looked makes a side of the run of o, whose images are here, and sends it on its way.
func (s *Session) looked(o *opening) error {
	q, b := o.request, o.beside
	o.beside = nil
	if !b.wants(q.Steps) {
		b.checkpoint = Buffer{}
	}
	need := s.roomFor(o.recipe)
	keeps := 0 // bytes of the checkpoint, for the ways to come; a large one is only passed
	if b.checkpoint.Size <= sideTape/2 {
		keeps = b.checkpoint.Size
	}
	if err := s.makeRoom(q.N, need+int64(keeps)); err != nil {
		return err
	}
	s.post(event{Event: wire.Event{Event: "pong"}, Grace: s.graceOf(o.recipe, o.train.n(), o.test.n())}) // nothing is heard until it stands
	run, err := train.New(o.recipe, o.train.all, o.test.all)
	if err == nil {
		err = matches(b.record, run)
	}
	if err == nil && b.checkpoint.Copy != nil && b.restores(q.Steps) {
		err = run.RestoreFrom(b.checkpoint.Size, b.checkpoint.Copy)
	}
	if err != nil {
		return err
	}
	room := max(0, min(sideTape, (s.roomBeside()-need)/2))
	d := &side{name: q.Name, link: o.recipe.Link(), bytes: s.roomFor(o.recipe) + room, seek: record.SeekFrom(run), tape: record.NewTape(room), keptAt: s.host.Now()}
	d.tape.Put(record.Moment{})
	if keeps > 0 {
		d.tape.Put(record.Moment{Step: b.record.Step, Bytes: b.checkpoint.First(keeps)})
	}
	s.sides[q.N] = d
	return s.lookTo(d, q)
}

// makeRoom lets go of what stands in the way of side n: first of it as it was, then of the other one; at last the open run waits aside.
func (s *Session) makeRoom(n int, need int64) error {
	s.sides[n] = nil
	if need > s.roomBeside() {
		s.sides = [2]*side{}
	}
	if need > s.roomBeside() && s.run != nil && need <= s.roomInstead() {
		if err := s.putAside(); err != nil {
			return err
		}
	}
	runtime.GC() // the slabs of before are the room for those of the next
	if free := s.roomBeside(); need > free {
		const mb = 1e6
		return fact.About("look", "look_without_room", "needed", math.Ceil(float64(need)/mb), "free", max(0, math.Floor(float64(free)/mb)))
	}
	return nil
}

// roomFor is what one more run of a recipe takes: its images too, unless they are the first of those that the open run has.
func (s *Session) roomFor(r recipe.Recipe) int64 {
	r = s.data.sized(r)
	if now, open := s.openRecipe(); open {
		if now.Data == r.Data && len(r.Classes) == 0 && r.Train <= now.Train && r.Test <= now.Test {
			return r.SecondBytes()
		}
	}
	return r.SecondBytes() + r.ImageBytes()
}

// openRecipe is that of the open run, where it is or aside.
func (s *Session) openRecipe() (recipe.Recipe, bool) {
	switch {
	case s.aside != nil:
		return s.aside.recipe, true
	case s.run != nil:
		return s.run.Recipe(), true
	}
	return recipe.Recipe{}, false
}

// roomBeside is what the open run, what is kept of it, the second run that goes back in time and the sides leave.
func (s *Session) roomBeside() int64 {
	free := recipe.Free(s.device.Budget)
	for _, d := range s.sides {
		if d != nil {
			free -= d.bytes
		}
	}
	r, open := s.openRecipe()
	if !open {
		return free
	}
	now := s.data.sized(r)
	if s.aside != nil {
		return free - asideBytes(now, s.aside.checkpoint.Size) - s.recording.used()
	}
	free -= now.Cost().Bytes + s.recording.bytes()
	if s.past.seek != nil && s.past.away == nil {
		free -= now.SecondBytes()
	}
	return free
}

// roomInstead is what there is when the open run waits aside.
func (s *Session) roomInstead() int64 {
	now := s.data.sized(s.run.Recipe())
	return recipe.Free(s.device.Budget) - asideBytes(now, s.run.CheckpointRoom()) - s.recording.used()
}

// asideBytes is what a run of r takes while it is aside: its images, and its principal components. Its checkpoint is outside of the heap.
func asideBytes(r recipe.Recipe, checkpoint int) int64 {
	return max(0, r.Cost().Bytes-r.SecondBytes()-int64(checkpoint))
}

// lookTo begins the way of a side to a step.
func (s *Session) lookTo(d *side, q *request) error {
	before := d.seek.Run()
	err := d.seek.To(q.Steps, s.checkpointsFor(d, q.Steps))
	if err != nil {
		s.sides[q.N] = nil
		return err
	}
	if d.looker == nil || d.seek.Run() != before {
		d.looker = look.New(d.seek.Run().Reader())
	}
	s.looking = &looking{d, q, s.host.Now()}
	return nil
}

// checkpointsFor has the checkpoint that is nearest to a step: of the side itself, or of the open run where it is the same.
func (s *Session) checkpointsFor(d *side, step int) *record.Tape {
	if s.run == nil || s.past.away != nil || s.run.Loads().N > 0 || s.run.Recipe().Source().Origin == recipe.Own || s.run.Recipe().Link() != d.link {
		return d.tape
	}
	own, open := d.tape.Before(step), s.recording.checkpoints.Before(step)
	if open != nil && len(open.Bytes) > 0 && (own == nil || open.Step > own.Step) {
		return s.recording.checkpoints
	}
	return d.tape
}

// lookOn does a slice of the way.
func (s *Session) lookOn() {
	l := s.looking
	start := s.host.Now()
	for now := start; now-start < slice; now = s.host.Now() {
		done, err := l.seek.Advance(1)
		switch {
		case err != nil:
			s.endLook(err)
			return
		case done:
			s.arriveBeside()
			return
		}
	}
	now := s.host.Now()
	if now-l.keptAt >= keepCheckpointEvery {
		l.keep(now)
	}
	if now-l.told >= seekTold {
		l.told = now
		done, all := l.seek.Progress()
		s.post(event{Event: wire.Event{Event: wire.EventLook, Name: l.name, Step: l.seek.Target(), Done: int64(done), Total: int64(all)}})
	}
}

// keep keeps the state of the side, for the ways to come.
func (d *side) keep(now time.Duration) {
	run := d.seek.Run()
	if d.keptAt = now; d.tape.Fits(int64(run.CheckpointRoom())) {
		if b := run.Checkpoint(); b != nil {
			d.tape.Put(record.Moment{Step: d.seek.At(), Bytes: b})
		}
	}
}

// arriveBeside shows the side, which is where it was to go.
func (s *Session) arriveBeside() {
	l := s.looking
	s.looking = nil
	if made, _ := l.seek.Progress(); made > 0 {
		l.keep(s.host.Now())
	}
	s.tellLook(l.request, l.seek.Run(), l.looker)
}

// isOpen says whether what a look asks for is where the open run stands.
func (s *Session) isOpen(q *request) bool {
	return s.run != nil && s.past.away == nil && s.step == q.Steps && s.run.Loads().N == 0 &&
		s.run.Recipe().Source().Origin != recipe.Own && s.run.Recipe().Link() == q.Link
}

// tellLook answers a look with what is seen of a run.
func (s *Session) tellLook(q *request, run *train.Run, looker *look.Looker) {
	s.more = q.More
	m := run.Metrics()
	if m.Step == 0 {
		m.TrainLoss = math.NaN() // no batch was looked at yet
	}
	r := run.Recipe()
	showing, latent, cost := r.Showing(), run.Model().Latent(), r.CostOf(run.Train().N)
	v := q.View.Limited()
	v.PCA = v.PCA && latent > 2 // of two numbers the plane is all there is
	v.AxisX, v.AxisY = min(v.AxisX, latent-1), min(v.AxisY, latent-1)
	frame := looker.Snapshot(v).Encode(nil)
	s.answer(q, reply{Reply: wire.Reply{Link: r.Link(), Recipe: r.Values(), Showing: &showing, Plan: wire.PlanOf(r), Cost: &cost, Metrics: &m},
		StepsPerEpoch: run.StepsPerEpoch(), TotalSteps: run.TotalSteps()}, frame)
}

// endLook gives up the way of a side. The side stays where it is.
func (s *Session) endLook(why error) {
	if l := s.looking; l != nil {
		s.looking = nil
		s.refuse(l.request, why)
	}
}

// letGo gives back the memory of both sides.
func (s *Session) letGo(why error) {
	s.endLook(why)
	s.sides = [2]*side{}
}
