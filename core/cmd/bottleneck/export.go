package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"bottleneck/core/data"
	"bottleneck/core/export"
	"bottleneck/core/fact"
	"bottleneck/core/recipe"
)

// runExport writes a recipe as a program or a model for another library, and beside it the files that it needs.
func runExport(ctx context.Context, args []string, out, log io.Writer) error {
	flags := flag.NewFlagSet("export", flag.ContinueOnError)
	to := flags.String("to", "", "`target`: "+strings.Join(export.Targets(), ", "))
	weights := flags.String("weights", "", "start from the weights of a safetensors `file`")
	b := bringing(flags)
	name := flags.String("out", "-", "write to a `file`, and what it needs to files of that name beside it")
	notebook := flags.Bool("notebook", false, "write a Jupyter notebook instead of a script")
	link, err := parseLink(flags, args)
	switch {
	case err != nil:
		return err
	case *to == "":
		return wrong("export", "-to is missing, one of %s expected", strings.Join(export.Targets(), ", "))
	case !slices.Contains(export.Targets(), *to):
		return wrong("export", "-to %s found, one of %s expected", *to, strings.Join(export.Targets(), ", "))
	}
	if err := writable(*name); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	r, notices := recipe.Parse(link)
	for _, n := range notices {
		fmt.Fprintln(log, n.Text())
	}
	q := export.Request{Recipe: r, Notebook: *notebook}
	alone := standard(*name, 1) || standard(*name, 2)
	if !alone {
		q.Name = strings.TrimSuffix(filepath.Base(*name), filepath.Ext(*name))
	}
	if *weights != "" {
		take := func(b []byte) error {
			q.Weights = b
			return export.Check(q)
		}
		if err := loadWeights(*weights, r, take, log); err != nil {
			return fmt.Errorf("export: %w", err)
		}
	}
	if q.Train, q.Test, err = exported(ctx, r, *b, alone, log); err != nil {
		return err
	}
	made, err := export.To(*to, q)
	if err != nil {
		return err
	}
	for _, n := range made.Notes {
		fmt.Fprintln(log, n.Says(fact.English))
	}
	if alone {
		for _, f := range made.Files[1:] {
			fmt.Fprintf(log, "%s is needed beside it, which -out with the name of a file writes\n", f.Name)
		}
		return writeFile(*name, made.Files[0].Content, out)
	}
	for i, f := range made.Files {
		to := filepath.Join(filepath.Dir(*name), f.Name)
		if i == 0 {
			to = *name
		}
		if err := writeFile(to, f.Content, out); err != nil {
			return fmt.Errorf("export: %w", err)
		}
		fmt.Fprintf(log, "%s written, %d bytes\n", to, len(f.Content))
	}
	return nil
}

// exported are the data that are written beside a program: those that are made, and those of one's own that are named.
func exported(ctx context.Context, r recipe.Recipe, b brought, alone bool, log io.Writer) (trainSet, testSet *data.Set, err error) {
	if origin := r.Source().Origin; b.path == "" && (origin != recipe.Made || alone) {
		return nil, nil, nil
	}
	return load(ctx, r, b, log)
}
