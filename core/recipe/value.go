package recipe

import (
	"errors"
	"math"
	"strconv"
	"strings"

	"bottleneck/core/fact"
)

var (
	errNotNumber = errors.New("not a number")
	errRange     = errors.New("out of range")
)

// parseInt reads decimal digits with an optional minus sign; no plus, exponent, prefix or other script.
func parseInt(s string, min, max int64) (int64, error) {
	d := strings.TrimPrefix(s, "-")
	if d == "" || strings.Trim(d, "0123456789") != "" {
		return 0, errNotNumber
	}
	v, err := strconv.ParseInt(s, 10, 64)
	if err != nil || v < min || v > max {
		return 0, errRange
	}
	return v, nil
}

// parseFloat reads a decimal number as 0.001 or 1e-3; no NaN, infinity, hexadecimal or underscore.
func parseFloat(s string, min, max float64) (float64, error) {
	if !isDecimal(s) {
		return 0, errNotNumber
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || !(v >= min && v <= max) {
		return 0, errRange
	}
	return v + 0, nil // -0 becomes 0
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

// Short returns s in quotes, as sentences show what they refuse.
func Short(s string) string { return fact.Quoted(s) }
