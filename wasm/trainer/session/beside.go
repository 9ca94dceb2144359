package session

import (
	"math"
	"runtime"

	"bottleneck/core/fact"
	"bottleneck/core/look"
	"bottleneck/core/recipe"
	"bottleneck/core/record"
	"bottleneck/core/train"
	"bottleneck/core/wire"
)

// beside is a look at a run that is kept, beside the one that is open: the run is made from its checkpoint, seen once, and let go. So as many
// runs can be compared as one likes, in the memory of one more.
type beside struct {
	view       wire.View
	checkpoint []byte
	record     *record.Record
}

// lookAt shows a run that is kept. The open one goes on meanwhile.
func lookAt(s *Session, q *request) error {
	const about = "look"
	switch {
	case s.opening != nil:
		return errLoading
	case q.View == nil:
		return fact.About(about, "view_missing")
	case len(q.buffers) != 2:
		return errNoBuffer
	}
	kept, err := record.Decode(q.buffers[1])
	if err == nil {
		err = kept.Fits(q.buffers[0])
	}
	if err != nil {
		return err
	}
	r, notices := recipe.Parse(kept.Link)
	switch {
	case len(notices) > 0:
		return fact.Within(about, notices[0].Fact)
	case s.data.lacks(r) && r.Source().Origin == recipe.Own:
		return fact.About(about, "record_files_wanted", "name", kept.Own.Name, "train", kept.Own.Train, "test", kept.Own.Test, "kind", r.Data)
	case s.data.lacks(r):
		return fact.About(about, "data_not_here", "data", r.Data)
	}
	if need, free := s.roomFor(r)+int64(kept.Size), s.roomBeside(); need > free {
		const mb = 1e6
		return fact.About(about, "look_without_room", "needed", math.Ceil(float64(need)/mb), "free", max(0, math.Floor(float64(free)/mb)))
	}
	return s.load(&opening{request: q, recipe: r, beside: &beside{q.View.Limited(), q.buffers[0], kept}})
}

// roomFor is what one more run of a recipe takes: its images too, unless they are the first of those that the open run has.
func (s *Session) roomFor(r recipe.Recipe) int64 {
	r = s.data.sized(r)
	if s.run != nil {
		if now := s.run.Recipe(); now.Data == r.Data && len(r.Classes) == 0 && r.Train <= now.Train && r.Test <= now.Test {
			return r.SecondBytes()
		}
	}
	return r.Cost().Bytes
}

// roomBeside is what the open run, what is kept of it and the second run that goes back in time leave.
func (s *Session) roomBeside() int64 {
	free := recipe.Free(s.data.free(s.device.Budget))
	if s.run == nil {
		return free
	}
	now := s.data.sized(s.run.Recipe())
	free -= now.Cost().Bytes + s.recording.bytes()
	switch p := &s.past; {
	case p.away != nil:
		free -= int64(len(p.away.checkpoint))
	case p.seek != nil:
		free -= now.SecondBytes()
	}
	return free
}

// looked shows the run of o, whose images are here.
func (s *Session) looked(o *opening) error {
	b := o.beside
	s.post(event{Event: wire.Event{Event: "pong"}, Grace: s.graceOf(o.recipe, o.train.n(), o.test.n())}) // nothing is heard until it is done
	defer runtime.GC()                                                                                   // its slabs are the room of the next
	run, err := train.New(o.recipe, o.train.all, o.test.all)
	if err == nil {
		err = matches(b.record, run)
	}
	if err == nil {
		err = run.Restore(b.checkpoint)
	}
	if err != nil {
		return err
	}
	m := run.Metrics()
	if m.Step == 0 {
		m.TrainLoss = math.NaN() // no batch was looked at yet
	}
	r := run.Recipe()
	showing, latent, cost := r.Showing(), run.Model().Latent(), r.CostOf(run.Train().N)
	b.view.PCA = b.view.PCA && latent > 2 // of two numbers the plane is all there is
	b.view.AxisX, b.view.AxisY = min(b.view.AxisX, latent-1), min(b.view.AxisY, latent-1)
	frame := look.New(run.Reader()).Snapshot(b.view).Encode(nil)
	s.answer(o.request, reply{Reply: wire.Reply{Link: r.Link(), Recipe: r.Values(), Showing: &showing, Plan: wire.PlanOf(r), Cost: &cost, Metrics: &m},
		StepsPerEpoch: run.StepsPerEpoch(), TotalSteps: run.TotalSteps()}, frame)
	return nil
}
