package proof

import (
	"net/url"
	"strings"

	"bottleneck/core/fact"
	"bottleneck/core/pasted"
	"bottleneck/core/recipe"
)

// Read reads a proof link: a whole address, a hash, or a hash without its "#", with what pasting left around it. The error, a *fact.Fact, says
// that it is no proof, or that its recipe cannot be run as it is written: where recipe.Parse would say what it takes
// instead, there is nothing to be proved. What could be read of the proof comes with it.
func Read(text string) (Proof, error) {
	link, found := pasted.Link(text)
	if !found {
		link = pasted.Bare(text) // a proof may stand in it all the same, to be refused by its own reason
	}
	link, claims := split(link)
	var p Proof
	switch len(claims) {
	case 0:
		return p, fact.New("proof_missing")
	case 1:
	default:
		return p, fact.About(key, "proof_given_twice")
	}
	if err := p.claim(claims[0]); err != nil {
		return p, err
	}
	var notices []recipe.Notice
	if p.Recipe, notices = recipe.Parse(link); len(notices) > 0 {
		return p, fact.New("proof_recipe_refused", "why", notices[0].Fact)
	}
	if !pinned(p.Recipe.Arithmetic) {
		return p, fact.New("proof_without_arithmetic", "found", p.Recipe.Arithmetic)
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
		value = strings.TrimFunc(value, pasted.Blank)
		if i := strings.IndexFunc(value, pasted.Blank); i >= 0 { // a name stands behind it
			value = value[:i]
		}
		claims = append(claims, pasted.Ended(value))
	}
	return strings.Join(kept, "&"), claims
}
