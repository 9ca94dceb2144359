package local

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// shots are pictures by these names, all different.
func shots(names ...string) (files []any) {
	for i, name := range names {
		files = append(files, name, spotted(i))
	}
	return files
}

// spotted is a picture with a spot, PGM.
func spotted(i int) []byte {
	pixels := make([]byte, 64)
	pixels[i%64], pixels[(i/64+i*7)%64] = 255, 200
	return append([]byte("P5 8 8 255\n"), pixels...)
}

// many are names, numbered: of %d each.
func many(n int, formats ...string) (names []string) {
	for i := range n {
		for _, f := range formats {
			names = append(names, fmt.Sprintf(f, i))
		}
	}
	return names
}

// list is a table with a row for each of some numbers, of the classes x and y in turn.
func list(head string, from, to int, format string) []byte {
	b := []byte(head + "\n")
	for i := from; i < to; i++ {
		row := strings.Replace(format, "%s", string("xy"[i%2]), 1)
		b = fmt.Appendf(b, row+"\n", i)
	}
	return b
}

// What labels pictures, and what says which are held out: folders, names, tables, archives.
func TestWhatLabelsPictures(t *testing.T) {
	for name, tt := range map[string]struct {
		files []any
		want  string // classes with their numbers to train on and held out
		told  string
	}{
		"dogs and cats":             {shots(append(many(20, "d/train/cat.%d.pgm", "d/train/dog.%d.pgm"), many(6, "d/test1/%d.pgm")...)...), "(none) 0 6, cat 20 0, dog 20 0", "pictures_without_class"},
		"in archives":               {[]any{"train.zip", archive(shots(many(20, "cat.%d.pgm", "dog.%d.pgm")...)...), "test.zip", archive(shots(many(6, "%d.pgm")...)...)}, "(none) 0 6, cat 20 0, dog 20 0", "pictures_without_class"},
		"archives in an archive":    {[]any{"all.zip", archive("train.zip", archive(shots(many(20, "train/cat.%d.pgm", "train/dog.%d.pgm")...)...), "test1.zip", archive(shots(many(6, "test1/%d.pgm")...)...))}, "(none) 0 6, cat 20 0, dog 20 0", "pictures_without_class"},
		"an archive for each":       {[]any{"cats.zip", archive(shots(many(20, "%d.pgm")...)...), "dogs.zip", archive(shots(many(20, "%d.pgm")...)...)}, "cats 18 2, dogs 18 2", ""},
		"cameras":                   {shots(many(20, "d/IMG_%d.pgm", "d/DSC_%d.pgm")...), "", ""},
		"names of a part":           {shots(append(many(20, "d/n01/images/n01_%d.pgm", "d/n02/images/n02_%d.pgm"), many(5, "d/val/images/val_%d.pgm")...)...), "(none) 0 5, n01 20 0, n02 20 0", "class_in_names"},
		"parts in names":            {shots(append(many(20, "d/train_%d.pgm"), many(5, "d/test_%d.pgm")...)...), "", ""},
		"not labeled yet":           {shots(append(many(20, "d/a/%d.pgm", "d/b/%d.pgm"), many(10, "d/unlabeled/%d.pgm")...)...), "(none) 9 1, a 18 2, b 18 2", "pictures_without_class"},
		"held out, unlabeled":       {shots(append(many(20, "d/train/a/%d.pgm", "d/train/b/%d.pgm"), many(5, "d/test/%d.pgm")...)...), "(none) 0 5, a 20 0, b 20 0", "pictures_without_class"},
		"a table of each part":      {append(shots(append(many(20, "d/train/p%d.pgm"), many(6, "d/test/p%d.pgm")...)...), "d/train.csv", list("file,kind", 0, 20, "p%d.pgm,%s"), "d/test.csv", list("file,kind", 0, 6, "p%d.pgm,%s")), "x 10 3, y 10 3", "labels_beside"},
		"tables, pictures together": {append(shots(many(26, "d/images/p%d.pgm")...), "d/train.csv", list("id,class", 0, 20, "p%d,%s"), "d/test.csv", list("id,class", 20, 26, "p%d,")), "(none) 0 6, x 10 0, y 10 0", "labels_beside"},
		"paths from the table":      {append(shots(many(20, "d/a/%d.pgm", "d/b/%d.pgm")...), "d/list.csv", list("path,class", 0, 20, "a/%d.pgm,%s"), "d/more.csv", list("path,class", 0, 20, "b/%d.pgm,%s")), "x 20 0, y 16 4", "labels_beside"},
		"a table that says parts":   {append(shots(many(26, "d/%d.pgm")...), "d/list.csv", append(list("file,class,split", 0, 20, "%d.pgm,%s,train"), list("", 20, 26, "%d.pgm,%s,test")[1:]...)), "x 10 3, y 10 3", "labels_beside"},
	} {
		t.Run(name, func(t *testing.T) {
			g, err := Read(given(tt.files...))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, c := range g.Summary().Classes {
				got = append(got, fmt.Sprint(c.Name, " ", c.Train, " ", c.Test))
			}
			if strings.Join(got, ", ") != tt.want || tt.told != "" && !slices.Contains(codes(g), tt.told) {
				t.Errorf("%v, %q expected, and %q; %v", got, tt.want, tt.told, g.Notes)
			}
		})
	}
}
