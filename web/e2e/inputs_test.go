package e2e

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/data/local"
)

// The page reads the files of INPUTS_DIR as the command line does, whose reading core/data/local compares with what is right.
func TestInputsInThePage(t *testing.T) {
	dir := os.Getenv("INPUTS_DIR")
	if dir == "" {
		t.Skip("INPUTS_DIR says where the files lie") // no lack that required.Skip may fail, as core/data/local says
	}
	p := visit(t, quick)
	entries, err := os.ReadDir(dir)
	must(t, err)
	for _, e := range entries {
		var given []local.File
		var js []string
		add := func(path string) {
			b, err := os.ReadFile(path)
			must(t, err)
			given = append(given, local.File{Name: filepath.Base(path), Size: int64(len(b)), Content: bytes.NewReader(b)})
			js = append(js, fmt.Sprintf("new File([Uint8Array.from(atob(%q), (c) => c.charCodeAt(0))], %q)", base64Of(b), filepath.Base(path)))
		}
		switch path := filepath.Join(dir, e.Name()); {
		case e.Name() == "README.md":
			continue
		case e.IsDir():
			inside, err := os.ReadDir(path)
			must(t, err)
			for _, f := range inside {
				add(filepath.Join(path, f.Name()))
			}
		default:
			add(path)
		}
		type found struct {
			Kind, Error       string
			Train, Test, Left int
			W, H              int
			Columns, Classes  []string
			Notes             []string
		}
		got := eval[found](t, p, fmt.Sprintf(`bottleneck.useData([%s], {open: false}).catch((e) => ({error: e.message}))`, strings.Join(js, ", ")))
		g, err := local.Read(given)
		if err != nil {
			if got.Error == "" || !strings.Contains(got.Error, err.Error()[strings.LastIndex(err.Error(), ": ")+2:]) {
				t.Errorf("%s: %q, %q expected", e.Name(), got.Error, err)
			}
			continue
		}
		s := g.Summary()
		var want []string
		for _, n := range g.Notes {
			want = append(want, n.Error())
		}
		classes, columns := []string(nil), []string(nil)
		if g.Pictures != nil {
			classes = g.Pictures.Classes
		} else {
			classes, columns = g.Table.Classes, g.Table.Columns
		}
		if got.Kind != s.Kind || got.Train != s.Train || got.Test != s.Test || got.W != s.Width || got.H != s.Height || got.Left != g.Left ||
			!slices.Equal(got.Columns, columns) || !slices.Equal(got.Classes, classes) || !slices.Equal(got.Notes, want) {
			t.Errorf("%s: %+v, %+v with notes %v expected", e.Name(), got, s, want)
		}
	}
}
