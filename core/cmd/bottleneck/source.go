package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"

	"bottleneck/core/data"
	"bottleneck/core/data/drawn"
	"bottleneck/core/data/files"
	"bottleneck/core/data/local"
	"bottleneck/core/data/local/mnist"
	"bottleneck/core/data/own"
	"bottleneck/core/recipe"
)

// loadMNIST looks for MNIST; tests replace it.
var loadMNIST = mnist.Load

// load returns the inputs that the recipe asks for. b names a file or a folder, for data of one's own.
func load(ctx context.Context, r recipe.Recipe, b brought, log io.Writer) (trainSet, testSet *data.Set, err error) {
	origin := r.Source().Origin
	if own := origin == recipe.Own; own != (b.path != "") {
		if own {
			return nil, nil, fmt.Errorf("data=%s found; -data, a file or a folder, expected with it", r.Data)
		}
		return nil, nil, fmt.Errorf("-data %s found with data=%s, %s expected", b.path, r.Data, ownSources())
	}
	switch origin {
	case recipe.Made:
		return made(r, drawn.Maker)
	case recipe.Own:
		return loadOwn(r, b, log)
	}
	trainSet, testSet, err = loadMNIST(ctx, func(line string) { fmt.Fprintln(log, line) })
	if err != nil {
		err = fmt.Errorf("%w; MNIST_DIR says where it is, and data=digits in the link does without", err)
	}
	return trainSet, testSet, err
}

// ownSources lists the data of one's own as a link names them.
func ownSources() string {
	var names []string
	for _, s := range recipe.Sources() {
		if s.Origin == recipe.Own {
			names = append(names, "data="+s.Name)
		}
	}
	return strings.Join(names, " or ")
}

// made has both parts made, as many items as the recipe asks for.
func made(r recipe.Recipe, maker func(r recipe.Recipe, test bool) data.Maker) (trainSet, testSet *data.Set, err error) {
	train, test := maker(r, false), maker(r, true)
	return train.First(r.Train), test.First(r.Test), nil
}

// loadOwn reads a file, or all files of a folder.
func loadOwn(r recipe.Recipe, b brought, log io.Writer) (trainSet, testSet *data.Set, err error) {
	g, err := readOwn(b.choice, b.path)
	if err != nil {
		return nil, nil, err
	}
	for _, n := range g.Notes {
		fmt.Fprintln(log, n)
	}
	for _, p := range g.Problems {
		fmt.Fprintf(log, "%s: %s\n", p.Place, p.Why)
	}
	if g.Kind != r.Data {
		return nil, nil, fmt.Errorf("%s: a %s found, data=%s in the link expects another", b.path, g.Kind, r.Data)
	}
	if g.Table != nil {
		if n := len(g.Table.Columns); n != r.Columns {
			return nil, nil, fmt.Errorf("%s: a table of %d columns found; columns=%d in the link", b.path, n, r.Columns)
		}
	}
	return made(r, g.Maker)
}

// readOwn reads the files that paths name, where a person decided what is what.
func readOwn(choice files.Choice, paths ...string) (*own.Given, error) {
	var given []local.File
	for _, path := range paths {
		err := walk(path, func(name string, read func() ([]byte, error)) error {
			b, err := read()
			given = append(given, local.File{Name: name, Size: int64(len(b)), Content: bytes.NewReader(b)})
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	g, err := local.ReadAs(given, choice)
	if err != nil {
		return nil, err
	}
	return g, unknown(g, choice)
}
