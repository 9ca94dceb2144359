package files

import (
	"math"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/data/own"
)

func silent(int, int) {}

func notesOf(g *own.Given) string {
	var notes []string
	for _, n := range g.Notes {
		notes = append(notes, n.Error())
	}
	return strings.Join(notes, " ")
}

func TestReadCSV(t *testing.T) {
	tests := []struct {
		name, text string
		columns    []string
		values     []float64
		labels     []byte
		notes      string // part of the notes
		left       []string
	}{
		{name: "plain", text: "a,b\n1,2\n3,4.5\n", columns: []string{"a", "b"}, values: []float64{1, 2, 3, 4.5}},
		{name: "no header", text: "1,2\n3,4\n", columns: []string{"column 1", "column 2"}, values: []float64{1, 2, 3, 4}},
		{name: "mark and CRLF", text: "\ufeffa;b\r\n1;-2e-1\r\n3;4\r\n", columns: []string{"a", "b"}, values: []float64{1, -.2, 3, 4}},
		{name: "tabs", text: "a\tb\n1\t2\n3\t4", columns: []string{"a", "b"}, values: []float64{1, 2, 3, 4}},
		{name: "quotes", text: "\"a, \"\"x\"\"\",b\n\"1\",2\n3,\"4\"\n", columns: []string{`a, "x"`, "b"}, values: []float64{1, 2, 3, 4}},
		{name: "line break in a name", text: "\"a\nb\",c\n1,2\n3,4\n", columns: []string{"a b", "c"}, values: []float64{1, 2, 3, 4}},
		{name: "empty lines and ends", text: "a,b,\n\n1,2,\n\n3,4,\n\n", columns: []string{"a", "b"}, values: []float64{1, 2, 3, 4}},
		{name: "one column", text: "x\n1\n2\n3", columns: []string{"x"}, values: []float64{1, 2, 3}},
		{name: "missing", text: "a,b\n1,2\n,4\n5,n/a\n7,x\n8,9\n", columns: []string{"a", "b"}, values: []float64{1, 2, 8, 9},
			left: []string{"row 3, a: nothing found, a number expected: the row is left out", "row 4, b: “n/a” found", "row 5, b: “x” found"}},
		{name: "ragged", text: "a,b\n1,2\n3\n4,5,6\n7,8\n", columns: []string{"a", "b"}, values: []float64{1, 2, 7, 8},
			left: []string{"row 3: 1 cell found, 2 expected", "row 4: 3 cells found, 2 expected"}},
		{name: "labels", text: "x,species\n1,b\n2,a\n3,b\n4,a\n", columns: []string{"x"}, values: []float64{1, 2, 3, 4}, labels: []byte{1, 0, 1, 0},
			notes: "The column “species” labels the rows: a, b."},
		{name: "two texts", text: "x,kind,species\n1,k,b\n2,l,a\n3,k,b\n4,l,a\n", columns: []string{"x"}, values: []float64{1, 2, 3, 4}, labels: []byte{1, 0, 1, 0},
			notes: "The column “kind” is left out: it holds text. The column “species” labels"},
		{name: "constant", text: "x,y\n1,7\n2,7\n", columns: []string{"x", "y"}, values: []float64{1, 7, 2, 7}, notes: "The column “y” is 7 throughout."},
		{name: "names left out", text: "who,x\nAnn,1\nBob,2\nCid,3\n", columns: []string{"x"}, values: []float64{1, 2, 3}, notes: "The column “who” is left out: 0 of 3 cells hold numbers."},
		{name: "mostly empty column", text: "x,y\n1,\n2,\n3,4\n", columns: []string{"x"}, values: []float64{1, 2, 3}, notes: "The column “y” is left out: 1 of 3"},
		{name: "months as names", text: "town,Jan 2024,2024-02\nBern,1,2\nRom,3,4\n", columns: []string{"Jan 2024", "2024-02"}, values: []float64{1, 2, 3, 4}},
		{name: "unnamed", text: "a,,c\n1,2,3\n4,5,6\n", columns: []string{"a", "column 2", "c"}, values: []float64{1, 2, 3, 4, 5, 6}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			g := &own.Given{}
			table, err := readCSV([]byte(tt.text), g, silent)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(table.Columns, tt.columns) || !slices.Equal(table.Values, tt.values) || !slices.Equal(table.Labels, tt.labels) {
				t.Errorf("columns %q, values %v, labels %v", table.Columns, table.Values, table.Labels)
			}
			if table.N*len(table.Columns) != len(table.Values) {
				t.Errorf("%d rows", table.N)
			}
			if notes := notesOf(g); !strings.Contains(notes, tt.notes) {
				t.Errorf("notes %q, %q expected", notes, tt.notes)
			}
			if g.Left != len(tt.left) || len(g.Problems) != len(tt.left) {
				t.Fatalf("left out: %v", g.Problems)
			}
			for i, want := range tt.left {
				if got := g.Problems[i].Place.Error() + ": " + g.Problems[i].Why.Error(); !strings.HasPrefix(got, want) {
					t.Errorf("%q, %q expected", got, want)
				}
			}
		})
	}
}

