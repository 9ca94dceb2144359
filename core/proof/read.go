package proof

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"bottleneck/core/fact"
	"bottleneck/core/recipe"
)

// Read reads a proof link: a whole address, a hash, or a hash without its "#", with what pasting left around it. The error, a *Reason, says
// that it is no proof, or that its recipe cannot be run as it is written: where recipe.Parse would say what it takes
// instead, there is nothing to be proved. What could be read of the proof comes with it.
func Read(text string) (Proof, error) {
	link, claims := split(unwrap(text))
	var p Proof
	switch len(claims) {
	case 0:
		return p, reason(fact.New("proof_missing"))
	case 1:
	default:
		return p, reason(fact.About(key, "proof_given_twice"))
	}
	if err := p.claim(claims[0]); err != nil {
		return p, err
	}
	var notices []recipe.Notice
	if p.Recipe, notices = recipe.Parse(link); len(notices) > 0 {
		return p, reason(fact.New("proof_recipe_refused", "why", notices[0].Fact))
	}
	if !pinned(p.Recipe.Arithmetic) {
		return p, reason(fact.New("proof_without_arithmetic", "found", p.Recipe.Arithmetic))
	}
	return p, nil
}

// split takes the proofs out of a link, and returns the link without them.
func split(link string) (rest string, claims []string) {
	var kept []string
	for pair := range strings.SplitSeq(link, "&") {
		name, value, _ := strings.Cut(strings.TrimPrefix(pair, "amp;"), "=") // as recipe.Parse does
		if name != "#"+key && name != key {
			kept = append(kept, pair)
			continue
		}
		if decoded, err := url.PathUnescape(value); err == nil {
			value = decoded
		}
		value = strings.TrimFunc(value, blank)
		if i := strings.IndexFunc(value, blank); i >= 0 { // a name stands behind it
			value = value[:i]
		}
		claims = append(claims, ended(value))
	}
	return strings.Join(kept, "&"), claims
}

// unwrap takes off what stands around a link: an address or a name before its "#", blanks, quotes, brackets, and the full
// stop of a sentence that it ends.
func unwrap(text string) string {
	for i := range text {
		if text[i] == '#' && keyed(text[i+1:]) {
			return ended(text[i:])
		}
	}
	return ended(strings.TrimLeftFunc(text, func(r rune) bool { return blank(r) || strings.ContainsRune(quotes+"([{", r) }))
}

// quotes are those of several languages, and what sets a text off as code or bold.
const quotes = "\"'`“”„‘’‚«»‹›<>*_"

// ended cuts off what stands behind a link. A closing bracket may be the link's own, if it has an opening one.
func ended(text string) string {
	for {
		last, size := utf8.DecodeLastRuneInString(text)
		switch {
		case blank(last) || strings.ContainsRune(quotes+".,;:!?]}", last):
		case last == ')' && strings.Count(text, ")") > strings.Count(text, "("):
		default:
			return text
		}
		text = text[:len(text)-size]
	}
}

// blank says whether nothing is seen of r: spaces of every kind, and the marks that text processors leave.
func blank(r rune) bool {
	return unicode.IsSpace(r) || r == '\ufeff' || r >= '\u200b' && r <= '\u200f' || r == '\u2060'
}

// keyed says whether text begins with a key and its "=", as the hash of a link does.
func keyed(text string) bool {
	name, _, found := strings.Cut(text, "=")
	for _, c := range []byte(name) {
		if c != '_' && (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return found && name != ""
}
