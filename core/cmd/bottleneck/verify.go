package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"bottleneck/core/kernel"
	"bottleneck/core/recipe"
	"bottleneck/core/train"
)

// runVerify trains the lessons that trusted figures are known for, and prints a line for each figure. The photographs of
// the faces tutorial are in the folder that FACES_DIR names.
func runVerify(ctx context.Context, args []string, out, log io.Writer) error {
	flags := flag.NewFlagSet("verify", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	only := flags.String("only", "", "lessons, separated by commas")
	long := flags.Bool("long", false, "also those that take more than ten minutes")
	if err := flags.Parse(args); err != nil {
		return fmt.Errorf("verify: %w", err)
	}
	var chosen []string
	if *only != "" {
		chosen = strings.Split(*only, ",")
		for _, id := range chosen {
			if !slices.ContainsFunc(checks, func(c check) bool { return c.lesson == id }) {
				return fmt.Errorf("verify: -only %s: no trusted figure of such a lesson is known", id)
			}
		}
	}
	fmt.Fprintf(out, "| lesson | setting | at | figure | measured | expected | verdict |\n|---|---|---|---|---|---|---|\n")
	outside := 0
	for _, c := range checks {
		if len(chosen) > 0 && !slices.Contains(chosen, c.lesson) || c.long && !*long {
			continue
		}
		n, err := c.run(ctx, out, log)
		if err != nil {
			return fmt.Errorf("verify: %s: %w", c.lesson, err)
		}
		outside += n
	}
	if outside > 0 {
		return fmt.Errorf("verify: %d figures are outside the range of trusted implementations", outside)
	}
	return nil
}

// run prints the figures of one check and returns how many lie outside.
func (c check) run(ctx context.Context, out, log io.Writer) (outside int, err error) {
	link := "#v=1&lesson=" + c.lesson
	if c.link != "" {
		link += "&" + c.link
	}
	r, notices := recipe.Parse(link)
	if len(notices) > 0 {
		return 0, errors.New(notices[0].Text)
	}
	path := ""
	if c.faces {
		path = os.Getenv("FACES_DIR")
	}
	trainSet, testSet, err := load(ctx, r, path, log)
	if err != nil {
		return 0, err
	}
	run, err := train.New(r, trainSet, testSet)
	if err != nil {
		return 0, err
	}
	start := time.Now()
	for _, p := range c.at {
		if err := c.train(ctx, run, p.at); err != nil {
			return outside, err
		}
		if r.Steps > 0 {
			run.Evaluate()
		}
		v := metrics[p.metric](run, run.Metrics())
		verdict := "within"
		if !(v >= p.lo && v <= p.hi) {
			verdict = "**outside**"
			outside++
		}
		unit := "epoch"
		if r.Steps > 0 {
			unit = "step"
		}
		fmt.Fprintf(out, "| %s | %s | %s %d | %s | %.4g | %.4g to %.4g | %s |\n", c.lesson, c.what, unit, p.at, p.metric, v, p.lo, p.hi, verdict)
	}
	m := run.Metrics()
	fmt.Fprintf(log, "%s, %s: %d steps in %v, %s kernels, %s, fingerprint %s\n", c.lesson, c.what, m.Step, time.Since(start).Round(time.Second), kernel.Name, m.Arithmetic, m.Fingerprint)
	return outside, nil
}

// train goes on to the end of an epoch, or to a step where the recipe counts by steps.
func (c check) train(ctx context.Context, run *train.Run, at int) error {
	if run.Recipe().Steps == 0 {
		at *= run.StepsPerEpoch()
	}
	for run.Metrics().Step < at {
		if err := ctx.Err(); err != nil {
			return err
		}
		for range min(100, at-run.Metrics().Step) {
			if err := run.Step(); err != nil {
				return err
			}
		}
	}
	return nil
}
