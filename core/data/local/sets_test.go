package local

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/data/prepare"
)

// texts is an array of texts, one for each of the items: of code points.
func texts(words ...string) []byte {
	var b []byte
	for _, w := range words {
		for i := range 5 {
			var c uint32
			if i < len(w) {
				c = uint32(w[i])
			}
			b = binary.LittleEndian.AppendUint32(b, c)
		}
	}
	return npy("<U5", fmt.Sprintf("(%d,)", len(words)), b)
}

// turns are n numbers from 0 to of-1 in turn.
func turns(n, of int) (b []byte) {
	for i := range n {
		b = append(b, byte(i%of))
	}
	return b
}

// What several arrays are to each other: parts, labels, copies, things beside; the worst is to take one for the other.
func TestSetsOfArrays(t *testing.T) {
	const n, side = 20, 12
	x := strokes(n, side)
	shape := "(20, 12, 12)"
	u := npy("|u1", shape, u1(x, 255))
	few := npy("|u1", "(10, 12, 12)", u1(x[:10*side*side], 255))
	ab := npy("|u1", "(20,)", turns(n, 2))
	abFew := npy("|u1", "(10,)", turns(10, 2))
	var words []string
	for i := range n {
		words = append(words, []string{"cat", "dog"}[i%2])
	}
	var last, column []float32 // (H,W,N), and a label before the pixels of each
	for k := range side * side {
		for i := range n {
			last = append(last, x[i*side*side+k])
		}
	}
	wide := strokes(n, 28)
	for i := range n {
		column = append(append(column, float32(i%2)/255), wide[i*784:(i+1)*784]...)
	}
	half := make([]float32, 0, n*36)
	for i := range n * 36 {
		half = append(half, float32(i%7)/7)
	}
	for name, tt := range map[string]struct {
		files       []any
		train, test int
		classes     string
		told        string
	}{
		"archives name arrays":     {[]any{"k-train-imgs.npz", archive("arr_0.npy", u), "k-train-labels.npz", archive("arr_0.npy", ab), "k-test-imgs.npz", archive("arr_0.npy", few), "k-test-labels.npz", archive("arr_0.npy", abFew)}, 20, 10, "0 1", ""},
		"an archive for each part": {[]any{"train.npz", archive("x.npy", u, "y.npy", ab), "test.npz", archive("x.npy", few, "y.npy", abFew)}, 20, 10, "0 1", ""},
		"a copy in other units":    {[]any{"x.npz", archive("x.npy", u, "x_norm.npy", npy("<f4", shape, f4(x, 1, 0)), "y.npy", ab)}, 18, 2, "0 1", "array_twice"},
		"masks first":              {[]any{"x.npz", archive("masks.npy", npy("|u1", shape, turns(n*side*side, 2)), "images.npy", u)}, 18, 2, "", "array_left_out"},
		"two sizes":                {[]any{"x.npz", archive("x.npy", u, "small.npy", npy("<f4", "(20, 6, 6)", f4(half, 1, 0)), "y.npy", ab)}, 18, 2, "0 1", "array_left_out"},
		"numbers before labels":    {[]any{"x.npz", archive("ids.npy", npy("|u1", "(20,)", turns(n, n)), "x.npy", u, "labels.npy", ab)}, 18, 2, "0 1", "array_left_out"},
		"numbers are no labels":    {[]any{"x.npz", archive("ids.npy", npy("|u1", "(20,)", turns(n, n)), "x.npy", u)}, 18, 2, "", "array_left_out"},
		"texts":                    {[]any{"x.npz", archive("x.npy", u, "y.npy", texts(words...))}, 18, 2, "cat dog", ""},
		"below 0":                  {[]any{"x.npz", archive("x.npy", u, "y.npy", npy("|i1", "(20,)", []byte(strings.Repeat("\xff\x01", 10))))}, 18, 2, "-1 1", ""},
		"names of classes":         {[]any{"x.npz", archive("x.npy", u, "y.npy", ab, "class_names.npy", texts("zebra", "ape"))}, 18, 2, "ape zebra", ""},
		"labels for each":          {[]any{"imgs_a.npy", u, "imgs_b.npy", npy("|u1", shape, u1(append(slices.Clone(x[144:]), x[:144]...), 255)), "labels_a.npy", ab, "labels_b.npy", ab}, 36, 4, "0 1", ""},
		"names of items":           {[]any{"x.npz", archive("x.npy", u, "y.npy", ab, "names.npy", texts(many(n, "n%d")...))}, 18, 2, "0 1", "array_left_out"},
		"fractions":                {[]any{"x.npz", archive("x.npy", u, "y.npy", npy("<f4", "(20,)", f4(x[:20], .5, .1)))}, 18, 2, "", "labels_not_used"},
		"a label in each row":      {[]any{"x.npy", npy("|u1", "(20, 785)", u1(column, 255))}, 18, 2, "0 1", "array_label_column"},
		"pictures count last":      {[]any{"x.npy", npy("|u1", "(12, 12, 20)", u1(last, 255))}, 18, 2, "", "array_axes"},
		"numbered by NumPy":        {[]any{"x.npz", archive("arr_0.npy", u, "arr_1.npy", ab, "arr_2.npy", few, "arr_3.npy", abFew)}, 20, 10, "0 1", "arrays_paired"},
		"an array for each class":  {[]any{"cat.npy", u, "dog.npy", few}, 27, 3, "cat dog", "arrays_label"},
		"held out in other units":  {[]any{"x.npz", archive("x_train.npy", u, "x_test.npy", npy("<f4", "(10, 12, 12)", f4(x[:10*side*side], 1, 0)))}, 20, 10, "", "numbers_of_another_scale"},
		"held out is trained on":   {[]any{"x.npz", archive("x_train.npy", u, "x_test.npy", u)}, 20, 20, "", "array_in_both"},
		"classes of a mask":        {[]any{"x.npy", npy("|u1", shape, u1(x, 2))}, 18, 2, "", "numbers_stretched"},
		"dark":                     {[]any{"x.npy", npy("|u1", shape, u1(x, 40))}, 18, 2, "", "pictures_stretched"},
	} {
		t.Run(name, func(t *testing.T) {
			g, err := Read(given(tt.files...))
			if err != nil {
				t.Fatal(err)
			}
			train, test := g.Pictures.Count()
			var names []string
			for _, c := range g.Summary().Classes {
				names = append(names, c.Name)
			}
			if train != tt.train || test != tt.test || strings.Join(names, " ") != tt.classes || tt.told != "" && !slices.Contains(codes(g), tt.told) {
				t.Errorf("%d and %d pictures, classes %v; %q, %q expected; %v %v", train, test, names, tt.classes, tt.told, g.Notes, g.Roles)
			}
			if tt.told == "" && len(g.Notes) > 0 || len(g.Problems) > 0 {
				t.Errorf("%v %v", g.Notes, g.Problems)
			}
			for _, held := range []bool{false, true} {
				s := g.Pictures.Set(held, 0, 1, side, 1, prepare.FrameSquare)
				if slices.Max(s.Pixels) < 100 {
					t.Errorf("held out %v: nothing is brighter than %d", held, slices.Max(s.Pixels))
				}
			}
		})
	}
}

