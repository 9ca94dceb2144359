package recipe

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// near lists values of the field that are like one that is none of it, the nearest first, and at last its own.
func (f *Field) near(value string, r *Recipe) []string {
	switch f.Kind {
	case "int", "float":
		v, ok := numberIn(value)
		if !ok {
			return []string{f.standard(r)}
		}
		if v = min(max(v, f.Min), f.Max); f.Kind == "int" {
			v = math.Round(v)
			return []string{strconv.FormatFloat(v, 'f', 0, 64)}
		}
		return []string{formatFloat(v)}
	case "classes":
		var digits []string
		for _, c := range value {
			if c >= '0' && c <= '9' {
				digits = append(digits, string(c))
			}
		}
		if digits == nil {
			return []string{"all"}
		}
		return []string{strings.Join(digits, ",")}
	case "layers":
		return []string{nearLayers(value), f.standard(r)}
	case "changes":
		var kept []string
		for more := true; more; {
			var text string
			if text, value, more = cutChange(value); len(kept) < MaxChanges {
				if _, err := parseChanges(strings.Join(append(kept[:len(kept):len(kept)], text), ",")); err == nil {
					kept = append(kept, text)
				}
			}
		}
		if kept == nil {
			return []string{"none"}
		}
		return []string{strings.Join(kept, ",")}
	}
	name, argument, _ := strings.Cut(value, "(")
	name = nearest(name, f.Choices)
	if name == "" {
		return []string{f.standard(r)}
	}
	for _, c := range f.Choices { // an output layer has its parts already
		if chosen(c) == chosen(name) {
			name = c
		}
	}
	if v, ok := numberIn(strings.TrimSuffix(argument, ")")); ok && v >= 0 {
		var list []string
		for _, most := range [...]float64{v, 1000, 2, 1, 0.99} {
			list = append(list, name+"("+formatFloat(min(max(v, 0.001), most))+")")
		}
		return append(list, name)
	}
	return []string{name, name + "(0.2)", f.standard(r)}
}

// typed turns what people type in a number into what stands there: a comma, and letters that look like digits.
func typed(r rune) rune {
	switch r {
	case ',':
		return '.'
	case 'O', 'o':
		return '0'
	case 'l':
		return '1'
	}
	return r
}

// numberIn reads a number as people write it: with a comma, a percent sign, blanks, or a letter for a digit.
func numberIn(s string) (float64, bool) {
	s = strings.Map(typed, strings.Join(strings.Fields(s), ""))
	s, percent := strings.CutSuffix(s, "%")
	v, err := strconv.ParseFloat(strings.TrimPrefix(s, "+"), 64)
	if percent {
		v /= 100
	}
	return v, (err == nil || math.IsInf(v, 0)) && !math.IsNaN(v)
}

// nearLayers reads of a list of layers what can be read, or is near to that, and leaves out the rest.
func nearLayers(s string) string {
	var kept []string
	for more := true; more && len(kept) < maxLayers; {
		var text string
		text, s, more = cutChange(s)
		if text = nearLayer(strings.TrimSpace(text)); text != "" {
			kept = append(kept, text)
		}
	}
	if kept == nil {
		return "none"
	}
	return strings.Join(kept, ",")
}

// nearLayer is a layer like the one that a text may mean; "" where it means none.
func nearLayer(text string) string {
	name, rest, _ := strings.Cut(text, "(")
	k, n := layerKind(nearest(strings.TrimSpace(name), layerNames()))
	if k == nil {
		return ""
	}
	rest, _, _ = strings.Cut(rest, ")")
	given := strings.FieldsFunc(rest, func(c rune) bool { return c == ',' || c == ' ' })
	_, usual, _ := strings.Cut(strings.TrimSuffix(n.New, ")"), "(")
	usually := strings.Split(usual, ",")
	activation := ""
	for i, a := range given {
		if _, number := numberIn(a); !number && nearest(a, activations) != "" {
			activation, given = nearest(a, activations), slices.Delete(given, i, i+1)
			break
		}
	}
	if activation == "" && contains(activations, usually[len(usually)-1]) {
		activation = usually[len(usually)-1]
	}
	for _, args := range [][]string{given, append([]string{clamped(given, n)}, given[min(1, len(given)):]...), {clamped(given, n)}, usually} {
		if activation != "" && !contains(activations, args[len(args)-1:][0]) {
			args = append(args[:len(args):len(args)], activation)
		}
		if l, err := ParseLayers(n.Name + "(" + strings.Join(args, ",") + ")"); err == nil {
			return formatLayers(l)
		}
	}
	return ""
}

// clamped is the first argument within the range of its part.
func clamped(given []string, n Notation) string {
	if len(given) == 0 || len(n.Parts) == 0 {
		return ""
	}
	v, _ := numberIn(given[0])
	v = min(max(v, n.Parts[0].Min), n.Parts[0].Max)
	if n.Parts[0].Kind == "float" {
		return formatFloat(v)
	}
	return strconv.Itoa(int(v))
}

// nearest is the name that a word may mean, "" where it is like none: one that is less than half of other letters.
func nearest(word string, names []string) string {
	plain := func(s string) string {
		return strings.Map(func(r rune) rune {
			switch {
			case r == '_', r == '-', r == ' ':
				return -1
			case 'A' <= r && r <= 'Z':
				return r - 'A' + 'a'
			}
			return r
		}, chosen(s))
	}
	word = plain(word)
	best, least := "", (len(word)+1)/2
	if word == "" {
		return ""
	}
	for _, name := range names {
		if d := distance(word, plain(name)); d < least {
			best, least = name, d
		}
	}
	return best
}

// distance is how many letters have to be changed, left out or put in.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before := row[0]
		row[0]++
		for j := range len(b) {
			d := before
			if a[i] != b[j] {
				d = 1 + min(before, row[j], row[j+1])
			}
			before, row[j+1] = row[j+1], d
		}
	}
	return row[len(b)]
}
