// Package sample is run by exec's own test.
package sample

import (
	"crypto/rand"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestReadsFiles(t *testing.T) {
	b, err := os.ReadFile("testdata/hello.txt")
	if err != nil || string(b) != "hello from a file\n" {
		t.Fatalf("%q, %v", b, err)
	}
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.ReadFile(filepath.Join(dir, "testdata", "hello.txt")); err != nil {
		t.Error(err)
	}
	entries, err := os.ReadDir("testdata")
	if err != nil || len(entries) != 2 || entries[0].Name() != "dir" || !entries[0].IsDir() || entries[1].IsDir() {
		t.Errorf("entries %v, %v", entries, err)
	}
	var walked []string
	err = fs.WalkDir(os.DirFS("testdata"), ".", func(path string, d fs.DirEntry, err error) error {
		walked = append(walked, path)
		return err
	})
	if want := []string{".", "dir", "dir/x.txt", "hello.txt"}; err != nil || !slices.Equal(walked, want) {
		t.Errorf("walked %v, %v", walked, err)
	}
	for _, name := range []string{"testdata/none.txt", "/etc/passwd", "../../../../../../../../etc/passwd", "testdata/link"} {
		if _, err := os.ReadFile(name); !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrPermission) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := os.WriteFile("testdata/new.txt", nil, 0o644); err == nil {
		t.Error("wrote into the module")
	}
	f, err := os.Open("testdata/hello.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.Seek(6, io.SeekStart); err != nil {
		t.Fatal(err)
	}
	rest, err := io.ReadAll(f)
	if string(rest) != "from a file\n" || err != nil {
		t.Errorf("after Seek: %q, %v", rest, err)
	}
}

func TestWritesTemporaryFiles(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "a", "b.txt")
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	for i, text := range []string{"long text", "short"} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if b, err := os.ReadFile(name); err != nil || string(b) != text {
			t.Errorf("%d: %q, %v", i, b, err)
		}
	}
	if err := os.Rename(filepath.Dir(name), filepath.Join(dir, "c")); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(name); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("still there: %v", err)
	}
	f, err := os.OpenFile(filepath.Join(dir, "c", "b.txt"), os.O_APPEND|os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString("er"); err != nil {
		t.Error(err)
	}
	f.Close()
	if b, _ := os.ReadFile(filepath.Join(dir, "c", "b.txt")); string(b) != "shorter" {
		t.Errorf("%q", b)
	}
}

func TestMemory(t *testing.T) {
	for range 50 {
		b := make([]byte, 16<<20) // 800 MiB altogether, in a memory of 512
		if _, err := rand.Read(b[:100_000]); err != nil {
			t.Fatal(err)
		}
		if slices.Max(b[:100_000]) == 0 {
			t.Fatal("not random")
		}
	}
	runtime.GC()
	start := time.Now()
	time.Sleep(20 * time.Millisecond)
	if d := time.Since(start); d < 15*time.Millisecond {
		t.Errorf("slept %v", d)
	}
}

func TestEnvironment(t *testing.T) {
	if got := os.Getenv("BOTTLENECK_SAMPLE"); got != "ä value" {
		t.Errorf("BOTTLENECK_SAMPLE = %q", got)
	}
	if got := os.Getenv("UNRELATED"); got != "" {
		t.Errorf("UNRELATED = %q was passed", got)
	}
	if b, err := os.ReadFile(os.Getenv("FIXTURES")); err != nil || string(b) != "{}" {
		t.Errorf("the file that FIXTURES names: %q, %v", b, err)
	}
	if !slices.ContainsFunc(os.Args, func(a string) bool { return strings.HasPrefix(a, "-test.run") }) {
		t.Errorf("arguments %q", os.Args)
	}
	os.Stdout.WriteString("to stdout: ä\n")
	os.Stderr.WriteString("to stderr: ß\n")
	println("printed by the runtime")
}

func TestFails(t *testing.T)  { t.Error("as asked") }
func TestExits(t *testing.T)  { os.Exit(7) }
func TestPanics(t *testing.T) { panic("as asked") }
func TestExhausts(t *testing.T) {
	var all [][]byte
	for {
		all = append(all, make([]byte, 32<<20))
		all[len(all)-1][0] = 1
	}
}
