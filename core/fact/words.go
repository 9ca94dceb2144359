package fact

import (
	"math"
	"strconv"
	"strings"
)

// Catalogue has the sentence of each code, in parts by what they are about: a line each, the code, blanks, the sentence.
// A sentence names its values in braces:
//
//	{n}                        a text as it is; numbers as 12345 and 0.001; the items of a list, with commas between, of a shape without; the sentence of a fact
//	{n|grouped}                12,345
//	{n|quoted}                 a text in quotes, cut to 40 characters, what is not printable escaped
//	{n|or}                     a, b or c
//	{n|hex}                    8 hexadecimal digits
//	{n|.4}                     4 significant digits
//	{n|f2}                     2 digits behind the point
//	{n|row|rows}               1 row, 2 rows
//	{n|train=training|*=test}  a word for each value; * for all others
type Catalogue []string

// sentence returns that of a code; the code itself where there is none.
func (c Catalogue) sentence(code string) string {
	for _, part := range c {
		if _, s, ok := strings.Cut(part, "\n"+code+" "); ok {
			s, _, _ = strings.Cut(s, "\n")
			return strings.TrimLeft(s, " ")
		}
	}
	return code
}

// write puts a value into words.
func (c Catalogue) write(v any, form string) string {
	switch v := v.(type) {
	case *Fact:
		return v.In(c)
	case []*Fact:
		list := make([]string, len(v))
		for i, f := range v {
			list[i] = f.In(c)
		}
		return strings.Join(list, ", ")
	case []int:
		list := make([]string, len(v))
		for i, n := range v {
			list[i] = strconv.Itoa(n)
		}
		return "[" + strings.Join(list, " ") + "]"
	case []string:
		if last := len(v) - 1; form == "or" && last > 0 {
			return strings.Join(v[:last], ", ") + " or " + v[last]
		}
		return strings.Join(v, ", ")
	case float64:
		return number(v, form)
	case int64:
		return whole(v, form)
	case string:
		if form == "quoted" {
			return Quoted(v)
		}
		return choose(v, form)
	}
	return ""
}

func whole(n int64, form string) string {
	s := strconv.FormatInt(n, 10)
	switch one, many, plural := strings.Cut(form, "|"); {
	case strings.Contains(form, "="):
		return choose(s, form)
	case plural && n == 1:
		return s + " " + one
	case plural:
		return s + " " + many
	case form == "hex":
		return Hex(uint32(n))
	case form == "grouped":
		for i := len(s) - 3; i > 0; i -= 3 {
			s = s[:i] + "," + s[i:]
		}
	}
	return s
}

// Hex returns n in 8 hexadecimal digits.
func Hex(n uint32) string {
	s := strconv.FormatUint(uint64(n), 16)
	return "00000000"[len(s):] + s
}

// number writes 0.001 and 1e-5 where the form does not say how many digits.
func number(v float64, form string) string {
	how, digits := byte('g'), -1
	if form != "" && !math.IsNaN(v) && !math.IsInf(v, 0) {
		digits = int(form[1] - '0')
		if form[0] == 'f' {
			how = 'f'
		}
	}
	s := strconv.FormatFloat(v, how, digits, 64)
	return strings.Replace(strings.Replace(strings.Replace(s, "e-0", "e-", 1), "e+0", "e", 1), "e+", "e", 1)
}

// choose takes from "a=word|b=other|*=rest" the word of a value.
func choose(value, form string) string {
	for form != "" {
		var option string
		option, form, _ = strings.Cut(form, "|")
		if key, word, _ := strings.Cut(option, "="); key == value || key == "*" {
			return word
		}
	}
	return value
}

// Quoted returns s in quotes and cut to at most 40 characters, with everything unprintable escaped, so that a
// sentence can show what it refuses.
func Quoted(s string) string {
	const most = 40
	n := 0
	for i := range s {
		if n == most {
			return strconv.Quote(s[:i]) + "…"
		}
		n++
	}
	return strconv.Quote(s)
}
