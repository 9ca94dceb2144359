package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bottleneck/core/data/drawn"
	"bottleneck/core/recipe"
)

// ownFiles writes a table, and a folder of faces with a subfolder a person.
func ownFiles(t *testing.T) (table, faces string) {
	t.Helper()
	dir := t.TempDir()
	table, faces = filepath.Join(dir, "table.csv"), filepath.Join(dir, "faces")
	var text strings.Builder
	text.WriteString("a;b;c\n")
	for i := range 40 {
		fmt.Fprintf(&text, "%d;%d;%d\n", i, i%7, i*i%11)
	}
	text.WriteString("1;;2\n")
	write := func(name string, b []byte) {
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, b, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write(table, []byte(text.String()))
	s := drawn.FacesRange(0, 30, 40, drawn.FacesSeed)
	for i := range s.N {
		write(filepath.Join(faces, fmt.Sprintf("s%d", i/10+1), fmt.Sprintf("%d.pgm", i%10+1)), append([]byte("P5\n40 40\n255\n"), s.Pixels[i*1600:(i+1)*1600]...))
	}
	return table, faces
}

func TestTrainOnOwnFiles(t *testing.T) {
	table, faces := ownFiles(t)
	for _, tt := range []struct{ link, path, want, log string }{
		{"#v=1&data=table&columns=3&latent_dim=2&batch_size=6&epochs=2", table, `"step":12,"epoch":2`, "row 42, b: nothing found"},
		{"#v=1&data=pictures&image_size=16&latent_dim=4&batch_size=9&epochs=2", faces, `"step":6,"epoch":2`, ""},
	} {
		var out, log bytes.Buffer
		if err := runTrain(t.Context(), []string{tt.link, "-data", tt.path}, &out, &log); err != nil {
			t.Fatal(err)
		}
		if lines := strings.Split(strings.TrimSpace(out.String()), "\n"); len(lines) != 2 || !strings.Contains(lines[1], tt.want) {
			t.Errorf("%s: %s", tt.link, out.String())
		}
		if !strings.Contains(log.String(), tt.log) {
			t.Errorf("%s: said %q", tt.link, log.String())
		}
	}
	for _, tt := range []struct{ link, path, want string }{
		{"#v=1&data=table&columns=4&latent_dim=2", table, "a table of 3 columns found"},
		{"#v=1&data=pictures&latent_dim=2", table, "a table found"},
		{"#v=1&data=table&latent_dim=2", filepath.Join(faces, "none"), "no such file"},
	} {
		if err := runTrain(t.Context(), []string{tt.link, "-data", tt.path}, &bytes.Buffer{}, &bytes.Buffer{}); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s %s: %v, %q expected", tt.link, tt.path, err, tt.want)
		}
	}
}

// Every set that is made is made on the command line, as many of it as the recipe asks for.
func TestEveryMadeSetLoads(t *testing.T) {
	for _, s := range recipe.Sources() {
		r, notices := recipe.Parse("#v=1&data=" + s.Name + "&train=7&test=3")
		if s.Origin != recipe.Made || notices != nil {
			continue
		}
		train, test, err := load(t.Context(), r, brought{}, io.Discard)
		if err != nil || train.N != 7 || test.N != 3 || train.Name != s.Name {
			t.Errorf("%s: %v, %v, %v", s.Name, train, test, err)
		}
		if _, _, err := load(t.Context(), r, brought{path: "x"}, io.Discard); err == nil || !strings.Contains(err.Error(), "data=pictures or data=table expected") {
			t.Errorf("%s with a path: %v", s.Name, err)
		}
	}
}
