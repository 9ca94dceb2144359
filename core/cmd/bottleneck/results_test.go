package main

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"bottleneck/core/recipe"
)

// notMeasured stands in docs/results.md for a figure that no full run has reached yet.
const notMeasured = "not run"

// differences are what is wrong with a table of results, for the checks there are: its rows must be theirs, in their order.
func differences(list []check, table string) []string {
	var found, problems []string
	for line := range strings.Lines(table) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "| ") && !strings.HasPrefix(line, "| lesson |") {
			found = append(found, line)
		}
	}
	for _, c := range list {
		r, _ := recipe.Parse("#v=1&lesson=" + c.lesson + "&" + c.link)
		for _, p := range c.at {
			want := c.row(p, unit(r), 0)
			if len(found) == 0 {
				problems = append(problems, "missing: "+want.String())
				continue
			}
			line := found[0]
			found = found[1:]
			cells := strings.Split(strings.Trim(line, "| "), " | ")
			if len(cells) != 7 {
				// An empty verdict is trimmed with the end of the line.
				cells = append(cells, make([]string, max(0, 7-len(cells)))...)
			}
			want.measured, want.verdict = cells[4], ""
			if v, err := strconv.ParseFloat(want.measured, 64); err == nil {
				want.verdict = verdictOutside
				if p.contains(v) {
					want.verdict = verdictWithin
				}
			} else {
				want.measured = notMeasured
			}
			if line != want.String() {
				problems = append(problems, "found: "+line+"\nexpected: "+want.String())
			}
		}
	}
	for _, line := range found {
		problems = append(problems, "no such check: "+line)
	}
	return problems
}

// docs/results.md is the table that verify prints, of the checks there are.
func TestResultsAreThoseOfTheChecks(t *testing.T) {
	b, err := os.ReadFile(filepath.Join("..", "..", "..", "docs", "results.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range differences(checks, string(b)) {
		t.Error(p)
	}
}

func TestDifferencesAreSeen(t *testing.T) {
	list := []check{{lesson: "table", what: "a", at: []point{between(5, "test_mse", .06, .07), between(9, "test_mse", .01, .02)}}}
	const first, second = "| table | a | epoch 5 | test_mse | 0.065 | 0.06 to 0.07 | within |\n", "| table | a | epoch 9 | test_mse | not run | 0.01 to 0.02 |  |\n"
	for _, c := range []struct {
		text string
		n    int
	}{
		{tableHead + first + second, 0},
		{tableHead + first, 1},
		{tableHead + first + second + first, 1},
		{tableHead + second + first, 2},
		{tableHead + strings.Replace(first, "0.065", "0.075", 1) + second, 1},
		{tableHead + strings.Replace(first, "0.07", "0.08", 1) + second, 1},
		{tableHead + strings.Replace(first, "| a |", "| b |", 1) + second, 1},
		{tableHead + first + strings.Replace(second, "not run", "soon", 1), 1},
	} {
		if got := differences(list, c.text); len(got) != c.n {
			t.Errorf("%d differences, %d expected: %q in\n%s", len(got), c.n, got, c.text)
		}
	}
}
