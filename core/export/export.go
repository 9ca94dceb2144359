// Package export is what leaves the playground for other programs: a recipe, its weights and its data as a script, a
// notebook, a model or arrays. Each target has a room below. It imports runs, and no run imports it: the trainer in the page
// goes without.
package export

import (
	"bottleneck/core/data"
	"bottleneck/core/export/keras"
	"bottleneck/core/export/npz"
	"bottleneck/core/export/onnx"
	"bottleneck/core/export/python"
	"bottleneck/core/export/pytorch"
	"bottleneck/core/fact"
	"bottleneck/core/recipe"
)

// Request is what is to be exported.
type Request struct {
	Recipe  recipe.Recipe
	Weights []byte // a safetensors file of the recipe's network; nil: none

	// Train and Test are the data as a run of the recipe has them, whole; nil: they are not written, and the program is to
	// find them itself.
	Train, Test *data.Set

	Name     string // of the files, without what stands behind the point; "": that of the lesson, or of the data
	Notebook bool   // a script becomes a notebook
}

// File is one file of an export.
type File struct {
	Name    string
	Content []byte
}

// Export is the files, the first what was asked for and then what it needs beside it, and what it does not do as the run does.
type Export struct {
	Files []File
	Notes []*fact.Fact
}

// target is a way to export.
type target struct {
	name string
	make func(q Request) (Export, error)
}

var targets = []target{
	{"pytorch", toPyTorch},
	{"keras", toKeras},
	{"npz", toArrays},
	{"onnx", toONNX},
}

// Targets are the names that To takes.
func Targets() []string {
	names := make([]string, len(targets))
	for i, t := range targets {
		names[i] = t.name
	}
	return names
}

// To exports to the target of that name.
func To(name string, q Request) (Export, error) {
	for _, t := range targets {
		if t.name != name {
			continue
		}
		if notices := q.Recipe.Validate(); len(notices) > 0 {
			return Export{}, notices[0].Fact
		}
		if q.Name == "" {
			q.Name = q.Recipe.Data
			if q.Recipe.Lesson != "" {
				q.Name = q.Recipe.Lesson
			}
		}
		return t.make(q)
	}
	return Export{}, fact.About("export", "export_unknown", "found", name, "names", Targets())
}

// title is what the recipe is called.
func (q Request) title() string {
	if l, ok := recipe.LessonByID(q.Recipe.Lesson); ok {
		return l.Title
	}
	return "An autoencoder on " + q.Recipe.Source().Label
}

func toPyTorch(q Request) (Export, error) {
	var weights []File
	if q.Weights != nil {
		if _, err := q.network(); err != nil {
			return Export{}, err
		}
		weights = []File{{q.Name + ".safetensors", q.Weights}}
	}
	return q.written(pytorch.Program, weights, q.Name+".trained.safetensors")
}

func toKeras(q Request) (Export, error) {
	var weights []File
	if q.Weights != nil {
		arrays, err := toArrays(q)
		if err != nil {
			return Export{}, err
		}
		weights = arrays.Files
	}
	return q.written(keras.Program, weights, q.Name+".trained.npz")
}

// written is the program for a library, with its files of weights, the first what it starts from, and with its data beside it.
func (q Request) written(program func(python.Config) (python.Program, []*fact.Fact, error), weights []File, out string) (e Export, err error) {
	c := python.Config{Recipe: q.Recipe, Title: q.title(), Out: out}
	if len(weights) > 0 {
		c.Weights = weights[0].Name
	}
	archive, files, missing, err := q.data()
	if err != nil {
		return e, err
	}
	c.Archive = archive
	p, notes, err := program(c)
	e.Files = append(append([]File{q.program(p)}, weights...), files...)
	e.Notes = append(notes, missing...)
	return e, err
}

// toArrays exports the weights in Keras' layouts.
func toArrays(q Request) (e Export, err error) {
	if q.Weights == nil {
		return e, fact.About("export", "export_weights_missing")
	}
	m, err := q.network()
	if err != nil {
		return e, err
	}
	b, err := npz.Archive(keras.Weights(m)...)
	return Export{Files: []File{{q.Name + ".npz", b}}}, err
}

// toONNX exports the network as models: the whole, and encoder and decoder alone.
func toONNX(q Request) (e Export, err error) {
	if q.Weights == nil {
		return e, fact.About("export", "export_weights_missing")
	}
	m, err := q.network()
	if err != nil {
		return e, err
	}
	p, err := q.Recipe.Plan()
	if err != nil {
		return e, err
	}
	models := onnx.Of(q.Recipe, p, m)
	e.Files = []File{{q.Name + ".onnx", models.Whole}, {q.Name + ".encoder.onnx", models.Encoder}}
	if models.Decoder == nil {
		e.Notes = append(e.Notes, fact.New("export_decoder_missing"))
		return e, nil
	}
	e.Files = append(e.Files, File{q.Name + ".decoder.onnx", models.Decoder})
	return e, nil
}

// data is the archive of the data and its name, "" where the program finds them itself; missing says that a program needs one
// which is not here.
func (q Request) data() (name string, files []File, missing []*fact.Fact, err error) {
	name = q.Name + ".data.npz"
	switch {
	case q.Train != nil:
		b, err := archive(q.Train, q.Test)
		return name, []File{{name, b}}, nil, err
	case q.Recipe.Source().Origin == recipe.Made:
		return name, nil, []*fact.Fact{fact.New("export_data_missing", "name", name)}, nil
	}
	return "", nil, nil, nil
}

// program is a program as the file that was asked for.
func (q Request) program(p python.Program) File {
	if q.Notebook {
		return File{q.Name + ".ipynb", p.Notebook()}
	}
	return File{q.Name + ".py", p.Script()}
}

// archive has the data of a run: train, train_labels, test, test_labels; pictures (N, H, W, C) as bytes, rows (N, C) as numbers.
func archive(train, test *data.Set) ([]byte, error) {
	var arrays []npz.Array
	for _, part := range []struct {
		name string
		set  *data.Set
	}{{"train", train}, {"test", test}} {
		s := part.set
		a := npz.Array{Name: part.name, Shape: []int{s.N, s.H, s.W, s.C}, Bytes: s.Pixels}
		if s.Values != nil {
			a = npz.Array{Name: part.name, Shape: []int{s.N, s.C}, Floats: s.Values}
		}
		arrays = append(arrays, a)
		if s.Labels != nil {
			arrays = append(arrays, npz.Array{Name: part.name + "_labels", Shape: []int{s.N}, Bytes: s.Labels})
		}
	}
	return npz.Archive(arrays...)
}
