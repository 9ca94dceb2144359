package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"math"
	"strings"

	"bottleneck/core/classifiers"
	"bottleneck/core/recipe"
	"bottleneck/core/train"
)

// runClassify trains a run, or takes its weights from a file, and then classifiers on what it makes of the images. It
// prints what each reaches on the held-out images, a line each.
func runClassify(ctx context.Context, args []string, out, log io.Writer) error {
	flags := flag.NewFlagSet("classify", flag.ContinueOnError)
	weights := flags.String("weights", "", "take the weights from a `file`")
	steps := flags.Int("steps", -1, "train `n` steps before")
	images := flags.Int("images", classifiers.DefaultImages, "train the classifiers on `n` images")
	passes := flags.Int("passes", 0, "make `n` passes over these images; 0: as many as usual")
	inputs := flags.String("inputs", "", "`kinds` of inputs, by comma")
	b := bringing(flags)
	link, err := parseLink(flags, args)
	if err != nil {
		return err
	}
	switch {
	case *steps < -1:
		return wrong("classify", "-steps %d found, a number from 0 on expected", *steps)
	case *images < 1:
		return wrong("classify", "-images %d found, a number from 1 on expected", *images)
	}
	r, notices := recipe.Parse(link)
	for _, n := range notices {
		fmt.Fprintln(log, n.Text())
	}
	trainSet, testSet, err := load(ctx, r, *b, log)
	if err != nil {
		return err
	}
	run, err := train.New(r, trainSet, testSet)
	if err != nil {
		return err
	}
	c := classifiers.Config{Recipe: r, Model: run.Model(), Train: run.Train(), Test: run.Test(), Images: *images, Passes: *passes}
	if *inputs != "" {
		c.Inputs = strings.Split(*inputs, ",")
	}
	if _, err := classifiers.New(c); err != nil {
		return err // before the run takes its time
	}
	n := *steps
	if *weights != "" {
		if err := loadWeights(*weights, r, run.Load, log); err != nil {
			return fmt.Errorf("classify: %w", err)
		}
		n = max(n, 0)
	} else if n < 0 {
		n = run.TotalSteps()
	}
	for range n {
		if ctx.Err() != nil {
			return fmt.Errorf("classify: stopped after step %d by %w", run.Reader().Steps(), context.Cause(ctx))
		}
		if err := run.Step(); err != nil {
			return err
		}
	}
	p, err := classifiers.New(c)
	if err != nil {
		return err
	}
	return tellResults(ctx, p, out)
}

// tellResults prints each result as soon as it is there.
func tellResults(ctx context.Context, p *classifiers.Training, out io.Writer) error {
	lines := json.NewEncoder(out)
	told := 0
	for more := true; more; {
		if ctx.Err() != nil {
			return fmt.Errorf("classify: stopped by %w", context.Cause(ctx))
		}
		more = p.Step()
		for ; told < len(p.Results()); told++ {
			if err := lines.Encode(p.Results()[told]); err != nil {
				return err
			}
		}
	}
	return nil
}

// accuracy is what a classifier reaches on a kind of inputs, as a figure of a run.
func accuracy(classifier, input string) func(p *progress) float64 {
	return func(p *progress) float64 {
		r := p.run
		c, err := classifiers.New(classifiers.Config{Recipe: r.Recipe(), Model: r.Model(), Train: r.Train(), Test: r.Test(),
			Inputs: []string{input}, Classifiers: []string{classifier}})
		if err != nil {
			return math.NaN()
		}
		for c.Step() {
		}
		return c.Results()[0].Accuracy
	}
}
