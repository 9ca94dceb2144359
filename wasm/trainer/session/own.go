package session

import (
	"iter"

	"bottleneck/core/data/files"
	"bottleneck/core/data/own"
	"bottleneck/core/data/prepare"
	"bottleneck/core/fact"
	"bottleneck/core/littleendian"
	"bottleneck/core/time"
	"bottleneck/core/wire"
)

// taking reads the files that a person gave. Reading is one loop over many files that waits for the browser again and
// again; it runs as a coroutine, which hands over what it wants done and goes on with the answer.
type taking struct {
	request *request
	next    func() (func(), bool)
	stop    func()
	yield   func(func()) bool
	waits   int // id of what the host was asked for; 0: it can go on
	file    *prepare.File

	content []byte // answers of the host
	gray    *prepare.Gray
	problem error

	given      *own.Given
	err        error
	told, turn time.Duration // of the latest progress; since when it has not paused
	s          *Session
}

var errGivenUp = fact.New("files_replaced")

// takeOwn begins to read what was given: names and sizes of files that the host can read. What runs, and what was given
// before, stays until there is something better.
func takeOwn(s *Session, q *request) error {
	if len(q.Names) == 0 {
		if s.data.own == nil && s.data.fresh == nil {
			return fact.About("own", "files_missing")
		}
		return s.tellOwn(q)
	}
	if len(q.Sizes) != len(q.Names) {
		return fact.About("own", "sizes_differ", "names", len(q.Names), "sizes", len(q.Sizes))
	}
	s.dropTaking()
	items := make([]files.Item, len(q.Names))
	for i, name := range q.Names {
		items[i] = files.Item{Name: name, Size: q.Sizes[i]}
	}
	t := &taking{request: q, s: s, turn: s.host.Now()}
	t.next, t.stop = iter.Pull(func(yield func(func()) bool) {
		t.yield = yield
		t.given, t.err = files.Read(items, t, int(s.device.Budget/5))
	})
	s.taking = t
	return nil
}

// dropTaking gives up what is being read.
func (s *Session) dropTaking() {
	if t := s.taking; t != nil {
		s.taking = nil
		t.stop()
		s.refuse(t.request, errGivenUp)
	}
}

// take lets the reading go on until it waits, pauses or ends.
func (s *Session) take() {
	t := s.taking
	defer func() {
		if p := recover(); p != nil {
			s.taking = nil
			s.refuse(t.request, internal("own", p))
		}
	}()
	want, more := t.next()
	if more {
		want()
		return
	}
	s.taking = nil
	if t.err != nil {
		s.refuse(t.request, t.err)
		return
	}
	s.data.fresh = t.given
	if err := s.tellOwn(t.request); err != nil {
		s.refuse(t.request, err)
	}
}

// answered takes an answer of the host, and says whether it was for the reading.
func (t *taking) answered(id int, content []byte, problem string) bool {
	if t == nil || t.waits != id {
		return false
	}
	t.waits, t.content, t.problem = 0, content, problemOf(problem)
	return true
}

// ask has the host do something and waits for it.
func (t *taking) ask(do func(id int)) error {
	ok := t.yield(func() {
		t.s.lastID++
		t.waits = t.s.lastID
		do(t.waits)
	})
	switch {
	case !ok:
		return errGivenUp
	case t.problem != nil:
		return t.problem
	}
	return nil
}

func (t *taking) Read(i int, from, to int64) ([]byte, error) {
	if err := t.ask(func(id int) { t.s.host.Read(id, i, from, to) }); err != nil {
		return nil, err
	}
	if int64(len(t.content)) != to-from {
		return nil, fact.New("file_changed", "found", len(t.content), "expected", to-from)
	}
	return t.content, nil
}

func (t *taking) Inflate(format string, packed []byte, max int) ([]byte, error) {
	err := t.ask(func(id int) { t.s.host.Inflate(id, format, packed, max) })
	return t.content, err
}

func (t *taking) Decode(f *prepare.File, content []byte) (*prepare.Gray, error) {
	t.file = f
	if err := t.ask(func(id int) { t.s.host.Decode(id, content, f.MIME()) }); err != nil {
		return nil, fact.New("picture_undecodable", "format", f.Format, "why", err)
	}
	return t.gray, nil
}

// decoded takes a decoded picture, and says whether it was for the reading.
func (t *taking) decoded(id, w, h int, row func(dst []byte, y int), problem string) bool {
	if t == nil || t.waits != id {
		return false
	}
	t.waits, t.problem = 0, problemOf(problem)
	if problem == "" {
		t.gray, t.problem = t.file.GrayShown(w, h, row)
	}
	return true
}

const tellEvery = 100 * time.Millisecond

// Progress tells the page, and lets messages in.
func (t *taking) Progress(done, total int) {
	now := t.s.host.Now()
	if now-t.told >= tellEvery {
		t.told = now
		e := say(wire.Event{Event: wire.EventProgress, Name: "own", Done: int64(done), Total: int64(total)}, fact.New("files_reading"))
		e.What = "own"
		t.s.post(e)
	}
	if now-t.turn >= slice {
		t.yield(func() { t.turn = t.s.host.Now() })
	}
}

const (
	previews    = 24 // pictures shown of what was given
	previewRows = 6
	previewSide = 32
)

// tellOwn answers with what was understood, the first of it, and a recipe for it.
func (s *Session) tellOwn(q *request) error {
	g := s.data.fresh
	if g == nil {
		g = s.data.own
	}
	r := s.fitting(g)
	o := &wire.Own{Kind: g.Kind, Name: g.Name, Left: g.Left}
	for _, n := range g.Notes {
		o.Notes = append(o.Notes, wire.Note{Text: n.Error(), Told: wire.Tell(n)})
	}
	for _, p := range g.Problems {
		o.Problems = append(o.Problems, wire.OwnProblem{Name: p.Place.Error(), Place: wire.Tell(p.Place), Text: p.Why.Error(), Told: wire.Tell(p.Why)})
	}
	var buffer []byte
	if p := g.Pictures; p != nil {
		o.Train, o.Test = p.Count()
		o.W, o.H = p.Size()
		o.Classes, o.Labels = p.Classes, p.Labels != nil
		// Evenly spread, so that several folders are seen.
		o.Shown = min(o.Train, previews)
		for i := range o.Shown {
			at := i * o.Train / o.Shown
			buffer = append(buffer, p.Set(false, at, at+1, previewSide, r.Framing).Pixels...)
		}
	} else {
		t := g.Table
		o.Train, o.Test = t.Count()
		o.Columns, o.Classes, o.Labels = t.Columns, t.Classes, t.Labels != nil
		o.Shown = min(t.N, previewRows)
		for _, v := range t.Values[:o.Shown*len(t.Columns)] {
			buffer = littleendian.Append(buffer, []float32{float32(v)})
		}
	}
	s.answer(q, reply{Reply: wire.Reply{Own: o, Link: r.Link()}}, buffer)
	return nil
}
