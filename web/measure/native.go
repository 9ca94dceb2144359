package main

import (
	"context"
	"fmt"

	"bottleneck/core/kernel"
)

// native measures the networks natively and in Chromium in turn, on one thread and on all, and natively once more with products by
// gonum, as far as this build has them. A ratio is the median of pairs that were measured within seconds.
func native(ctx context.Context, s *site, o options) error {
	names, err := o.workloads()
	if err != nil {
		return err
	}
	gonum, has := kernel.Plain.Gonum()
	many := fmt.Sprintf("%d threads", s.threads)
	fmt.Printf("natively: %s, %d threads; %d rounds\n\n", kernel.Name, kernel.HasThreads(), o.rounds)
	head("network", "1 thread, Chromium, ms", "natively, ms", "Chromium by native, pairs", many+", Chromium, ms", "natively, ms", "Chromium by native, pairs", "gonum, 1 thread, ms", "gonum by native, pairs")
	for _, name := range names {
		var page, here [2]series // with one thread, with all
		var other series
		for round := range o.rounds {
			progress("%s: round %d", name, round+1)
			for i, threads := range []int{1, s.threads} {
				a, err := measure(s.page, name, threads, "auto", o.seconds)
				if err != nil {
					return err
				}
				b, err := natively(ctx, call{name: name, seconds: o.seconds, threads: min(threads, kernel.HasThreads())})
				if err != nil {
					return err
				}
				page[i], here[i] = append(page[i], a), append(here[i], b)
			}
			if has {
				f, err := natively(ctx, call{name: name, seconds: o.seconds, threads: 1, in: gonum})
				if err != nil {
					return err
				}
				other = append(other, f)
			}
		}
		progress("")
		cells := []string{"`" + name + "`"}
		for i := range page {
			cells = append(cells, ms(page[i].median()), ms(here[i].median()), fmt.Sprintf("%.2f", here[i].ratio(page[i])))
		}
		if has {
			cells = append(cells, ms(other.median()), fmt.Sprintf("%.2f", here[0].ratio(other)))
		} else {
			cells = append(cells, "", "")
		}
		row(cells...)
	}
	fmt.Println()
	return nil
}

// fused measures what it costs that fused products are computed where there is no instruction for them: the networks in Chromium, with the
// kernels of browsers without relaxed instructions, plain and fused in turn, on one thread.
func fused(ctx context.Context, s *site, o options) error {
	names, err := o.workloads()
	if err != nil {
		return err
	}
	p, err := s.bench("?kernels=plain")
	if err != nil {
		return err
	}
	defer p.Close()
	head("network", "plain, ms", "fused, computed, ms", "fused by plain, pairs", "fused, by instruction, ms")
	for _, name := range names {
		var plain, computed, instruction series
		for round := range o.rounds {
			progress("%s: round %d", name, round+1)
			for _, m := range []struct {
				to         *series
				arithmetic string
			}{{&plain, "plain"}, {&computed, "fused"}} {
				f, err := measure(p, name, 1, m.arithmetic, o.seconds)
				if err != nil {
					return err
				}
				if f.Arithmetic != m.arithmetic {
					return fmt.Errorf("%s: measured in %s, %s expected", name, f.Arithmetic, m.arithmetic)
				}
				*m.to = append(*m.to, f)
			}
			f, err := measure(s.page, name, 1, "fused", o.seconds)
			if err != nil {
				return err
			}
			instruction = append(instruction, f)
		}
		progress("")
		row("`"+name+"`", ms(plain.median()), ms(computed.median()), fmt.Sprintf("%.1f", plain.ratio(computed)), ms(instruction.median()))
	}
	fmt.Println()
	return nil
}
