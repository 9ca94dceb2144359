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
		t, err := r.text(s, found)
		if err != nil {
			problems = append(problems, own.Problem{Place: inFile(base(s.name)), Why: fact.From(err)})
			continue
		}
		switch part := partOf(base(s.name)); {
		case best == nil:
			best, bestName = t, s.name
			g.Notes, g.Roles, g.Left, g.Problems = append(g.Notes, found.Notes...), append(g.Roles, found.Roles...), g.Left+found.Left, append(g.Problems, found.Problems...)
		case held == nil && partOf(base(bestName)) == partTrain && (part == partTest || part == partValid) && best.like(t):
			held, heldName = t, s.name
		default:
			others = append(others, clip(base(s.name)))
		}
	}
	if best == nil {
		for _, p := range problems {
			g.Leave(p.Place, p.Why)
		}
		return
	}
	r.skipped += len(problems)
	if len(others) > 0 {
		g.Note(fact.New("one_table_used", "table", clip(base(bestName)), "others", others))
	}
	best.g = g
	if best.side > 0 {
		r.arrays = nil
		r.pixelsOf(best, bestName, partOf(base(bestName)))
		if held != nil {
			held.g = &own.Given{}
			r.pixelsOf(held, heldName, partTest)
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
	held.g = &own.Given{}
	more, err := held.table(r.m.Progress)
	if err != nil {
		g.Leave(inFile(base(heldName)), fact.From(err))
	} else if all := t.N + more.N; all > own.MaxItems {
		g.Leave(inFile(base(heldName)), fact.New("rows_too_many_in_all", "rows", all, "most", own.MaxItems))
	} else {
		r.hold(t, more)
	}
}

// text looks over one text.
func (r *reader) text(s source, found *own.Given) (*sheet, error) {
	b, err := s.content(maxText)
	if err != nil {
		return nil, err
	}
	if f := foreign(s.name, b); f != nil {
		return nil, f
	}
	return sheetOf(b, found, r.choice, r.m.Progress)
}

// like tells whether two tables have the same columns, inputs and labels.
func (s *sheet) like(t *sheet) bool {
	if len(s.use) != len(t.use) || (s.label < 0) != (t.label < 0) || s.side != t.side {
		return false
	}
	for k := range s.use {
		if s.header && t.header && s.columns[s.use[k]].name != t.columns[t.use[k]].name {
			return false
		}
	}
	return true
}

// pixelsOf takes a table whose rows are pictures.
func (r *reader) pixelsOf(s *sheet, name, part string) {
	a, labels, names := s.array(r.m.Progress)
	if a.Shape[0] > 0 {
		r.arrays = append(r.arrays, named{name: name, Array: a, part: part, labels: labels, names: names})
	}
}

// hold puts the rows of more behind those of t, held out. Labels are numbered anew, by their names.
func (r *reader) hold(t, more *own.Table) {
	n, all := t.N, t.N+more.N
	t.Test = make([]bool, all)
	for i := n; i < all; i++ {
		t.Test[i] = true
	}
	t.Values, t.N = append(t.Values, more.Values...), all
	if t.Labels == nil || more.Labels == nil {
		t.Labels, t.Classes = nil, nil
		return
	}
	var texts []string
	for _, l := range t.Labels {
		texts = append(texts, t.Classes[l])
	}
	for _, l := range more.Labels {
		texts = append(texts, more.Classes[l])
	}
	t.Labels, t.Classes = classes(texts)
}
