package main

import (
	"context"
	"fmt"
)

// compare measures the networks with one thread, with all, and with PyTorch on as many, in turn. What is compared was
// measured within seconds; a ratio is the median of such pairs.
func compare(ctx context.Context, s *site, o options) error {
	names, err := o.workloads()
	if err != nil {
		return err
	}
	t, err := startTorch(ctx, o.python, s.threads)
	if err != nil {
		return err
	}
	defer t.close()
	fmt.Printf("PyTorch %s, %d threads; %d rounds\n\n", t.version, t.threads, o.rounds)
	head("network", "1 thread, ms", "best", "share of peak", fmt.Sprintf("%d threads, ms", s.threads), "best", "1 by all, best", "PyTorch, ms", "best", "PyTorch by ours, pairs")
	for _, name := range names {
		var one, all, other series
		for round := range o.rounds {
			progress("%s: round %d", name, round+1)
			a, err := measure(s.page, name, 0, "auto", o.seconds)
			if err != nil {
				return err
			}
			b, err := t.measure(name, o.seconds)
			if err != nil {
				return err
			}
			c, err := measure(s.page, name, 1, "auto", o.seconds)
			if err != nil {
				return err
			}
			all, other, one = append(all, a), append(other, b), append(one, c)
		}
		progress("")
		row("`"+name+"`", ms(one.median()), ms(one.best()), percent(one.share()), ms(all.median()), ms(all.best()),
			fmt.Sprintf("%.2f", one.best()/all.best()), ms(other.median()), ms(other.best()), fmt.Sprintf("%.1f", all.ratio(other)))
	}
	return nil
}
