package main

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// copied is the module in a folder of its own: what is needed to build the command line and the programs of the page.
func copied(t *testing.T) string {
	t.Helper()
	root, dir := filepath.Join("..", "..", ".."), t.TempDir()
	for _, name := range []string{"core", "wasm", "web", "go.mod", "go.sum", "Makefile"} {
		err := filepath.WalkDir(filepath.Join(root, name), func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			inside, err := filepath.Rel(root, path)
			if err != nil {
				return err
			}
			to := filepath.Join(dir, inside)
			if d.IsDir() {
				return os.MkdirAll(to, 0o755)
			}
			b, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			return os.WriteFile(to, b, 0o644)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func goIn(t *testing.T, dir string, env []string, args ...string) string {
	t.Helper()
	cmd := exec.Command("go", args...)
	cmd.Dir = dir
	cmd.Env = append(cmd.Environ(), env...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

// A copy under another path has no package of the old one, builds, runs, and may come back to the path it had.
func TestRename(t *testing.T) {
	dir := copied(t)
	before := strings.TrimSpace(goIn(t, dir, nil, "list", "-m"))
	const path = "example.org/some-one/bottleneck/v2"
	if n, err := rename(dir, path); err != nil || n < 300 {
		t.Fatalf("%d files changed: %v", n, err)
	}
	for _, env := range [][]string{nil, {"GOOS=js", "GOARCH=wasm"}} {
		for name := range strings.FieldsSeq(goIn(t, dir, env, "list", "-test", "-deps", "-e", "-f", "{{if not .Standard}}{{.ImportPath}}{{end}}", "./core/...", "./wasm/...", "./web/...")) {
			if strings.HasPrefix(name, before+"/") {
				t.Errorf("%s is needed", name)
			}
		}
	}
	if out := goIn(t, dir, nil, "run", "./core/cmd/bottleneck", "version"); !strings.Contains(out, "bottleneck ") {
		t.Error(out)
	}
	if _, err := rename(dir, before); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"go.mod", "Makefile", "core/imports_test.go", "core/train/run.go"} {
		was, err := os.ReadFile(filepath.Join("..", "..", "..", name))
		if err != nil {
			t.Fatal(err)
		}
		if is, err := os.ReadFile(filepath.Join(dir, name)); err != nil || string(is) != string(was) {
			t.Errorf("%s is not what it was: %v", name, err)
		}
	}
}

// What is no path, and a folder that is no module, are refused, and nothing is changed.
func TestRenameRefuses(t *testing.T) {
	dir := t.TempDir()
	if _, err := rename(dir, "example.org/x"); err == nil {
		t.Error("a folder without a module was renamed")
	}
	name := filepath.Join(dir, "go.mod")
	if err := os.WriteFile(name, []byte("module bottleneck\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"", "/x", "x y", "https://example.org/x", "a//b", "-x"} {
		if _, err := rename(dir, path); err == nil {
			t.Errorf("%q was taken", path)
		}
	}
	if b, err := os.ReadFile(name); err != nil || string(b) != "module bottleneck\n" {
		t.Errorf("%q", b)
	}
}
