package build

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
)

// Beside a file lies the same, compressed, where that is smaller; what was compressed once is taken from where it is kept.
func TestCompressedFiles(t *testing.T) {
	text := []byte(strings.Repeat("what repeats itself, ", 200))
	noise := make([]byte, 2000)
	for i, x := 0, uint32(1); i < len(noise); i++ {
		x = x*1664525 + 1013904223
		noise[i] = byte(x >> 24)
	}
	files := map[string][]byte{"a.js": text, "noise.bin": noise, "icon.png": text, "_headers": text, "empty.css": {}}
	kept := t.TempDir()
	if err := compress(t.Context(), files, kept); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{"a.js.br": true, "a.js.gz": true, "noise.bin.br": false, "noise.bin.gz": false, "icon.png.br": false, "_headers.gz": false, "empty.css.br": false, "a.js": true} {
		if (files[name] != nil) != want {
			t.Errorf("%s: there: %t, expected: %t", name, files[name] != nil, want)
		}
	}
	z, err := gzip.NewReader(bytes.NewReader(files["a.js.gz"]))
	if err != nil {
		t.Fatal(err)
	}
	for name, r := range map[string]io.Reader{"gzip": z, "brotli": brotli.NewReader(bytes.NewReader(files["a.js.br"]))} {
		if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, text) {
			t.Errorf("%s: %d bytes, %v; %d expected", name, len(got), err, len(text))
		}
	}
	first := files["a.js.br"]
	again := map[string][]byte{"b.js": text}
	if err := compress(t.Context(), again, kept); err != nil || !bytes.Equal(again["b.js.br"], first) {
		t.Errorf("%d bytes the second time, %d the first, %v", len(again["b.js.br"]), len(first), err)
	}
	entries, _ := os.ReadDir(kept)
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".br") {
			if err := os.WriteFile(kept+"/"+e.Name(), []byte("kept"), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	again = map[string][]byte{"c.js": text}
	if err := compress(t.Context(), again, kept); err != nil || string(again["c.js.br"]) != "kept" {
		t.Errorf("%q found, what is kept expected, %v", again["c.js.br"], err)
	}
	if plainName("a.js.br") != "a.js" || plainName("a.js.gz") != "a.js" || plainName("a.js") != "a.js" {
		t.Error("a compressed file has another plain name")
	}
}
