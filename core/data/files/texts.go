package files

import (
	"slices"

	"bottleneck/core/data/own"
	"bottleneck/core/fact"
)

// tables reads the texts that are tables: the best of them, by name the part to train on and else the largest, and with it the part that is held out, if it has
// the same columns and labels. What the others are is said.
func (r *reader) tables() {
	g := r.given
	rank := func(s source) int {
		switch partOf(base(s.name)) {
		case partTrain:
			return 0
		case "":
			return 1
		}
		return 2
	}
	labels := r.labelFiles()
	slices.SortStableFunc(r.texts, func(a, b source) int {
		if d := rank(a) - rank(b); d != 0 {
			return d
		}
		return int(b.size - a.size)
	})
	var best, held *sheet
	var bestName, heldName string
	var problems []own.Problem
	var others []string
	for _, s := range r.texts {
		found := &own.Given{}
		part := partOf(base(s.name))
		to := best
		if held != nil || partOf(base(bestName)) != partTrain || part != partTest && part != partValid {
			to = nil
		}
		t, err := r.text(s, found, to)
		if err != nil {
			problems = append(problems, own.Problem{Place: inFile(base(s.name)), Why: fact.From(err)})
			continue
		}
		switch {
		case best == nil:
			best, bestName = t, s.name
			g.Notes, g.Roles = append(g.Notes, found.Notes...), append(g.Roles, found.Roles...)
			leave(g, found)
		case to != nil && t.as(best):
			held, heldName = t, s.name
			noteMore(g, found)
			leave(g, found)
		default:
			others = append(others, clip(base(s.name)))
		}
	}
	if best == nil {
		r.leftLabels(labels)
		for _, p := range problems {
			g.Leave(p.Place, p.Why)
		}
		return
	}
	if p := refused(append(slices.Clone(g.Problems), problems...)); p != nil && partOf(base(bestName)) != partTrain {
		g.Problems = append([]own.Problem{*p}, g.Problems...)
		return
	}
	for _, p := range problems {
		if name := p.Place.Error(); partOf(name) != "" || ending(name, ".csv", ".tsv", ".tab") {
			g.Leave(p.Place, p.Why)
		} else {
			r.skipped++
		}
	}
	if len(others) > 0 {
		g.Note(fact.New("one_table_used", "table", clip(base(bestName)), "others", others))
	}
	best.g = g
	r.labelRows(best, bestName, false, labels)
	if held != nil {
		r.labelRows(held, heldName, true, labels)
	}
	r.leftLabels(labels)
	if best.side > 0 {
		r.arrays = nil
		r.pixelsOf(best, bestName, partOf(base(bestName)))
		if held != nil && len(r.arrays) > 0 {
			held.classedAs(r.arrays[0].names)
			r.pixelsOf(held, heldName, partTest)
			leave(g, held.g)
		}
		r.join()
		return
	}
	t, err := best.table(r.m.Progress)
	if err != nil {
		g.Leave(inFile(base(bestName)), fact.From(err))
		return
	}
	r.table = t
	if held == nil {
		return
	}
	held.classedAs(t.Classes)
	more, err := held.table(r.m.Progress)
	leave(g, held.g)
	if err != nil {
		g.Leave(inFile(base(heldName)), fact.From(err))
	} else if all := t.N + more.N; all > own.MaxItems {
		g.Leave(inFile(base(heldName)), fact.New("rows_too_many_in_all", "rows", all, "most", own.MaxItems))
	} else {
		r.hold(t, more)
	}
}

// refused is why the table to train on, by its name, is none; nil where there is no such name. What is left of its kind is no place to learn.
func refused(problems []own.Problem) *own.Problem {
	for i, p := range problems {
		if name := p.Place.Error(); partOf(base(name)) == partTrain && ending(name, ".csv", ".tsv", ".tab", ".xlsx", ".xls", ".ods", ".parquet", ".feather") {
			return &problems[i]
		}
	}
	return nil
}

// text looks over one text. One that may be held out from another gets its roles from that.
func (r *reader) text(s source, found *own.Given, of *sheet) (*sheet, error) {
	b, err := s.content(maxText)
	if err != nil {
		return nil, err
	}
	if f := foreign(s.name, b); f != nil {
		return nil, f
	}
	if of == nil {
		return sheetOf(b, found, r.choice, r.m.Progress)
	}
	return opened(b, found, r.choice, base(s.name), r.m.Progress)
}

// pixelsOf takes a table whose rows are pictures.
func (r *reader) pixelsOf(s *sheet, name, part string) {
	a, labels, names := s.array(r.m.Progress)
	if a.Shape[0] > 0 {
		r.arrays = append(r.arrays, named{name: name, Array: a, part: part, labels: labels, names: names})
	}
}
