package files

import (
	"bytes"
	"math"

	"bottleneck/core/data/own"
	"bottleneck/core/fact"
)

// sheet is a text that is a table, and what its columns are.
type sheet struct {
	g       *own.Given
	choice  Choice
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

	file    string // that a place is in; "": there is but one
	beside  *rowLabels
	classes []string // that its labels are numbered by, of the sheet that it is held out from
}

// readCSV reads a table of numbers: cells separated by commas, semicolons, tabs, bars or blanks, quoted or not, with a first row of
// names or without. Rows in which a number is missing are left out, and so are columns that hold no numbers. g hears of everything.
// progress is called every few thousand rows.
func readCSV(b []byte, g *own.Given, progress func(done, total int)) (*own.Table, error) {
	s, err := sheetOf(b, g, Choice{}, progress)
	if err != nil {
		return nil, err
	}
	return s.table(progress)
}

// sheetOf looks over a text and decides what its columns are.
func sheetOf(b []byte, g *own.Given, choice Choice, progress func(done, total int)) (*sheet, error) {
	s, err := opened(b, g, choice, "", progress)
	if err != nil {
		return nil, err
	}
	return s, s.roles()
}

// opened looks over a text, of a file that places are said to be in.
func opened(b []byte, g *own.Given, choice Choice, file string, progress func(done, total int)) (*sheet, error) {
	b, from, err := decoded(b)
	if err != nil {
		return nil, err
	}
	if from == "UTF-8" {
		g.Note(fact.New("text_mended", "places", bytes.Count(b, []byte("\ufffd"))))
	} else if from != "" {
		g.Note(fact.New("text_decoded", "encoding", from))
	}
	s := &sheet{g: g, choice: choice, label: -1, file: clip(file)}
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
	return s, nil
}

// maxWide is how many columns a text may have: a picture of 128x128 with a label.
const maxWide = 128*128 + 1

// rows are those from the first on.
func (s *sheet) rows() *csvReader {
	return &csvReader{b: s.text, at: s.from, row: s.before, separator: s.dialect.separator, comments: s.dialect.comments, width: s.dialect.width, names: !s.header}
}

// place is that of a row, or of a cell in a column.
func (s *sheet) place(row int, column string) *fact.Fact {
	switch {
	case s.file != "" && column != "":
		return fact.New("csv_cell_of_file", "file", s.file, "row", row, "column", column)
	case s.file != "":
		return fact.New("csv_row_of_file", "file", s.file, "row", row)
	case column != "":
		return fact.New("csv_cell", "row", row, "column", column)
	}
	return fact.New("csv_row", "row", row)
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
	over := -1 // rows above the names
	for s.dialect.skip = 0; ; s.dialect.skip++ {
		s.from, s.before = r.at, r.row
		if !r.next() {
			return fact.About("csv", "csv_without_rows")
		}
		if first = append([]string(nil), s.cut(r.cells)...); len(first) == W {
			if over < 0 {
				over = s.overNames()
			}
			if over == 0 {
				break
			}
			over--
		}
		above = first
	}
	second, row := r.at, r.row
	if len(above) == W-1 && W > 1 && names(above) { // the names of all columns but that of the rows' names
		s.header, first = true, append([]string{""}, above...)
		s.dialect.skip--
	}
	s.columns = make([]column, W)
	for i, name := range unlike(first) {
		s.columns[i] = column{name: name, keep: i == 0 || i == W-1 || labelish(first[i]) || s.chosen(i, name) == own.RoleLabel, least: math.Inf(1)}
		if i == 0 || first[i] == "" || numbering(first[i]) {
			s.columns[i].seen = map[float64]bool{}
		}
	}
	r = s.rows()
	if !s.header {
		r.next() // it may be the names
	}
	for r.next() {
		cells := s.cut(r.cells)
		if len(cells) != W {
			s.ragged++
			s.g.Leave(s.place(r.row, ""), fact.New("cells_differ", "cells", len(cells), "expected", W))
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
	if r.open > 0 {
		s.g.Note(fact.New("quotes_open", "quotes", r.open, "row", r.openRow))
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

// chosen is the role that a person gave column i, by the name that it may have or by its number.
func (s *sheet) chosen(i int, name string) string {
	if role := s.choice.role(short(name)); role != "" {
		return role
	}
	return s.choice.role(fact.New("column", "column", i+1).Error())
}

func (s *sheet) count(cells []string) {
	for i, cell := range cells {
		s.columns[i].add(cell, s.n)
	}
	s.n++
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

// array reads the rows as pictures.
func (s *sheet) array(progress func(done, total int)) (*Array, []byte, []string) {
	shape := []int{0, s.side, s.side}
	if s.planes == 3 {
		shape = []int{0, 3, s.side, s.side}
	}
	a := &Array{Integer: true}
	for _, i := range s.use {
		a.Integer = a.Integer && (s.columns[i].small || s.columns[i].count[isPlain] == s.n)
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
