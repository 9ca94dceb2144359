package files

import (
	"strconv"
	"strings"

	"bottleneck/core/fact"
)

// named tells whether the first row has the names of the columns: a text above numbers, texts throughout, or the numbers of the columns.
func (s *sheet) named(first []string) bool {
	numbered := len(first) >= 8
	for i, cell := range first {
		c := &s.columns[i]
		if f, _ := formOf(cell); (f == isText || f == isDate) && c.count[f] < c.numbers() {
			return true
		}
		v, ok := number(cell, false)
		base, _ := number(first[0], false)
		numbered = numbered && ok && v == base+float64(i) && base <= 1
	}
	if s.n > 0 && (names(first) || numbered) {
		return true
	}
	if s.n > 2 && (s.counted(first) || s.mangled(first)) {
		s.g.Note(fact.New("names_of_numbers", "first", clip(first[0]), "second", clip(first[1])))
		return true
	}
	return false
}

// unlike are names of which no two are equal: a, a.1.
func unlike(names []string) (all []string) {
	times := map[string]int{}
	for _, name := range names {
		times[name]++
	}
	given := map[string]bool{}
	for _, name := range names {
		other := name
		for k := 1; name != "" && given[other]; k++ {
			if next := name + "." + strconv.Itoa(k); times[next] == 0 {
				other = next
			}
		}
		given[other] = true
		all = append(all, other)
	}
	return all
}

// counted tells whether the first row has numbers as names: whole ones that count up, above fractions, or as years beside a text, or beside no
// name of what numbers the rows.
func (s *sheet) counted(first []string) bool {
	lead := 0
	for lead < len(first) {
		if f, _ := formOf(first[lead]); f != isText && first[lead] != "" {
			break
		}
		lead++
	}
	if len(first)-lead < 2 {
		return false
	}
	years, fractions := true, true
	from, _ := plain(first[lead])
	next, _ := plain(first[lead+1])
	for k, cell := range first[lead:] {
		v, whole := plain(cell)
		if !whole || next <= from || v != from+float64(k)*(next-from) {
			return false
		}
		years = years && v >= 1800 && v <= 2200
		c := &s.columns[lead+k]
		fractions = fractions && 2*(c.numbers()-c.count[isPlain]) > s.n
	}
	switch {
	case lead == 1 && first[0] == "":
		return len(s.columns[0].seen) == s.n
	case lead > 0 && years:
		return true
	}
	return fractions && len(first)-lead > 2
}

// mangled tells whether the first row has names as pandas makes them of equal ones, above whole numbers: 0, 0.1, 0.2.
func (s *sheet) mangled(first []string) bool {
	times := map[string]int{}
	n := 0
	for i, cell := range first {
		name, count, _ := strings.Cut(cell, ".")
		if k, err := strconv.Atoi(count); err == nil && k == times[name] && s.columns[i].count[isPlain] == s.n {
			n++
		}
		times[name]++
	}
	return n >= 8 && 2*n > len(first)
}
