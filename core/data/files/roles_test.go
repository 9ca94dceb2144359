package files

import (
	"fmt"
	"strings"
	"testing"

	"bottleneck/core/data/own"
)

// tableOf are 40 rows, below a first one.
func tableOf(first string, row func(i int) string) []byte {
	var b strings.Builder
	b.WriteString(first)
	for i := range 40 {
		b.WriteString(row(i) + "\n")
	}
	return []byte(b.String())
}

// The label is what is called so and is classes, by name and number; what numbers the rows, in whatever order, is no input; an ordinary column is one.
func TestRolesByName(t *testing.T) {
	of := func(format string) func(i int) string {
		return func(i int) string {
			shuffled := 7 * (i + 1) % 41 // 1 to 40
			return strings.NewReplacer("%n", fmt.Sprint(shuffled), "%i", fmt.Sprint(i), "%d", fmt.Sprintf("%02d", i%4+1), "%m", []string{"NA", "0", "1", "?"}[i%4], "%r", fmt.Sprint(39-i), "%2", fmt.Sprint(i%2*2-1), "%5", fmt.Sprint(100*(i%5)), "%f", fmt.Sprint(float64(i)/8)).Replace(format)
		}
	}
	for name, c := range map[string]struct{ first, row, columns, classes string }{
		"-1 and 1":         {"a,label\n", "%f,%2", "a", "-1 1"},
		"hundreds":         {"a,class\n", "%f,%5", "a", "0 100 200 300 400"},
		"fewest classes":   {"class,target,a\n", "%5,%2,%f", "class a", "-1 1"},
		"x and y":          {"x,y,class\n", "%f,%2,c%2", "x y", "c-1 c1"},
		"no dates":         {"a,label,class\n", "%f,2024-01-%d,%5", "a", "0 100 200 300 400"},
		"no label":         {"a,label\n", "%f,%m", "a", "(none) 0 1"},
		"equal names":      {"a,a,a.1,a\n", "%f,%i.5,%f,%f", "a a.2 a.1 a.3", ""},
		"many values":      {"a,target\n", "%f,%i", "a target", ""},
		"shuffled":         {",a\n", "%n,%f", "a", ""},
		"backwards":        {",a\n", "%r,%f", "a", ""},
		"with points":      {",a\n", "%i.0,%f", "a", ""},
		"last":             {"a,\n", "%f,%i", "a", ""},
		"by pandas":        {"Unnamed: 0.1,Unnamed: 0,a\n", "%i,%n,%f", "a", ""},
		"Ids":              {"Id,customer_id,PassengerId,userID,a\n", "%n,9%n,%n,%n,%f", "a", ""},
		"no Ids":           {"Grid,PAID,a\n", "%n,%n,%f", "Grid PAID a", ""},
		"twice":            {"id,a\n", "%2,%f", "id a", ""},
		"an ordinary name": {"year,a\n", "%n,%f", "year a", ""},
		"no names":         {"", "%n,%f", "column 2", ""},
		"no names, from 0": {"", "%i,%f", "column 1 column 2", ""},
	} {
		g := &own.Given{}
		table, err := readCSV(tableOf(c.first, of(c.row)), g, silent)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := strings.Join(table.Columns, " "); got != c.columns || strings.Join(table.Classes, " ") != c.classes {
			t.Errorf("%s: columns %q, classes %q, %q and %q expected: %s", name, got, table.Classes, c.columns, c.classes, notesOf(g))
		}
	}
}

// Whole numbers written with a point are whole, and 256 of them beside a class are a picture, of whatever numbers: as a table they would be too many.
func TestRowsAsPictures(t *testing.T) {
	for name, c := range map[string]struct {
		n      int
		number string
		side   int
	}{
		"8x8":         {64, ",%d.0", 8},
		"16x16":       {256, ",%d", 16},
		"fractions":   {256, ",-0.%d", 16},
		"a table":     {64, ",%d.5", 0},
		"no square":   {65, ",%d", 0},
		"e notation":  {64, ",%d.00e+00", 8},
		"a few of it": {16, ",%d", 0},
	} {
		b := tableOf("", func(i int) string { return fmt.Sprint(i%10) + strings.Repeat(fmt.Sprintf(c.number, i%17), c.n) })
		s, err := sheetOf(b, &own.Given{}, Choice{}, silent)
		if err != nil || s.side != c.side {
			t.Errorf("%s: side %d, %v", name, s.side, err)
		}
	}
}

// Classes that are whole numbers are called so; others as they are written.
func TestWholeNames(t *testing.T) {
	for _, tt := range [][2]string{{"3.0 1.000e+00 (none) 3.0", "3 1 (none) 3"}, {"007 7", "7 7"}, {"1.5 2.0", "1.5 2.0"}, {"a 1.0", "a 1.0"}, {"-1.0 1", "-1 1"}} {
		texts := strings.Fields(tt[0])
		if wholeNames(texts); strings.Join(texts, " ") != tt[1] {
			t.Errorf("%s: %v, %s expected", tt[0], texts, tt[1])
		}
	}
}
