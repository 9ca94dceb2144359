package files

import (
	"math"
	"slices"
	"strings"
)

// totalWords are what a last row is called that has the sums of the others, or their means.
var totalWords = []string{"total", "totals", "grand total", "sum", "summe", "gesamt", "somme", "mean", "average", "mittelwert", "durchschnitt", "moyenne"}

// totals tells whether a row, the last, has the sums of the n rows above it or their means, and says so in a column that is none of numbers.
func (s *sheet) totals(cells []string, values, sums []float64, n int) bool {
	called := false
	for i, cell := range cells {
		called = called || !slices.Contains(s.use, i) && slices.Contains(totalWords, lower(strings.Trim(cell, " :*")))
	}
	if !called || n < 3 {
		return false
	}
	near := func(v, w float64) bool { return math.Abs(v-w) <= .01*max(1, math.Abs(w)) } // it may be rounded
	for k, v := range values {
		if !near(v, sums[k]) && !near(v, sums[k]/float64(n)) {
			return false
		}
	}
	return true
}
