package session

import (
	"bottleneck/core/data/own"
	"bottleneck/core/fact"
	"bottleneck/core/wire"
)

// takeOwn takes what was understood of the files that a person gave, as own.Given.Encode wrote it: the exchange reads them. Only its
// head comes into the heap; pictures and rows stay outside, where makers get them. What came before it and no recipe uses is let go.
func takeOwn(s *Session, q *request) error {
	if len(q.given) > 0 {
		b := q.given[0]
		if b.Copy == nil {
			return errNoBuffer
		}
		g, err := own.Decode(b.Size, b.Copy)
		if err != nil {
			return err
		}
		s.data.fresh = g
	} else if s.data.own == nil && s.data.fresh == nil {
		return fact.About("own", "files_missing")
	}
	s.tellOwn(q)
	return nil
}

// tellOwn answers with what is there, and a recipe for it.
func (s *Session) tellOwn(q *request) {
	g := s.data.fresh
	if g == nil {
		g = s.data.own
	}
	o := &wire.Own{Kind: g.Kind, Name: g.Name}
	if p := g.Pictures; p != nil {
		o.Train, o.Test = p.Count()
	} else {
		o.Train, o.Test = g.Table.Count()
	}
	s.answer(q, reply{Reply: wire.Reply{Own: o, Link: s.fitting(g).Link()}})
}
