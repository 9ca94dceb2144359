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
	checkpoint []byte
	recipe     recipe.Recipe
	anew       func() (*train.Run, error)
	until      int // step to which it goes on when it is back; 0: it stands still
}

// besideAside are the requests that leave the open run aside. All others bring it back first.
var besideAside = map[wire.Op]bool{"ping": true, "ack": true, wire.OpLook: true, wire.OpRecords: true}

// putAside makes room where the open run stood: its state is kept, and comes back.
func (s *Session) putAside() error {
	s.endPast(fact.About("seek", "seek_ended"))
	s.checkpointIfDue(true) // the page has what is put aside
	a := &aside{recipe: s.run.Recipe(), anew: s.run.Anew()}
	if a.checkpoint = s.run.AppendCheckpoint(s.saved); a.checkpoint == nil {
		return fact.About("look", "seek_without_room")
	}
	s.saved = nil
	if s.state == wire.StateRunning {
		a.until = s.until
		s.clock.stop()
		s.state = s.resting()
	}
	s.endClassify(fact.About("classify", "classify_without_room"))
	s.endSurveys()
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
		err = run.Restore(a.checkpoint)
	}
	if err != nil {
		panic("BUG: session: " + err.Error())
	}
	s.run, s.looker, s.saved, s.aside = run, look.New(run.Reader()), a.checkpoint, nil
	s.view.due = true
	if a.until > s.step {
		s.start(a.until)
	}
	s.tellState(nil)
}