// Where what is to be trained on cannot be read, nothing is trained on in its place.
func TestTheTrainingPartIsRefused(t *testing.T) {
	x := npy("|u1", "(20, 12, 12)", u1(strokes(20, 12), 255))
	record := make([]byte, 20*3073)
	for name, tt := range map[string]struct {
		files []any
		want  string
	}{
		"an array":      {[]any{"x_train.npy", x[:2000], "x_test.npy", x}, "x_train.npy: "},
		"IDX":           {[]any{"train-images-idx3-ubyte", idx(0x803, []int{20, 12, 12}, make([]byte, 20*144))[:1000], "t10k-images-idx3-ubyte", idx(0x803, []int{20, 12, 12}, u1(strokes(20, 12), 255))}, "train-images-idx3-ubyte: "},
		"an archive":    {[]any{"train.npz", archive("stored_x.npy", x)[:1000], "test.npz", archive("x.npy", x)}, "train.npz: "},
		"CIFAR":         {[]any{"data_batch_1.bin", record[:50000], "test_batch.bin", record}, "data_batch_1.bin: 50,000 bytes"},
		"a deep folder": {[]any{"d/train/x.npy", x[:2000], "d/test/x.npy", x}, "x.npy: "},
	} {
		if g, err := Read(given(tt.files...)); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, %q expected; %+v", name, err, tt.want, g)
		}
	}
	// A part that is held out and cannot be read is told.
	if g, err := Read(given("x_train.npy", x, "x_test.npy", x[:2000])); err != nil || len(g.Problems) != 1 {
		t.Errorf("%v, %+v", err, g)
	}
}

// The same picture is trained on once, and not held out as well.
func TestCopiesAreUsedOnce(t *testing.T) {
	parts := append(many(20, "d/train/a/%d.pgm"), many(5, "d/test/a/%d.pgm")...)
	all := shots(parts...)
	for i, name := range parts {
		all = append(all, strings.NewReplacer("train", "all", "test", "all").Replace(name)+"", all[2*i+1])
	}
	for name, tt := range map[string]struct {
		files       []any
		train, test int
	}{
		"all beside the parts": {all, 20, 5},
		"a folder in itself":   {append(shots(many(20, "d/a/%d.pgm", "d/b/%d.pgm")...), within("d/", shots(many(20, "d/a/%d.pgm", "d/b/%d.pgm")...))...), 36, 4},
	} {
		g, err := Read(given(tt.files...))
		if err != nil {
			t.Fatal(err)
		}
		if train, test := g.Pictures.Count(); train != tt.train || test != tt.test || !slices.Contains(codes(g), "copies_left_out") {
			t.Errorf("%s: %d and %d pictures, %v", name, train, test, g.Notes)
		}
	}
}

// within puts files into a folder.
func within(folder string, files []any) []any {
	for i := 0; i < len(files); i += 2 {
		files[i] = folder + files[i].(string)
	}
	return files
}
