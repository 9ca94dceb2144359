package files

import (
	"slices"
	"strings"
	"unicode/utf8"

	"bottleneck/core/fact"
)

// base is the last part of a path.
func base(path string) string { return path[strings.LastIndexByte(path, '/')+1:] }

// folder is the name of the folder that a file lies in, "" for none.
func folder(path string) string {
	at := strings.LastIndexByte(path, '/')
	if at < 0 {
		return ""
	}
	return base(path[:at])
}

// top names several files together: by the folder they all came in.
func top(items []Item) string {
	first, _, ok := strings.Cut(items[0].Name, "/")
	for _, item := range items {
		if other, _, inside := strings.Cut(item.Name, "/"); !ok || !inside || other != first {
			return fact.New("files", "files", len(items)).Error()
		}
	}
	return first
}

// short is a name that a message can show: text, and not too much of it.
func short(name string) string {
	r := []rune(name)
	for i, c := range r {
		if c == '\n' || c == '\r' || c == '\t' {
			r[i] = ' ' // as in the heads of sheets
		} else if c < ' ' || c == 0x7f || c == utf8.RuneError || c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069 {
			r[i] = '?' // nothing that turns the text around it
		}
	}
	const most = 60
	if len(r) <= most {
		return string(r)
	}
	return string(r[:most/2]) + "…" + string(r[len(r)-most/2+1:])
}

// lower is a name in small letters, of those in ASCII.
func lower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

// order returns 0 to n-1 in the order of compare; equals stay as they are.
func order(n int, compare func(i, j int32) int) []int32 {
	at := make([]int32, n)
	for i := range at {
		at[i] = int32(i)
	}
	slices.SortStableFunc(at, compare)
	return at
}

// hidden tells whether a file is one that systems put beside a person's own.
func hidden(path string) bool {
	name := base(path)
	return strings.HasPrefix(path, ".") || strings.Contains(path, "/.") || strings.Contains(path, "__MACOSX/") || name == "Thumbs.db" || name == "desktop.ini"
}

// natural orders names as people do: s2 before s10.
func natural(a, b string) int {
	for a != "" && b != "" {
		n, m := digits(a), digits(b)
		if n == 0 || m == 0 {
			if a[0] != b[0] {
				return int(a[0]) - int(b[0])
			}
			a, b = a[1:], b[1:]
			continue
		}
		x, y := strings.TrimLeft(a[:n], "0"), strings.TrimLeft(b[:m], "0")
		if len(x) != len(y) {
			return len(x) - len(y)
		}
		if x < y {
			return -1
		} else if x > y {
			return 1
		}
		a, b = a[n:], b[m:]
	}
	return len(a) - len(b)
}

// digits is how many digits s begins with.
func digits(s string) int {
	n := 0
	for n < len(s) && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	return n
}

// classes numbers names in their natural order: the class of each, and the names.
func classes(names []string) ([]byte, []string) {
	labels := make([]byte, len(names))
	var distinct []string
	before := int32(-1)
	for _, i := range order(len(names), func(i, j int32) int { return natural(names[i], names[j]) }) {
		if before < 0 || names[i] != names[before] {
			distinct = append(distinct, short(names[i]))
		}
		labels[i], before = byte(len(distinct)-1), i
	}
	if len(distinct) < 2 || len(distinct) > 256 {
		return nil, nil
	}
	return labels, distinct
}
