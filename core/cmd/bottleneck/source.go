package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"bottleneck/core/data"
	"bottleneck/core/data/drawn"
	"bottleneck/core/data/local"
	"bottleneck/core/data/local/mnist"
	"bottleneck/core/recipe"
)

// loadMNIST looks for MNIST; tests replace it.
var loadMNIST = mnist.Load

// load returns the inputs that the recipe asks for. path names a file or a folder of one's own, for data=pictures
// and data=table.
func load(ctx context.Context, r recipe.Recipe, path string, log io.Writer) (trainSet, testSet *data.Set, err error) {
	if own := r.Data == "pictures" || r.Data == "table"; own != (path != "") {
		if own {
			return nil, nil, fmt.Errorf("data=%s found; -data, a file or a folder, expected with it", r.Data)
		}
		return nil, nil, fmt.Errorf("-data %s found with data=%s, data=pictures or data=table expected", path, r.Data)
	}
	switch r.Data {
	case "digits":
		return drawn.Digits(r.Train, drawn.TrainSeed), drawn.Digits(r.Test, drawn.TestSeed), nil
	case "faces":
		return drawn.Faces(false, 0, min(r.Train, drawn.FacesTrain), r.ImageSize), drawn.Faces(true, 0, min(r.Test, drawn.FacesTest), r.ImageSize), nil
	case "table18":
		return drawn.Table18(0, drawn.Table18Train), drawn.Table18(drawn.Table18Train, drawn.Table18Train+drawn.Table18Test), nil
	case "pictures", "table":
		return loadOwn(r, path, log)
	}
	trainSet, testSet, err = loadMNIST(ctx, func(line string) { fmt.Fprintln(log, line) })
	if err != nil {
		err = fmt.Errorf("%w; MNIST_DIR says where it is, and data=digits in the link does without", err)
	}
	return trainSet, testSet, err
}

// loadOwn reads a file, or all files of a folder.
func loadOwn(r recipe.Recipe, path string, log io.Writer) (trainSet, testSet *data.Set, err error) {
	var files []local.File
	err = filepath.WalkDir(path, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		inside, err := filepath.Rel(filepath.Dir(path), name)
		files = append(files, local.File{Name: filepath.ToSlash(inside), Size: int64(len(b)), Content: bytes.NewReader(b)})
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	g, err := local.Read(files)
	if err != nil {
		return nil, nil, err
	}
	for _, n := range g.Notes {
		fmt.Fprintln(log, n)
	}
	for _, p := range g.Problems {
		fmt.Fprintf(log, "%s: %s\n", p.Name, p.Why)
	}
	if g.Kind != r.Data {
		return nil, nil, fmt.Errorf("%s: a %s found, data=%s in the link expects another", path, g.Kind, r.Data)
	}
	if g.Table != nil {
		if n := len(g.Table.Columns); n != r.Columns {
			return nil, nil, fmt.Errorf("%s: a table of %d columns found; columns=%d in the link", path, n, r.Columns)
		}
		return g.Table.Set(false, r.Scale), g.Table.Set(true, r.Scale), nil
	}
	trains, tests := g.Pictures.Count()
	return g.Pictures.Set(false, 0, trains, r.ImageSize, r.Framing), g.Pictures.Set(true, 0, tests, r.ImageSize, r.Framing), nil
}
