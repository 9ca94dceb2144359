package files

import (
	"slices"
	"testing"

	"bottleneck/core/data/own"
)

// Signs of percent and money are told for every column, and where not all numbers have the same.
func TestSigns(t *testing.T) {
	for name, c := range map[string]struct {
		text  string
		codes []string
	}{
		"two columns":   {"share,price\n1%,$2\n2%,$3\n", []string{"numbers_signed", "numbers_signed"}},
		"in part":       {"share,b\n0.02,1\n2%,2\n", []string{"numbers_signed_in_part"}},
		"two of a kind": {"price,b\n€2,1\n$3,2\n", []string{"numbers_of_two_signs"}},
	} {
		g := &own.Given{}
		if _, err := readCSV([]byte(c.text), g, silent); err != nil || !slices.Equal(codesOf(g), c.codes) {
			t.Errorf("%s: %v, %v", name, codesOf(g), err)
		}
	}
}
