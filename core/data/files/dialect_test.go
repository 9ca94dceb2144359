package files

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"bottleneck/core/data/own"
)

// A random table, written in many dialects, is read back to the same numbers.
func TestDialects(t *testing.T) {
	comma := func(s string) string { return strings.Replace(s, ".", ",", 1) }
	group := func(mark string) func(string) string {
		return func(s string) string {
			whole, rest, point := strings.Cut(s, ".")
			sign := ""
			if strings.HasPrefix(whole, "-") {
				sign, whole = "-", whole[1:]
			}
			for at := len(whole) - 3; at > 0; at -= 3 {
				whole = whole[:at] + mark + whole[at:]
			}
			if point {
				whole += "." + rest
			}
			return sign + whole
		}
	}
	quote := func(s string) string { return `"` + s + `"` }
	german := func(s string) string { return strings.NewReplacer(",", ".", ".", ",").Replace(group(",")(s)) }
	for name, d := range map[string]struct {
		separator string
		cell      func(string) string
		before    string              // lines
		whole     func(string) string // of the text
	}{
		"commas":               {separator: ","},
		"tabs":                 {separator: "\t"},
		"semicolons":           {separator: ";", cell: comma},
		"bars":                 {separator: "|"},
		"tabs and comma":       {separator: "\t", cell: comma},
		"thousands":            {separator: ",", cell: func(s string) string { return quote(group(",")(s)) }},
		"German thousands":     {separator: ";", cell: german},
		"Swiss":                {separator: ";", cell: group("'")},
		"blanks that group":    {separator: ";", cell: func(s string) string { return comma(group("\u00a0")(s)) }},
		"sep=":                 {separator: ";", before: "sep=;\n"},
		"comments":             {separator: ",", before: "# made by hand\n#\n"},
		"metadata":             {separator: ",", before: "station Berlin\nheight 34 m\n\n"},
		"CRLF":                 {separator: ",", whole: func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }},
		"CR":                   {separator: ",", whole: func(s string) string { return strings.ReplaceAll(s, "\n", "\r") }},
		"a mark":               {separator: ";", whole: func(s string) string { return "\ufeff" + s }},
		"UTF-16":               {separator: "\t", whole: func(s string) string { return wide("\ufeff"+s, 2, false) }},
		"UTF-16, unsaid":       {separator: "\t", whole: func(s string) string { return wide(s, 2, false) }},
		"UTF-16, turned":       {separator: ";", whole: func(s string) string { return wide(s, 2, true) }},
		"UTF-32":               {separator: ",", whole: func(s string) string { return wide("\ufeff"+s, 4, false) }},
		"UTF-32, turned":       {separator: ",", whole: func(s string) string { return wide("\ufeff"+s, 4, true) }},
		"UTF-8 with bad bytes": {separator: ",", before: "# äöüäöü \xe4\n"},
		"Windows-1252":         {separator: ",", whole: func(s string) string { return strings.ReplaceAll(s, "ö", "\xf6") }},
		"an index":             {separator: ","},
	} {
		t.Run(name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(1, uint64(len(name))))
			var text strings.Builder
			text.WriteString(d.before)
			index := name == "an index"
			if index {
				text.WriteString(d.separator)
			}
			text.WriteString(strings.Join([]string{"höhe", "b", "c"}, d.separator) + "\n")
			var want []float64
			for i := range 40 {
				if index {
					fmt.Fprintf(&text, "%d%s", i, d.separator)
				}
				for k := range 3 {
					v := float64(r.IntN(2_000_000)-1_000_000) / []float64{1, 100, 7}[k]
					cell := strconv.FormatFloat(v, 'f', []int{0, 2, 5}[k], 64)
					v, _ = strconv.ParseFloat(cell, 64)
					want = append(want, v)
					if d.cell != nil {
						cell = d.cell(cell)
					}
					if k > 0 {
						text.WriteString(d.separator)
					}
					text.WriteString(cell)
				}
				text.WriteString("\n")
			}
			whole := text.String()
			if d.whole != nil {
				whole = d.whole(whole)
			}
			g := &own.Given{}
			table, err := readCSV([]byte(whole), g, silent)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(table.Columns, []string{"höhe", "b", "c"}) || !slices.Equal(table.Values, want) {
				t.Errorf("columns %q, %v expected %v; %s", table.Columns, table.Values[:6], want[:6], notesOf(g))
			}
		})
	}
}

