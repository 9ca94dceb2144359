package local

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/data/own"
)

// sheet is a table of rows, its names before them.
func sheet(names string, n int, row func(i int) string) []byte {
	var b strings.Builder
	b.WriteString(names + "\n")
	for i := range n {
		b.WriteString(row(i) + "\n")
	}
	return []byte(b.String())
}

// pixels is a row of 784 numbers, each with a comma before it.
func pixels(i int) string { return strings.Repeat(fmt.Sprintf(",%d", i%256), 784) }

// A sheet that is held out is read as the one to train on, whatever it would be alone, and what is left out of it is told.
func TestHeldSheets(t *testing.T) {
	of := func(classes ...string) func(int) string {
		return func(i int) string { return fmt.Sprintf("%d.5,%d.25,%s", i, -i, classes[i%len(classes)]) }
	}
	picture := func(classes int) func(int) string {
		return func(i int) string { return fmt.Sprint(i%classes) + pixels(i) }
	}
	train, header := sheet("a,b,label", 40, of("x", "y", "z")), "label"+strings.ReplaceAll(pixels(0), ",0", ",p")
	pictures := sheet(header, 40, picture(10))
	gap := func(i int) string { return []string{"1.5,2.5,x", "1.5,NA,x"}[i%2] }
	for name, c := range map[string]struct {
		train, test []byte
		held, left  int
		labels      []byte // of the first that are held out
		classes     string
		place       string // of the first that is left out
	}{
		"missing numbers":    {train, sheet("a,b,label", 20, gap), 10, 10, []byte{0, 0}, "x y z", "test.csv, row 3, b"},
		"one class":          {train, sheet("a,b,label", 20, of("z")), 20, 0, []byte{2, 2}, "x y z", ""},
		"another class":      {train, sheet("a,b,label", 20, of("z", "a")), 20, 0, []byte{2, 3}, "x y z a", ""},
		"few rows":           {train, sheet("a,b,label", 3, of("y", "x", "z")), 3, 0, []byte{1, 0, 2}, "x y z", ""},
		"another order":      {train, sheet("label,b,a", 20, func(i int) string { return fmt.Sprintf("y,%d.25,%d.5", -i, i) }), 20, 0, []byte{1}, "x y z", ""},
		"no names":           {train, sheet("0.5,0.25,y", 20, of("z")), 21, 0, []byte{1, 2}, "x y z", ""},
		"damaged rows":       {pictures, append(sheet(header, 20, picture(10)), "1,2\n"...), 20, 1, []byte{0, 1}, "0 1 2 3 4 5 6 7 8 9", "test.csv, row 22"},
		"pictures":           {pictures, sheet(header, 12, picture(10)), 12, 0, []byte{0, 1}, "0 1 2 3 4 5 6 7 8 9", ""},
		"pictures of a part": {pictures, sheet(header, 12, func(i int) string { return "7" + pixels(i) }), 12, 0, []byte{7, 7}, "0 1 2 3 4 5 6 7 8 9", ""},
	} {
		t.Run(name, func(t *testing.T) {
			g, err := Read(given("d/train.csv", c.train, "d/test.csv", c.test))
			if err != nil {
				t.Fatal(err)
			}
			held, classes := heldLabels(g)
			if len(held) != c.held || !slices.Equal(held[:len(c.labels)], c.labels) || strings.Join(classes, " ") != c.classes || g.Left != c.left {
				t.Errorf("%d held out, labels %v, classes %q, %d left out", len(held), held, classes, g.Left)
			}
			if c.place != "" && g.Problems[0].Place.Error() != c.place {
				t.Errorf("%q is left out, %q expected", g.Problems[0].Place, c.place)
			}
			if name == "another order" && !slices.Equal(g.Table.Values[42*2:43*2], []float64{2.5, -2.25}) {
				t.Errorf("%v", g.Table.Values[42*2:43*2])
			}
		})
	}
}

// heldLabels are the labels of what is held out, and the names of the classes.
func heldLabels(g *own.Given) (labels []byte, classes []string) {
	if g.Table == nil {
		_, n := g.Pictures.Count()
		return g.Pictures.Set(true, 0, n, 28, 1, "square").Labels, g.Pictures.Classes
	}
	for i, l := range g.Table.Labels {
		if g.Table.Held(i) {
			labels = append(labels, l)
		}
	}
	return labels, g.Table.Classes
}

// Where the table to train on cannot be read, that is said: what lies beside it is no place to learn.
func TestTrainSheetRefused(t *testing.T) {
	rest := sheet("id,target", 30, func(i int) string { return fmt.Sprintf("%d,%d.5", i, i%7) })
	for name, list := range map[string][]File{
		"a page":     given("d/train.csv", []byte("<!DOCTYPE html><html></html>"), "d/test.csv", rest),
		"a workbook": given("d/train.csv", archive("xl/workbook.xml", []byte("x")), "d/sample_submission.csv", rest),
	} {
		if _, err := Read(list); err == nil || !strings.Contains(err.Error(), "train.csv: an") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if g, err := Read(given("d/all.csv", rest, "d/training.txt", []byte("How we trained.\n"))); err != nil || g.Table.N != 30 {
		t.Errorf("a text about training: %v", err)
	}
}

// Labels in a file of their own belong to the rows of their part.
func TestLabelsBesideRows(t *testing.T) {
	rows := func(n int) []byte {
		return sheet("a,b", n, func(i int) string { return []string{fmt.Sprintf("%d.5,%d", i, -i), "?,1"}[max(0, 3-i)/3] })
	}
	labels := func(n, classes int) []byte {
		return sheet("label", n, func(i int) string { return fmt.Sprint(i % classes) })
	}
	for name, c := range map[string]struct {
		list        []File
		first, held []byte
		left        int
	}{
		"a pair":          {given("d/X.csv", rows(40), "d/y.csv", labels(40, 3)), []byte{1, 2, 0}, nil, 1},
		"two pairs":       {given("d/X_train.csv", rows(40), "d/y_train.csv", labels(40, 3), "d/X_test.csv", rows(12), "d/y_test.csv", labels(12, 9)), []byte{1, 2, 0}, []byte{1, 2, 3}, 2},
		"held of a class": {given("d/X_train.csv", rows(40), "d/y_train.csv", labels(40, 3), "d/X_test.csv", rows(12), "d/y_test.csv", labels(12, 1)), []byte{1, 2, 0}, []byte{0, 0}, 2},
		"of other rows":   {given("d/X.csv", rows(40), "d/y.csv", labels(41, 3)), nil, nil, 2},
	} {
		g, err := Read(c.list)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		held, _ := heldLabels(g)
		if len(g.Table.Labels) < len(c.first) || !slices.Equal(g.Table.Labels[:len(c.first)], c.first) || c.held != nil && !slices.Equal(held[:len(c.held)], c.held) || g.Left != c.left {
			t.Errorf("%s: labels %v, %v held out, %d left out: %v", name, g.Table.Labels, held, g.Left, g.Problems)
		}
	}
}
