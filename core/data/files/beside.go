package files

import (
	"strings"

	"bottleneck/core/fact"
)

// labelsBeside finds a table that names the pictures, one in a row, and labels them: labels.csv. names are those of the pictures.
func (r *reader) labelsBeside() {
	a := &r.album
	if len(a.all) == 0 {
		return
	}
	for _, o := range a.all {
		if o.label >= 0 {
			return // a file says it already
		}
	}
	for i, s := range r.texts {
		b, err := s.content(maxText)
		if err != nil {
			continue
		}
		if b, _, err = decoded(b); err != nil {
			continue
		}
		_, b = said(b)
		if column, texts := labelsIn(b, a.all); texts != nil {
			labels, names := classes(texts)
			if labels == nil {
				continue
			}
			for k := range a.all {
				a.all[k].label = int(labels[k])
			}
			a.names = names
			r.texts = append(r.texts[:i:i], r.texts[i+1:]...)
			r.given.Note(fact.New("labels_beside", "file", clip(base(s.name)), "column", clip(column), "classes", some(names)))
			missing := 0
			for _, text := range texts {
				if text == noLabel() {
					missing++
				}
			}
			if missing > 0 {
				r.given.Note(fact.New("labels_beside_missing", "file", clip(base(s.name)), "pictures", missing, "class", noLabel()))
			}
			return
		}
	}
}

// noLabel is the class of pictures that a table does not name.
func noLabel() string { return fact.New("label_missing").Error() }

// labelsIn are the labels that a table has for pictures, nil where it names fewer than half of them.
func labelsIn(b []byte, pictures []one) (column string, labels []string) {
	at := map[string]int{} // by path, name, and name without what ends it; -1: of several
	put := func(name string, i int) {
		if old, twice := at[name]; twice && old != i {
			i = -1
		}
		at[name] = i
	}
	for i, o := range pictures {
		name := base(o.name)
		put(o.name, i)
		put(name, i)
		if dot := strings.LastIndexByte(name, '.'); dot > 0 {
			put(name[:dot], i)
		}
	}
	d := dialectOf(b)
	if d.width < 2 || d.width > 1000 {
		return "", nil
	}
	r := csvReader{b: b, separator: d.separator, comments: d.comments, width: d.width}
	var head []string
	found := make([]int, d.width)
	var rows [][]string
	for r.next() && len(rows) < maxPictures {
		if len(r.cells) != d.width {
			continue
		}
		row := append([]string(nil), r.cells...)
		if head == nil {
			head = row
		}
		for k, c := range row {
			if i, named := at[c]; named && i >= 0 {
				found[k]++
			}
		}
		rows = append(rows, row)
	}
	key := 0
	for k, n := range found {
		if n > found[key] {
			key = k
		}
	}
	if 2*found[key] < len(pictures) {
		return "", nil
	}
	label, least := -1, 0
	for k := range head {
		if k == key {
			continue
		}
		texts := map[string]bool{}
		for _, row := range rows[1:] {
			texts[row[k]] = true
		}
		n := len(texts)
		if labelish(head[k]) {
			n = 0 // by its name
		}
		if len(texts) >= 2 && len(texts) <= mostTexts && 2*len(texts) <= len(rows) && (label < 0 || n < least) {
			label, least = k, n
		}
	}
	if label < 0 {
		return "", nil
	}
	labels = make([]string, len(pictures))
	for i := range labels {
		labels[i] = noLabel()
	}
	for _, row := range rows {
		if i, named := at[row[key]]; named && i >= 0 {
			labels[i] = row[label]
		}
	}
	if _, named := at[head[key]]; named { // a row like others: the columns have no names
		return fact.New("column", "column", label+1).Error(), labels
	}
	return head[label], labels
}
