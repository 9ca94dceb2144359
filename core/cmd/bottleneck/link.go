package main

import (
	"fmt"
	"net/url"
	"strings"

	"bottleneck/core/fact"
	"bottleneck/core/recipe"
)

// readLink returns the link that a person means who pasted text: a whole address, with "#" or with "?", percent-encoded
// once or twice, with the bracket, point or quote that stood around it. why says why a text is no link.
func readLink(text string) (link, why string) {
	found := strings.TrimSpace(text)
	if len(found) > 3*recipe.MaxLink { // three times as long when each character is encoded
		return "", fmt.Sprintf("a link of %d bytes found, at most %d expected", len(found), recipe.MaxLink)
	}
	s := bare(decoded(bare(found)))
	if _, fields, ok := strings.Cut(s, "#"); ok && hasKey(fields) {
		return "#" + strings.TrimLeft(fields, "#"), ""
	}
	if _, query, ok := strings.Cut(s, "?"); ok && hasKey(query) {
		fields, _, _ := strings.Cut(query, "#")
		return "#" + fields, ""
	}
	_, isLesson := recipe.LessonByID(s)
	switch {
	case s == "":
		return "", "an empty link found, one as '#v=1&lesson=linear' expected"
	case isLesson:
		return "", fmt.Sprintf("%q found, a link expected; that of the lesson is '#v=1&lesson=%s'", s, s)
	case strings.Contains(s, "://"):
		return "", fmt.Sprintf("%s found, an address without a recipe; one with #v=1 and what follows it expected", fact.Quoted(s))
	case hasKey(s):
		return "#" + s, ""
	}
	return "", fmt.Sprintf("%s found, a link expected, as '#v=1&lesson=linear'", fact.Quoted(s))
}

// decoded undoes percent-encoding as long as it hides what structures a link, which no value contains: "#", "&", "=" and "%".
func decoded(s string) string {
	for range 3 {
		low := strings.ToLower(s)
		hidden := false
		for _, code := range []string{"%23", "%25", "%26", "%3d"} {
			hidden = hidden || strings.Contains(low, code)
		}
		plain, err := url.PathUnescape(s)
		if !hidden || err != nil {
			return s
		}
		s = plain
	}
	return s
}

// bare takes off what stands around a link in a text: quotes, brackets that nothing in it opens or closes, and the
// point or comma behind it.
func bare(s string) string {
	s = strings.TrimLeft(s, "\"'`<([“‘«")
	for {
		t := strings.TrimRight(s, ".,;:!?\"'`>]”’»")
		if strings.HasSuffix(t, ")") && strings.Count(t, ")") > strings.Count(t, "(") {
			t = strings.TrimSuffix(t, ")")
		}
		if t == s {
			return s
		}
		s = t
	}
}

// hasKey says whether one of the pairs is of a recipe. Other sites have a v, too, but it is no number.
func hasKey(fields string) bool {
	for pair := range strings.SplitSeq(fields, "&") {
		key, value, isPair := strings.Cut(strings.TrimLeft(strings.TrimPrefix(pair, "amp;"), "#"), "=")
		if plain, err := url.PathUnescape(key); err == nil {
			key = plain
		}
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
