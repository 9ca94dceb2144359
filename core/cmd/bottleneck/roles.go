package main

import (
	"flag"
	"fmt"
	"slices"
	"strings"

	"bottleneck/core/data/files"
	"bottleneck/core/data/own"
)

// brought is what a person says of files of their own: where they lie, and what is what in them.
type brought struct {
	path   string
	choice files.Choice
}

// bringing has the flags of a command that trains on such files.
func bringing(flags *flag.FlagSet) *brought {
	b := &brought{}
	flags.StringVar(&b.path, "data", "", "`path` of a file or folder to train on, with data=pictures or data=table")
	choosing(flags, &b.choice)
	return b
}

var (
	roles = []string{own.RoleInput, own.RoleLabel, own.RoleIndex, own.RoleNone}
	parts = []string{"train", "test", "validation"}
	turns = []string{own.Turned, own.Upright}
)

// choosing has the flags that say what is what, in the words that the command data prints.
func choosing(flags *flag.FlagSet, c *files.Choice) {
	flags.Func("role", "what a column or an array is, `name=role`: "+strings.Join(roles, ", ")+"; of an array also its part, "+strings.Join(parts, ", ")+"; once for each", func(text string) error {
		at := strings.LastIndex(text, "=")
		if at < 1 {
			return fmt.Errorf("%q found, name=role expected", text)
		}
		r := own.Role{Name: text[:at]}
		for word := range strings.SplitSeq(text[at+1:], ",") {
			switch {
			case slices.Contains(roles, word):
				r.Role = word
			case slices.Contains(parts, word):
				r.Part = word
			default:
				return fmt.Errorf("%q found, one of %s expected", word, strings.Join(slices.Concat(roles, parts), ", "))
			}
		}
		c.Roles = append(c.Roles, r)
		return nil
	})
	flags.Func("turn", "whether rows and columns of square pictures are exchanged, as EMNIST's are to be read: `"+strings.Join(turns, "` or ")+"; by itself it is so where files are named so", func(text string) error {
		if c.Turn = text; !slices.Contains(turns, text) {
			return fmt.Errorf("%q found, %s expected", text, strings.Join(turns, " or "))
		}
		return nil
	})
}

// unknown says which column or array that a person spoke of is not there.
func unknown(g *own.Given, c files.Choice) error {
	for _, r := range c.Roles {
		if slices.ContainsFunc(g.Roles, func(is own.Role) bool { return is.Name == r.Name || strings.Contains(is.Name, " ... ") }) { // or one of a row of pixels
			continue
		}
		var names []string
		for _, is := range g.Roles {
			names = append(names, is.Name)
		}
		return fmt.Errorf("-role %s found, and no column or array of this name: %s", r.Name, strings.Join(names, ", "))
	}
	return nil
}
