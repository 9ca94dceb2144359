package files

import "slices"

// overNames counts the rows, as wide as the table, that stand above its names and are no names: those of a report that a spreadsheet
// filled up with separators.
func (s *sheet) overNames() int {
	r := s.rows()
	var rows [][]string
	for len(rows) < 40 && r.next() {
		if cells := s.cut(r.cells); len(cells) == s.dialect.width {
			rows = append(rows, slices.Clone(cells))
		}
	}
	k := slices.IndexFunc(rows[:min(20, len(rows))], names)
	if k < 1 {
		return 0
	}
	most := make([]int, s.dialect.width) // numbers below
	for _, row := range rows[k+1:] {
		for i := range row {
			if anyNumber(row[i : i+1]) {
				most[i]++
			}
		}
	}
	columns := 0
	for _, n := range most {
		if 2*n > len(rows)-k-1 {
			columns++
		}
	}
	whole := func(row []string) bool {
		for i, n := range most {
			if 2*n > len(rows)-k-1 && !anyNumber(row[i:i+1]) {
				return false
			}
		}
		return true
	}
	if columns == 0 || slices.ContainsFunc(rows[:k], whole) {
		return 0
	}
	return k
}

func names(cells []string) bool {
	for _, c := range cells {
		if f, _ := formOf(c); f != isText && f != isDate {
			return false
		}
	}
	return true
}
