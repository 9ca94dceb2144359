package files

import (
	"slices"
	"strings"

	"bottleneck/core/data/own"
	"bottleneck/core/fact"
)

// sheet is a text that is a table, and what its columns are.
type sheet struct {
	g       *own.Given
	text    []byte
	dialect dialect
	from    int // place of the first row, of names or of cells
	header  bool
	before  int // number of the row before it
	n       int // rows below the names
	columns []column
	ragged  int
	label   int   // column of labels, -1: none
	use     []int // columns of numbers that are inputs
	side    int   // of pictures, if a row is one; 0: it is not
	planes  int   // of these: 1, or 3 for red, green and blue
}

// readCSV reads a table of numbers: cells separated by commas, semicolons, tabs, bars or blanks, quoted or not, with a first row of
// names or without. Rows in which a number is missing are left out, and so are columns that hold no numbers. g hears of everything.
// progress is called every few thousand rows.
func readCSV(b []byte, g *own.Given, progress func(done, total int)) (*own.Table, error) {
	s, err := sheetOf(b, g, progress)
	if err != nil {
		return nil, err
	}
	return s.table(progress)
}

// sheetOf looks over a text and decides what its columns are.
func sheetOf(b []byte, g *own.Given, progress func(done, total int)) (*sheet, error) {
	b, from, err := decoded(b)
	if err != nil {
		return nil, err
	}
	if from != "" {
		g.Note(fact.New("text_decoded", "encoding", from))
	}
	s := &sheet{g: g, label: -1}
	separator, b := said(b)
	s.text = b
	if separator != 0 {
		s.before = 1
	}
	s.dialect = dialectOf(b)
	if separator != 0 {
		s.dialect = dialectOf(b, separator)
	}
	if w := s.dialect.width; w > maxWide {
		return nil, fact.About("csv", "columns_too_many", "found", w, "most", maxWide)
	}
	if err := s.survey(progress); err != nil {
		return nil, err
	}
	decide(s.columns, s.dialect.separator, g.Note)
	return s, s.roles()
}

// maxWide is how many columns a text may have: a picture of 128x128 with a label.
const maxWide = 128*128 + 1

// rows are those from the first on.
func (s *sheet) rows() *csvReader {
	return &csvReader{b: s.text, at: s.from, row: s.before, separator: s.dialect.separator}
}

// cut takes off the empty cell that a separator at the end of each row makes.
func (s *sheet) cut(cells []string) []string {
	if n := len(cells); n == s.dialect.width+1 && cells[n-1] == "" {
		return cells[:n-1]
	}
	return cells
}

// survey counts what the columns hold, and finds out whether the first row has their names.
func (s *sheet) survey(progress func(done, total int)) error {
	W := s.dialect.width
	r := s.rows()
	var above []string // the row before the first
	var first []string
	for s.dialect.skip = 0; ; s.dialect.skip++ {
		s.from, s.before = r.at, r.row
		if !r.next() {
			return fact.About("csv", "csv_without_rows")
		}
		if first = append([]string(nil), s.cut(r.cells)...); len(first) == W {
			break
		}
		above = first
	}
	second, row := r.at, r.row
	if len(above) == W-1 && W > 1 && names(above) { // the names of all columns but that of the rows' names
		s.header, first = true, append([]string{""}, above...)
		s.dialect.skip--
	}
	s.columns = make([]column, W)
	for i := range s.columns {
		s.columns[i] = column{name: first[i], keep: i == 0 || i == W-1 || labelish(first[i])}
	}
	r = s.rows()
	if !s.header {
		r.next() // it may be the names
	}
	for r.next() {
		cells := s.cut(r.cells)
		if len(cells) != W {
			s.ragged++
			s.g.Leave(fact.New("csv_row", "row", r.row), fact.New("cells_differ", "cells", len(cells), "expected", W))
			continue
		}
		s.count(cells)
		if s.n%4096 == 0 {
			progress(r.at/2, len(s.text))
		}
		if s.n == own.MaxItems {
			s.g.Note(fact.New("first_rows_used", "rows", own.MaxItems))
			break
		}
	}
	if s.ragged > s.n || s.dialect.skip >= 2*max(s.n, 1) {
		return fact.About("csv", "csv_ragged", "cells", W, "separator", string(s.dialect.separator), "others", s.ragged+s.dialect.skip, "rows", s.ragged+s.dialect.skip+s.n)
	}
	if s.dialect.skip > 0 {
		s.g.Note(fact.New("lines_before_table", "lines", s.dialect.skip))
	}
	if !s.header && s.named(first) {
		s.header, s.from, s.before = true, second, row
	} else if !s.header {
		s.count(first)
	}
	for i := range s.columns {
		c := &s.columns[i]
		if !s.header || c.name == "" {
			c.name = fact.New("column", "column", i+1).Error()
		}
		c.name = short(c.name)
	}
	return nil
}

