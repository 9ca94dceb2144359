package files

import (
	"math"
	"strconv"
	"strings"
)

// form is what a cell alone tells of itself. Whether a comma is decimal or groups digits the column decides.
type form byte

const (
	isMissing   form = iota
	isPlain          // 12, -3e5: no doubt
	isPoint          // 1.5: a decimal point, or commas that group: 1,234.5 or 1,234,567
	isComma          // 1,5: a decimal comma, or points that group: 1.234,5 or 1.234.567
	eitherPoint      // 1.234: a decimal point, or one that groups
	eitherComma      // 1,234: a comma that groups, or a decimal one
	isDate
	isText
	forms
)

// formOf tells the form of a cell, and the sign of percent or money that it has.
func formOf(s string) (f form, sign string) {
	if s == "" {
		return isMissing, ""
	}
	if _, ok := plain(s); ok {
		return isPlain, ""
	}
	switch lower(s) {
	case "na", "n/a", "#n/a", "<na>", "nan", "null", "nil", "none", "-", "?":
		return isMissing, ""
	}
	if date(s) {
		return isDate, ""
	}
	n, sign := bare(s)
	if n == "" || strings.Trim(n, "0123456789+-.eE,") != "" {
		return isText, ""
	}
	points, commas := strings.Count(n, "."), strings.Count(n, ",")
	one := func(f form, comma bool) (form, string) {
		if _, ok := number(n, comma); !ok {
			return isText, ""
		}
		return f, sign
	}
	switch {
	case points == 0 && commas == 0:
		return one(isPlain, false)
	case points == 1 && commas == 0 && grouped(n, "."):
		return one(eitherPoint, false)
	case points == 0 && commas == 1 && grouped(n, ","):
		return one(eitherComma, false)
	case points == 0 && commas > 1, points == 1 && commas == 0, commas > 0 && points == 1 && strings.LastIndex(n, ".") > strings.LastIndex(n, ","):
		return one(isPoint, false)
	default:
		return one(isComma, true)
	}
}

// plain reads some digits, perhaps behind a minus, as nearly all cells of large tables are; false for all else.
func plain(s string) (v float64, ok bool) {
	digits := strings.TrimPrefix(s, "-")
	if digits == "" || len(digits) > 15 {
		return 0, false
	}
	n := int64(0)
	for i := range len(digits) {
		d := digits[i] - '0'
		if d > 9 {
			return 0, false
		}
		n = 10*n + int64(d)
	}
	if len(digits) < len(s) {
		n = -n
	}
	return float64(n), true
}

// bare is a number without the blanks and apostrophes that group its digits, without a sign of percent or money around it, and with its
// minus before it, as −5, 5- and (5) have it not.
func bare(s string) (n, sign string) {
	s, minus := negative(s)
	for _, mark := range []string{"%", "$", "€", "£", "¥", "₹", "EUR", "USD", "GBP", "CHF"} {
		if t := strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(s, mark), "-"+mark), mark); t != s {
			if strings.HasPrefix(s, "-"+mark) {
				t = "-" + t
			}
			s, sign = strings.TrimSpace(t), mark
			break
		}
	}
	if sign != "" && minus == "" {
		s, minus = negative(s)
	}
	if strings.ContainsAny(s, groupMarks) {
		parts := strings.FieldsFunc(s, groups)
		for i, p := range parts {
			head := i > 0 && len(p) != 3
			if last := i == len(parts)-1; last && i > 0 {
				whole, _, _ := strings.Cut(strings.ReplaceAll(p, ",", "."), ".")
				head = len(whole) != 3
			}
			if head {
				return "", ""
			}
		}
		s = strings.Join(parts, "")
	}
	return minus + s, sign
}

// negative is a number without the minus, "-", that it has not as a computer writes it: a longer one before it, one behind it, or parentheses.
func negative(s string) (rest, minus string) {
	for _, long := range []string{"−", "–"} {
		if rest, ok := strings.CutPrefix(s, long); ok {
			return strings.TrimSpace(rest), "-"
		}
	}
	if rest, ok := strings.CutSuffix(s, "-"); ok {
		return strings.TrimSpace(rest), "-"
	}
	if strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") {
		return strings.TrimSpace(s[1 : len(s)-1]), "-"
	}
	return s, ""
}

// groupMarks are the blanks and apostrophes between the thousands.
const groupMarks = " \u00a0\u202f'’"

func groups(r rune) bool { return strings.ContainsRune(groupMarks, r) }

// inGroups tells whether the digits of a number are in groups by such marks.
func inGroups(s string) bool {
	n := 0
	for _, part := range strings.FieldsFunc(s, groups) {
		if strings.ContainsAny(part, "0123456789") {
			n++
		}
	}
	return n > 1
}

// grouped tells whether mark groups the digits of n: one to three of them, not a 0 alone, and then threes.
func grouped(n, mark string) bool {
	parts := strings.Split(strings.TrimLeft(n, "+-"), mark)
	if len(parts) < 2 || len(parts[0]) < 1 || len(parts[0]) > 3 || parts[0][0] == '0' {
		return false
	}
	for i, p := range parts {
		if i > 0 && len(p) != 3 || strings.Trim(p, "0123456789") != "" {
			return false
		}
	}
	return true
}

// number reads a bare number, whose decimal mark is a comma, or a point.
func number(n string, comma bool) (float64, bool) {
	group, mark := ",", "."
	if comma {
		group, mark = ".", ","
	}
	if strings.Contains(n, group) {
		whole, rest, _ := strings.Cut(n, mark)
		if !grouped(whole, group) {
			return 0, false
		}
		n = strings.ReplaceAll(whole, group, "")
		if rest != "" {
			n += mark + rest
		}
	}
	if comma {
		n = strings.Replace(n, ",", ".", 1)
	}
	v, err := strconv.ParseFloat(n, 64)
	return v, err == nil && math.Abs(v) <= math.MaxFloat32
}

func allDigits(parts []string, most int) bool {
	for _, p := range parts {
		if len(p) < 1 || len(p) > most || strings.Trim(p, "0123456789") != "" {
			return false
		}
	}
	return true
}
