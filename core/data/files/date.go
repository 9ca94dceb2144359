package files

import (
	"slices"
	"strings"
)

// date tells whether s looks like a date or a time of day: three numbers with the same mark between them, a year and a month, hours and
// minutes, or a month by its name among numbers.
func date(s string) bool {
	if len(s) > 40 || !strings.ContainsAny(s, "0123456789") {
		return false
	}
	day, _, _ := strings.Cut(strings.Replace(s, "T", " ", 1), " ")
	for _, mark := range []string{"-", "/", "."} {
		p := strings.Split(day, mark)
		switch {
		case len(p) == 3 && allDigits(p, 4) && len(p[1]) <= 2 && (len(p[0]) == 4 || len(p[2]) == 4 || len(p[2]) == 2 && len(p[0]) <= 2 && (mark != "." || dotted(p))):
			return true
		case len(p) == 2 && mark != "." && allDigits(p, 4) && len(day) == len(s):
			year, month := p[0], p[1]
			if len(year) < 4 {
				year, month = month, year
			}
			if len(year) == 4 && (year[:2] == "19" || year[:2] == "20") && within12(month) {
				return true
			}
		}
	}
	if compact, time, ok := strings.Cut(s, "T"); ok && len(compact) == 8 && allDigits([]string{compact, strings.TrimRight(time, "Z")}, 8) {
		return true
	}
	p := strings.Split(day, ":")
	if len(p) == 3 {
		p[2], _, _ = strings.Cut(p[2], ".")
	}
	return (len(p) == 2 || len(p) == 3) && len(p[0]) <= 2 && len(p[1]) == 2 && allDigits(p, 2) || monthNamed(s)
}

// dotted tells whether a day, a month and a year of two digits each are no number of a version.
func dotted(p []string) bool { return len(p[0]) == 2 && "01" <= p[0] && p[0] <= "31" && within12(p[1]) }

// within12 tells whether s is the number of a month, in two digits.
func within12(s string) bool { return len(s) == 2 && "01" <= s && s <= "12" }

// months are the names of months, whole and short, in English, German and French; days are how names of days begin.
var (
	months = strings.Fields(`jan january januar janvier jänner feb february februar fév févr février fev fevrier mar march mär märz mrz maerz mars apr april avr avril
		may mai jun june juni juin jul july juli juil juillet aug august août aout sep sept september septembre oct october octobre okt oktober
		nov november novembre dec december dez dezember déc décembre decembre`)
	days = strings.Fields("mon tue wed thu fri sat sun mo di mi do fr sa so lun mar mer jeu ven sam dim")
)

// monthNamed tells whether s has one month by its name and a day, a year or both by number, and perhaps the name of a day and a time of day:
// Jan 1, 2024; 1-Jan-24; Mon, 01 Jan 2024 10:00.
func monthNamed(s string) bool {
	letters := 0
	for i := range len(s) {
		if c := s[i] | 0x20; c >= 'a' && c <= 'z' || c >= 0x80 {
			letters++
		}
	}
	if letters < 3 {
		return false // as of most numbers
	}
	names, numbers, timed := 0, 0, false
	for i, part := range strings.FieldsFunc(lower(s), func(r rune) bool { return strings.ContainsRune(" ,-/.", r) }) {
		switch {
		case strings.Contains(part, ":"):
			timed = true
		case timed: // am, UTC, +0100
		case allDigits([]string{strings.TrimRight(part, "stndrh")}, 4): // 1st
			numbers++
		case slices.Contains(months, part):
			names++
		case i == 0 && slices.ContainsFunc(days, func(day string) bool { return strings.HasPrefix(part, day) }), part == "de", part == "of":
		default:
			return false
		}
	}
	return names == 1 && (numbers == 1 || numbers == 2)
}