func (s *sheet) count(cells []string) {
	for i, cell := range cells {
		s.columns[i].add(cell, s.n)
	}
	s.n++
}

func names(cells []string) bool {
	for _, c := range cells {
		if f, _ := formOf(c); f != isText {
			return false
		}
	}
	return true
}

// named tells whether the first row has the names of the columns: a text above numbers, texts throughout, or the numbers of the columns.
func (s *sheet) named(first []string) bool {
	numbered := len(first) >= 8
	for i, cell := range first {
		c := &s.columns[i]
		if f, _ := formOf(cell); f == isText && c.count[isText] < c.numbers() {
			return true
		}
		v, ok := number(cell, false)
		base, _ := number(first[0], false)
		numbered = numbered && ok && v == base+float64(i) && base <= 1
	}
	return s.n > 0 && (names(first) || numbered)
}

var labelNames = []string{"label", "labels", "class", "classes", "target", "species", "y", "category", "digit"}

func labelish(name string) bool { return slices.Contains(labelNames, lower(strings.TrimSpace(name))) }

var indexNames = []string{"id", "index", "unnamed: 0", "row", "no", "nr", "rownames"}

// roles decides what each column is: labels, an index, an input or nothing.
func (s *sheet) roles() error {
	for i := range s.columns {
		c := &s.columns[i]
		if labelish(c.name) && (c.count[isText] > c.numbers() && c.few(s.n, mostTexts) || c.whole() && c.few(s.n, 100)) {
			s.label = i
			break
		}
	}
	if s.label < 0 { // the texts of the fewest classes
		for i := range s.columns {
			c := &s.columns[i]
			if c.count[isText] > c.numbers() && c.count[isDate] == 0 && c.few(s.n, mostTexts) &&
				(s.label < 0 || len(c.texts) <= len(s.columns[s.label].texts)) {
				s.label = i
			}
		}
	}
	var left []*fact.Fact
	for i := range s.columns {
		c := &s.columns[i]
		n := c.count
		switch {
		case i == s.label:
			s.g.Role(c.name, own.RoleLabel)
			continue
		case s.header && c.series && s.n > 2 && (i == 0 && c.name == fact.New("column", "column", 1).Error() || slices.Contains(indexNames, lower(c.name))):
			left = append(left, fact.New("column_index", "column", clip(c.name)))
		case c.numbers() > n[isMissing]+n[isText]+n[isDate]:
			s.use = append(s.use, i)
			continue
		case n[isDate] > 0 && n[isDate] >= n[isText]:
			left = append(left, fact.New("column_of_dates", "column", clip(c.name), "found", clip(c.first[isDate])))
		case n[isText] > 0 && c.few(s.n, mostTexts):
			left = append(left, fact.New("column_of_text", "column", clip(c.name)))
		default:
			left = append(left, fact.New("column_of_few_numbers", "column", clip(c.name), "numbers", c.numbers(), "cells", s.n))
		}
		s.g.Role(c.name, own.RoleNone)
	}
	s.pixels()
	for _, f := range left {
		s.g.Note(f)
	}
	if len(s.use) == 0 {
		return fact.About("csv", "csv_without_numbers", "rows", s.n, "columns", s.dialect.width)
	}
	if s.side == 0 && len(s.use) > own.MaxColumns {
		return fact.About("csv", "columns_too_many", "found", len(s.use), "most", own.MaxColumns)
	}
	for _, i := range s.use {
		if s.side == 0 {
			s.g.Role(s.columns[i].name, own.RoleInput)
		}
	}
	return nil
}

