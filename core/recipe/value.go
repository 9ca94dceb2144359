package recipe

import (
	"math"
	"strconv"
	"strings"
)

// parseInt reads decimal digits with an optional minus sign; no plus, exponent, prefix or other script.
func parseInt(s string, min, max int64) (v int64, ok bool) {
	d := strings.TrimPrefix(s, "-")
	if d == "" || strings.Trim(d, "0123456789") != "" {
		return 0, false
	}
	v, err := strconv.ParseInt(s, 10, 64)
	if err != nil || v < min || v > max {
		return 0, false
	}
	return v, true
}

// parseFloat reads a decimal number as 0.001 or 1e-3; no NaN, infinity, hexadecimal or underscore.
func parseFloat(s string, min, max float64) (v float64, ok bool) {
	if !isDecimal(s) {
		return 0, false
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || !(v >= min && v <= max) {
		return 0, false
	}
	return v + 0, true // -0 becomes 0
}

// isDecimal reports whether s is -?digits[.digits][e[+-]digits], with a digit on at least one side of the point.
func isDecimal(s string) bool {
	s = strings.TrimPrefix(s, "-")
	whole, rest := digits(s)
	n := whole
	if strings.HasPrefix(rest, ".") {
		var frac int
		frac, rest = digits(rest[1:])
		n += frac
	}
	if n == 0 {
		return false
	}
	if rest == "" {
		return true
	}
	if rest[0] != 'e' && rest[0] != 'E' {
		return false
	}
	rest = rest[1:]
	if rest != "" && (rest[0] == '+' || rest[0] == '-') {
		rest = rest[1:]
	}
	n, rest = digits(rest)
	return n > 0 && rest == ""
}

// digits returns how many ASCII digits s begins with, and what follows them.
func digits(s string) (int, string) {
	n := 0
	for n < len(s) && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	return n, s[n:]
}

// formatFloat writes the shortest text that reads back as v: 0.001, 1e-5.
func formatFloat(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return "not finite"
	}
	s := strconv.FormatFloat(v, 'g', -1, 64)
	mant, exp, ok := strings.Cut(s, "e")
	if !ok {
		return s
	}
	sign := ""
	if exp[0] == '-' {
		sign = "-"
	}
	return mant + "e" + sign + strings.TrimLeft(exp[1:], "0")
}
