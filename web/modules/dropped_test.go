package modules

import (
	"slices"
	"testing"
)

// What one file is for, its name says: a picture, weights, or else data, of whatever kind.
func TestPurposeOfFiles(t *testing.T) {
	want := []struct{ name, kind, purpose string }{
		{"cat.png", "", "picture"}, {"cat", "image/webp", "picture"}, {"photo.heic", "", "picture"}, {"drawing.svg", "image/svg+xml", "picture"}, {"seven", "", "picture"},
		{"model.safetensors", "", "weights"}, {"model.pt", "", "weights"},
		{"housing.data", "", "data"}, {"optdigits.tra", "", "data"}, {"table.xlsx", "", "data"}, {"mnist.pkl.gz", "application/gzip", "data"}, {"data.tar", "", "data"}, {"x.idx3", "", "data"},
		{"train-images-idx3-ubyte", "", "data"}, {"t10k-labels.idx1-ubyte", "", "data"}, {"notes.md", "text/markdown", "data"}, {"a.csv", "text/csv", "data"}, {"iris.arff", "", "data"},
		{"faces/s1.png", "image/png", "data"},
	}
	var names, kinds, purposes []string
	for _, f := range want {
		names, kinds, purposes = append(names, f.name), append(kinds, f.kind), append(purposes, f.purpose)
	}
	got := eval[[]string](t, modules(t), `
		const { purpose } = await import("/kit/dropped.js");
		const kinds = `+quote(kinds)+`;
		return `+quote(names)+`.map((path, i) => purpose([{ file: new File([], path.split("/").pop(), { type: kinds[i] }), path }]));`)
	if !slices.Equal(got, purposes) {
		for i, f := range want {
			if got[i] != f.purpose {
				t.Errorf("%s is for %q, %q expected", f.name, got[i], f.purpose)
			}
		}
	}
}