func TestReadCSVRefuses(t *testing.T) {
	for name, tt := range map[string]struct{ text, want string }{
		"empty":             {" \n\n", "the file is empty"},
		"binary":            {"a,b\n1,\x00\n", "binary content"},
		"no numbers":        {"a,b\nx,y\nz,w\n", "none of them of numbers"},
		"one row":           {"a,b\n1,2\n", "1 row of 2 columns without a missing number found"},
		"too many columns":  {strings.Repeat("1,", 256) + "1\n", "257 columns found, at most 256"},
		"prose":             {"Dear all,\nthis is no table, as you see, at all.\nIt has commas, though.\nYours, me\n", "none of them of numbers"},
		"uneven rows":       {"a,b\n1,2,3\n1,2,3,4\n5,6\n1\n1,2,3,4,5\n", "of equal length"},
		"every row damaged": {"a,b,c\n1,2,\n1,,3\n,2,3\n", "without a missing number"},
	} {
		if _, err := readCSV([]byte(tt.text), &own.Given{}, silent); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, %q expected", name, err, tt.want)
		}
	}
}

func TestReadCSVMany(t *testing.T) {
	g := &own.Given{}
	var b strings.Builder
	for range own.MaxItems + 10 {
		b.WriteString("1,2\n")
	}
	calls := 0
	table, err := readCSV([]byte(b.String()), g, func(done, total int) { calls++ })
	if err != nil || table.N < own.MaxItems || table.N > own.MaxItems+1 || calls == 0 {
		t.Errorf("%d rows, %d calls, %v", table.N, calls, err)
	}
}

func FuzzReadCSV(f *testing.F) {
	for _, seed := range []string{"a,b\n1,2\n3,4\n", "\"a\"\"\";\r\n", "1,2\n,\n", "\ufeffx\ty\n1\t2", "\"", "1,5;2\n2,5;3\n", "&32,+\n*\n\t\xe8", "sep=;\na;b\n1;2\n", "# x\n1 2\n3 4\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		g := &own.Given{}
		table, err := readCSV(b, g, silent)
		if err != nil {
			return
		}
		if table.N < 2 || len(table.Columns) < 1 || len(table.Values) != table.N*len(table.Columns) || table.Labels != nil && len(table.Labels) != table.N {
			t.Fatalf("%d rows, %d columns, %d values, %d labels", table.N, len(table.Columns), len(table.Values), len(table.Labels))
		}
		for _, v := range table.Values {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				t.Fatalf("value %v", v)
			}
		}
		for _, scale := range []string{"minmax", "standard", "none"} {
			train, test := table.Set(false, scale), table.Set(true, scale)
			if train.N+test.N != table.N || train.N < 1 || test.N < 1 {
				t.Fatalf("%d and %d of %d rows", train.N, test.N, table.N)
			}
			for _, v := range append(train.Values, test.Values...) {
				if math.IsNaN(float64(v)) {
					t.Fatalf("scaled value %v", v)
				}
			}
		}
	})
}
