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
