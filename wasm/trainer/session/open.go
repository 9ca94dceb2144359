package session

import (
	"runtime"

	"bottleneck/core/fact"
	"bottleneck/core/look"
	"bottleneck/core/recipe"
	"bottleneck/core/train"
	"bottleneck/core/wire"
)

// opening is a recipe on its way to become the run: what it asks for is loaded first, and only when all of it is there
// does it replace the run. A later opening replaces an earlier one.
type opening struct {
	request *request // that asked for it, and gets the answer
	recipe  recipe.Recipe
	notices []recipe.Notice
	then    func(*train.Run) error // makes the run what it is to be (restores a checkpoint), or nil
	until   int                    // step to run to at once; 0: stand still
	number  int                    // of the run; 0: a new one
	start   bool                   // run to the end at once
	elapsed float64                // seconds of training before
	beside  *beside                // it is only looked at: it does not become the run
	branch  bool                   // what was kept of the run before is of this one, too
	parent  [2]int                 // of a branch: the run that it is of, and the step

	train, test *half
	fetches     []*fetch
	next        int      // fetch whose turn it is to be added
	draw        *drawing // what is to be made; nil: nothing
}

// fetch is one chunk on its way.
type fetch struct {
	half    *half
	chunk   Chunk
	id      int
	asked   bool
	got     int64
	content []byte
}

// drawing is how many images or rows are to be made.
type drawing struct{ train, test, total int }

const fetchesAtOnce = 4

// open begins to replace the run by one of o.recipe. An error leaves everything as it was.
func (s *Session) open(o *opening) error {
	r := &o.recipe
	if err := s.standIn(o); err != nil {
		return err
	}
	if err := s.data.sized(*r).CheckBudget(s.data.free(s.device.Budget)); err != nil {
		return err
	}
	return s.load(o)
}

// load begins to load or make what o asks for. An error leaves everything as it was.
func (s *Session) load(o *opening) error {
	r, sized := &o.recipe, s.data.sized(o.recipe)
	if r.Arithmetic == "fused" && !s.device.Relaxed {
		return errNoFused
	}
	o.train, o.test = s.data.of(*r)
	for _, part := range []struct {
		half  *half
		field string
		n     int
	}{{o.train, "train", sized.Train}, {o.test, "test", sized.Test}} {
		part.half.room = part.n
		if m := part.half.maker; m != nil && m.Most > 0 && part.n > m.Most {
			return fact.About(part.field, "data_too_few", "asked", part.n, "data", r.Data, "most", m.Most)
		}
		if part.half.chunks == nil {
			continue
		}
		chunks, most := part.half.missing(part.n)
		if part.n > most {
			return fact.About(part.field, "images_too_few", "asked", part.n, "data", r.Data, "most", most)
		}
		for _, c := range chunks {
			part.half.room = c.To
			o.fetches = append(o.fetches, &fetch{half: part.half, chunk: c})
		}
	}
	if o.train.chunks == nil {
		d := drawing{train: max(0, sized.Train-o.train.n()), test: max(0, sized.Test-o.test.n())}
		if d.total = d.train + d.test; d.total > 0 {
			o.draw = &d
		}
	}
	s.cancelOpening(fact.New("opening_replaced"))
	s.opening = o
	if len(o.fetches) == 0 && o.draw == nil {
		s.opened()
		return nil
	}
	s.tellState(s.loading())
	s.fetchMore()
	return nil
}

// cancelOpening gives up what is being loaded. What has arrived stays in the store.
func (s *Session) cancelOpening(why *fact.Fact) {
	if o := s.opening; o != nil {
		s.opening = nil
		s.refuse(o.request, why)
	}
}

// loading says what is being loaded or made.
func (s *Session) loading() *fact.Fact {
	o := s.opening
	if o.draw != nil {
		return o.train.maker.Doing
	}
	f := o.fetches[0]
	return fact.New("data_loading", "data", f.half.set, "part", f.half.part, "from", f.chunk.From+1, "to", f.chunk.To)
}

// fetchMore keeps some fetches under way, in the order in which they will be added.
func (s *Session) fetchMore() {
	o := s.opening
	for i := o.next; i < len(o.fetches) && i < o.next+fetchesAtOnce; i++ {
		if f := o.fetches[i]; !f.asked {
			s.lastID++
			f.asked, f.id = true, s.lastID
			s.host.Fetch(f.id, f.chunk.File)
		}
	}
}

func (s *Session) fetchOf(id int) *fetch {
	if s.opening != nil {
		for _, f := range s.opening.fetches {
			if f.asked && f.id == id {
				return f
			}
		}
	}
	return nil // of an opening that was given up
}

