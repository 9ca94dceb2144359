package files

import (
	"slices"
	"testing"

	"bottleneck/core/data/own"
)

// Names stand right above the numbers, below what a report has in as many cells.
func TestReports(t *testing.T) {
	for name, c := range map[string]struct {
		text    string
		columns []string
		n, over int
	}{
		"padded":         {"Report,,\nHeight,408,m\n,,\na,b,c\n1,2,3\n4,5,6\n", []string{"a", "b", "c"}, 2, 3},
		"with numbers":   {"Sensor,12\nRate,50\na,b\n1,2\n3,4\n5,6\n", []string{"a", "b"}, 3, 2},
		"units":          {"len,mass\nm,kg\n1,2\n3,4\n", []string{"len", "mass"}, 2, 0},
		"two heads":      {",front,front\n,x,y\n0,1,2\n1,3,4\n", []string{"column 1", "front", "front.1"}, 2, 0},
		"names repeated": {"1,2\n3,4\na,b\n5,6\n7,8\n", []string{"column 1", "column 2"}, 4, 0},
	} {
		g := &own.Given{}
		table, err := readCSV([]byte(c.text), g, silent)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		over := int64(0)
		for _, f := range g.Notes {
			if f.Code == "lines_before_table" {
				over = f.Values["lines"].(int64)
			}
		}
		if table.N != c.n || !slices.Equal(table.Columns, c.columns) || int(over) != c.over {
			t.Errorf("%s: %d rows of %q below %d, %d of %q below %d expected", name, table.N, table.Columns, over, c.n, c.columns, c.over)
		}
	}
}
