package files

import (
	"bytes"
	"slices"
	"strings"
)

// dialect is how a text is a table.
type dialect struct {
	separator byte
	width     int // cells of a row
	comments  bool
	skip      int // rows before the first of that width; the survey counts them
}

// sample is how many rows decide upon it.
const sample = 100

// dialectOf finds what the cells are separated by: the first of tab, semicolon, comma, bar and blanks by which most of the first rows
// have equally many cells, more than one, unless these are several numbers each, which blanks take apart. Else the cells are lines.
// some are those to choose among.
func dialectOf(b []byte, some ...byte) dialect {
	if some == nil {
		some = []byte{'\t', ';', ',', '|', blanks}
	}
	comments := commented(b)
	best := trial{dialect: dialect{separator: some[len(some)/2], width: 1, comments: comments}}
	for _, sep := range some {
		t := tried(b, dialect{separator: sep, comments: comments})
		if t.width < 2 || sep == blanks && 2*t.numbers < t.cells {
			continue
		}
		if t.share > best.share+.05 || sep == blanks && t.apart(best) {
			best = t
		}
	}
	return best.dialect
}

// trial is what the first rows are by one separator.
type trial struct {
	dialect
	rows, cells, numbers int
	lists                int     // cells that are several numbers
	commas               int     // numbers with a comma inside
	first                int     // width of the first row
	share                float64 // of the rows that are of that width
}

func tried(b []byte, d dialect) trial {
	t := trial{dialect: d}
	r := csvReader{b: b, separator: d.separator, comments: d.comments}
	count := map[int]int{}
	for t.rows < sample && r.next() {
		n := len(r.cells)
		if n > 1 && r.cells[n-1] == "" {
			n-- // the separator ends each row
		}
		if t.rows++; t.rows == 1 {
			t.first = n
		}
		if count[n]++; count[n] > count[t.width] || count[n] == count[t.width] && n > t.width {
			t.width = n
		}
		for _, c := range r.cells {
			t.cells++
			switch f, _ := formOf(c); {
			case f == isText && list(c):
				t.lists++
			case f != isText && f != isMissing:
				t.numbers++
				if (f == isComma || f == eitherComma) && !strings.HasSuffix(c, ",") {
					t.commas++
				}
			}
		}
	}
	t.share = float64(count[t.width]) / float64(max(t.rows, 1))
	return t
}

// apart tells whether blanks, as t has it, take numbers apart that other leaves together, row for row and below names, too. A comma is
// decimal then in most of them.
func (t trial) apart(other trial) bool {
	return other.lists >= max(other.rows-1, 1) && t.lists == 0 && t.first == t.width && t.share >= other.share &&
		(other.separator != ',' || 2*t.commas > t.cells)
}

// list tells whether a cell is several numbers.
func list(cell string) bool {
	for _, sep := range " \t;,|" {
		if parts := strings.FieldsFunc(cell, func(r rune) bool { return r == sep }); len(parts) > 1 && !slices.ContainsFunc(parts, func(p string) bool {
			f, _ := formOf(strings.TrimSpace(p))
			return f == isText || f == isMissing
		}) {
			return true
		}
	}
	return false
}

// said is the separator that the first line of a text names, as spreadsheets write and read it: "sep=;".
func said(b []byte) (separator byte, rest []byte) {
	if len(b) > 5 && strings.EqualFold(string(b[:4]), "sep=") {
		if n := bytes.IndexByte(b, '\n'); n == 5 {
			return b[4], b[n+1:]
		}
	}
	return 0, b
}

// commented tells whether lines that begin with # or % may be comments: where most begin so, they are rows.
func commented(b []byte) bool {
	lines, marked := 0, 0
	for line := range bytes.Lines(b) {
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		if lines++; mark(line[0]) {
			marked++
		}
		if lines == sample {
			break
		}
	}
	return 2*marked <= lines
}
