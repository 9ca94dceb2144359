package session

import (
	"strconv"

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
	data.Maker
	key string // what its items depend on
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

// maker returns who makes a part of a recipe's data, nil when it is loaded.
func (s *store) maker(r recipe.Recipe, test bool) *maker {
	switch r.Source().Origin {
	case recipe.Made:
		return &maker{drawn.Maker(r, test), r.Depends()}
	case recipe.Own:
		return &maker{s.own.Maker(r, test), strconv.Itoa(s.given) + " " + r.Depends()}
	}
	return nil
}

// sized is the recipe with no more images than there are of a person's own.
func (s *store) sized(r recipe.Recipe) recipe.Recipe {
	if r.Source().Origin != recipe.Own || s.lacks(r) {
		return r
	}
	r.Train, r.Test = min(r.Train, s.maker(r, false).Most), min(r.Test, s.maker(r, true).Most)
	return r
}

// adopt makes files that came lately those that recipes use.
func (s *store) adopt(set string) {
	if s.fresh != nil && s.fresh.Kind == set {
		s.own, s.fresh = s.fresh, nil
		s.given++
	}
}

// lacks says whether the recipe needs data that are not here: files that were not given, or a set that the site has not.
func (s *store) lacks(r recipe.Recipe) bool {
	switch r.Source().Origin {
	case recipe.Own:
		return s.own == nil || s.own.Kind != r.Data
	case recipe.Downloaded:
		return s.half(r.Data, "train") == nil
	}
	return false
}

// standIn changes a recipe whose data are not here to one that is like it, and says so.
func (s *Session) standIn(o *opening) error {
	r, source := &o.recipe, o.recipe.Source()
	name, value := "data", r.StandIn()
	var f *fact.Fact
	switch lacks := s.data.lacks(*r); {
	case lacks && source.Origin == recipe.Own:
		asked := r.Clone()
		s.asked = &asked
		f = fact.About(name, "pictures_wanted")
		if source.Rows {
			f = fact.About(name, "table_wanted")
		}
	case lacks:
		f = fact.About(name, "data_not_here", "data", r.Data)
	case source.Has("columns") && r.Columns != len(s.data.own.Table.Columns):
		name, value = "columns", strconv.Itoa(len(s.data.own.Table.Columns))
		f = fact.About(name, "columns_differ", "asked", r.Columns, "found", len(s.data.own.Table.Columns))
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
	if m := s.data.maker(*r, false); m != nil && m.Most > 0 {
		r.Train, r.Test = min(r.Train, m.Most), min(r.Test, s.data.maker(*r, true).Most)
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
		n := min(*left, h.maker.Stride)
		if err := h.append(h.maker.Range(h.n(), h.n()+n)); err != nil {
			panic("BUG: session: " + err.Error())
		}
		*left -= n
	}
	e := say(wire.Event{Event: wire.EventProgress, Name: s.opening.recipe.Data, Done: int64(d.total - d.train - d.test), Total: int64(d.total)},
		s.opening.train.maker.Doing)
	e.What = "made"
	s.post(e)
	if d.train+d.test == 0 {
		s.opened()
	}
}

// fitting is a recipe for what was given: the one whose data it is, the one that runs if its network can take it, or a
// plain one.
func (s *Session) fitting(g *own.Given) recipe.Recipe {
	kind := recipe.SourceNamed(g.Kind)
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
		if now := s.run.InForce(); now.Source().Rows == kind.Rows {
			narrow := g.Table == nil || now.LatentDim < len(g.Table.Columns)
			now = now.Clone()
			now.Train, now.Test = recipe.MaxTrain, recipe.MaxTest // all there are
			if now.Data == kind.StandIn && kind.Has("framing") && halves(g.Pictures, now.ImageSize) {
				now.Framing = prepare.FrameSubsample
			}
			r, ok := take(now)
			if ok && g.Pictures != nil {
				ok = r.Set("channels", strconv.Itoa(g.Pictures.Channels())) == nil
			}
			if ok && g.Pictures != nil && !now.Source().Has("image_size") && g.Pictures.Side() > 0 {
				if own := r.Clone(); own.Set("image_size", strconv.Itoa(g.Pictures.Side())) == nil {
					r = own
				}
			}
			if ok && narrow {
				return r
			}
		}
	}
	r, _ := recipe.Parse(g.Plain())
	return r
}

// halves says whether all pictures are of one size that a whole factor of two takes to the recipe's. Then the lessons of
// faces take every second pixel, as their tutorial does with the photographs that their figures are of.
func halves(p *own.Pictures, size int) bool {
	w, h := p.Size()
	return min(w, h)/size == 2
}
