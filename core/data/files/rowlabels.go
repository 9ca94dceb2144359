package files

import (
	"math"
	"strconv"

	"bottleneck/core/data/own"
	"bottleneck/core/fact"
)

// rowLabels are labels in a file of their own: y_train.csv beside X_train.csv.
type rowLabels struct {
	name, part string
	texts      []string
	few        bool // they are classes, by themselves
	used       bool
}

// labelFiles takes the texts that by their name hold labels, and of one column, from those that may be tables. Where nothing else is a table, they stay.
func (r *reader) labelFiles() (found []rowLabels) {
	var rest []source
	for _, s := range r.texts {
		if l := (rowLabels{name: s.name, part: partOf(base(s.name))}); labelled(base(s.name)) && r.choice.role(s.name) != own.RoleNone && l.read(s) {
			found = append(found, l)
		} else {
			rest = append(rest, s)
		}
	}
	if len(rest) == 0 {
		return nil
	}
	r.texts = rest
	return found
}

// read reads the labels; false where the file has other columns or cannot be read.
func (l *rowLabels) read(s source) bool {
	b, err := s.content(maxText)
	if err != nil || foreign(s.name, b) != nil {
		return false
	}
	t, err := opened(b, &own.Given{}, Choice{}, "", func(int, int) {})
	if err != nil || len(t.columns) != 1 {
		return false
	}
	c := &t.columns[0]
	if len(c.texts) > mostTexts || c.count[isText] <= c.numbers() && !c.whole() {
		return false
	}
	l.few = c.classes(t.n)
	r := t.rows()
	for len(l.texts) < t.n && r.next() {
		l.texts = append(l.texts, r.cells[0])
	}
	return true
}

// labelRows gives the rows of a sheet their labels, of the same part and as many. Those that are held out may be of one class.
func (r *reader) labelRows(s *sheet, name string, held bool, labels []rowLabels) {
	for i := range labels {
		l := &labels[i]
		if s.label >= 0 || s.ragged > 0 || l.used || !l.few && !held || l.part != partOf(base(name)) || len(l.texts) != s.n {
			continue
		}
		s.beside, l.used = l, true
		r.given.Role(l.name, own.RoleLabel)
		return
	}
}

// leftLabels names labels that belong to no rows.
func (r *reader) leftLabels(labels []rowLabels) {
	for _, l := range labels {
		if !l.used {
			r.given.Leave(inFile(base(l.name)), fact.New("labels_of_no_rows", "labels", len(l.texts)))
		}
	}
}

// wholeNames calls classes that are whole numbers so, however these are written: 3.0 and 3.000e+00.
func wholeNames(texts []string) {
	names := map[string]string{}
	for _, text := range texts {
		if names[text] != "" {
			continue
		}
		v, ok := number(text, false)
		if names[text] = text; text == noLabel() {
			continue
		}
		if !ok || v != math.Trunc(v) || math.Abs(v) > 1e15 {
			return
		}
		names[text] = strconv.FormatFloat(v, 'f', -1, 64)
	}
	for i, text := range texts {
		texts[i] = names[text]
	}
}

// labels numbers the labels of the rows, and says so.
func (s *sheet) labels(texts []string) ([]byte, []string) {
	if s.label < 0 && s.beside == nil {
		return nil, nil
	}
	wholeNames(texts)
	if s.classes != nil {
		return classesBehind(s.classes, texts)
	}
	labels, names := classes(texts)
	missing := 0
	for _, text := range texts {
		if text == noLabel() {
			missing++
		}
	}
	if labels != nil && missing > 0 {
		s.g.Note(fact.New("rows_without_label", "rows", missing, "class", noLabel()))
	}
	if labels != nil && s.beside != nil {
		s.g.Note(fact.New("rows_labelled_beside", "file", clip(base(s.beside.name)), "classes", some(names)))
	} else if labels != nil {
		s.g.Note(fact.New("column_labels", "column", clip(s.columns[s.label].name), "classes", some(names)))
	}
	return labels, names
}
