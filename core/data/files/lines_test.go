package files

import (
	"strings"
	"testing"

	"bottleneck/core/data/own"
)

// A quote that does not close takes no other row with it.
func TestQuotesOpen(t *testing.T) {
	rows := strings.Repeat("1,2,x\n3,4,y\n", 20)
	for name, tt := range map[string]struct {
		text       string
		n, left    int
		open, line int64
	}{
		"to the end":           {"a,b,c\n" + rows + "5,\"6,x\n" + rows, 80, 1, 1, 42},
		"of a text":            {"a,b,c\n" + rows + "5,6,\"x\n" + rows, 81, 0, 1, 42},
		"before another":       {"a,b,c\n5,\"6,x\n" + rows + "7,\"8\",x\n" + rows, 81, 1, 1, 2},
		"as of an inch":        {"a,b,c\n5,\"6,x\n" + rows + "7,8,x\"\n" + rows, 81, 1, 1, 2},
		"several":              {"a,b,c\n5,\"6,x\n" + rows + "\"7,8,x\n" + rows, 80, 2, 2, 2},
		"lines of one cell":    {"a,b,c\n5,6,\"x,\ny,\n\nz\"\n" + rows, 41, 0, 0, 0},
		"many lines, no rows":  {"a,b,c\n5,6,\"" + strings.Repeat("a line, of a letter\n", 20) + "\"\n" + rows, 41, 0, 0, 0},
		"in a row and no more": {"a,b,c\n5,6,\"x\" y\n" + rows, 41, 0, 0, 0},
	} {
		g := &own.Given{}
		table, err := readCSV([]byte(tt.text), g, silent)
		if err != nil || table.N != tt.n || g.Left != tt.left {
			t.Errorf("%s: %+v, %v, %d left out; %d and %d expected", name, table, err, g.Left, tt.n, tt.left)
			continue
		}
		open, line := int64(0), int64(0)
		for _, f := range g.Notes {
			if f.Code == "quotes_open" {
				open, line = f.Values["quotes"].(int64), f.Values["row"].(int64)
			}
		}
		if open != tt.open || line != tt.line {
			t.Errorf("%s: %d quotes from row %d said, %d from row %d expected", name, open, line, tt.open, tt.line)
		}
	}
}

// Each of the three ends of lines ends one, all of them in one text, too.
func TestEndsOfLines(t *testing.T) {
	for _, text := range []string{"a,b\n1,2\r\n3,4\r5,6", "a,b\r\n1,2\r3,4\r5,6\r", "a,b\r1,2\r3,4\r5,6\n", "# x\ra,b\r\r\n1,2\r\r\n3,4\r\r\n5,6\r\r\n", "sep=,\ra,b\r1,2\r\"3\",4\r5,6"} {
		g := &own.Given{}
		table, err := readCSV([]byte(text), g, silent)
		if err != nil || table.N != 3 || table.Columns[0] != "a" || table.Values[5] != 6 || len(g.Problems) > 0 {
			t.Errorf("%q: %+v, %v", text, table, err)
		}
	}
}

// A bad byte or two leave the others of UTF-8 what they are.
func TestBadBytes(t *testing.T) {
	g := &own.Given{}
	table, err := readCSV([]byte("größe,b\n1,ä\n2,ä\n3,\xfc\n4,\xfc\n"+strings.Repeat("5,ä\n", 20)), g, silent)
	if err != nil || table.Columns[0] != "größe" || strings.Join(table.Classes, " ") != "? ä" || !strings.Contains(notesOf(g), "UTF-8, but for 2 places") {
		t.Errorf("%+v, %v, %s", table, err, notesOf(g))
	}
}