func (s *Session) progress(id int, bytes int64) {
	if f := s.fetchOf(id); f != nil {
		f.got = bytes
		s.tellDownload(f)
	}
}

func (s *Session) tellDownload(f *fetch) {
	var done, total int64
	for _, f := range s.opening.fetches {
		done += min(f.got, f.chunk.Bytes)
		total += f.chunk.Bytes
	}
	e := say(wire.Event{Event: wire.EventProgress, Name: f.half.set, Done: done, Total: total},
		fact.New("images_loading", "part", f.half.part, "from", f.chunk.From+1, "to", f.chunk.To))
	e.What = "data"
	s.post(e)
}

// fetched takes a chunk. Chunks are added in their order, whatever the order they come in.
func (s *Session) fetched(id int, content []byte, problem string) {
	if s.taking.answered(id, content, problem) {
		return
	}
	f := s.fetchOf(id)
	if f == nil {
		return
	}
	if problem != "" {
		from, to := f.chunk.From, f.chunk.To
		for _, other := range s.opening.fetches {
			if other.half == f.half {
				from, to = min(from, other.chunk.From), max(to, other.chunk.To)
			}
		}
		s.failOpening(fact.New("images_missing", "part", f.half.part, "from", from+1, "to", to, "data", f.half.set, "why", problemOf(problem)))
		return
	}
	f.content, f.got = content, f.chunk.Bytes
	s.tellDownload(f)
	for o := s.opening; o.next < len(o.fetches) && o.fetches[o.next].content != nil; o.next++ {
		f := o.fetches[o.next]
		if err := f.half.add(f.chunk, f.content); err != nil {
			s.failOpening(err)
			return
		}
		f.content = []byte{}
	}
	if s.opening.next == len(s.opening.fetches) {
		s.opened()
		return
	}
	s.fetchMore()
}

// failOpening gives up what is being loaded; the run, if there is one, goes on.
func (s *Session) failOpening(err error) {
	o := s.opening
	s.opening = nil
	s.tellState(nil)
	s.refuse(o.request, err)
}

// opened makes the run, now that its images are there. It replaces the run before.
func (s *Session) opened() {
	o := s.opening
	s.opening = nil
	r := o.recipe
	sized := s.data.sized(r)
	for _, part := range []struct {
		half *half
		n    int
	}{{o.train, sized.Train}, {o.test, sized.Test}} {
		if part.half.ofClasses(part.n, r.Classes) == 0 {
			s.tellState(nil)
			s.refuse(o.request, fact.About("classes", "classes_empty", "n", part.n, "part", part.half.part, "classes", r.Get("classes")))
			return
		}
	}
	if o.beside != nil {
		if o.fetches != nil || o.draw != nil {
			s.tellState(nil)
		}
		if err := s.looked(o); err != nil {
			s.refuse(o.request, err)
		}
		return
	}
	// The old run is kept until the new one stands, unless both together do not fit. What is likely to be refused was
	// refused before.
	s.endClassify(fact.About("classify", "classify_reopened"))
	s.endSurveys()
	s.endPast(fact.About("seek", "seek_reopened"))
	s.letGo(fact.About("look", "look_ended"))
	if s.run != nil && s.state != wire.StateDiverged && s.step > 0 {
		s.checkpointIfDue(true) // of the run that ends, for the page to keep
	}
	s.saved = nil
	kept, looker, state := s.run, s.looker, s.state
	if kept != nil && s.data.sized(kept.Recipe()).Cost().Bytes+sized.Cost().Bytes > s.device.Budget/2 {
		kept, looker, s.run, s.looker, s.recording = nil, nil, nil, nil, recording{}
		runtime.GC() // its slabs, large and all of one size, are the room for those of the new one
	}
	s.post(event{Event: wire.Event{Event: "pong"}, Grace: s.graceOf(r, sized.Train, sized.Test)}) // nothing is heard until it stands
	run, err := train.New(r, o.train.all, o.test.all)
	if err == nil && o.then != nil {
		err = o.then(run)
	}
	if err != nil {
		if s.run, s.looker, s.state = kept, looker, state; kept == nil {
			s.state = ""
			s.endWait(fact.New("training_reopened", "step", s.step))
		}
		s.tellState(nil)
		s.refuse(o.request, err)
		return
	}
	s.endWait(fact.New("training_reopened", "step", s.step))
	run.ShareBaseline(kept)
	s.run, s.looker = run, look.New(run.Reader())
	s.begin(o)
	s.answer(o.request, s.described(reply{Reply: wire.Reply{Notices: wire.Notices(o.notices)}}))
}