// wide is a text with each character in so many bytes, the first of them first or last.
func wide(s string, size int, turned bool) string {
	var b []byte
	for _, r := range s {
		c := make([]byte, size)
		c[0], c[1] = byte(r), byte(r>>8)
		if turned {
			slices.Reverse(c)
		}
		b = append(b, c...)
	}
	return string(b)
}

func TestForms(t *testing.T) {
	for cell, want := range map[string]form{
		"": isMissing, "n/a": isMissing, "-": isMissing, "12": isPlain, "-3e5": isPlain, "1.5": isPoint, "0.125": isPoint, "1,5": isComma, "0,125": isComma,
		"1.234": eitherPoint, "1,234": eitherComma, "1,234,567": isPoint, "1.234.567": isComma, "1.234,5": isComma, "1,234.5": isPoint, "12,34,5": isText,
		"2024-01-31": isDate, "31.1.2024": isDate, "1/31/24": isDate, "2024-01-31T10:00:00": isDate, "10:30": isDate, "1.2.3": isText,
		"2024-01": isDate, "01/2024": isDate, "Jan 1, 2024": isDate, "1 January 2024": isDate, "1-Jan-24": isDate, "Mon, 01 Jan 2024": isDate, "01.02.24": isDate,
		"20240101T120000": isDate, "00:00:12.5": isDate, "3. März 2024": isDate, "1er août 2024": isText, "5 août 2024": isDate, "Mar 24": isDate,
		"Mon, 01 Jan 2024 10:00:00 +0100": isDate, "May 1st, 2024 3:05 PM": isDate, "Montag, 5. Februar 2024": isDate,
		"May": isText, "Marble 5": isText, "10-20": isText, "2024-13": isText, "1.2.34": isText, "41.02.24": isText, "Probe 5": isText, "SEP2": isText, "x": isText,
		"12 %": isPlain, "$1,200.50": isPoint, "€ 3,50": isComma, "-$5": isPlain, "1 234": isPlain, "1'234'567.5": isPoint, "12 34": isText, "1e999": isText, "−1.5": isPoint, "(1,5)": isComma, "5-": isPlain, "-(5)": isText, "--5": isText, "(a)": isText, "()": isText, "−": isText, "5-6": isText,
	} {
		if got, _ := formOf(cell); got != want {
			t.Errorf("%q is of form %d, %d expected", cell, got, want)
		}
	}
}

// Columns, not cells, say what a comma is.
func TestCommasByColumn(t *testing.T) {
	for name, tt := range map[string]struct {
		text string
		want []float64
	}{
		"half of them whole": {"a;b\n0;1\n0,5;2\n1;3\n", []float64{0, 1, .5, 2, 1, 3}},
		"thousands":          {"a,b\n\"1,234\",1\n\"12,345\",2\n999,3\n", []float64{1234, 1, 12345, 2, 999, 3}},
		"three decimals":     {"a;b\n1,234;0,5\n2,345;0,25\n", []float64{1.234, .5, 2.345, .25}},
		"points that group":  {"a;b\n1.234;0,5\n2.345;0,25\n", []float64{1234, .5, 2345, .25}},
		"points that do not": {"a,b\n1.234,0.5\n2.345,0.25\n", []float64{1.234, .5, 2.345, .25}},
		"money":              {"a,b\n\"$1,200.50\",1\n$3,2\n", []float64{1200.5, 1, 3, 2}},
		"a longer minus":     {"a,b\n−1.5,1\n–2,−5\n3,2\n", []float64{-1.5, 1, -2, -5, 3, 2}},
		"accounts":           {"a,b\n\"(1,100.50)\",1\n(3),2\n$4,($5)\n", []float64{-1100.5, 1, -3, 2, 4, -5}},
		"a minus behind":     {"a,b\n0.5-,1\n3-,2\n4,5\n", []float64{-.5, 1, -3, 2, 4, 5}},
		"both marks":         {"a;b\n0.25;1\n1,5;2\n2.125;3\n3,375;4\n", []float64{.25, 1, 1.5, 2, 2.125, 3, 3.375, 4}},
		"percent":            {"a;b\n12,5 %;1\n3 %;2\n", []float64{12.5, 1, 3, 2}},
	} {
		table, err := readCSV([]byte(tt.text), &own.Given{}, silent)
		if err != nil || !slices.Equal(table.Values, tt.want) {
			t.Errorf("%s: %+v, %v, %v expected", name, table, err, tt.want)
		}
	}
}

