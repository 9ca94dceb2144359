// Package proof holds proof links: the link of a recipe, with a step and the fingerprint that the weights of its run have after it.
//
//	#v=1&lesson=plane&arithmetic=fused&proof=1000:0123abcd
//
// Whoever has one can train the same run again, here or in a browser, and see whether it is so. A recipe alone does not
// decide the bits of a run: the arithmetic does, too, so that of a proof is plain or fused, and never auto.
//
// It finds no data and has no clock: whoever checks a proof brings both.
package proof

import (
	"strconv"
	"strings"

	"bottleneck/core/fact"
	"bottleneck/core/recipe"
)

func init() { fact.Add(fact.OfProofs) }

// key is what a link has the proof by. No field of a recipe is called so.
const key = "proof"

// Proof says that the run of a recipe has a fingerprint after a step.
type Proof struct {
	Recipe      recipe.Recipe // in plain or fused arithmetic
	Step        int           // updates done, from 1 on
	Fingerprint string        // eight hexadecimal digits, as metrics.Metrics has them
}

// New makes the proof of a run: its recipe, a step, the fingerprint that it had after this step, and the arithmetic that it
// says it is in, plain or fused. It trains nothing. The error is a *fact.Fact.
func New(r recipe.Recipe, step int, fingerprint, arithmetic string) (Proof, error) {
	if !pinned(arithmetic) {
		return Proof{}, fact.New("proof_without_arithmetic", "found", arithmetic)
	}
	r = r.Clone()
	r.Arithmetic = arithmetic
	if faults := r.Validate(); len(faults) > 0 {
		return Proof{}, fact.New("proof_recipe_refused", "why", faults[0].Fact)
	}
	p := Proof{Recipe: r}
	if err := p.claim(strconv.Itoa(step) + ":" + fingerprint); err != nil {
		return Proof{}, err
	}
	return p, nil
}

// Link returns the proof link: the recipe's canonical link, and the proof behind it.
func (p Proof) Link() string {
	return p.Recipe.Link() + "&" + key + "=" + strconv.Itoa(p.Step) + ":" + p.Fingerprint
}

// pinned says whether an arithmetic, as a recipe names it, has bits of its own.
func pinned(arithmetic string) bool { return arithmetic == "plain" || arithmetic == "fused" }

// claim reads what the key of a proof link says.
func (p *Proof) claim(text string) error {
	at, fingerprint, _ := strings.Cut(text, ":")
	step, err := strconv.ParseUint(at, 10, 31)
	sum, wrong := strconv.ParseUint(fingerprint, 16, 32)
	if err != nil || step == 0 || wrong != nil || len(fingerprint) != 8 {
		return fact.About(key, "proof_unreadable", "found", text)
	}
	p.Step, p.Fingerprint = int(step), fact.Hex(uint32(sum))
	return nil
}
