package main

import (
	"context"
	"fmt"
)

// grow measures 784-w-32-w-784 over widths, batches and threads.
func grow(ctx context.Context, s *site, o options) error {
	widths, batches := []int{32, 128, 512, 2048}, []int{20, 64, 256, 1024}
	cells := map[[3]int]series{} // by batch, width, threads
	for round := range o.rounds {
		for _, batch := range batches {
			for _, width := range widths {
				progress("round %d: batch %d, width %d", round+1, batch, width)
				link := fmt.Sprintf("#v=1&data=digits&encoder=dense(%d,relu)&latent_dim=32&batch_size=%d", width, batch)
				for threads := 1; threads <= s.threads; threads++ {
					f, err := measure(s.page, link, threads, "auto", o.seconds/2)
					if err != nil {
						return err
					}
					at := [3]int{batch, width, threads}
					cells[at] = append(cells[at], f)
				}
			}
		}
	}
	progress("")
	heads := []string{"batch"}
	for _, width := range widths {
		heads = append(heads, fmt.Sprintf("width %d", width))
	}
	print := func(cell func(at [3]int) string) {
		head(heads...)
		for _, batch := range batches {
			line := []string{fmt.Sprint(batch)}
			for _, width := range widths {
				line = append(line, cell([3]int{batch, width, 1}))
			}
			row(line...)
		}
		fmt.Println()
	}
	fmt.Print("Milliseconds a step on one thread, and GFLOP/s, of the best windows:\n\n")
	print(func(at [3]int) string {
		c := cells[at]
		return fmt.Sprintf("%s (%.0f)", ms(c.best()), c[0].flops()/c.best()/1e6)
	})
	for threads := 2; threads <= s.threads; threads++ {
		fmt.Printf("How many times faster with %d threads, best by best:\n\n", threads)
		print(func(at [3]int) string {
			return fmt.Sprintf("%.2f", cells[at].best()/cells[[3]int{at[0], at[1], threads}].best())
		})
	}
	return nil
}
