// Command measure tells how fast Bottleneck trains, in headless Chromium and beside others.
//
//	measure            the six networks and some products, in Chromium and natively
//	measure native     the networks natively and in Chromium, and natively by gonum, in pairs
//	measure fused      the networks in Chromium without a fused instruction: plain, and fused computed to the same bits
//	measure compare    the networks in turn with PyTorch, in pairs
//	measure profile    the share of each kernel in a step
//	measure grow       how a step grows with batch, width and threads
//	measure playground how much of the bench's speed the playground has, with its canvas idle and drawing
//	measure report     all of these
//	measure recording  how much of its speed the playground keeps while it records and stores the run, in pairs
//	measure kept       how much of a run memory and storage hold over some minutes
//	measure memory     whether the heap stays flat
//
// It prints Markdown tables; docs/performance.md says what they mean.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strings"
)

// options are what all modes have.
type options struct {
	rounds  int
	seconds float64
	minutes float64
	threads int
	python  string
	only    []string // workloads; nil: all
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "measure:", err)
		os.Exit(1)
	}
}

var modes = map[string]func(ctx context.Context, s *site, o options) error{
	"": table, "native": native, "fused": fused, "compare": compare, "profile": profile, "grow": grow, "playground": playground, "recording": recording, "kept": kept, "memory": memory, "report": report,
}

func run(ctx context.Context, args []string) error {
	mode := ""
	if len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		mode, args = args[0], args[1:]
	}
	do, known := modes[mode]
	if !known {
		return fmt.Errorf("mode %q found, native, fused, compare, profile, grow, playground, report, recording, kept, memory or none expected", mode)
	}
	var o options
	f := flag.NewFlagSet("measure "+mode, flag.ContinueOnError)
	f.IntVar(&o.rounds, "rounds", 5, "how often each is measured, in turn")
	f.Float64Var(&o.seconds, "seconds", 0.4, "of a measurement, after its warm-up")
	f.Float64Var(&o.minutes, "minutes", 10, "of the checks of memory and of what is kept, for each workload")
	f.IntVar(&o.threads, "threads", 1, "of the profile; 0: all")
	f.StringVar(&o.python, "python", "", "a Python with torch; python3 and /usr/bin/python3 are tried")
	only := f.String("only", "", "workloads, with commas between them; all if empty")
	if err := f.Parse(args); err != nil {
		return err
	}
	if f.NArg() > 0 {
		return fmt.Errorf("%q found after the flags, a mode is the first word", f.Arg(0))
	}
	if *only != "" {
		o.only = strings.Split(*only, ",")
	}
	s, err := openSite(ctx)
	if err != nil {
		return err
	}
	defer s.close()
	fmt.Printf("%s\n\n", s.machine)
	return do(ctx, s, o)
}

// report is what docs/performance.md has tables of.
func report(ctx context.Context, s *site, o options) error {
	for _, part := range []struct {
		title string
		do    func(ctx context.Context, s *site, o options) error
	}{{"Networks and products", table}, {"Natively", native}, {"Without a fused instruction", fused}, {"Beside PyTorch", compare}, {"Where a step's time goes", profile}, {"Growth", grow}, {"Playground", playground}} {
		fmt.Printf("## %s\n\n", part.title)
		if err := part.do(ctx, s, o); errors.Is(err, errNoTorch) {
			fmt.Println(err)
		} else if err != nil {
			return err
		}
		fmt.Println()
	}
	return nil
}
