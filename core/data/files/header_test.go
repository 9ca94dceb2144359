package files

import (
	"fmt"
	"strings"
	"testing"

	"bottleneck/core/data/own"
)

// A first row of numbers has the names where it does not go with what is below it.
func TestNamesOfNumbers(t *testing.T) {
	fractions := func(i int) string { return fmt.Sprintf("%d.5,%d.25,%d.125", i, -i, i) }
	whole := func(i int) string { return fmt.Sprintf("%d,%d,%d", i, i%7, i%5) }
	behind := func(lead string, row func(int) string) func(int) string {
		return func(i int) string { return fmt.Sprintf(lead, i) + row(i) }
	}
	for name, c := range map[string]struct {
		first   string
		row     func(int) string
		columns string // "": the first row is as the others
	}{
		"years by a text":        {"region,2019,2020,2021", behind("R%d,", whole), "2019 2020 2021"},
		"years in steps":         {"region,code,1960,1970,1980", behind("R%[1]d,C%[1]d,", whole), "1960 1970 1980"},
		"years":                  {"2019,2020,2021", fractions, "2019 2020 2021"},
		"places":                 {"0,1,2", fractions, "0 1 2"},
		"places with an index":   {",0,1,2", behind("%d,", whole), "0 1 2"},
		"equal ones, by pandas":  {"0,0.1,0.2,0.3,0.4,0.5,0.6,0.7,0.8", behind("%[1]d,%[1]d,%[1]d,", behind("%[1]d,%[1]d,%[1]d,", whole)), "0 0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8"},
		"whole above whole":      {"0,1,2", whole, ""},
		"a year among numbers":   {"2019,3,4", whole, ""},
		"fractions":              {"0.5,1,2", fractions, ""},
		"a text and some counts": {"R9,1,2,3", behind("R%d,", whole), ""},
	} {
		g := &own.Given{}
		table, err := readCSV(tableOf(c.first+"\n", c.row), g, silent)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		rows := 40
		if c.columns == "" {
			rows = 41
		}
		if got := strings.Join(table.Columns, " "); table.N != rows || c.columns != "" && (got != c.columns || !strings.Contains(notesOf(g), "is taken as the names")) {
			t.Errorf("%s: %d rows of %q: %s", name, table.N, got, notesOf(g))
		}
	}
}
