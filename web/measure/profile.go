package main

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"bottleneck/core/kernel/job"
)

// profile prints the share of each kernel in a step, on one thread or as many as asked for. Of many short measurements each kernel counts with its
// fastest, so that a slow spell of the machine does not fall to whatever ran then.
func profile(ctx context.Context, s *site, o options) error {
	names, err := o.workloads()
	if err != nil {
		return err
	}
	p, err := s.bench("?profile")
	if err != nil {
		return err
	}
	defer p.Close()
	shares, steps, most := map[string]map[string]float64{}, []string{"**ms a step**"}, map[string]float64{}
	for _, name := range names {
		var all series
		for round := range 2 * o.rounds {
			progress("%s: round %d", name, round+1)
			f, err := measure(p, name, o.threads, "auto", o.seconds/2)
			if err != nil {
				return err
			}
			all = append(all, f)
		}
		step, parts := all.parts()
		shares[name] = parts
		for k := range parts {
			parts[k] /= step
			most[k] = max(most[k], parts[k])
		}
		steps = append(steps, ms(step))
	}
	progress("")
	kernels := make([]string, 0, len(most))
	for k, share := range most {
		if share >= 0.01 {
			kernels = append(kernels, k)
		}
	}
	slices.SortFunc(kernels, func(a, b string) int {
		if (a == rest) != (b == rest) {
			if a == rest {
				return 1 // comes last
			}
			return -1
		}
		if most[a] != most[b] {
			return int(1e6 * (most[b] - most[a]))
		}
		return strings.Compare(a, b)
	})
	head(append([]string{"kernel"}, names...)...)
	for _, k := range kernels {
		cells := []string{k}
		for _, name := range names {
			text := ""
			if share := shares[name][k]; share >= 0.005 {
				text = percent(share)
			}
			cells = append(cells, text)
		}
		row(cells...)
	}
	row(steps...)
	return nil
}

const rest = "Go, and calls"

// parts gives the milliseconds of a step, and of each kernel in it: the fastest of all rounds. How many steps there were,
// those of the warm-up included, is known from the optimizer, which a step calls once.
func (s series) parts() (step float64, parts map[string]float64) {
	parts = map[string]float64{}
	for i, f := range s {
		steps, sums := 0, map[string]float64{}
		for _, k := range f.Kernels {
			name := kernelName(k.Name)
			if name == "`adam`" || name == "`adadelta`" {
				steps += k.Calls
			}
			sums[name] += k.Ms
		}
		for name, sum := range sums {
			perStep := sum / float64(max(1, steps))
			if old, known := parts[name]; !known || perStep < old {
				parts[name] = perStep
			}
		}
		if i == 0 || f.MeanMs < step {
			step = f.MeanMs
		}
	}
	all := 0.0
	for _, part := range parts {
		all += part
	}
	step = max(step, all)
	parts[rest] = step - all
	return step, parts
}

// kernelName is the operation of a timed export, without its arithmetic: of "alone 17" what the job did.
func kernelName(name string) string {
	if head, number, ok := strings.Cut(name, " "); ok && (head == "alone" || head == "run") {
		jobs := slices.Concat(job.Products[:], job.Vectors[:], job.Patches[:], job.Passes[:], job.Rows[:])
		if i, err := strconv.Atoi(number); err == nil && i >= 0 && i < len(jobs) {
			name = jobs[i]
			if slices.Contains(job.Patches[:], name) {
				name = "patches: " + name
			}
		}
	}
	return fmt.Sprintf("`%s`", strings.TrimSuffix(name, "_fused"))
}
