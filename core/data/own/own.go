// Package own has what was understood of the files that a person gave the playground to train on: pictures or a table,
// their labels, and what recipes ask of them. Package files reads them.
package own

import (
	"bottleneck/core/data"
	"bottleneck/core/fact"
	"bottleneck/core/recipe"
)

// Limits on what is kept of what was given. They hold whatever the files say.
const (
	MaxItems   = recipe.MaxTrain + recipe.MaxTest // pictures or rows: what a recipe can use
	MaxColumns = 256                              // of a table
)

// Given is what was understood.
type Given struct {
	Kind     string // "pictures" or "table", as recipes call it
	Name     string // of the file or folder, for people
	Pictures *Pictures
	Table    *Table
	Roles    []Role       // what each column or array is
	Turn     string       // Turned or Upright, of arrays of square gray pictures; else ""
	Notes    []*fact.Fact // what a person should know
	Problems []Problem    // what was left out and why
	Left     int          // number of things left out; Problems has the first of them
}

// Bytes is the memory that it takes, without what lies elsewhere.
func (g *Given) Bytes() int64 {
	switch {
	case g == nil:
		return 0
	case g.Pictures != nil:
		n := 0
		for _, p := range g.Pictures.All {
			n += len(p.Pix)
		}
		return int64(n)
	}
	return 8 * int64(len(g.Table.Values))
}

// Problem is a file, a row or a cell that was left out.
type Problem struct {
	Place *fact.Fact // its name: "red.png", "row 12", "row 12, width"
	Why   *fact.Fact
}

const shownProblems = 20

// Leave notes that something is left out.
func (g *Given) Leave(place, why *fact.Fact) {
	g.Left++
	if len(g.Problems) < shownProblems {
		g.Problems = append(g.Problems, Problem{place, why})
	}
}

// Note notes something that a person should know.
func (g *Given) Note(f *fact.Fact) { g.Notes = append(g.Notes, f) }

// Roles of a column or an array.
const (
	RoleInput = "input"
	RoleLabel = "label"
	RoleIndex = "index"
	RoleNone  = "left out"
)

// Whether rows and columns of pictures are exchanged, as EMNIST's are to be read.
const (
	Turned  = "turned"
	Upright = "upright"
)

// Role says what a column or an array is.
type Role struct {
	Name string `json:"name"`
	Role string `json:"role"`
	Part string `json:"part,omitempty"` // of an array that says so, or was said to be: train, test or validation
}

const shownRoles = 300

// Role notes what a column or an array is.
func (g *Given) Role(name, role string) { g.RoleOf(name, role, "") }

// RoleOf notes what an array is, and which part.
func (g *Given) RoleOf(name, role, part string) {
	if len(g.Roles) < shownRoles {
		g.Roles = append(g.Roles, Role{name, role, part})
	}
}

// Held says whether item i of n is held out, where nothing else says which are: every tenth, and the last of few.
func Held(i, n int) bool { return data.Held(i) || n < 10 && i == n-1 }
