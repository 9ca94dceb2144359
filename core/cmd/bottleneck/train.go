package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"bottleneck/core/recipe"
	"bottleneck/core/train"
)

func runTrain(ctx context.Context, args []string, out, log io.Writer) error {
	flags := flag.NewFlagSet("train", flag.ContinueOnError)
	steps := flags.Int("steps", 0, "stop after this many steps")
	from := flags.String("weights", "", "start from the weights of this file")
	path := flags.String("data", "", "file or folder to train on, with data=pictures or data=table")
	weights := flags.String("out", "", "write the weights to this file")
	baseline := flags.Bool("baseline", false, "tell what as many principal components leave, as pca_mse")
	link, err := parseLink(flags, args)
	if err != nil {
		return err
	}
	if *steps < 0 {
		return fmt.Errorf("train: -steps %d found, a number from 0 on expected", *steps)
	}
	r, notices := recipe.Parse(link)
	for _, n := range notices {
		fmt.Fprintln(log, n.Text())
	}
	if *steps > 0 {
		r.Steps = *steps
	}
	trainSet, testSet, err := load(ctx, r, *path, log)
	if err != nil {
		return err
	}
	run, err := train.New(r, trainSet, testSet)
	if err != nil {
		return err
	}
	if *from != "" {
		b, err := os.ReadFile(*from)
		if err != nil {
			return err
		}
		if err := run.Load(b); err != nil {
			return fmt.Errorf("%s: %w", *from, err)
		}
	}
	for *baseline && ctx.Err() == nil && run.BaselineStep() {
	}
	if err := loop(ctx, run, out); err != nil {
		return err
	}
	if why := run.Stopped(); why != nil {
		fmt.Fprintln(log, why)
	}
	if *weights != "" {
		return writeFile(*weights, run.Weights())
	}
	return nil
}

// loop trains to the end of the recipe and prints a line an epoch. The rate
// is of training alone, the measuring of test images left out.
func loop(ctx context.Context, run *train.Run, out io.Writer) error {
	lines := json.NewEncoder(out)
	images, busy := 0, time.Duration(0)
	batch := run.Recipe().BatchSize
	for !run.Done() {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("train: stopped after step %d: %w", run.Metrics().Step, err)
		}
		start := time.Now()
		if err := run.Step(); err != nil {
			return err
		}
		busy += time.Since(start)
		images += batch
		if run.AtEpochEnd() || run.Done() {
			run.SetRate(float64(images) / busy.Seconds())
			if err := lines.Encode(run.Metrics()); err != nil {
				return err
			}
			images, busy = 0, 0
		}
	}
	return nil
}

// writeFile replaces name by b, wholly or not at all.
func writeFile(name string, b []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), ".bottleneck-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	if _, err := f.Write(b); err != nil {
		f.Close()
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
