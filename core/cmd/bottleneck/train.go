package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"bottleneck/core/data"
	"bottleneck/core/kernel"
	"bottleneck/core/recipe"
	"bottleneck/core/record"
	"bottleneck/core/train"
)

// trainCall is a call of the command train.
type trainCall struct {
	link                  string
	steps                 int
	from, out, checkpoint string
	own                   *brought
	products              string
	baseline, quiet       bool
	kept                  *checkpointFile // that it goes on from, or nil
}

// parse reads the arguments. The link may be that of a checkpoint.
func (c *trainCall) parse(args []string) error {
	flags := flag.NewFlagSet("train", flag.ContinueOnError)
	resume := flags.String("resume", "", "go on with the run of a checkpoint's `file`")
	flags.IntVar(&c.steps, "steps", 0, "stop after `n` steps")
	flags.StringVar(&c.from, "weights", "", "start from the weights of a `file`")
	c.own = bringing(flags)
	flags.StringVar(&c.out, "out", "", "write the weights to a `file`")
	flags.StringVar(&c.checkpoint, "checkpoint", "", "keep in a `file` what the run needs to go on")
	flags.StringVar(&c.products, "products", "", "multiply matrices by `name`: gonum, in an order of its own")
	flags.BoolVar(&c.baseline, "baseline", false, "tell what as many principal components leave, as pca_mse")
	flags.BoolVar(&c.quiet, "quiet", false, "show no progress")
	rest, err := parseWords(flags, args)
	if err != nil {
		return err
	}
	switch {
	case c.steps < 0:
		return wrong("train", "-steps %d found, a number from 0 on expected", c.steps)
	case c.products != "" && c.products != "gonum":
		return wrong("train", "-products %q found, gonum or nothing expected", c.products)
	case c.from != "" && *resume != "":
		return wrong("train", "-weights and -resume found, one of them expected")
	case standard(c.checkpoint, 1):
		return wrong("train", "-checkpoint %s found, a file expected: it is written again and again", c.checkpoint)
	}
	if *resume != "" {
		if c.kept, err = readCheckpoint(*resume); err != nil {
			return err
		}
		if len(rest) == 0 {
			rest = []string{c.kept.record.Link}
		}
	}
	if c.link, err = oneLink("train", rest); err != nil {
		return err
	}
	for _, name := range []string{c.out, c.checkpoint} {
		if err := writable(name); err != nil {
			return fmt.Errorf("train: %w", err)
		}
	}
	return nil
}

// begin makes the run, or brings it back to where it stood. own says on which files it is trained.
func (c *trainCall) begin(ctx context.Context, log io.Writer) (run *train.Run, own record.Own, err error) {
	r, notices := recipe.Parse(c.link)
	for _, n := range notices {
		fmt.Fprintln(log, n.Text())
	}
	if c.steps > 0 {
		r.Steps = c.steps
	}
	if c.kept != nil {
		if err := c.kept.continues(r); err != nil {
			return nil, own, err
		}
	}
	trainSet, testSet, err := load(ctx, r, *c.own, log)
	if err != nil {
		return nil, own, err
	}
	if run, err = c.make(r, trainSet, testSet); err != nil {
		return nil, own, err
	}
	if r.Source().Origin == recipe.Own {
		own = record.Own{Name: filepath.Base(c.own.path), Train: run.Train().N, Test: run.Test().N, CRC: record.SumOf(run.Train(), run.Test())}
	}
	if c.from != "" {
		if err := loadWeights(c.from, r, run.Load, log); err != nil {
			return nil, own, err
		}
	}
	if c.kept != nil {
		err = c.kept.restore(run, own, log)
	}
	return run, own, err
}

// make is train.New with the products that were asked for.
func (c *trainCall) make(r recipe.Recipe, trainSet, testSet *data.Set) (*train.Run, error) {
	if c.products == "" {
		return train.New(r, trainSet, testSet)
	}
	a, there := kernel.Plain.Gonum()
	switch {
	case !there:
		return nil, wrong("train", "-products gonum found, this build has products by %s alone", products())
	case r.Arithmetic == "fused":
		return nil, wrong("train", "-products gonum and arithmetic=fused found, one of them expected: gonum's products are plain")
	}
	return train.NewIn(a, r, trainSet, testSet)
}

func runTrain(ctx context.Context, args []string, out, log io.Writer) error {
	c := &trainCall{}
	if err := c.parse(args); err != nil {
		return err
	}
	run, own, err := c.begin(ctx, log)
	if err != nil {
		return err
	}
	for c.baseline && ctx.Err() == nil && run.BaselineStep() {
	}
	lines := out
	if standard(c.out, 1) {
		lines = log
	}
	t := &training{run: run, lines: json.NewEncoder(lines), first: run.Reader().Steps()}
	if !c.quiet && terminal(log) {
		r := run.Recipe()
		t.meter = &meter{w: log, from: t.first, total: run.TotalSteps(), batch: r.BatchSize, rows: r.Source().Rows, start: time.Now()}
	}
	var written []string
	if c.checkpoint != "" {
		t.keep = func() error { return writeCheckpoint(c.checkpoint, run, own) }
	}
	err = t.do(ctx, func() error {
		if c.checkpoint != "" {
			if err := t.keep(); err != nil {
				return fmt.Errorf("train: %w", err)
			}
			written = append(written, c.checkpoint)
		}
		if c.out != "" {
			if err := writeFile(c.out, run.Weights(), out); err != nil {
				return fmt.Errorf("train: %w", err)
			}
			written = append(written, c.out)
		}
		return nil
	})
	switch {
	case err != nil:
		return err
	case ctx.Err() != nil && !run.Done():
		err = fmt.Errorf("train: stopped after step %d by %w", run.Reader().Steps(), context.Cause(ctx))
		if len(written) > 0 {
			err = fmt.Errorf("%w; %s written", err, strings.Join(written, " and "))
		}
		return err
	}
	if why := run.Stopped(); why != nil {
		fmt.Fprintln(log, why)
	}
	return nil
}
