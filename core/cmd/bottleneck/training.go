package main

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"bottleneck/core/train"
)

// training is a run on the command line.
type training struct {
	run   *train.Run
	lines *json.Encoder
	meter *meter
	keep  func() error // writes a checkpoint; nil: none is wanted
	first int          // step that it began with

	images int           // since the latest line
	busy   time.Duration // in steps
}

// checkpointPause is the time from one checkpoint at the end of an epoch to the next.
const checkpointPause = 10 * time.Second

// do trains to the end of the recipe or of the context, prints a line an epoch and one at the end, and saves what there is
// then, before it measures that for the last line: what ends it in between, ends it with the files written.
func (t *training) do(ctx context.Context, save func() error) (err error) {
	run, told, kept := t.run, -1, time.Now()
	for err == nil && ctx.Err() == nil && !run.Done() {
		if err = t.step(); err != nil || !run.AtEpochEnd() {
			continue
		}
		told = run.Reader().Steps()
		err = t.tell()
		if err == nil && t.keep != nil && !run.Done() && time.Since(kept) >= checkpointPause {
			err, kept = t.keep(), time.Now()
		}
	}
	t.meter.clear()
	step := run.Reader().Steps()
	if ctx.Err() != nil && step == t.first && !run.Done() {
		return err
	}
	if diverged := (*train.Diverged)(nil); errors.As(err, &diverged) {
		return err // what is there is no better than what the files hold
	}
	err = errors.Join(err, save())
	if told != step && err == nil {
		if !run.AtEpochEnd() {
			run.Evaluate()
		}
		err = t.tell()
	}
	return err
}

// step makes a step.
func (t *training) step() error {
	start := time.Now()
	if err := t.run.Step(); err != nil {
		return err
	}
	now := time.Now()
	t.busy += now.Sub(start)
	t.images += t.run.Recipe().BatchSize
	if t.meter.due(now) {
		m := t.run.Metrics()
		t.meter.show(now, m.Step, m.TrainLoss)
	}
	return nil
}

// tell prints the line of this step.
func (t *training) tell() error {
	if t.busy > 0 {
		t.run.SetRate(float64(t.images) / t.busy.Seconds())
	}
	t.images, t.busy = 0, 0
	t.meter.clear()
	return t.lines.Encode(t.run.Metrics())
}
