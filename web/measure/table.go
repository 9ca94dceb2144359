package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"bottleneck/core/bench"
	"bottleneck/core/kernel"
	passed "bottleneck/core/time"
)

var products = []string{
	"gemm:256x256x256", "gemm:512x512x512", "gemm:1024x1024x1024",
	"gemm:256x784x500", "gemm_nt:256x784x500", "gemm_tn:256x784x500",
	"gemm:20x784x32", "gemm_nt:20x32x784", "gemm_tn:32x784x20",
}

// table measures everything in the browser, with one thread and with all, and natively. Rounds go through all rows, so
// that a slow spell of the machine spreads over them.
func table(ctx context.Context, s *site, o options) error {
	names, err := o.workloads()
	if err != nil {
		return err
	}
	if err := s.networks(ctx, names, o); err != nil || o.only != nil {
		return err
	}
	return s.products(ctx, o)
}

func (s *site) networks(ctx context.Context, names []string, o options) error {
	one, all, native := map[string]series{}, map[string]series{}, map[string]series{}
	for round := range o.rounds {
		for _, name := range names {
			progress("round %d: %s", round+1, name)
			for threads, to := range map[int]map[string]series{1: one, s.threads: all} {
				f, err := measure(s.page, name, threads, "auto", o.seconds)
				if err != nil {
					return err
				}
				to[name] = append(to[name], f)
			}
			if s.threads == 1 {
				all[name] = one[name]
			}
			if round == 0 {
				f, err := natively(ctx, call{name: name, seconds: o.seconds, threads: 1})
				if err != nil {
					return err
				}
				native[name] = append(native[name], f)
			}
		}
	}
	progress("")
	many := fmt.Sprintf("%d threads", s.threads)
	head("network", "1 thread, ms", "best", "GFLOP/s", "share of peak", many+", ms", "best", "images/s", "best by best", "natively ("+kernel.Name+"), ms", "heap, MiB")
	for _, name := range names {
		a, b := one[name], all[name]
		here := ""
		if n := native[name]; n != nil {
			here = ms(n.median())
		}
		row("`"+name+"`", ms(a.median()), ms(a.best()), fmt.Sprintf("%.1f", a[0].flops()/a.best()/1e6), percent(a.share()), ms(b.median()), ms(b.best()),
			fmt.Sprintf("%.0f", b[0].Rate*b[0].MsPerStep/b.median()), fmt.Sprintf("%.2f", a.best()/b.best()), here, fmt.Sprintf("%.0f", float64(a[0].Bytes)/(1<<20)))
	}
	fmt.Println()
	return nil
}

func (s *site) products(ctx context.Context, o options) error {
	fused, plain, native := map[string]series{}, map[string]series{}, map[string]series{}
	for round := range o.rounds {
		for _, name := range products {
			progress("round %d: %s", round+1, name)
			for arithmetic, to := range map[string]map[string]series{"auto": fused, "plain": plain} {
				f, err := measure(s.page, name, 1, arithmetic, o.seconds/4)
				if err != nil {
					return err
				}
				to[name] = append(to[name], f)
			}
		}
	}
	for _, name := range products {
		f, err := natively(ctx, call{name: name, seconds: o.seconds / 4, threads: 1})
		if err != nil {
			return err
		}
		native[name] = append(native[name], f)
	}
	progress("")
	head("product, 1 thread", fused[products[0]][0].Arithmetic+", GFLOP/s", "share of peak", "plain, GFLOP/s", "share of peak", "natively ("+kernel.Name+"), GFLOP/s")
	for _, name := range products {
		cells := []string{"`" + name + "`"}
		for _, s := range []series{fused[name], plain[name]} {
			cells = append(cells, fmt.Sprintf("%.1f of %.1f", s[0].flops()/s.best()/1e6, s.peak()), percent(s.share()))
		}
		n := native[name]
		row(append(cells, fmt.Sprintf("%.1f", n[0].flops()/n.best()/1e6))...)
	}
	fmt.Println()
	return nil
}

// call is a measurement with the kernels of this program; in is what it multiplies in, 0: in the fastest.
type call struct {
	name    string
	seconds float64
	threads int
	in      kernel.Arithmetic
}

// natively measures with the kernels of this program.
func natively(ctx context.Context, c call) (figures, error) {
	b, err := bench.New(bench.Options{Workload: c.name, Seconds: c.seconds, Threads: c.threads, In: c.in})
	if err != nil {
		return figures{}, err
	}
	defer b.Close()
	start := time.Now()
	for done := false; !done; {
		if ctx.Err() != nil {
			return figures{}, ctx.Err()
		}
		if done, err = b.Slice(func() passed.Duration { return passed.Duration(time.Since(start)) }); err != nil {
			return figures{}, err
		}
	}
	f := b.Figures()
	return figures{Workload: c.name, MsPerStep: f.MsPerStep, BestMs: f.BestMs, Steps: f.Steps, GFLOPs: f.GFLOPs, Threads: f.Threads, Arithmetic: f.Arithmetic}, nil
}

// progress overwrites a line on the terminal, if there is one.
func progress(format string, args ...any) {
	if info, err := os.Stderr.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return
	}
	fmt.Fprintf(os.Stderr, "\r\033[K"+format, args...)
}
