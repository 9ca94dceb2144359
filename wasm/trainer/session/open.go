package session

import (
	"runtime"

	"bottleneck/core/fact"
	"bottleneck/core/look"
	"bottleneck/core/recipe"
	"bottleneck/core/train"
	"bottleneck/core/wire"
	"bottleneck/wasm/host"
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
	tries   int                    // recipes that were refused before this one, and are told
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
	if err := s.standIn(o); err != nil {
		return err
	}
	err := s.fits(o.recipe)
	if err == nil {
		err = s.load(o)
	}
	if err != nil && s.first(o) && s.nearest(o, err) == nil {
		return nil
	}
	return err
}

// fits says why a recipe cannot be opened here, as far as that is known before its data are here.
func (s *Session) fits(r recipe.Recipe) error {
	if err := s.has(r); err != nil {
		return err
	}
	return s.data.sized(r).CheckBudget(s.device.Budget)
}

// has says what a recipe asks for that is not here: an arithmetic, or so many images.
func (s *Session) has(r recipe.Recipe) error {
	if r.Arithmetic == "fused" && !s.device.Fused {
		return errNoFused
	}
	sized := s.data.sized(r)
	for _, part := range [...]struct {
		name string
		n    int
	}{{"train", sized.Train}, {"test", sized.Test}} {
		if m := s.data.maker(r, part.name == "test"); m != nil {
			if m.Most > 0 && part.n > m.Most {
				return fact.About(part.name, "data_too_few", "asked", part.n, "data", r.Data, "most", m.Most)
			}
		} else if _, most := s.data.half(r.Data, part.name).missing(part.n); most > 0 && part.n > most {
			return fact.About(part.name, "images_too_few", "asked", part.n, "data", r.Data, "most", most)
		}
	}
	return nil
}

// repairs are recipes like one that is refused, which can be opened here.
func (s *Session) repairs(r recipe.Recipe, why error) []recipe.Notice {
	return r.Fitting(fact.From(why), func(r recipe.Recipe) bool { return !s.data.lacks(r) && s.fits(r) == nil })
}

// first says whether a person's link has no run to keep where it is refused.
func (s *Session) first(o *opening) bool {
	return s.run == nil && o.request != nil && o.request.Op == wire.OpOpen && o.tries < mostTries
}

const mostTries = 3

// nearest opens what is most like a recipe that is refused, or at last the recipe of a page without a link, and says why. Where it cannot,
// o is left with the recipe that was asked for.
func (s *Session) nearest(o *opening, why error) error {
	o.tries++
	list := s.repairs(o.recipe, why)
	if len(list) == 0 || o.tries == mostTries {
		o.tries = mostTries
		r, _ := recipe.Parse(recipe.Start)
		if s.data.lacks(r) {
			r.Data = r.StandIn()
		}
		list = []recipe.Notice{{Field: r.Link(), Fact: fact.New("repair_start")}}
	}
	f := fact.From(why)
	o.notices = append(o.notices, recipe.Notice{Field: f.Of, Fact: fact.About(f.Of, "recipe_nearest", "why", f.Beside(f.Of), "instead", list[0].Fact), Repairs: list[1:]})
	asked := o.recipe
	o.recipe, _ = recipe.Parse(list[0].Field)
	if err := s.load(o); err != nil && !(s.first(o) && s.nearest(o, err) == nil) {
		o.recipe = asked
		return err
	}
	return nil
}

// refuseOpening answers that a recipe is refused, with what would not be.
func (s *Session) refuseOpening(o *opening, why error) {
	f := fact.From(why)
	s.answer(o.request, reply{Reply: wire.Reply{Error: f.Error(), Told: wire.Tell(f), Repairs: wire.Notices(s.repairs(o.recipe, why))}})
}

// load begins to load or make what o asks for. An error leaves everything as it was.
func (s *Session) load(o *opening) error {
	if err := s.has(o.recipe); err != nil {
		return err
	}
	sized := s.data.sized(o.recipe)
	o.fetches, o.next, o.draw = nil, 0, nil
	o.train, o.test = s.data.of(o.recipe)
	for _, part := range [...]struct {
		half *half
		n    int
	}{{o.train, sized.Train}, {o.test, sized.Test}} {
		part.half.room = part.n
		if part.half.chunks == nil {
			continue
		}
		chunks, _ := part.half.missing(part.n)
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
		s.failOpening(fact.New("images_missing", "part", f.half.part, "from", from+1, "to", to, "data", f.half.set, "why", host.Problem(problem)))
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
			why := fact.About("classes", "classes_empty", "n", part.n, "part", part.half.part, "classes", r.Get("classes"))
			if s.first(o) && s.nearest(o, why) == nil {
				return
			}
			s.tellState(nil)
			s.refuseOpening(o, why)
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
