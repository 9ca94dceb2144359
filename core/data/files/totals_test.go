package files

import (
	"strings"
	"testing"

	"bottleneck/core/data/own"
)

// A last row of totals is left out; one that is only called so, or only has the numbers, is a row like others.
func TestTotals(t *testing.T) {
	for name, c := range map[string]struct {
		last string
		rows int
	}{
		"sums":         {"Total,10,30", 4},
		"means":        {"Mean:,2.5,7.5", 4},
		"other sums":   {"Total,10,31", 5},
		"another name": {"f,10,30", 5},
	} {
		g := &own.Given{}
		table, err := readCSV([]byte("name,a,b\nv,1,3\nw,2,6\nx,3,9\nz,4,12\n"+c.last+"\n"), g, silent)
		if err != nil {
			t.Fatal(err)
		}
		told := false
		for _, f := range g.Notes {
			told = told || f.Code == "row_of_totals" && strings.Contains(f.Error(), "row, 6,")
		}
		if table.N != c.rows || told != (c.rows == 4) {
			t.Errorf("%s: %d rows, %v", name, table.N, g.Notes)
		}
	}
}
