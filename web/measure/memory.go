package main

import (
	"context"
	"fmt"
	"sync"
)

// memory trains all workloads for some minutes, each in a page of its own, and tells how much of the heap each holds after its
// warm-up and by how much that has grown at the end, both after a collection.
func memory(ctx context.Context, s *site, o options) error {
	names, err := o.workloads()
	if err != nil {
		return err
	}
	results, faults := make([]figures, len(names)), make([]error, len(names))
	var all sync.WaitGroup
	for i, name := range names {
		all.Go(func() {
			p, err := s.bench("?threads=1")
			if err != nil {
				faults[i] = err
				return
			}
			defer p.Close()
			results[i], faults[i] = measure(p, name, 1, "auto", 60*o.minutes)
		})
	}
	all.Wait()
	head("network", "heap, MiB", fmt.Sprintf("grown in %g minutes, KiB", o.minutes), "steps")
	for i, name := range names {
		if faults[i] != nil {
			return faults[i]
		}
		f := results[i]
		row("`"+name+"`", fmt.Sprintf("%.1f", float64(f.Bytes)/(1<<20)), fmt.Sprintf("%.1f", float64(f.Grown)/(1<<10)), fmt.Sprint(f.Steps))
	}
	return nil
}
