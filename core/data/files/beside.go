package files

import (
	"slices"
	"strings"

	"bottleneck/core/fact"
)

// labelsBeside finds tables that name the pictures, one in a row, and takes what they say of them: labels.csv. One that is called train or test is about the
// pictures of that part, and says which these are.
func (r *reader) labelsBeside() {
	for _, o := range r.album.all {
		if o.label >= 0 {
			return // a file says it already
		}
	}
	var last string            // of the tables with labels
	about := map[string]bool{} // the parts that they label; "": all
	r.texts = slices.DeleteFunc(r.texts, func(s source) bool {
		said, labels := r.beside(s)
		if labels {
			last, about[partOf(base(s.name))] = s.name, true
		}
		return said
	})
	missing := 0
	for i := range r.album.all {
		if o := &r.album.all[i]; o.class == "" && (about[""] || o.part != "" && about[o.part]) {
			o.class = noLabel()
			missing++
		}
	}
	if missing > 0 {
		r.given.Note(fact.New("labels_beside_missing", "file", clip(base(last)), "pictures", missing, "class", noLabel()))
	}
}

// beside takes what a text says of pictures of which none before it has, and tells whether it says something, and labels.
func (r *reader) beside(s source) (says, labels bool) {
	b, err := s.content(maxText)
	if err != nil {
		return false, false
	}
	if b, _, err = decoded(b); err != nil {
		return false, false
	}
	_, b = said(b)
	part := partOf(base(s.name))
	var about []*one
	for i := range r.album.all {
		if o := &r.album.all[i]; o.class == "" && (part == "" || o.part == "" || o.part == part) {
			about = append(about, o)
		}
	}
	l := listIn(b, about, slices.Contains(words(lower(base(s.name))), "partition"))
	if l == nil || 2*l.named < len(about) && (part == "" || 2*l.named < l.rows) {
		return false, false
	}
	var given []string
	for i, o := range about {
		switch {
		case l.is[i] && l.parts != nil && o.part == "":
			o.part = l.parts[i]
		case l.is[i] && o.part == "":
			o.part = part
		}
		if l.labels != nil && l.labels[i] != "" {
			o.class = l.labels[i]
			given = append(given, o.class)
		}
	}
	if l.labels == nil {
		return part != "" || l.parts != nil, false
	}
	_, names := classes(given)
	r.given.Note(fact.New("labels_beside", "file", clip(base(s.name)), "column", clip(l.column), "classes", some(names)))
	return true, true
}

// listing is what a table says of pictures, "" where that is nothing.
type listing struct {
	rows, named int // and how many of them name a picture
	is          []bool
	column      string
	labels      []string // by the column; nil: it has no labels
	parts       []string // nil: it says nothing of parts
}

// placesOf finds pictures by their path, the ends of it, and these without what ends the name.
func placesOf(pictures []*one) func(cell string) (int, bool) {
	at := map[string]int{} // -1: of several
	put := func(name string, i int) {
		if old, twice := at[name]; twice && old != i {
			i = -1
		}
		at[name] = i
	}
	for i, o := range pictures {
		for name, inside := o.name, true; inside; _, name, inside = strings.Cut(name, "/") {
			put(name, i)
			if dot := strings.LastIndexByte(name, '.'); dot > strings.LastIndexByte(name, '/')+1 {
				put(name[:dot], i)
			}
		}
	}
	return func(cell string) (int, bool) {
		cell = strings.TrimPrefix(strings.ReplaceAll(cell, `\`, "/"), "./")
		i, named := at[cell]
		if !named { // a folder that is called otherwise here
			i, named = at[base(cell)]
		}
		return i, named && i >= 0
	}
}

// listIn reads a table of pictures; nil where it names none. numbered: parts may be 0, 1 and 2, as CelebA has them.
func listIn(b []byte, pictures []*one, numbered bool) *listing {
	partOf := func(cell string) string {
		if at := strings.Index("012", cell); numbered && at >= 0 && len(cell) == 1 {
			return []string{partTrain, partValid, partTest}[at]
		}
		return partOf(cell)
	}
	d := dialectOf(b)
	if d.width < 1 || d.width > 1000 || len(pictures) == 0 {
		return nil
	}
	place := placesOf(pictures)
	r := csvReader{b: b, separator: d.separator, comments: d.comments, width: d.width, names: true}
	found := make([]int, d.width)
	var rows [][]string
	for r.next() && len(rows) < maxPictures {
		cells := r.cells
		if len(cells) == d.width+1 && cells[d.width] == "" { // the separator ends each row
			cells = cells[:d.width]
		}
		if len(cells) != d.width {
			continue
		}
		rows = append(rows, slices.Clone(cells))
		for k, c := range cells {
			if _, named := place(c); named {
				found[k]++
			}
		}
	}
	key := 0
	for k, n := range found {
		if n > found[key] {
			key = k
		}
	}
	if len(rows) == 0 || found[key] == 0 {
		return nil
	}
	l := &listing{rows: len(rows), named: found[key], is: make([]bool, len(pictures))}
	label, split := columnsOf(rows, key, partOf)
	_, unnamed := place(rows[0][key])
	if unnamed || label < 0 { // a row like others: the columns have no names
		l.column = fact.New("column", "column", label+1).Error()
	} else {
		l.column = rows[0][label]
	}
	take := func(column int) []string {
		if column < 0 {
			return nil
		}
		return make([]string, len(pictures))
	}
	l.labels, l.parts = take(label), take(split)
	for _, row := range rows {
		i, named := place(row[key])
		if !named {
			continue
		}
		l.is[i] = true
		if label >= 0 {
			l.labels[i] = row[label]
		}
		if split >= 0 {
			l.parts[i] = partOf(row[split])
		}
	}
	return l
}

// columnsOf are the column of labels, by its name or else that of the fewest, and the column of parts; -1 for none. key is that of the names.
func columnsOf(rows [][]string, key int, partOf func(string) string) (label, split int) {
	label, split = -1, -1
	least := 0
	for k, head := range rows[0] {
		if k == key {
			continue
		}
		texts, parts, all := map[string]bool{}, map[string]bool{}, true
		for _, row := range rows[1:] {
			texts[row[k]] = true
			part := partOf(row[k])
			parts[part], all = true, all && part != ""
		}
		if all && parts[partTrain] && len(parts) > 1 {
			split = k
			continue
		}
		n := len(texts)
		if labelish(head) {
			n = 0 // by its name
		}
		if len(texts) >= 2 && len(texts) <= mostTexts && 2*len(texts) <= len(rows) && (label < 0 || n < least) {
			label, least = k, n
		}
	}
	return label, split
}
