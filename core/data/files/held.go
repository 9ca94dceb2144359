package files

import (
	"slices"

	"bottleneck/core/data/own"
	"bottleneck/core/fact"
)

// as gives a sheet that is held out the roles of the one to train on, by the names of its columns, or by their places where one of the two has no
// names. false: it lacks a column.
func (s *sheet) as(t *sheet) bool {
	if !(s.header && t.header) && len(s.columns) != len(t.columns) {
		return false
	}
	lacks := false
	at := func(i int) int {
		if s.header && t.header {
			i = slices.IndexFunc(s.columns, func(c column) bool { return c.name == t.columns[i].name })
		}
		lacks = lacks || i < 0
		return i
	}
	if s.label = t.label; t.label >= 0 {
		s.label = at(t.label)
	}
	s.use = nil
	for _, i := range t.use {
		s.use = append(s.use, at(i))
	}
	s.side, s.planes = t.side, t.planes
	return !lacks
}

// classedAs has the labels of a sheet that is held out numbered by classes, or left where there are none.
func (s *sheet) classedAs(classes []string) {
	s.g, s.classes = &own.Given{}, classes
	if classes == nil {
		s.label, s.beside = -1, nil
	}
}

// leave says what of a sheet is left out.
func leave(g, of *own.Given) {
	g.Left += of.Left - len(of.Problems)
	for _, p := range of.Problems {
		g.Leave(p.Place, p.Why)
	}
}

// noteMore says what is to be known of a sheet that is held out, but for what was said of the one to train on.
func noteMore(g, of *own.Given) {
	said := slices.Clone(g.Notes)
	for _, f := range of.Notes {
		if !slices.ContainsFunc(said, func(old *fact.Fact) bool { return old.Code == f.Code }) {
			g.Note(f)
		}
	}
}

// hold puts the rows of more behind those of t, held out. Its labels are numbered by the classes of t, and it may have more of them.
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
	t.Labels, t.Classes = append(t.Labels, more.Labels...), more.Classes
}

// classesBehind numbers labels by classes that are known; those that these do not have come behind. nil where they are too many.
func classesBehind(known, texts []string) ([]byte, []string) {
	var more []string
	number := map[string]int{}
	for i, name := range known {
		number[name] = i
	}
	for _, text := range texts {
		if _, ok := number[text]; !ok {
			number[text] = 0
			more = append(more, text)
		}
	}
	slices.SortStableFunc(more, natural)
	names := append(slices.Clone(known), more...)
	if len(names) > 256 {
		return nil, nil
	}
	for i, name := range names {
		number[name] = i
	}
	labels := make([]byte, len(texts))
	for i, text := range texts {
		labels[i] = byte(number[text])
	}
	return labels, names
}
