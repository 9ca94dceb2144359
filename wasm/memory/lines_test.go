package memory

import (
	"bytes"
	"compress/gzip"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// That the program still runs, in the browser, is tested in web/browser/exec.
func TestDropLines(t *testing.T) {
	file := filepath.Join(t.TempDir(), "main.wasm")
	build := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", file, "./testdata/traced")
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	linked, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	joined, err := JoinData(linked)
	if err != nil {
		t.Fatal(err)
	}
	dropped, err := DropLines(joined, "main.")
	if err != nil {
		t.Fatal(err)
	}
	before, after := compressed(t, joined), compressed(t, dropped)
	t.Logf("%d bytes compressed, %d before", after, before)
	if after > before*88/100 {
		t.Errorf("%d bytes compressed, less than 88%% of %d expected", after, before)
	}
	again, err := DropLines(dropped, "main.")
	if err != nil || !bytes.Equal(again, dropped) {
		t.Errorf("a second time changes the module, or fails: %v", err)
	}
	module, err := Import(dropped, Limits{Pages: 4096, Shared: true})
	if err != nil {
		t.Fatal(err)
	}
	validate(t, module, 4096)
	for _, m := range [][]byte{joined[:len(joined)/2], []byte("\x00asm\x01\x00\x00\x00"), bytes.ReplaceAll(joined, pclnMagic, make([]byte, 8))} {
		if _, err := DropLines(m); err == nil {
			t.Error("a module without a table of functions was accepted")
		}
	}
}

func compressed(t *testing.T, b []byte) int {
	t.Helper()
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(b); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Len()
}
