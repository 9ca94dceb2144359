package session

import (
	"strconv"
	"strings"

	"bottleneck/core/data"
	"bottleneck/core/data/drawn"
	"bottleneck/core/data/own"
	"bottleneck/core/data/prepare"
	"bottleneck/core/fact"
	"bottleneck/core/recipe"
	"bottleneck/core/wire"
)

// maker makes what a half of a set holds, where that is not loaded.
type maker struct {
	key    string     // what it depends on
	doing  *fact.Fact // "drawing faces"
	most   int        // how many there can be; 0: any number
	stride int        // how many take about a millisecond
	make   func(lo, hi int) *data.Set
}

// of returns the halves of a recipe's data. Those that depend on its other fields are made anew when these differ.
func (s *store) of(r recipe.Recipe) (train, test *half) {
	for _, part := range []string{"train", "test"} {
		m := s.maker(r, part == "test")
		if h := s.half(r.Data, part); m != nil && (h == nil || h.maker.key != m.key) {
			s.halves[r.Data+"/"+part] = &half{set: r.Data, part: part, maker: m}
		}
	}
	return s.half(r.Data, "train"), s.half(r.Data, "test")
}

// maker returns how a part of a recipe's data is made, nil when it is loaded.
func (s *store) maker(r recipe.Recipe, test bool) *maker {
	switch r.Data {
	case "digits":
		seed := uint64(drawn.TrainSeed)
		if test {
			seed = drawn.TestSeed
		}
		return &maker{"digits", fact.New("drawing_digits"), 0, 50, func(lo, hi int) *data.Set { return drawn.DigitsRange(lo, hi, seed) }}
	case "faces":
		size, most := r.ImageSize, drawn.FacesTrain
		if test {
			most = drawn.FacesTest
		}
		return &maker{strconv.Itoa(size), fact.New("drawing_faces"), most, 1, func(lo, hi int) *data.Set { return drawn.Faces(test, lo, hi, size) }}
	case "table18":
		from, most := 0, drawn.Table18Train
		if test {
			from, most = most, drawn.Table18Test
		}
		return &maker{"table18", fact.New("making_table"), most, 500, func(lo, hi int) *data.Set { return drawn.Table18(from+lo, from+hi) }}
	case "pictures":
		p := s.own.Pictures
		size, framing, most := r.ImageSize, r.Framing, pick(test)(p.Count())
		return &maker{key(s.given, strconv.Itoa(size), framing), fact.New("preparing_pictures"), most, 20, func(lo, hi int) *data.Set { return p.Set(test, lo, hi, size, framing) }}
	case "table":
		t, scale, most := s.own.Table, r.Scale, pick(test)(s.own.Table.Count())
		var all *data.Set
		return &maker{key(s.given, scale), fact.New("scaling_table"), most, 20000, func(lo, hi int) *data.Set {
			if all == nil {
				all = t.Set(test, scale)
			}
			return all.Slice(lo, hi)
		}}
	}
	return nil
}

// key names what a maker depends on beside the files given, which are counted.
func key(given int, of ...string) string { return strconv.Itoa(given) + " " + strings.Join(of, " ") }

// pick takes the second of two numbers for the test part, else the first.
func pick(test bool) func(a, b int) int {
	return func(a, b int) int {
		if test {
			return b
		}
		return a
	}
}

// sized is the recipe with no more images than there are of a person's own.
func (s *store) sized(r recipe.Recipe) recipe.Recipe {
	if s.lacks(r.Data) || r.Data != "pictures" && r.Data != "table" {
		return r
	}
	r.Train, r.Test = min(r.Train, s.maker(r, false).most), min(r.Test, s.maker(r, true).most)
	return r
}

// free is what is left of a budget beside the files.
func (s *store) free(budget int64) int64 { return budget - s.own.Bytes() - s.fresh.Bytes() }

// adopt makes files that came lately those that recipes use.
func (s *store) adopt(set string) {
	if s.fresh != nil && s.fresh.Kind == set {
		s.own, s.fresh = s.fresh, nil
		s.given++
	}
}

// lacks says whether the recipe needs files that were not given.
func (s *store) lacks(set string) bool {
	return set == "pictures" && (s.own == nil || s.own.Pictures == nil) || set == "table" && (s.own == nil || s.own.Table == nil)
}

