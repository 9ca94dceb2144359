package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"bottleneck/core/fact"
	"bottleneck/core/recipe"
	"bottleneck/core/record"
	"bottleneck/core/train"
)

// checkpointFile is what -checkpoint writes: a record and, behind it, its checkpoint.
type checkpointFile struct {
	name       string
	record     *record.Record
	checkpoint []byte
}

func readCheckpoint(name string) (*checkpointFile, error) {
	b, err := readFile(name)
	if err != nil {
		return nil, fmt.Errorf("train: %w", err)
	}
	head, checkpoint := record.Split(b)
	r, err := record.Decode(head)
	if err == nil {
		err = r.Fits(len(checkpoint), checkpoint)
	}
	if err != nil {
		return nil, fmt.Errorf("train: -resume %s: %w", name, err)
	}
	return &checkpointFile{name, r, checkpoint}, nil
}

// writeCheckpoint writes where the run stands, and of which recipe it is. own says on which files it is trained.
func writeCheckpoint(name string, run *train.Run, own record.Own) error {
	checkpoint := run.Checkpoint()
	if checkpoint == nil {
		return errors.New("no checkpoint written: a weight is not a finite number")
	}
	m, r := run.Metrics(), run.Recipe()
	curve, _ := run.Reader().Curves()
	out := &record.Record{Link: r.Link(), Step: m.Step, Total: run.TotalSteps(), Loaded: run.Loads().N > 0,
		TrainLoss: m.TrainLoss, TestLoss: m.TestLoss, TestMSE: m.TestMSE, Fingerprint: m.Fingerprint, Arithmetic: m.Arithmetic,
		Own: own, Curve: record.Thinned(curve)}
	out.Of(checkpoint)
	b := out.Encode(nil)
	if b == nil {
		return errors.New("no checkpoint written: a figure is not a finite number")
	}
	return writeFile(name, append(b, checkpoint...), io.Discard)
}

// extends are the fields that may differ between a checkpoint and the recipe that goes on from it: they say when the run
// ends, or what changes on the way. Changes before the checkpoint are compared when it is restored.
var extends = map[string]bool{"epochs": true, "steps": true, "patience": true, "changes": true}

// continues says why r is not a recipe that can go on with the run.
func (c *checkpointFile) continues(r recipe.Recipe) error {
	was, _ := recipe.Parse(c.record.Link)
	var differ []string
	for _, f := range recipe.Fields() {
		if a, b := was.Get(f.Name), r.Get(f.Name); a != b && !extends[f.Name] {
			differ = append(differ, fmt.Sprintf("%s=%s found, %s expected", f.Name, b, a))
		}
	}
	if len(differ) > 0 {
		return fmt.Errorf("train: -resume %s: the link is of another run: %s", c.name, strings.Join(differ, "; "))
	}
	return nil
}

// restore puts the run where the file's stood.
func (c *checkpointFile) restore(run *train.Run, own record.Own, log io.Writer) error {
	if o := c.record.Own; o.CRC != own.CRC {
		return fact.Within("train: -resume "+c.name, fact.New("record_files_differ", "name", o.Name, "train", o.Train, "test", o.Test, "kind", run.Recipe().Data))
	}
	if err := run.Restore(c.checkpoint); err != nil {
		return fmt.Errorf("train: -resume %s: %w", c.name, err)
	}
	if is := run.Metrics().Arithmetic; is != c.record.Arithmetic {
		fmt.Fprintf(log, "train: %s was made by %s products, the run goes on with %s products: its bits are no other program's\n", c.name, c.record.Arithmetic, is)
	}
	return nil
}
