package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"

	"bottleneck/core/data/local/mnist"
	"bottleneck/core/kernel"
	"bottleneck/core/recipe"
	"bottleneck/core/train"
)

// errNoFaces is why a check of photographs is not run where there are none.
var errNoFaces = errors.New("FACES_DIR names no folder of photographs")

// runVerify trains the lessons that figures are known for, and prints a line for each figure and a count at the end. A
// lesson that cannot run is told, and the others go on. The error says that a figure is outside its range or a lesson
// failed; data that is not at hand is no failure.
func runVerify(ctx context.Context, args []string, out, log io.Writer) error {
	flags := flag.NewFlagSet("verify", flag.ContinueOnError)
	only := flags.String("only", "", "`lessons`, separated by commas")
	long := flags.Bool("long", false, "also those that take more than ten minutes")
	rest, err := parseWords(flags, args)
	if err != nil {
		return err
	}
	if len(rest) > 0 {
		return wrong("verify", "%q found, flags alone expected", rest[0])
	}
	var chosen []string
	if *only != "" {
		chosen = strings.Split(*only, ",")
		for _, id := range chosen {
			if !slices.ContainsFunc(checks, func(c check) bool { return c.lesson == id }) {
				return wrong("verify", "-only %s: no figure of such a lesson is known", id)
			}
		}
	}
	fmt.Fprint(out, tableHead)
	v := verifier{out: out, log: log}
	for _, c := range checks {
		if ctx.Err() != nil {
			return fmt.Errorf("verify: stopped by %w", context.Cause(ctx))
		}
		switch {
		case len(chosen) > 0 && !slices.Contains(chosen, c.lesson):
		case c.long && !*long:
			v.left += len(c.at)
		default:
			v.check(ctx, c)
			runtime.GC() // in the browser the heap is fixed, and two runs of faces do not fit
		}
	}
	return v.summary()
}

// verifier counts figures.
type verifier struct {
	out, log                       io.Writer
	within, outside, missing, left int
	failed                         []string // lessons that ended with an error
	noMNIST                        error    // asked for once
}

// check prints the rows of one check, the last of which may say why there are no more.
func (v *verifier) check(ctx context.Context, c check) {
	done := 0
	err := v.figures(ctx, c, func(r row) {
		done++
		if r.verdict == verdictWithin {
			v.within++
		} else {
			v.outside++
		}
		fmt.Fprintln(v.out, r)
	})
	if err == nil {
		return
	}
	fmt.Fprintln(v.out, c.notRun(err))
	v.missing += len(c.at) - done
	if !errors.Is(err, mnist.ErrNotFound) && !errors.Is(err, errNoFaces) {
		v.failed = append(v.failed, c.lesson)
	}
}

// summary prints the counts and returns what the program is to end with.
func (v *verifier) summary() error {
	text := fmt.Sprintf("%d within, %d outside, %d not run", v.within, v.outside, v.missing)
	if v.left > 0 {
		text += fmt.Sprintf("; -long has %d more", v.left)
	}
	fmt.Fprintf(v.out, "\n%s\n", text)
	switch {
	case len(v.failed) > 0:
		return fmt.Errorf("verify: %s; failed: %s", text, strings.Join(slices.Compact(v.failed), ", "))
	case v.outside > 0:
		return fmt.Errorf("verify: %s", text)
	}
	return nil
}

// figures trains the lesson of c and tells each figure as soon as it is known.
func (v *verifier) figures(ctx context.Context, c check, tell func(row)) error {
	r, notices := recipe.Parse("#v=1&lesson=" + c.lesson + "&" + c.link)
	if len(notices) > 0 {
		return notices[0].Fact
	}
	var b brought
	if c.faces {
		if b.path = os.Getenv("FACES_DIR"); b.path == "" {
			return errNoFaces
		}
	}
	if r.Source().Origin == recipe.Downloaded && v.noMNIST != nil {
		return v.noMNIST
	}
	trainSet, testSet, err := load(ctx, r, b, v.log)
	if errors.Is(err, mnist.ErrNotFound) {
		v.noMNIST = err
	}
	if err != nil {
		return err
	}
	run, err := train.New(r, trainSet, testSet)
	if err != nil {
		return err
	}
	start := time.Now()
	p := newProgress(run, c)
	for _, point := range c.at {
		if err := p.train(ctx, point.at); err != nil {
			return err
		}
		tell(c.row(point, unit(r), figures[point.figure](p)))
	}
	m := run.Metrics()
	fmt.Fprintf(v.log, "%s, %s: %d steps in %v, %s kernels, %s, fingerprint %s\n", c.lesson, c.what, m.Step, time.Since(start).Round(time.Second), kernel.Name, m.Arithmetic, m.Fingerprint)
	return nil
}
