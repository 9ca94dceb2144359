package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/data/drawn"
	"bottleneck/core/data/files"
	"bottleneck/core/recipe"
)

const small = "#v=1&data=digits&train=60&test=20&batch_size=10&epochs=2&latent_dim=5"

func call(args ...string) error { return run(context.Background(), args, io.Discard, io.Discard) }

func arrayOf(t *testing.T, name string) *files.Array {
	t.Helper()
	a, err := readArray(name)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// What encode and decode make one after the other is what reconstruct makes, and the weights are those of train.
func TestArraysGoThroughTheNetwork(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	if err := call("train", small, "-out", at("w")); err != nil {
		t.Fatal(err)
	}
	set := drawn.Digits(7, 3)
	x := make([]float32, 7*784)
	set.Batch(x, []int32{0, 1, 2, 3, 4, 5, 6})
	var b bytes.Buffer
	if err := files.WriteNPY(&b, []int{7, 28, 28}, x); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(at("x.npy"), b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"encode", small, "-weights", at("w"), "-in", at("x.npy"), "-out", at("z.npy")},
		{"decode", small, "-weights", at("w"), "-in", at("z.npy"), "-out", at("y.npy")},
		{"reconstruct", small, "-weights", at("w"), "-in", at("x.npy"), "-out", at("direct.npy")},
	} {
		if err := call(args...); err != nil {
			t.Fatalf("%s: %v", args[0], err)
		}
	}
	z, y, direct := arrayOf(t, at("z.npy")), arrayOf(t, at("y.npy")), arrayOf(t, at("direct.npy"))
	if !slices.Equal(z.Shape, []int{7, 5}) || !slices.Equal(y.Shape, []int{7, 784}) || !slices.Equal(y.Floats, direct.Floats) {
		t.Errorf("codes %v, outputs %v; equal to the reconstruction: %v", z.Shape, y.Shape, slices.Equal(y.Floats, direct.Floats))
	}
	if slices.Equal(y.Floats[:784], y.Floats[784:2*784]) {
		t.Error("two inputs give one output: nothing was trained")
	}
	for _, c := range []struct {
		want string
		args []string
	}{
		{"-weights is missing", []string{"encode", small, "-in", at("x.npy"), "-out", at("z.npy")}},
		{"rows of 5 values expected", []string{"decode", small, "-weights", at("w"), "-in", at("x.npy"), "-out", at("n")}},
		{"encoder.0.weight: shape [5 784] found, [6 784] expected", []string{"encode", small + "&latent_dim=6", "-weights", at("w"), "-in", at("x.npy"), "-out", at("n")}},
		{"encoder.0.weight: shape [5 784] found, [6 784] expected", []string{"train", strings.Replace(small, "dim=5", "dim=6", 1), "-weights", at("w")}},
		{"npy: magic", []string{"encode", small, "-weights", at("w"), "-in", at("w"), "-out", at("n")}},
		{"-data, a file or a folder", []string{"train", "#v=1&data=pictures"}},
		{"data=pictures or data=table expected", []string{"train", small, "-data", dir}},
	} {
		args := c.args
		if strings.Contains(args[1], "latent_dim=5&latent_dim=6") {
			args[1] = strings.Replace(small, "dim=5", "dim=6", 1)
		}
		if err := call(args...); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v\n%s expected", args, err, c.want)
		}
	}
	if _, err := os.Stat(at("n")); err == nil {
		t.Error("a refused call wrote its output")
	}
}

// A run that starts from weights starts where they were.
func TestTrainGoesOnFromWeights(t *testing.T) {
	dir := t.TempDir()
	w := filepath.Join(dir, "w")
	first := lines(t, small, "-out", w)
	again := lines(t, small, "-weights", w)
	if a, b := first[len(first)-1]["test_mse"].(float64), again[0]["test_mse"].(float64); b >= a {
		t.Errorf("%g at the end, %g an epoch later", a, b)
	}
}

// The codes of maps are handed out by channels, rows, columns, which is how PyTorch flattens them, or as they lie, and decode takes either.
func TestTheOrderOfCodes(t *testing.T) {
	const link = "#v=1&data=digits&encoder=conv(4,3,s2,relu),conv(3,3,s2,tanh)&latent=direct&decoder=upsample(2),conv(4,3,relu),upsample(2)&train=100&test=20&batch_size=50"
	r, notices := recipe.Parse(link)
	p, err := r.Plan()
	if err != nil || len(notices) > 0 {
		t.Fatal(err, notices)
	}
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	x := make([]float32, 2*784)
	drawn.Digits(2, 3).Batch(x, []int32{0, 1})
	write(t, at("x.npy"), npyFile(t, []int{2, 784}, x))
	for _, args := range [][]string{
		{"train", link, "-steps", "2", "-out", at("w")},
		{"encode", link, "-weights", at("w"), "-in", at("x.npy"), "-out", at("first.npy")},
		{"encode", link, "-order", "channels_last", "-weights", at("w"), "-in", at("x.npy"), "-out", at("last.npy")},
		{"decode", link, "-weights", at("w"), "-in", at("first.npy"), "-out", at("of-first.npy")},
		{"decode", link, "-weights", at("w"), "-in", at("last.npy"), "-order", "channels_last", "-out", at("of-last.npy")},
		{"reconstruct", link, "-weights", at("w"), "-in", at("x.npy"), "-out", at("direct.npy")},
	} {
		if err := call(args...); err != nil {
			t.Fatalf("%s: %v", args[0], err)
		}
	}
	first, last := arrayOf(t, at("first.npy")).Floats, arrayOf(t, at("last.npy")).Floats
	s, direct := p.Code(), arrayOf(t, at("direct.npy")).Floats
	if s.C < 2 || s.H < 2 || slices.Equal(first, last) {
		t.Fatalf("a code of %v in one order", s)
	}
	for i := range 2 {
		for c := range s.C {
			for place := range s.H * s.W {
				if a, b := first[i*s.Size()+c*s.H*s.W+place], last[i*s.Size()+place*s.C+c]; a != b {
					t.Fatalf("row %d, channel %d, place %d: %g channels first, %g channels last", i, c, place, a, b)
				}
			}
		}
	}
	for _, name := range []string{"of-first.npy", "of-last.npy"} {
		if !slices.Equal(arrayOf(t, at(name)).Floats, direct) {
			t.Errorf("%s is not the reconstruction", name)
		}
	}
	if err := call("encode", link, "-order", "rows", "-weights", at("w"), "-in", at("x.npy"), "-out", at("n")); err == nil || !strings.Contains(err.Error(), "-order rows found") {
		t.Errorf("another order: %v", err)
	}
}
