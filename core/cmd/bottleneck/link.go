package main

import (
	"fmt"
	"strings"

	"bottleneck/core/fact"
	"bottleneck/core/pasted"
	"bottleneck/core/recipe"
)

// readLink returns the link in a text that a person pasted. why says why a text is no link.
func readLink(text string) (link, why string) {
	if n := len(strings.TrimSpace(text)); n > 3*recipe.MaxLink { // three times as long when each character is encoded
		return "", fmt.Sprintf("a link of %d bytes found, at most %d expected", n, recipe.MaxLink)
	}
	if link, found := pasted.Link(text); found {
		return link, ""
	}
	s := pasted.Bare(text)
	_, isLesson := recipe.LessonByID(s)
	switch {
	case s == "":
		return "", "an empty link found, one as '#v=1&lesson=linear' expected"
	case isLesson:
		return "", fmt.Sprintf("%q found, a link expected; that of the lesson is '#v=1&lesson=%s'", s, s)
	case strings.Contains(s, "://"):
		return "", fmt.Sprintf("%s found, an address without a recipe; one with #v=1 and what follows it expected", fact.Quoted(s))
	}
	return "", fmt.Sprintf("%s found, a link expected, as '#v=1&lesson=linear'", fact.Quoted(s))
}
