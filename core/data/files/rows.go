package files

import (
	"bottleneck/core/data/own"
	"bottleneck/core/fact"
)

// each calls f for each row that has a number in every column that is used; the others are left out and said.
func (s *sheet) each(progress func(done, total int), f func(values []float64, label string)) {
	r := s.rows()
	values, sums, rows := make([]float64, len(s.use)), make([]float64, len(s.use)), 0
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
				s.g.Leave(s.place(r.row, s.columns[i].name), why)
			}
		}
		if !whole {
			continue
		}
		if n == s.n && s.totals(cells, values, sums, rows) {
			s.g.Note(fact.New("row_of_totals", "row", r.row))
			continue
		}
		for k, v := range values {
			sums[k] += v
		}
		rows++
		label := ""
		if s.beside != nil {
			label = s.beside.texts[n-1]
		} else if s.label >= 0 {
			label = cells[s.label]
		}
		if f, _ := formOf(label); f == isMissing {
			label = noLabel()
		}
		label = short(label)
		f(values, label)
		if n%4096 == 0 {
			progress(len(s.text)/2+r.at/2, len(s.text))
		}
	}
}
