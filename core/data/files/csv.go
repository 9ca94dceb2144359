package files

import (
	"bytes"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"bottleneck/core/fact"
)

// cell kinds
const (
	isNumber = iota
	isMissing
	isComma // a number with a decimal comma
	isText
)

// csvReader takes a text apart into rows and cells, as RFC 4180 has it: cells in double quotes may hold the separator,
// line breaks, and quotes, doubled.
type csvReader struct {
	b         []byte
	at        int
	separator byte
	cells     []string
	buf       []byte
}

// next reads a row that is not empty; false at the end.
func (r *csvReader) next() bool {
	for r.at < len(r.b) {
		r.cells = r.cells[:0]
		for {
			cell, quoted := r.cell()
			r.cells = append(r.cells, cell)
			if r.at < len(r.b) && r.b[r.at] == r.separator {
				r.at++
				continue
			}
			if r.at < len(r.b) && r.b[r.at] == '\r' {
				r.at++
			}
			if r.at < len(r.b) && r.b[r.at] == '\n' {
				r.at++
			}
			if len(r.cells) == 1 && cell == "" && !quoted {
				break // an empty line
			}
			return true
		}
	}
	return false
}

// cell reads up to the separator or the end of the line.
func (r *csvReader) cell() (text string, quoted bool) {
	from := r.at
	for r.at < len(r.b) && (r.b[r.at] == ' ' || r.b[r.at] == '\t' && r.separator != '\t') {
		r.at++
	}
	if r.at < len(r.b) && r.b[r.at] == '"' {
		r.buf = r.buf[:0]
		for r.at++; r.at < len(r.b); r.at++ {
			if r.b[r.at] == '"' {
				if r.at++; r.at == len(r.b) || r.b[r.at] != '"' {
					break
				}
			}
			r.buf = append(r.buf, r.b[r.at])
		}
		text, from = string(r.buf), r.at
	}
	for r.at < len(r.b) && r.b[r.at] != r.separator && r.b[r.at] != '\n' && (r.b[r.at] != '\r' || r.at+1 < len(r.b) && r.b[r.at+1] != '\n') {
		r.at++
	}
	return text + strings.TrimSpace(string(r.b[from:r.at])), text != ""
}

// separator finds what the cells are separated by: the first of tab, semicolon and comma that all of the first rows
// have equally often; else what the first row has most of.
func separator(b []byte) byte {
	best, most := byte(','), 0
	for _, sep := range []byte{'\t', ';', ','} {
		r := csvReader{b: b, separator: sep}
		width, even := 0, true
		for rows := 0; rows < 10 && r.next(); rows++ {
			if rows == 0 {
				width = len(r.cells)
			}
			even = even && len(r.cells) == width
		}
		if width > 1 && even {
			return sep
		}
		if width > most {
			best, most = sep, width
		}
	}
	return best
}

// parse tells what a cell holds.
func parse(s string) (float64, int) {
	switch lower(s) {
	case "", "na", "n/a", "nan", "null", "none", "-", "?":
		return 0, isMissing
	}
	if strings.Trim(s, "0123456789+-.eE,") != "" {
		return 0, isText
	}
	if v, err := strconv.ParseFloat(s, 64); err == nil && math.Abs(v) <= math.MaxFloat32 {
		return v, isNumber
	}
	if _, err := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64); err == nil {
		return 0, isComma
	}
	return 0, isText
}

// column counts what one column holds, below the first row.
type column struct {
	kinds  [4]int
	texts  map[string]int // different texts, up to 257
	first  string         // of the cells with a decimal comma
	row    int            // where that is
	lo, hi float64
}

func (c *column) add(text string, v float64, kind, row int) {
	if kind == isNumber {
		if c.kinds[isNumber] == 0 {
			c.lo, c.hi = v, v
		}
		c.lo, c.hi = min(c.lo, v), max(c.hi, v)
	}
	if kind == isComma && c.kinds[isComma] == 0 {
		c.first, c.row = text, row
	}
	if kind != isMissing && len(c.texts) <= 256 {
		c.texts[text]++
	}
	c.kinds[kind]++
}

// encoding refuses what is no text in UTF-8, and takes the mark off that some programs put before it.
func encoding(b []byte) ([]byte, error) {
	b = bytes.TrimPrefix(b, []byte("\ufeff"))
	switch {
	case bytes.HasPrefix(b, []byte{0xff, 0xfe}) || bytes.HasPrefix(b, []byte{0xfe, 0xff}):
		return nil, fact.About("csv", "csv_utf16")
	case len(bytes.TrimSpace(b)) == 0:
		return nil, fact.About("csv", "file_empty")
	case len(b) > maxText:
		return nil, fact.About("csv", "file_too_large", "found", len(b)>>20, "most", maxText>>20)
	case bytes.IndexByte(b, 0) >= 0:
		return nil, fact.About("csv", "csv_binary")
	}
	return b, nil
}

// clip is a cell or a name as a sentence shows it.
func clip(s string) string {
	s = short(s)
	if utf8.RuneCountInString(s) > 30 {
		s = string([]rune(s)[:30]) + "…"
	}
	return s
}