// pixels finds out whether a row is a picture: as many numbers as a square has pixels, and whole ones where there are few, with a label before
// or behind them that has no name.
func (s *sheet) pixels() {
	shape := func(n int) (side, planes int) {
		if n == 3072 {
			return 32, 3
		}
		return square(n), 1
	}
	whole := func(use []int) bool {
		for _, i := range use {
			if c := &s.columns[i]; !c.small || c.count[isPlain] != s.n {
				return false
			}
		}
		return true
	}
	try := func(use []int, label int) bool {
		side, planes := shape(len(use))
		if side < 8 || len(use) <= own.MaxColumns && (len(use) != 64 && !strings.HasPrefix(lower(s.columns[use[0]].name), "pixel") || !whole(use)) || side > maxPixelSide {
			return false
		}
		s.side, s.planes, s.use = side, planes, use
		s.g.Note(fact.New("rows_as_pictures", "pixels", len(use), "w", side, "h", side))
		if label >= 0 {
			s.label = label
			s.g.Role(s.columns[label].name, own.RoleLabel)
		}
		s.g.Role(s.columns[use[0]].name+" ... "+s.columns[use[len(use)-1]].name, own.RoleInput)
		return true
	}
	if n := len(s.use); s.label < 0 && n > 1 {
		for _, at := range []int{0, n - 1} {
			if c := &s.columns[s.use[at]]; c.small && c.few(s.n, 100) && try(slices.Delete(slices.Clone(s.use), at, at+1), s.use[at]) {
				return
			}
		}
	}
	if len(s.use) > 0 {
		try(s.use, -1)
	}
}

const maxPixelSide = 128

// square is the side of a square of n pixels, 0 where it is none.
func square(n int) int {
	side := 1
	for side*side < n {
		side++
	}
	if side*side == n {
		return side
	}
	return 0
}

// each calls f for each row that has a number in every column that is used; the others are left out and said.
func (s *sheet) each(progress func(done, total int), f func(values []float64, label string)) {
	r := s.rows()
	values := make([]float64, len(s.use))
	for n := 0; n < min(s.n, own.MaxItems) && r.next(); {
		cells := s.cut(r.cells)
		if len(cells) != s.dialect.width {
			continue
		}
		n++
		whole := true
		for k, i := range s.use {
			v, ok := s.columns[i].number(cells[i])
			if values[k] = v; !ok {
				whole = false
				why := fact.New("cell_empty")
				if cells[i] != "" {
					why = fact.New("cell_not_number", "found", clip(cells[i]))
				}
				s.g.Leave(fact.New("csv_cell", "row", r.row, "column", s.columns[i].name), why)
			}
		}
		if !whole {
			continue
		}
		label := ""
		if s.label >= 0 {
			if label = short(cells[s.label]); label == "" {
				label = fact.New("label_missing").Error()
			}
		}
		f(values, label)
		if n%4096 == 0 {
			progress(len(s.text)/2+r.at/2, len(s.text))
		}
	}
}

// table reads the rows.
func (s *sheet) table(progress func(done, total int)) (*own.Table, error) {
	W := len(s.use)
	t := &own.Table{}
	for _, i := range s.use {
		t.Columns = append(t.Columns, s.columns[i].name)
	}
	var labels []string
	s.each(progress, func(values []float64, label string) {
		t.Values = append(t.Values, values...)
		labels = append(labels, label)
		t.N++
	})
	if t.N < 2 {
		return nil, fact.About("csv", "whole_rows_too_few", "rows", t.N, "columns", W)
	}
	for k, name := range t.Columns {
		flat := true
		for i := range t.N {
			flat = flat && t.Values[i*W+k] == t.Values[k]
		}
		if flat {
			s.g.Note(fact.New("column_constant", "column", clip(name), "value", t.Values[k]))
		}
	}
	t.Labels, t.Classes = s.labels(labels)
	return t, nil
}

// labels numbers the labels of the rows, and says so.
func (s *sheet) labels(texts []string) ([]byte, []string) {
	if s.label < 0 {
		return nil, nil
	}
	labels, names := classes(texts)
	if labels != nil {
		s.g.Note(fact.New("column_labels", "column", clip(s.columns[s.label].name), "classes", names[:min(len(names), 8)]))
	}
	return labels, names
}

// array reads the rows as pictures.
func (s *sheet) array(progress func(done, total int)) (*Array, []byte, []string) {
	shape := []int{0, s.side, s.side}
	if s.planes == 3 {
		shape = []int{0, 3, s.side, s.side}
	}
	a := &Array{Integer: true}
	for _, i := range s.use {
		a.Integer = a.Integer && s.columns[i].count[isPlain] == s.n
	}
	bytes := a.Integer
	for _, i := range s.use {
		bytes = bytes && s.columns[i].small
	}
	var labels []string
	s.each(progress, func(values []float64, label string) {
		for _, v := range values {
			if bytes {
				a.Bytes = append(a.Bytes, byte(v))
			} else {
				a.Floats = append(a.Floats, float32(v))
			}
		}
		labels = append(labels, label)
		shape[0]++
	})
	a.Shape = shape
	of, names := s.labels(labels)
	return a, of, names
}
