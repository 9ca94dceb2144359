package build

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A release is one file, the same for the same site, and has a checksum for each file in it.
func TestRelease(t *testing.T) {
	site := &Site{Files: map[string][]byte{"index.html": []byte("<!doctype html>"), "kit/a.0123456789.js": []byte("1"), "kit/a.0123456789.js.br": []byte("packed")}}
	read := func() (whole []byte, files map[string]string) {
		name := filepath.Join(t.TempDir(), "bottleneck.zip")
		var log bytes.Buffer
		if err := site.Release(name, &log); err != nil {
			t.Fatal(err)
		}
		whole, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		sum, err := os.ReadFile(name + ".sha256")
		if want := fmt.Sprintf("%x  bottleneck.zip\n", sha256.Sum256(whole)); err != nil || string(sum) != want || !strings.HasSuffix(log.String(), want) {
			t.Errorf("checksum %q, %v; %q expected, and told: %s", sum, err, want, log.String())
		}
		z, err := zip.NewReader(bytes.NewReader(whole), int64(len(whole)))
		if err != nil {
			t.Fatal(err)
		}
		files = map[string]string{}
		for _, f := range z.File {
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			content, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			files[f.Name] = string(content)
		}
		return whole, files
	}
	first, files := read()
	if second, _ := read(); !bytes.Equal(first, second) {
		t.Error("the same site gives another file")
	}
	if len(files) != 5 || !strings.Contains(files["bottleneck/README.txt"], "http.server") {
		t.Errorf("%d files", len(files))
	}
	sums := files["bottleneck/SHA256SUMS"]
	if n := strings.Count(sums, "\n"); n != 4 {
		t.Errorf("%d checksums:\n%s", n, sums)
	}
	for name, content := range files {
		name = strings.TrimPrefix(name, "bottleneck/")
		if line := fmt.Sprintf("%x  %s\n", sha256.Sum256([]byte(content)), name); name != "SHA256SUMS" && !strings.Contains(sums, line) {
			t.Errorf("%s has another checksum", name)
		}
	}
}
