package guide

import (
	"strings"
	"unicode"
)

// mostAge is the reading age that a page may have, in years. Words of the trade are long: without them most pages are read at eight.
const mostAge = 14

// Age is the age in years at which texts are read with ease, each of whole sentences: the grade of a school in the United States by the formula of
// Kincaid, Fishburne, Rogers and Chissom (1975), of words a sentence and syllables a word, and the five years before the first grade.
func Age(texts []string) float64 {
	var words, sentences, syllables int
	for _, text := range texts {
		open := false // a sentence has begun
		for word := range strings.FieldsSeq(text) {
			if Words(word) == 0 {
				continue
			}
			words++
			syllables += syllablesOf(word)
			open = true
			if strings.ContainsAny(word[len(word)-1:], ".!?") {
				sentences++
				open = false
			}
		}
		if open {
			sentences++
		}
	}
	if words == 0 {
		return 0
	}
	return 0.39*float64(words)/float64(sentences) + 11.8*float64(syllables)/float64(words) - 15.59 + 5
}

// syllablesOf counts those of an English word: groups of vowels, without an e or ed at its end that is not heard. A word without letters counts one.
func syllablesOf(word string) int {
	letters := strings.Map(func(c rune) rune {
		if !unicode.IsLetter(c) {
			return -1
		}
		return unicode.ToLower(c)
	}, word)
	vowel := func(i int) bool { return i >= 0 && strings.IndexByte("aeiouy", letters[i]) >= 0 }
	n := 0
	for i := range len(letters) {
		if vowel(i) && !vowel(i-1) {
			n++
		}
	}
	last := len(letters) - 1
	switch {
	case strings.HasSuffix(letters, "e") && !vowel(last-1) && !(strings.HasSuffix(letters, "le") && !vowel(last-2)),
		strings.HasSuffix(letters, "ed") && !vowel(last-2) && !strings.HasSuffix(letters, "ted") && !strings.HasSuffix(letters, "ded"):
		n--
	}
	return max(1, n)
}

// Age is the reading age of the page's own text and its question.
func (p Page) Age() float64 {
	texts := append([]string{p.Question.Text}, p.Text...)
	for _, a := range p.Question.Choice {
		texts = append(texts, a.Text)
	}
	return Age(texts)
}
