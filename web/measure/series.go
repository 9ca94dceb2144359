package main

import (
	"fmt"
	"slices"
	"strings"

	"bottleneck/core/bench"
)

// workloads are the networks to measure.
func (o options) workloads() (names []string, err error) {
	for _, w := range bench.Workloads {
		names = append(names, w.Name)
	}
	for _, name := range o.only {
		if !slices.Contains(names, name) {
			return nil, fmt.Errorf("workload %q found, one of %s expected", name, strings.Join(names, ", "))
		}
	}
	if o.only != nil {
		names = o.only
	}
	return names, nil
}

// series are measurements of one thing in several rounds.
type series []figures

// best is the fastest step of all rounds.
func (s series) best() float64 {
	best := s[0].BestMs
	for _, f := range s {
		best = min(best, f.BestMs)
	}
	return best
}

// peak is the fastest peak of all rounds, of one thread.
func (s series) peak() float64 {
	best := 0.0
	for _, f := range s {
		best = max(best, f.Peak)
	}
	return best
}

// share is the best step's, of the best peak.
func (s series) share() float64 {
	return s[0].flops() / s.best() / 1e6 / (s.peak() * float64(s[0].Threads))
}

// median is the median round's step.
func (s series) median() float64 {
	var all []float64
	for _, f := range s {
		all = append(all, f.MsPerStep)
	}
	return median(all)
}

// ratio is the median over rounds of how many times longer than s the other takes.
func (s series) ratio(other series) float64 {
	var all []float64
	for i := range s {
		all = append(all, other[i].MsPerStep/s[i].MsPerStep)
	}
	return median(all)
}

func median(all []float64) float64 {
	all = slices.Sorted(slices.Values(all))
	if n := len(all); n%2 == 0 {
		return (all[n/2-1] + all[n/2]) / 2
	}
	return all[len(all)/2]
}

// ms writes a time in milliseconds with three digits.
func ms(x float64) string {
	switch {
	case x >= 100:
		return fmt.Sprintf("%.0f", x)
	case x >= 10:
		return fmt.Sprintf("%.1f", x)
	case x >= 1:
		return fmt.Sprintf("%.2f", x)
	}
	return fmt.Sprintf("%.3f", x)
}

func percent(x float64) string { return fmt.Sprintf("%.0f %%", 100*x) }

// row prints a line of a Markdown table; head also the line below it.
func row(cells ...string) { fmt.Println("| " + strings.Join(cells, " | ") + " |") }

func head(cells ...string) {
	row(cells...)
	fmt.Println("|---" + strings.Repeat("|---:", len(cells)-1) + "|")
}
