package record

import (
	"runtime"

	"bottleneck/core/fact"
	"bottleneck/core/train"
)

// Seek is a second run of a recipe, which goes to steps that the first has passed, by the nearest checkpoint and by training
// from there. Whoever owns it trains it, in turn with the first run or in its place: a run owns its arithmetic, so each has
// the bits that it would have alone.
type Seek struct {
	anew     func() (*train.Run, error)
	loads    train.Loads // of the first run
	run      *train.Run
	from, to int
}

// NewSeek makes a second run, at step 0. It holds nothing of the first one but its images.
func NewSeek(of *train.Run) (*Seek, error) { return SeekAlone(of.Anew(), of.Loads()) }

// SeekAlone is NewSeek for a first run that makes way before there is room for a second: what train.Run.Anew
// and Loads have returned are all that is needed of it.
func SeekAlone(anew func() (*train.Run, error), loads train.Loads) (*Seek, error) {
	run, err := anew()
	return &Seek{anew: anew, loads: loads, run: run}, err
}

// SeekFrom lets a run go to steps itself: one that was restored, or stands at its start.
func SeekFrom(run *train.Run) *Seek {
	s := &Seek{anew: run.Anew(), loads: run.Loads(), run: run}
	s.from, s.to = s.At(), s.At()
	return s
}

// To begins the way to a step: from the latest checkpoint that is not after it, from where the run stands if that is nearer,
// or from the start. A checkpoint without bytes is the start: it holds the place of one that nobody needs.
func (s *Seek) To(step int, checkpoints *Tape) error {
	at, kept := s.At(), checkpoints.Before(step)
	if kept != nil && len(kept.Bytes) == 0 {
		kept = nil
	}
	loaded := s.loads.N > 0 && step >= s.loads.First // at a step that no training from the start leads to
	if loaded {
		if step < s.loads.Latest || kept == nil || kept.Step < s.loads.Latest {
			return fact.About("seek", "seek_weights_loaded", "step", step, "first", s.loads.First, "latest", s.loads.Latest)
		}
	}
	goesOn := at <= step && (!loaded || s.run.Loads() == s.loads)
	switch {
	case kept != nil && (!goesOn || kept.Step > at):
		if err := s.run.Restore(kept.Bytes); err != nil {
			return err
		}
	case !goesOn:
		s.run = nil
		runtime.GC() // its slabs are the room for those of the next
		var err error
		if s.run, err = s.anew(); err != nil {
			return err
		}
	}
	s.from, s.to = s.At(), step
	return nil
}

// Advance trains n steps at most, and says whether the step that was asked for is reached.
func (s *Seek) Advance(n int) (done bool, err error) {
	for ; n > 0 && s.At() < s.to; n-- {
		if err := s.run.Step(); err != nil {
			return false, err
		}
	}
	return s.At() >= s.to, nil
}

// Run is the second run, at the step At. It may be another one after To.
func (s *Seek) Run() *train.Run { return s.run }
func (s *Seek) At() int         { return s.run.Reader().Steps() }

// Target is the step that was asked for, Progress how many steps are done on the way to it, of how many.
func (s *Seek) Target() int               { return s.to }
func (s *Seek) Progress() (done, all int) { return s.At() - s.from, s.to - s.from }
