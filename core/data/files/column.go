package files

import (
	"math"
	"slices"
	"strings"

	"bottleneck/core/fact"
)

// column is what one column holds, below the first row.
type column struct {
	keep   bool // different cells are of interest even where they are numbers: they may be labels
	name   string
	count  [forms]int
	signs  int              // cells with a sign of percent or money
	sign   string           // the first of them
	other  string           // another sign
	texts  map[string]int   // different cells, up to 257; of columns of numbers only where these are kept
	first  [forms]string    // first cell of each form
	small  bool             // all are whole, from 0 to 255: 3, 3.0
	seen   map[float64]bool // different whole numbers, of a column that may number the rows; nil where another cell was seen, or one twice
	least  float64          // of digits alone
	most   float64
	comma  bool   // commas are decimal
	both   bool   // and points are, too
	odd    string // first negative without a minus before it
	groups string // first number in groups by blanks or apostrophes
}

func (c *column) numbers() int {
	n := 0
	for f := isPlain; f <= eitherComma; f++ {
		n += c.count[f]
	}
	return n
}

const mostTexts = 256

// add counts a cell, below so many rows.
func (c *column) add(cell string, rows int) {
	v, digits := plain(cell)
	f, sign := isPlain, ""
	if !digits {
		f, sign = formOf(cell)
	}
	if c.count[f]++; c.count[f] == 1 {
		c.first[f] = cell
	}
	if !digits && isPlain <= f && f <= eitherComma {
		if c.odd == "" && (strings.Contains(cell, "(") || strings.HasSuffix(cell, "-")) {
			c.odd = cell
		}
		if c.groups == "" && inGroups(cell) {
			c.groups = cell
		}
	}
	if sign != "" {
		if c.signs++; c.signs == 1 {
			c.sign = sign
		} else if sign != c.sign {
			c.other = sign
		}
	}
	if digits {
		c.small = (rows == 0 || c.small) && v >= 0 && v <= 255
		c.least, c.most = min(c.least, v), max(c.most, v)
	} else if rows == 0 || c.small {
		v, ok := number(cell, false)
		c.small = ok && v == math.Trunc(v) && v >= 0 && v <= 255
	}
	if c.seen != nil {
		if !digits {
			v, _ = number(cell, false)
		}
		if c.seen[v] || v != math.Trunc(v) || f != isPlain && f != isPoint {
			c.seen = nil
		} else {
			c.seen[v] = true
		}
	}
	if f != isMissing && (c.keep || f == isText) && len(c.texts) <= mostTexts {
		if c.texts == nil {
			c.texts = map[string]int{}
		}
		c.texts[cell]++
	}
}

// few tells whether the cells, of n rows, can be labels: several different ones, each of them twice and more on average.
func (c *column) few(n, most int) bool {
	return len(c.texts) >= 2 && len(c.texts) <= most && 2*len(c.texts) <= n
}

// classes tells whether the cells, of n rows, are classes: a text, or whole numbers.
func (c *column) classes(n int) bool {
	return c.count[isText] > c.numbers() && c.count[isDate] == 0 && c.few(n, mostTexts) || c.whole() && c.few(n, 100)
}

// whole tells whether the different cells, as far as they are known, are whole numbers: 3 or 3.0, -1 or 300.
func (c *column) whole() bool {
	for text := range c.texts {
		if v, ok := number(text, false); !ok || v != math.Trunc(v) {
			return false
		}
	}
	return c.count[isText]+c.count[isDate] == 0
}

// number reads a cell as the column has its numbers.
func (c *column) number(cell string) (float64, bool) {
	if v, ok := plain(cell); ok {
		return v, true
	}
	f, _ := formOf(cell)
	if f == isMissing || f == isDate {
		return 0, false
	}
	n, _ := bare(cell)
	if n == "" {
		return 0, false
	}
	v, ok := number(n, c.comma && !c.both || c.both && (f == isComma || f == eitherComma))
	return v, ok && !math.IsNaN(v)
}

// decide says of each column whether its commas are decimal. Where its cells do not tell, the other columns do, and then the separator: a
// semicolon stands where commas are decimal. note hears of it.
func decide(columns []column, separator byte, note func(*fact.Fact)) {
	commas, points := false, false
	for i := range columns {
		c := &columns[i]
		commas = commas || c.count[isComma] > c.count[isPoint]
		points = points || c.count[isPoint] > c.count[isComma]
	}
	told := map[string]bool{}
	tell := func(f *fact.Fact) {
		if !told[f.Code] {
			told[f.Code] = true
			note(f)
		}
	}
	for i := range columns {
		c := &columns[i]
		n := c.count
		switch {
		case n[isComma] != n[isPoint]:
			c.comma = n[isComma] > n[isPoint]
		case n[eitherComma] > 0 && n[eitherPoint] == 0:
			c.comma = commas || separator == ';' && !points
		case n[eitherPoint] > 0 && n[eitherComma] == 0:
			c.comma = commas && !points
		}
		if c.numbers() <= n[isText]+n[isDate]+n[isMissing] {
			continue
		}
		c.both = n[isComma] > 0 && n[isPoint] > 0
		if v, ok := c.number(c.odd); ok {
			tell(fact.New("numbers_negative", "column", clip(c.name), "found", clip(c.odd), "value", v))
		}
		if v, ok := c.number(c.groups); ok {
			tell(fact.New("numbers_grouped", "column", clip(c.name), "found", clip(c.groups), "value", v))
		}
		if c.both {
			tell(fact.New("numbers_decimal_both", "column", clip(c.name), "comma", clip(c.first[isComma]), "point", clip(c.first[isPoint])))
		}
		for _, f := range []form{isComma, eitherComma, isPoint, eitherPoint} {
			s, _ := bare(c.first[f])
			v, ok := number(s, c.comma)
			switch {
			case n[f] == 0 || !ok || c.both:
			case c.comma && f != eitherPoint && slices.Contains([]byte(s), ','):
				tell(fact.New("numbers_decimal_comma", "column", clip(c.name), "found", clip(c.first[f]), "value", v))
			case !c.comma && slices.Contains([]byte(s), ','), c.comma && slices.Contains([]byte(s), '.'):
				tell(fact.New("numbers_grouped", "column", clip(c.name), "found", clip(c.first[f]), "value", v))
			}
		}
		switch {
		case c.other != "":
			note(fact.New("numbers_of_two_signs", "column", clip(c.name), "sign", c.sign, "other", c.other))
		case c.signs > 0 && c.signs < c.numbers():
			note(fact.New("numbers_signed_in_part", "column", clip(c.name), "sign", c.sign, "signed", c.signs, "numbers", c.numbers()))
		case c.signs > 0:
			note(fact.New("numbers_signed", "column", clip(c.name), "sign", c.sign))
		}
	}
}