// What was read in another way than it may be meant is told, once.
func TestNumbersTold(t *testing.T) {
	for text, want := range map[string]string{
		"a;b\n1 000;1\n2 000;2\n":          "Marks that group digits are left out: “1 000” in “a” is 1000.",
		"a;b\n1;2\n1’000.25;1\n":           "Marks that group digits are left out: “1’000.25” in “a” is 1000.25.",
		"a,b\n(5),1\n6,(2)\n":              "Numbers in parentheses or before a minus are negative: “(5)” in “a” is -5.",
		"a,b\n1,1\n6.5-,2\n":               "Numbers in parentheses or before a minus are negative: “6.5-” in “a” is -6.5.",
		"a;b\n0.25 %;1\n1,5 %;2\n":         "Commas and points are both decimal in “a”: “1,5 %”, “0.25 %”. The sign % in “a” is left out; its numbers are used.",
		"a;b\n−1;2 €\n1;1 €\n":             "The sign € in “b” is left out; its numbers are used.",
		"a,b\n-1.5,2\n1,1\n":               "",
		"a,b\n1,x\n2,(3)\n5,y\n7,z\n8,w\n": "The column “b” is left out: 1 of 5 cells hold numbers.",
	} {
		g := &own.Given{}
		if _, err := readCSV([]byte(text), g, silent); err != nil || notesOf(g) != want {
			t.Errorf("%q: %v, %q, %q expected", text, err, notesOf(g), want)
		}
	}
}

// Labels are by name, else the text of the fewest classes; what numbers the rows, and dates, are no inputs.
func TestRoles(t *testing.T) {
	var b strings.Builder
	b.WriteString("Id,size,day,color,target,note\n")
	for i := range 20 {
		fmt.Fprintf(&b, "%d,%d.5,2024-01-%02d,%s,%d,n%d\n", i+1, i, i+1, []string{"red", "blue"}[i%2], i%3, i)
	}
	g := &own.Given{}
	table, err := readCSV([]byte(b.String()), g, silent)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(table.Columns, []string{"size"}) || !slices.Equal(table.Classes, []string{"0", "1", "2"}) {
		t.Errorf("columns %q, classes %q", table.Columns, table.Classes)
	}
	got := map[string]string{}
	for _, r := range g.Roles {
		got[r.Name] = r.Role
	}
	for name, want := range map[string]string{"Id": own.RoleIndex, "size": own.RoleInput, "day": own.RoleNone, "color": own.RoleNone, "target": own.RoleLabel, "note": own.RoleNone} {
		if got[name] != want {
			t.Errorf("%s: %q, %q expected", name, got[name], want)
		}
	}
	for _, code := range []string{"column_index", "column_of_dates", "column_of_text", "column_labels"} {
		if !slices.Contains(codesOf(g), code) {
			t.Errorf("%s is not said: %v", code, codesOf(g))
		}
	}
}

func codesOf(g *own.Given) (codes []string) {
	for _, n := range g.Notes {
		codes = append(codes, n.Code)
	}
	return codes
}

