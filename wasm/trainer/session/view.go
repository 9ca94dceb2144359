package session

import (
	"bottleneck/core/look"
	"bottleneck/core/time"
	"bottleneck/core/wire"
	"bottleneck/wasm/trainer/json"
)

// view is what the page looks at.
type view struct {
	wire.View
	wanted bool
	due    bool // something changed since the latest snapshot
	ahead  int  // snapshots that the page has not taken yet
	last   time.Duration
	cost   time.Duration
	thin   thinning
	frame  []byte
	pin    *[2]float32 // pinned point of the plane
	point  *look.Point // number of the line that is pointed at
	own    []float32   // the person's own picture
	owns   int         // counts these pictures
	line   string      // what the line is of
	key    string      // what of the view decides what a frame has
}

// keyOf is all of a view but what only the page draws by, and what the line is of: other frames show as much beside it.
func keyOf(v wire.View) string {
	v.Theme, v.Log, v.Terms, v.Smooth, v.Hold, v.Still, v.Locked, v.Names, v.Chosen, v.LineOpen, v.LineDraw = "", false, false, 0, false, false, nil, nil, wire.Chosen{}, 0, 0
	return keyed(v)
}

func keyed(v wire.View) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic("BUG: session: " + err.Error())
	}
	return string(b)
}

// lineOf tells lines apart: of which input, of which of the person's pictures, and of which draw.
func lineOf(v wire.View, owns int) string {
	of := wire.View{Chosen: v.Chosen, LineDraw: v.LineDraw, Order: v.Order}
	if v.Chosen.Kind == wire.ChosenOwn {
		of.Points = owns
	}
	return keyed(of)
}

// whole is the view with as many points as a frame of a running run may have, for one with so many test images.
func (v *view) whole(points int) wire.View {
	w := v.View
	w.Points = v.thin.points(min(w.Points, points))
	return w
}

// snapshotIfDue sends a frame when the page wants one: of a running run not too many, of one that stands still the
// latest. While the loss spikes it has pictures only where somebody asked just now.
func (s *Session) snapshotIfDue(now bool) {
	v := &s.view
	if s.run == nil || !v.wanted || !v.due || v.ahead >= snapshotsAhead {
		return
	}
	if s.state == wire.StateDiverged && s.past.shown == nil {
		return // the pictures of before stay
	}
	if !now && s.host.Now()-v.last < max(s.apart(), snapshotShare*v.cost) {
		return
	}
	if s.past.shown != nil {
		s.sendPast()
		return
	}
	if s.past.away != nil {
		return // what there is to be seen is on its way
	}
	start := s.host.Now()
	if !now && s.state == wire.StateRunning && s.run.Spiking() {
		s.sendFrame(s.curveAlone()) // which shows the spike; the pictures of before stay
		v.last = start
		return
	}
	shown, points := v.View, s.run.Test().N
	running, thinned := s.state == wire.StateRunning, v.thin.level > 0
	keep := s.recording.frames.Budget() > 0 && (!running || s.recording.frameDue(start))
	whole := running && thinned && keep // for the sake of what is kept
	switch {
	case whole:
		shown = v.whole(points)
	case running:
		keep = keep && !thinned
		shown = v.thin.of(shown, points)
	}
	s.sendFrame(s.snapshotOf(s.looker, shown))
	v.due = shown.Points < min(v.Points, points) || shown.Grid < v.Grid // the rest is still to come
	v.last = s.host.Now()
	v.cost = v.last - start
	if running && !whole {
		v.thin.took(v.cost, min(v.Points, points))
	}
	switch {
	case whole:
		s.keepFrame(v.frame, start)
	case keep:
		s.keepFrame(v.frame, v.last)
	}
}

// snapshotOf is what v asks for of what a looker sees, with the pinned point.
func (s *Session) snapshotOf(looker *look.Looker, v wire.View) *wire.Snapshot {
	looker.Own(s.view.own)
	looker.Point(s.view.point)
	snap := looker.Snapshot(v)
	snap.Run = uint32(s.runNumber)
	if p := s.view.pin; p != nil && s.view.Points > 0 {
		if snap.Probe = looker.Probe(p[0], p[1]); snap.Probe != nil {
			snap.Probe.Pinned = true
		}
	}
	return snap
}

// curveAlone is a frame of the losses, which leaves all else on the screen as it is.
func (s *Session) curveAlone() *wire.Snapshot {
	at := s.run.Reader()
	return &wire.Snapshot{Run: uint32(s.runNumber), Step: int32(at.Steps()), Epoch: int32(at.Epochs()), Curve: s.looker.Curve(), Terms: s.looker.Terms()}
}

// sendPast sends a frame of the moment that is shown: of the second run, which has the curve of the first, or as it was recorded.
func (s *Session) sendPast() {
	v, p := &s.view, &s.past
	v.due = false
	if p.shown.Exact {
		snap := s.snapshotOf(p.looker, v.View)
		if snap.Curve, snap.Terms = nil, nil; s.looker != nil {
			snap.Curve, snap.Terms = s.looker.Curve(), s.looker.Terms()
		}
		s.sendFrame(snap)
	} else if m := s.recording.frames.Nearest(p.shown.Step, v.key); m != nil {
		if m.Step != p.shown.Step { // that one had to make way
			p.shown = recorded(m)
			s.tellMoment()
		}
		wire.SetRun(m.Bytes, uint32(s.runNumber))
		frame := m.Bytes
		if m.Line != v.line { // of another input
			v.frame = wire.AppendWithout(v.frame[:0], frame, wire.LineTag)
			frame = v.frame
		}
		s.postFrame(m.Step, frame)
	}
}

func (s *Session) sendFrame(snap *wire.Snapshot) {
	s.view.frame = snap.Encode(s.view.frame[:0])
	s.postFrame(int(snap.Step), s.view.frame)
}

func (s *Session) postFrame(step int, frame []byte) {
	s.view.ahead++
	s.post(event{Event: wire.Event{Event: wire.EventSnapshot, Step: step, Moment: s.past.shown}, Run: s.runNumber}, frame)
}

// taken counts a frame that the page has seen, and sends the one that waited for it.
func (s *Session) taken() {
	s.view.ahead = max(0, s.view.ahead-1)
	if s.state != wire.StateRunning || s.past.shown != nil {
		s.snapshotIfDue(true)
	}
}
