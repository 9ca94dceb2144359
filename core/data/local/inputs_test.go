package local

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/data/own"
	"bottleneck/core/data/prepare"
)

// input is a file that was read wrong once, and what is right.
type input struct {
	name        string
	kind        string // "" if it is refused
	train, test int
	w, h        int
	classes     []string
	labels      bool
	columns     []string
	codes       []string // notes that there must be
	left        int
	why         string // of a refusal
	check       func(t *testing.T, g *own.Given)
}

// inputs stand for kinds of files that people have; INPUTS_DIR says where they lie. They are no part of the project.
var inputs = []input{
	{name: "kaggle_mnist_train.csv", kind: "pictures", train: 54, test: 6, w: 28, h: 28, classes: digits(10), codes: []string{"column_labels"}, check: full},
	{name: "digit-recognizer.zip", kind: "pictures", train: 54, test: 6, w: 28, h: 28, classes: digits(10), codes: []string{"one_table_used"}, check: full},
	{name: "digits_images_0_16.npy", kind: "pictures", train: 54, test: 6, w: 8, h: 8, codes: []string{"numbers_stretched"}, check: full},
	{name: "binarized_uint8.npy", kind: "pictures", train: 54, test: 6, w: 28, h: 28, codes: []string{"numbers_stretched"}, check: full},
	{name: "overshoot_float32.npy", kind: "pictures", train: 54, test: 6, w: 28, h: 28, codes: []string{"numbers_stretched"}, check: full},
	{name: "standardized.npz", kind: "pictures", train: 60, test: 20, w: 28, h: 28, labels: true, codes: []string{"numbers_stretched"}, check: func(t *testing.T, g *own.Given) {
		full(t, g)
		if most := slices.Max(g.Pictures.Set(true, 0, 20, 28, 1, prepare.FrameSquare).Pixels); most != 128 {
			t.Errorf("held-out pictures reach %d of 255, 128 expected", most)
		}
	}},
	{name: "onehot.npz", kind: "pictures", train: 60, test: 20, w: 28, h: 28, labels: true, check: func(t *testing.T, g *own.Given) {
		if got := slices.Compact(slices.Sorted(slices.Values(g.Pictures.Labels))); len(got) != 10 || got[9] != 9 {
			t.Errorf("labels %v", got)
		}
	}},
	{name: "olivetti_bunch.npz", kind: "pictures", train: 36, test: 4, w: 64, h: 64, labels: true, codes: []string{"array_twice"}},
	{name: "same_n.npz", kind: "pictures", train: 20, test: 20, w: 28, h: 28, labels: true, check: func(t *testing.T, g *own.Given) {
		if got := g.Pictures.Set(true, 0, 3, 28, 1, prepare.FrameSquare).Labels; !slices.Equal(got, []byte{9, 8, 7}) {
			t.Errorf("labels %v held out, 9, 8, 7 expected", got)
		}
	}},
	{name: "nchw_gray.npy", kind: "pictures", train: 54, test: 6, w: 28, h: 28, check: full},
	{name: "float16.npy", kind: "pictures", train: 54, test: 6, w: 28, h: 28, check: full},
	{name: "idx_float.idx3", kind: "pictures", train: 54, test: 6, w: 28, h: 28, check: full},
	{name: "emnist", kind: "pictures", train: 60, test: 20, w: 28, h: 28, labels: true, codes: []string{"emnist_turned"}, check: func(t *testing.T, g *own.Given) {
		if got := slices.Compact(slices.Sorted(slices.Values(g.Pictures.Labels))); len(got) != 10 || got[0] != 1 || got[9] != 10 {
			t.Errorf("labels %v", got)
		}
	}},
	{name: "eu_decimal.csv", kind: "table", train: 54, test: 6, columns: []string{"breite", "höhe", "gewicht"}, codes: []string{"numbers_decimal_comma"}},
	{name: "one_decimal_comma.csv", kind: "table", train: 55, test: 6, columns: []string{"a", "b"}, check: func(t *testing.T, g *own.Given) {
		for i := range 61 {
			if v := g.Table.Values[2*i]; v != float64(i)/2 {
				t.Fatalf("row %d is %v", i, v)
			}
		}
	}},
	{name: "us_thousands.csv", kind: "table", train: 54, test: 6, columns: []string{"price", "size"}, codes: []string{"numbers_grouped"}, check: func(t *testing.T, g *own.Given) {
		if g.Table.Values[0] != 1564 {
			t.Errorf("%v", g.Table.Values[0])
		}
	}},
	{name: "excel_sep.csv", kind: "table", train: 54, test: 6, columns: []string{"größe", "b", "c"}},
	{name: "housing.data", kind: "table", train: 54, test: 6, columns: []string{"column 1", "column 2", "column 3", "column 4"}},
	{name: "mac_cr.csv", kind: "table", train: 54, test: 6, columns: []string{"größe", "b", "c"}},
	{name: "cp1252.csv", kind: "table", train: 54, test: 6, columns: []string{"größe", "b", "c"}, codes: []string{"text_decoded"}},
	{name: "pandas_index.csv", kind: "table", train: 54, test: 6, columns: []string{"a", "b", "c"}, codes: []string{"column_index"}},
	{name: "optdigits.tra", kind: "pictures", train: 54, test: 6, w: 8, h: 8, classes: digits(10), codes: []string{"numbers_stretched", "column_labels"}, check: full},
	{name: "species_then_date.csv", kind: "table", train: 54, test: 6, columns: []string{"a", "b"}, classes: []string{"x", "y", "z"}, codes: []string{"column_of_dates"}},
	{name: "timestamps.csv", kind: "table", train: 54, test: 6, columns: []string{"time", "value"}, check: func(t *testing.T, g *own.Given) {
		s := g.Table.Set(false, "minmax")
		for i := range s.N - 1 {
			if step := s.Values[2*i+2] - s.Values[2*i]; step < .015 || step > .04 {
				t.Fatalf("row %d: %v after %v", i, s.Values[2*i+2], s.Values[2*i])
			}
		}
	}},
	{name: "blank_and_quoted.csv", kind: "table", train: 26, test: 2, columns: []string{"a", "b"}, classes: []string{"first second", "ok"}, left: 1, check: func(t *testing.T, g *own.Given) {
		if got := g.Problems[0].Place.Error(); got != "row 6, b" {
			t.Errorf("the bad cell is said to stand in %s", got)
		}
	}},
	{name: "mnist_png.zip", kind: "pictures", train: 30, test: 9, w: 64, h: 64, classes: digits(3)},
	{name: "class_in_name.zip", kind: "pictures", train: 27, test: 3, w: 64, h: 64, classes: []string{"bird", "cat", "dog"}, codes: []string{"class_in_names"}},
	{name: "alpha_white.zip", kind: "pictures", train: 27, test: 3, w: 64, h: 64, classes: digits(3), check: full},
	{name: "png_mask01.zip", kind: "pictures", train: 27, test: 3, w: 64, h: 64, classes: digits(3), codes: []string{"pictures_stretched"}, check: full},
	{name: "webp.zip", kind: "pictures", train: 27, test: 3, w: 64, h: 64, classes: digits(3)},
	{name: "backslash_raw.zip", kind: "pictures", train: 27, test: 3, w: 64, h: 64, classes: digits(3)},
	{name: "cp437_names.zip", kind: "pictures", train: 27, test: 3, w: 64, h: 64, classes: []string{"grün", "schön", "weiß"}},
	{name: "data.tar.gz", kind: "pictures", train: 27, test: 3, w: 64, h: 64, classes: digits(3)},
	{name: "table.xlsx", why: "an Excel workbook found, which is not read here; save the sheet as CSV"},
	{name: "data.h5", why: "an HDF5 file found"},
	{name: "mnist.pkl.gz", why: "a pickle of Python found"},
}