// A line that begins with # or % is a comment where it is not like the rows.
func TestSignsOfNumber(t *testing.T) {
	for name, c := range map[string]struct {
		text    string
		n       int
		columns []string
	}{
		"comments":        {"# by hand\nx,y\n1,2\n# more, or, less\n3,4\n", 2, []string{"x", "y"}},
		"one as wide":     {"# by hand\n# 2 columns, x and y\nx,y\n1,2\n# more, or less\n3,4\n# 5,6\n7,8\n", 3, []string{"x", "y"}},
		"percent":         {"% by hand\n%more, or less\nx,y\n1,2\n%3,x\n3,4\n", 2, []string{"x", "y"}},
		"NumPy's names":   {"# x y\n1 2\n3 4\n", 2, []string{"x", "y"}},
		"a share":         {"%fat,y\n1,2\n3,4\n", 2, []string{"%fat", "y"}},
		"names":           {"#x,y,z\n1,2,3\n4,5,6\n", 2, []string{"#x", "y", "z"}},
		"colors in front": {"color,x,y\n#ff0000,1,2\n#00ff00,3,4\n#0000ff,5,6\n", 3, []string{"x", "y"}},
	} {
		g := &own.Given{}
		table, err := readCSV([]byte(c.text), g, func(int, int) {})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if table.N != c.n || !slices.Equal(table.Columns, c.columns) {
			t.Errorf("%s: %d rows of %q, %d of %q expected", name, table.N, table.Columns, c.n, c.columns)
		}
	}
}

// Blanks take apart what another separator leaves as several numbers, and nothing else.
func TestBlanksOrNot(t *testing.T) {
	for name, c := range map[string]struct {
		text    string
		columns []string
		values  []float64
	}{
		"decimal commas":         {"0,5 1,5 -2,5\n1,5 2,5  3,5\n2,5 0,0 0,5\n", []string{"column 1", "column 2", "column 3"}, []float64{.5, 1.5, -2.5, 1.5, 2.5, 3.5, 2.5, 0, .5}},
		"below names":            {"a b\n0,5 1,5\n1,5 2,25\n2,5 0,5\n", []string{"a", "b"}, []float64{.5, 1.5, 1.5, 2.25, 2.5, .5}},
		"a tab among blanks":     {" 1\t 2  3\n 4\t 5  7\n", []string{"column 1", "column 2", "column 3"}, []float64{1, 2, 3, 4, 5, 7}},
		"blanks among tabs":      {"a\tb\tc\n1  2\t3\n4  5\t7\n", []string{"a", "b", "c"}, []float64{1, 2, 3, 4, 5, 7}},
		"a tab before a name":    {"1   2\t\"ford torino\"\n3   5\t\"amc rebel\"\n6   9\t\"saab\"\n", []string{"column 1", "column 2"}, []float64{1, 2, 3, 5, 6, 9}},
		"numbers of telephones":  {"tel\tx\ty\n044 123 10\t1\t2\n044 123 11\t3\t4\n", []string{"x", "y"}, []float64{1, 2, 3, 4}},
		"pixels in a cell":       {"x,pixels\n0,70 80 82\n2,68 75 90\n", []string{"x"}, []float64{0, 2}},
		"words of a cell":        {"probe\tx\nProbe 1\t1\nProbe 2\t2\n", []string{"x"}, []float64{1, 2}},
		"commas and blanks":      {"1, 2, 3\n4, 5, 7\n", []string{"column 1", "column 2", "column 3"}, []float64{1, 2, 3, 4, 5, 7}},
		"blanks that group":      {"a;b\n1 000;2\n3 000;4\n", []string{"a", "b"}, []float64{1000, 2, 3000, 4}},
		"days with times of day": {"t,x,y\n2024-01-01 10:00,1,2\n2024-01-02 11:00,3,4\n", []string{"x", "y"}, []float64{1, 2, 3, 4}},
	} {
		table, err := readCSV([]byte(c.text), &own.Given{}, silent)
		if err != nil || !slices.Equal(table.Columns, c.columns) || !slices.Equal(table.Values, c.values) {
			t.Errorf("%s: %+v, %v, %q expected", name, table, err, c.columns)
		}
	}
}
