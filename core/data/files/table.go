package files

import (
	"bottleneck/core/data/own"
	"bottleneck/core/fact"
)

// readCSV reads a table of numbers: cells separated by commas, semicolons or tabs, quoted or not, with a first row of
// names or without. Rows in which a number is missing are left out, and so are columns that hold no numbers; of these
// one of few different texts gives the labels. g hears of everything. progress is called every few thousand rows.
func readCSV(b []byte, g *own.Given, progress func(done, total int)) (*own.Table, error) {
	b, err := encoding(b)
	if err != nil {
		return nil, err
	}
	r := csvReader{b: b, separator: separator(b)}
	if !r.next() {
		return nil, fact.About("csv", "csv_without_rows")
	}
	first := append([]string(nil), r.cells...)
	if n := len(first); n > 1 && first[n-1] == "" {
		first = first[:n-1] // the separator ends each row
	}
	W := len(first)
	if W > own.MaxColumns {
		return nil, fact.About("csv", "columns_too_many", "found", W, "most", own.MaxColumns)
	}
	s := &sheet{g: g, columns: make([]column, W), kinds: make([]byte, 0, 64*W)}
	for i := range s.columns {
		s.columns[i].texts = map[string]int{}
	}
	for row := 2; r.next(); row++ {
		cells := r.cells
		if len(cells) == W+1 && cells[W] == "" {
			cells = cells[:W]
		}
		if len(cells) != W {
			s.ragged++
			g.Leave(fact.New("csv_row", "row", row), fact.New("cells_differ", "cells", len(cells), "expected", W))
			continue
		}
		if s.n == own.MaxItems {
			g.Note(fact.New("first_rows_used", "rows", own.MaxItems))
			break
		}
		s.add(cells, row)
		if row%4096 == 0 {
			progress(r.at, len(b))
		}
	}
	if s.ragged > s.n {
		return nil, fact.About("csv", "csv_ragged", "cells", W, "separator", map[byte]string{',': "comma", ';': "semicolon", '\t': "tab"}[r.separator],
			"others", s.ragged, "rows", s.ragged+s.n)
	}
	return s.table(first)
}

// sheet is a table in work.
type sheet struct {
	g       *own.Given
	columns []column
	n       int // rows
	rows    []int
	values  []float64 // (n, W)
	kinds   []byte    // (n, W)
	texts   [][]string
	ragged  int
}

func (s *sheet) add(cells []string, row int) {
	var texts []string
	for i, cell := range cells {
		v, kind := parse(cell)
		s.columns[i].add(cell, v, kind, row)
		s.values, s.kinds = append(s.values, v), append(s.kinds, byte(kind))
		if kind != isNumber {
			if texts == nil {
				texts = make([]string, len(cells))
			}
			texts[i] = short(cell)
		}
	}
	s.texts, s.rows = append(s.texts, texts), append(s.rows, row)
	s.n++
}

// table decides which columns and rows there are.
func (s *sheet) table(first []string) (*own.Table, error) {
	W := len(s.columns)
	header := false
	for i := range s.columns {
		_, kind := parse(first[i])
		header = header || kind == isText && s.columns[i].kinds[isText] < s.columns[i].kinds[isNumber]+s.columns[i].kinds[isComma]
	}
	if !header {
		all := true
		for _, cell := range first {
			_, kind := parse(cell)
			all = all && kind == isText
		}
		header = all && s.n > 0
	}
	names := append([]string(nil), first...)
	if !header {
		rest := *s
		s.values, s.kinds, s.texts, s.rows, s.n = nil, nil, nil, nil, 0
		s.add(first, 1)
		s.values, s.kinds = append(s.values, rest.values...), append(s.kinds, rest.kinds...)
		s.texts, s.rows, s.n = append(s.texts, rest.texts...), append(s.rows, rest.rows...), s.n+rest.n
	}
	for i := range names {
		if !header || names[i] == "" {
			names[i] = fact.New("column", "column", i+1).Error()
		}
		names[i] = short(names[i])
	}
	t := &own.Table{}
	var use []int
	label := -1
	for i := range s.columns {
		c := &s.columns[i]
		switch k := c.kinds; {
		case k[isComma] > 0 && k[isComma] >= k[isNumber]:
			return nil, fact.About("csv", "csv_decimal_comma", "row", c.row, "column", clip(names[i]), "found", clip(c.first))
		case k[isNumber] > k[isMissing]+k[isText]+k[isComma]:
			use, t.Columns = append(use, i), append(t.Columns, names[i])
			if c.lo == c.hi {
				s.g.Note(fact.New("column_constant", "column", clip(names[i]), "value", c.lo))
			}
		case k[isText] > 0 && len(c.texts) >= 2 && len(c.texts) <= 256 && 2*len(c.texts) <= s.n:
			if label >= 0 {
				s.g.Note(fact.New("column_of_text", "column", clip(names[label])))
			}
			label = i
		default:
			s.g.Note(fact.New("column_of_few_numbers", "column", clip(names[i]), "numbers", k[isNumber], "cells", s.n))
		}
	}
	if len(use) == 0 {
		return nil, fact.About("csv", "csv_without_numbers", "rows", s.n, "columns", W)
	}
	var given []string
	for i := range s.n {
		if !s.whole(i, use, names) {
			continue
		}
		for _, k := range use {
			t.Values = append(t.Values, s.values[i*W+k])
		}
		if label >= 0 {
			text := fact.New("label_missing").Error()
			if s.texts[i] != nil && s.texts[i][label] != "" {
				text = s.texts[i][label]
			}
			given = append(given, text)
		}
		t.N++
	}
	if t.N < 2 {
		return nil, fact.About("csv", "whole_rows_too_few", "rows", t.N, "columns", len(use))
	}
	if label >= 0 {
		if t.Labels, t.Classes = classes(given); t.Labels != nil {
			s.g.Note(fact.New("column_labels", "column", clip(names[label]), "classes", t.Classes[:min(len(t.Classes), 8)]))
		}
	}
	return t, nil
}

// whole tells whether row i has a number in each column that is used, and says where not.
func (s *sheet) whole(i int, use []int, names []string) bool {
	W, whole := len(s.columns), true
	for _, k := range use {
		if s.kinds[i*W+k] != isNumber {
			whole = false
			why := fact.New("cell_empty")
			if text := s.texts[i][k]; text != "" {
				why = fact.New("cell_not_number", "found", clip(text))
			}
			s.g.Leave(fact.New("csv_cell", "row", s.rows[i], "column", short(names[k])), why)
		}
	}
	return whole
}
