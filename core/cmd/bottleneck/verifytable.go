package main

import (
	"fmt"
	"strings"
)

// The table that verify prints and docs/results.md holds.
const (
	tableHead      = "| lesson | setting | at | figure | measured | expected | verdict |\n|---|---|---|---|---|---|---|\n"
	verdictWithin  = "within"
	verdictOutside = "**outside**"
)

// row is one line of it.
type row struct{ lesson, setting, at, figure, measured, expected, verdict string }

func (r row) String() string {
	cells := []string{r.lesson, r.setting, r.at, r.figure, r.measured, r.expected, r.verdict}
	for i, c := range cells {
		cells[i] = strings.NewReplacer("|", "/", "\n", " ").Replace(c)
	}
	return "| " + strings.Join(cells, " | ") + " |"
}

// row is the line of a figure that was measured.
func (c check) row(p point, unit string, v float64) row {
	verdict := verdictWithin
	if !p.contains(v) {
		verdict = verdictOutside
	}
	return row{c.lesson, c.what, fmt.Sprintf("%s %d", unit, p.at), p.figure, fmt.Sprintf("%.4g", v), p.expected(), verdict}
}

// notRun is the line of a check that had to end.
func (c check) notRun(why error) row {
	return row{lesson: c.lesson, setting: c.what, measured: "not run: " + why.Error()}
}

func (p point) contains(v float64) bool { return v >= p.lo && v <= p.hi }

func (p point) expected() string {
	text := fmt.Sprintf("%.4g to %.4g", p.lo, p.hi)
	if p.own {
		text += ", own"
	}
	return text
}
