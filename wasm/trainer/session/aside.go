package session

import (
	"runtime"

	"bottleneck/core/fact"
	"bottleneck/core/look"
	"bottleneck/core/recipe"
	"bottleneck/core/train"
	"bottleneck/core/wire"
)

// aside is the open run while it makes way for one that is only looked at.
type aside struct {
	checkpoint Buffer
	recipe     recipe.Recipe
	anew       func() (*train.Run, error)
	until      int              // step to which it goes on when it is back; 0: it stands still
	waiting    []func(*Session) // requests that look at it when it is back
}

// besideAside are the requests that leave the open run aside, afterAside those that wait until it is back. All others bring it back first.
var (
	besideAside = []wire.Op{"ping", "ack", wire.OpLook, wire.OpRecords}
	afterAside  = []wire.Op{wire.OpMoments, wire.OpView, wire.OpProbe, wire.OpPoint, wire.OpSnapshot, wire.OpEncode, wire.OpDecode, wire.OpEffect,
		wire.OpTangents, wire.OpChosen, wire.OpReconstruct, wire.OpCorrupt, wire.OpTestImages, wire.OpSample, wire.OpHeldOut, wire.OpInterpolate}
)

func among(list []wire.Op, op wire.Op) bool {
	for _, o := range list {
		if o == op {
			return true
		}
	}
	return false
}

// putAside makes room where the open run stood: its state is kept, and comes back.
func (s *Session) putAside() error {
	s.endPast(fact.About("seek", "seek_ended"))
	s.checkpointIfDue(true) // the page has what is put aside
	a := &aside{recipe: s.run.Recipe(), anew: s.run.Anew()}
	var ok bool
	if a.checkpoint, _, ok = s.checkpointOf(s.run); !ok {
		return fact.About("look", "seek_without_room")
	}
	s.saved = nil
	a.until = s.standDown()
	s.tellState(fact.New("run_put_aside", "step", s.step))
	s.run, s.looker, s.aside = nil, nil, a
	return nil
}

// backIfDue brings the open run back when nobody looks at another in its place any more.
func (s *Session) backIfDue() {
	if s.aside != nil && s.looking == nil && s.opening == nil && !s.more {
		s.comeBackFromAside()
	}
}

func (s *Session) comeBackFromAside() {
	a := s.aside
	if a == nil {
		return
	}
	s.letGo(fact.About("look", "look_ended"))
	s.more = false
	runtime.GC() // the slabs of what was looked at are the room for those of the run
	run, err := a.anew()
	if err == nil {
		err = run.RestoreFrom(a.checkpoint.Size, a.checkpoint.Copy)
	}
	if err != nil {
		panic("BUG: session: " + err.Error())
	}
	s.run, s.looker, s.aside = run, look.New(run.Reader()), nil
	s.view.due = true
	if a.until > s.step {
		s.start(a.until)
	}
	s.tellState(nil)
	for _, handle := range a.waiting {
		s.inbox.put(handle)
	}
}
