package main

import (
	"fmt"
	"io"

	"bottleneck/core/data/local"
	"bottleneck/core/recipe"
	"bottleneck/core/statedict"
)

// loadWeights has the weights of a file loaded. Those that are not exactly what load takes are made so, and what had to be done is
// said.
func loadWeights(name string, r recipe.Recipe, load func(b []byte) error, log io.Writer) error {
	b, err := readFile(name)
	if err != nil {
		return err
	}
	if load(b) == nil {
		return nil
	}
	exact, notes, err := statedict.Exact(r, b, local.Inflate)
	if err != nil {
		return fmt.Errorf("%s: %w", named(name), err)
	}
	for _, n := range notes {
		fmt.Fprintf(log, "%s: %s\n", named(name), n.Error())
	}
	return load(exact)
}