// standIn changes a recipe whose data are not here to one that is like it, and says so.
func (s *Session) standIn(o *opening) error {
	r := &o.recipe
	name, value := "data", ""
	var f *fact.Fact
	switch {
	case s.data.lacks(r.Data):
		asked := r.Clone()
		s.asked = &asked
		value, f = "faces", fact.About(name, "pictures_wanted")
		if r.Data == "table" {
			value, f = "table18", fact.About(name, "table_wanted")
		}
	case r.Data == "table" && r.Columns != len(s.data.own.Table.Columns):
		name, value = "columns", strconv.Itoa(len(s.data.own.Table.Columns))
		f = fact.About(name, "columns_differ", "asked", r.Columns, "found", len(s.data.own.Table.Columns))
	case !s.data.has(r.Data):
		value, f = "digits", fact.About(name, "data_not_here", "data", r.Data)
	default:
		// Of a person's own data all, where there are fewer than asked for.
		sized := s.data.sized(*r)
		r.Train, r.Test = sized.Train, sized.Test
		return nil
	}
	o.notices = append(o.notices, recipe.Notice{Field: name, Fact: f})
	if err := r.Set(name, value); err != nil {
		return err
	}
	if m := s.data.maker(*r, false); m != nil && m.most > 0 {
		r.Train, r.Test = min(r.Train, m.most), min(r.Test, s.data.maker(*r, true).most)
	}
	return nil
}

// make makes some of what the opening needs, for one slice.
func (s *Session) make() {
	d := s.opening.draw
	for start := s.host.Now(); d.train+d.test > 0 && s.host.Now()-start < slice; {
		h, left := s.opening.train, &d.train
		if *left == 0 {
			h, left = s.opening.test, &d.test
		}
		n := min(*left, h.maker.stride)
		if err := h.append(h.maker.make(h.n(), h.n()+n)); err != nil {
			panic("BUG: session: " + err.Error())
		}
		*left -= n
	}
	e := say(wire.Event{Event: wire.EventProgress, Name: s.opening.recipe.Data, Done: int64(d.total - d.train - d.test), Total: int64(d.total)},
		s.opening.train.maker.doing)
	e.What = "made"
	s.post(e)
	if d.train+d.test == 0 {
		s.opened()
	}
}

// fitting is a recipe for what was given: the one whose data it is, the one that runs if its network can take it, or a
// plain one.
func (s *Session) fitting(g *own.Given) recipe.Recipe {
	table := func(data string) bool { return data == "table" || data == "table18" }
	take := func(r recipe.Recipe) (recipe.Recipe, bool) {
		r = r.Clone()
		ok := r.Set("data", g.Kind) == nil
		if ok && g.Table != nil {
			ok = r.Set("columns", strconv.Itoa(len(g.Table.Columns))) == nil
		}
		return r, ok
	}
	if s.asked != nil && s.asked.Data == g.Kind {
		if r, ok := take(*s.asked); ok {
			return r
		}
	}
	if s.run != nil {
		if now := s.run.Recipe(); table(now.Data) == (g.Table != nil) {
			narrow := g.Table == nil || now.LatentDim < len(g.Table.Columns)
			now = now.Clone()
			now.Train, now.Test = recipe.MaxTrain, recipe.MaxTest // all there are
			if now.Data == "faces" && halves(g.Pictures, now.ImageSize) {
				now.Framing = prepare.FrameSubsample
			}
			if r, ok := take(now); ok && narrow {
				return r
			}
		}
	}
	text := "#v=1&data=pictures&encoder=dense(256,relu)&latent_dim=32&batch_size=20"
	if g.Table != nil {
		n := len(g.Table.Columns)
		text = "#v=1&data=table&columns=" + strconv.Itoa(n) + "&latent_dim=" + strconv.Itoa(max(1, n/2)) +
			"&latent_activation=sigmoid&learning_rate=0.01&batch_size=" + strconv.Itoa(min(max(g.Table.N/20, 4), 100)) + "&epochs=200"
	}
	r, _ := recipe.Parse(text)
	return r
}

// halves says whether all pictures are of one size that a whole factor of two takes to the recipe's. Then the lessons of
// faces take every second pixel, as their tutorial does with the photographs that their figures are of.
func halves(p *own.Pictures, size int) bool {
	w, h := p.Size()
	return min(w, h)/size == 2
}
