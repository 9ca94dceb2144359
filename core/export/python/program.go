package python

import (
	"strings"

	"bottleneck/core/fact"
	"bottleneck/core/recipe"
)

// Config says what a program for a library is made of.
type Config struct {
	Recipe  recipe.Recipe
	Title   string // of the program, a line
	Archive string // name of the .npz with the data; "": the program finds them itself
	Weights string // name of the library's file of weights to start from, "" for weights drawn anew
	Out     string // name of the file that the program writes
}

// About is the head of the program: what it is, and what it does not do as the run does.
func (c Config) About(library string, notes []*fact.Fact) string {
	var b strings.Builder
	b.WriteString(c.Title + "\n\nThe run of this recipe of Bottleneck, in " + library + ":\n\n    " + c.Recipe.Link() + "\n\nWhat is not as there:\n")
	for _, n := range notes {
		b.WriteString("\n- " + n.Says(fact.English))
	}
	return b.String()
}
