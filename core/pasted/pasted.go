// Package pasted finds links in text that people paste: from mail, chat, tables and pages, which put quotes, brackets and full stops around
// a link, and encode it once or twice. What the link means package recipe says.
package pasted

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"bottleneck/core/recipe"
)

// Link returns the link in a text, from its "#" on: of a whole address, with "#" or with "?", of a hash, or of what stands behind one. found says
// whether there is one that names a field of a recipe.
func Link(text string) (link string, found bool) {
	s := Bare(decoded(Bare(text)))
	for i := range s {
		if s[i] == '#' && Keyed(s[i+1:]) && hasField(s[i+1:]) {
			return s[i:], true
		}
	}
	if _, query, ok := strings.Cut(s, "?"); ok && hasField(query) {
		fields, _, _ := strings.Cut(query, "#")
		return "#" + fields, true
	}
	if !strings.Contains(s, "://") && hasField(s) {
		return "#" + strings.TrimLeft(s, "#"), true
	}
	return "", false
}

// quotes are those of several languages, and what sets a text off as code or bold.
const quotes = "\"'`“”„‘’‚«»‹›<>*_"

// Bare takes off what stands around a link.
func Bare(text string) string {
	return Ended(strings.TrimLeftFunc(text, func(r rune) bool { return Blank(r) || strings.ContainsRune(quotes+"([{", r) }))
}

// Ended cuts off what stands behind a link, as the full stop of a sentence. A closing bracket may be the link's own, if it has an opening one.
func Ended(text string) string {
	for {
		last, size := utf8.DecodeLastRuneInString(text)
		switch {
		case Blank(last) || strings.ContainsRune(quotes+".,;:!?]}", last):
		case last == ')' && strings.Count(text, ")") > strings.Count(text, "("):
		default:
			return text
		}
		text = text[:len(text)-size]
	}
}

// Blank says whether nothing is seen of r: spaces of every kind, and the marks that text processors leave.
func Blank(r rune) bool {
	return unicode.IsSpace(r) || r == '\ufeff' || r >= '\u200b' && r <= '\u200f' || r == '\u2060'
}

// Keyed says whether text begins with a key and its "=", as the hash of a link does.
func Keyed(text string) bool {
	name, _, found := strings.Cut(text, "=")
	for _, c := range []byte(name) {
		if c != '_' && (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return found && name != ""
}

// decoded undoes percent-encoding as long as it hides what structures a link, which no value contains: "#", "&", "=" and "%", or what stands at its end, as a
// quote in an address does.
func decoded(s string) string {
	for range 3 {
		hidden := len(s) > 2 && s[len(s)-3] == '%'
		for _, code := range []string{"%23", "%25", "%26", "%3d", "%3D"} {
			hidden = hidden || strings.Contains(s, code)
		}
		plain, ok := recipe.Unescape(s)
		if !hidden || !ok {
			return s
		}
		s = plain
	}
	return s
}

// hasField says whether one of the pairs is of a recipe. Other sites have a v, too, but it is no number.
func hasField(pairs string) bool {
	for pair := range strings.SplitSeq(pairs, "&") {
		key, value, isPair := strings.Cut(strings.TrimLeft(strings.TrimPrefix(pair, "amp;"), "#"), "=")
		key, _ = recipe.Unescape(key)
		isVersion := key == "v" && value != "" && strings.Trim(value, "0123456789") == ""
		if isPair && (isVersion || key == "lesson" || isField(key)) {
			return true
		}
	}
	return false
}

func isField(name string) bool {
	for _, f := range recipe.Fields() {
		if f.Name == name {
			return true
		}
	}
	return false
}
