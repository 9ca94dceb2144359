package files

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"
)

// blanks, as a separator, stands for any number of blanks and tabs.
const blanks = ' '

// csvReader takes a text apart into rows and cells, as RFC 4180 has it: cells in double quotes may hold the separator,
// line breaks, and quotes, doubled. Lines that begin with # or % are comments.
type csvReader struct {
	b         []byte
	at        int
	separator byte
	comments  bool // lines that begin with # or % are comments, but for rows
	width     int  // of so many cells, more than one; 0: all are
	names     bool // such a line may have the names, above the first row
	row       int  // number of the row that was read last, as a spreadsheet counts
	cells     []string
	buf       []byte
	open      int // quotes that do not close, and the row of the first of them
	openRow   int
}

// next reads a row that is not empty; false at the end.
func (r *csvReader) next() bool {
	for r.at < len(r.b) {
		r.row++
		if r.comments && mark(r.b[r.at]) {
			if !r.rowHere() {
				r.skipLine()
				continue
			}
			r.at += r.behindMark()
		}
		r.cells = r.cells[:0]
		for {
			cell, quoted := r.cell()
			r.cells = append(r.cells, cell)
			if r.at < len(r.b) && r.b[r.at] == r.separator || r.separator == blanks && r.at < len(r.b) && r.b[r.at] == '\t' {
				r.at++
				continue
			}
			if r.at < len(r.b) && r.b[r.at] == '\n' {
				r.at++
			}
			if len(r.cells) == 1 && cell == "" && !quoted {
				break // an empty line
			}
			if n := len(r.cells); r.separator == blanks && n > 1 && r.cells[n-1] == "" {
				r.cells = r.cells[:n-1] // blanks at the end
			}
			r.names = false
			return true
		}
	}
	return false
}

// mark tells whether a line that begins with c may be a comment.
func mark(c byte) bool { return c == '#' || c == '%' }

// behindMark is 1 where a # and a blank stand before a row, as NumPy writes names.
func (r *csvReader) behindMark() int {
	if bytes.HasPrefix(r.b[r.at:], []byte("# ")) {
		return 1
	}
	return 0
}

// rowHere tells whether the line that begins with a mark is a row: one with numbers, behind a color as #ff0000, or names above numbers.
func (r *csvReader) rowHere() bool {
	behind := r.behindMark()
	ahead := csvReader{b: r.b, at: r.at + behind, separator: r.separator}
	if r.width < 2 || !ahead.next() || len(ahead.cells) != r.width {
		return false
	}
	if behind == 0 && anyNumber(ahead.cells[1:]) {
		return true
	}
	return r.names && !anyNumber(ahead.cells) && ahead.next() && !strings.HasPrefix(ahead.cells[0], "#") && !strings.HasPrefix(ahead.cells[0], "%") && anyNumber(ahead.cells)
}

func anyNumber(cells []string) bool {
	return slices.ContainsFunc(cells, func(c string) bool { f, _ := formOf(c); return isPlain <= f && f <= eitherComma })
}

func (r *csvReader) skipLine() {
	if n := bytes.IndexByte(r.b[r.at:], '\n'); n >= 0 {
		r.at += n + 1
		return
	}
	r.at = len(r.b)
}

// cell reads up to the separator or the end of the line.
func (r *csvReader) cell() (text string, quoted bool) {
	from := r.at
	for r.at < len(r.b) && (r.b[r.at] == ' ' || r.b[r.at] == '\t' && r.separator != '\t') {
		r.at++
	}
	if r.separator == blanks {
		from = r.at
	}
	if r.at < len(r.b) && r.b[r.at] == '"' {
		at := r.at
		if quoted = r.quote(); quoted {
			text, from = string(r.buf), r.at
		} else {
			if r.at = at + 1; r.open == 0 {
				r.openRow = r.row
			}
			r.open++
		}
	}
	for r.at < len(r.b) && r.b[r.at] != r.separator && r.b[r.at] != '\n' &&
		(r.separator != blanks || r.b[r.at] != '\t') {
		r.at++
	}
	return strings.TrimSpace(text + string(bytes.TrimSpace(r.b[from:r.at]))), quoted
}

// quote reads what a quote begins, up to the one that closes it, into buf; false where none does. One that closes it in another line is
// at the end of a cell, and the lines between are no rows.
func (r *csvReader) quote() bool {
	r.buf = r.buf[:0]
	for r.at++; r.at < len(r.b); r.at++ {
		if r.b[r.at] == '"' {
			if r.at++; r.at == len(r.b) || r.b[r.at] != '"' {
				return bytes.IndexByte(r.buf, '\n') < 0 || r.endHere() && !r.rowsIn(r.buf)
			}
		}
		r.buf = append(r.buf, r.b[r.at])
	}
	return false
}

// endHere tells whether a cell ends here, but for blanks.
func (r *csvReader) endHere() bool {
	rest := bytes.TrimLeft(r.b[r.at:], " ")
	return len(rest) == 0 || rest[0] == '\n' || rest[0] == r.separator || r.separator == blanks && (len(rest) < len(r.b)-r.at || rest[0] == '\t')
}

// rowsIn tells whether a text has lines that are rows like the others, many of them and hardly any else.
func (r *csvReader) rowsIn(text []byte) bool {
	lines := bytes.Split(text, []byte("\n"))
	if lines = lines[1:]; r.width < 2 || len(lines) <= 10 { // the last is not whole
		return false
	}
	rows := 0
	for _, line := range lines[:len(lines)-1] {
		if bytes.Count(line, []byte{r.separator}) >= r.width-1 {
			rows++
		}
	}
	return 10*rows >= 9*(len(lines)-1)
}

// clip is a cell or a name as a sentence shows it.
func clip(s string) string {
	s = short(s)
	if utf8.RuneCountInString(s) > 30 {
		s = string([]rune(s)[:30]) + "…"
	}
	return s
}
