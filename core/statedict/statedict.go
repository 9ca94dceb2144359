// Package statedict reads weights as other programs keep them and makes of them what a run loads: float32 under the names that
// the network has. It converts floats of other widths, takes off a prefix that all names have, passes over tensors that are not of the
// network, and reads Keras' arrays; whatever it did, it says. What it cannot read it calls by its name, with the line that converts it.
//
// A state dict is PyTorch's word for the tensors of a network by their names. Package train reads only exact files, so that
// the trainer in the page goes without this one.
package statedict

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"bottleneck/core/autoencoder"
	"bottleneck/core/data/files"
	"bottleneck/core/fact"
	"bottleneck/core/recipe"
	"bottleneck/core/safetensors"
	"bottleneck/core/train"
)

// Exact makes of a file of weights one that a run of the recipe loads as it is, and notes what it did. inflate unpacks
// compressed arrays. The error is a train.Misfit where the file is sound and its tensors are not those of the network.
func Exact(r recipe.Recipe, file []byte, inflate files.Inflate) (exact []byte, notes []*fact.Fact, err error) {
	if other := foreign(file); other != nil {
		return nil, nil, fact.Within("weights", other)
	}
	small := r
	small.BatchSize, small.Arithmetic = 1, "plain" // it trains nothing
	m, err := autoencoder.New(small, r.Input(), rand.New(rand.NewPCG(0, 0)))
	if err != nil {
		return nil, nil, err
	}
	if files.IsNPZ(file) {
		notes, err = arrays(m, file, inflate)
	} else {
		notes, err = tensors(m, file)
	}
	if err != nil {
		return nil, nil, err
	}
	return train.Weights(m, r), notes, nil
}

// tensors takes the weights of a model from a safetensors file.
func tensors(m *autoencoder.Model, file []byte) (notes []*fact.Fact, err error) {
	list, metadata, err := safetensors.Open(file)
	if err != nil {
		return nil, err
	}
	misfit := func(f *fact.Fact) error {
		return &train.Misfit{Fact: fact.Within("weights", f), Recipe: train.MadeWith(metadata)}
	}
	found := map[string]safetensors.Found{}
	for _, f := range list {
		found[f.Name] = f
	}
	prefix, fit := prefixOf(m, list)
	if !fit {
		return nil, misfit(fact.New("tensors_of_another", "n", len(list), "found", described(list), "expected", expected(m)))
	}
	if prefix != "" {
		notes = append(notes, fact.New("tensors_prefix", "prefix", prefix))
	}
	converted := map[string]int{}
	for _, own := range m.Tensors {
		f, there := found[prefix+own.Name]
		want := own.TorchShape()
		switch {
		case !there:
			return nil, misfit(fact.New("tensor_missing", "tensor", own.Name, "expected", want))
		case !slices.Equal(f.Shape, want):
			return nil, misfit(fact.About(own.Name, "tensor_shape_differs", "found", f.Shape, "expected", want))
		}
		x, err := f.Floats()
		if err != nil {
			return nil, err
		}
		own.SetTorch(x)
		converted[f.DType]++
		delete(found, f.Name)
	}
	delete(converted, "F32")
	for _, dtype := range sorted(converted) {
		notes = append(notes, fact.New("tensors_converted", "n", converted[dtype], "dtype", dtype))
	}
	if len(found) > 0 {
		notes = append(notes, fact.New("tensors_ignored", "n", len(found), "names", some(sorted(found))))
	}
	return notes, nil
}

// prefixOf is what stands before the names of the model's tensors in a file, as module. of PyTorch's DataParallel or _orig_mod. of
// torch.compile: that by which most are found. fit is false where none is.
func prefixOf(m *autoencoder.Model, list []safetensors.Found) (prefix string, fit bool) {
	own := map[string]bool{}
	for _, t := range m.Tensors {
		own[t.Name] = true
	}
	times := map[string]int{}
	for _, f := range list {
		for at := 0; ; {
			if own[f.Name[at:]] {
				times[f.Name[:at]]++
			}
			next := strings.IndexByte(f.Name[at:], '.')
			if next < 0 {
				break
			}
			at += next + 1
		}
	}
	most := 0
	for _, p := range sorted(times) { // "" is the first of them
		if times[p] > most {
			prefix, most = p, times[p]
		}
	}
	return prefix, most > 0
}

// arrays takes the weights of a model from a .npz archive, in the order of Keras' set_weights and in Keras' layouts, which are
// the model's own.
func arrays(m *autoencoder.Model, file []byte, inflate files.Inflate) (notes []*fact.Fact, err error) {
	list, err := files.ReadNPZ(file, inflate)
	if err != nil {
		return nil, fact.Within("weights", err)
	}
	if len(list) != len(m.Tensors) {
		return nil, fact.About("weights", "arrays_differ", "found", len(list), "expected", len(m.Tensors))
	}
	for i, own := range m.Tensors {
		a := list[i]
		if a.Floats == nil || !slices.Equal(a.Shape, own.Param.Shape) {
			return nil, &train.Misfit{Fact: fact.Within("weights", fact.About(fact.Quoted(a.Name), "tensor_shape_differs", "found", a.Shape, "expected", own.Param.Shape))}
		}
		copy(own.Param.Value, a.Floats)
	}
	return []*fact.Fact{fact.New("arrays_in_order", "n", len(list))}, nil
}

// named is how many names a sentence has at most.
const named = 8

// some are the first of many names.
func some(names []string) []string {
	if len(names) > named {
		return append(slices.Clone(names[:named]), "…")
	}
	return names
}

func sorted[T any](m map[string]T) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// described are the tensors of a file in words.
func described(list []safetensors.Found) []string {
	var all []string
	for _, f := range list {
		all = append(all, f.Name+" "+inBrackets(f.Shape))
	}
	return some(all)
}

// expected are those of a model.
func expected(m *autoencoder.Model) []string {
	var all []string
	for _, t := range m.Tensors {
		all = append(all, t.Name+" "+inBrackets(t.TorchShape()))
	}
	return some(all)
}

func inBrackets(shape []int) string {
	list := make([]string, len(shape))
	for i, n := range shape {
		list[i] = strconv.Itoa(n)
	}
	return "[" + strings.Join(list, " ") + "]"
}