func digits(n int) (names []string) {
	for i := range n {
		names = append(names, fmt.Sprint(i))
	}
	return names
}

// full tells that the pictures reach from black to white.
func full(t *testing.T, g *own.Given) {
	w, _ := g.Pictures.Size()
	train, _ := g.Pictures.Count()
	s := g.Pictures.Set(false, 0, train, w, 1, prepare.FrameSquare)
	if lo, hi := slices.Min(s.Pixels), slices.Max(s.Pixels); lo > 20 || hi < 240 {
		t.Errorf("pixels from %d to %d", lo, hi)
	}
}

// fromDisk are a file, or the files of a folder.
func fromDisk(t *testing.T, path string) (all []File) {
	paths := []string{path}
	if entries, err := os.ReadDir(path); err == nil {
		paths = nil
		for _, e := range entries {
			paths = append(paths, filepath.Join(path, e.Name()))
		}
	}
	for _, p := range paths {
		f, err := os.Open(p)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { f.Close() })
		info, err := f.Stat()
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, File{filepath.Base(p), info.Size(), f})
	}
	return all
}

func TestInputs(t *testing.T) {
	dir := os.Getenv("INPUTS_DIR")
	if dir == "" {
		t.Skip("INPUTS_DIR says where the files lie") // no lack that required.Skip may fail: nobody can fetch them, and kinds_test.go writes files of the same kinds
	}
	for _, in := range inputs {
		t.Run(in.name, func(t *testing.T) {
			g, err := Read(fromDisk(t, filepath.Join(dir, in.name)))
			if in.why != "" {
				if err == nil || !strings.Contains(err.Error(), in.why) {
					t.Errorf("%v, %q expected", err, in.why)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			in.holds(t, g)
		})
	}
}

// holds compares what was understood with what is right.
func (in input) holds(t *testing.T, g *own.Given) {
	var classes, columns, codes []string
	var train, test, w, h int
	var labels bool
	if p := g.Pictures; p != nil {
		train, test = p.Count()
		w, h = p.Size()
		classes, labels = p.Classes, p.Labels != nil
	} else {
		train, test = g.Table.Count()
		classes, labels, columns = g.Table.Classes, g.Table.Labels != nil, g.Table.Columns
	}
	for _, n := range g.Notes {
		codes = append(codes, n.Code)
	}
	if g.Kind != in.kind || train != in.train || test != in.test || w != in.w || h != in.h || g.Left != in.left ||
		!slices.Equal(columns, in.columns) || !slices.Equal(classes, in.classes) || labels != (in.labels || in.classes != nil) {
		t.Errorf("%s: %d and %d, %dx%d, columns %q, classes %q, labels %v, left %v; notes %v", g.Kind, train, test, w, h, columns, classes, labels, g.Problems, g.Notes)
	}
	for _, code := range in.codes {
		if !slices.Contains(codes, code) {
			t.Errorf("%s is not said: %v", code, g.Notes)
		}
	}
	if in.check != nil && !t.Failed() {
		in.check(t, g)
	}
}
