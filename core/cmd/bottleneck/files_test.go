package main

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"bottleneck/core/data/local/required"
)

func holds(t *testing.T, name, want string) {
	t.Helper()
	if b, err := os.ReadFile(name); err != nil || string(b) != want {
		t.Errorf("%s holds %q, %q expected: %v", name, b, want, err)
	}
}

// entries are the names in a folder.
func entries(t *testing.T, dir string) string {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range list {
		names = append(names, e.Name())
	}
	return strings.Join(names, " ")
}

// A new file has the permissions of any other new file, an old one keeps its own, and nothing is left beside them.
func TestWriteFileKeepsPermissions(t *testing.T) {
	dir := t.TempDir()
	other, name := filepath.Join(dir, "other"), filepath.Join(dir, "w")
	f, err := os.Create(other) // with what umask leaves
	if err != nil {
		t.Fatal(err)
	}
	f.Close()
	mode := func(name string) os.FileMode {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		return info.Mode().Perm()
	}
	if err := writeFile(name, []byte("one"), io.Discard); err != nil {
		t.Fatal(err)
	}
	if mode(name) != mode(other) {
		t.Errorf("a new file has %v, %v expected", mode(name), mode(other))
	}
	for _, want := range []os.FileMode{0o640, 0o600, 0o666} {
		if err := os.Chmod(name, want); err != nil {
			t.Fatal(err)
		}
		if err := writeFile(name, []byte("two"), io.Discard); err != nil {
			t.Fatal(err)
		}
		if mode(name) != want {
			t.Errorf("%v has become %v", want, mode(name))
		}
	}
	holds(t, name, "two")
	if got := entries(t, dir); got != "other w" {
		t.Errorf("files %s", got)
	}
}

// Links stay links, and what they lead to is replaced, whole, beside itself: absolute and relative ones, one behind another,
// through folders that are links, and to what is not there yet.
func TestWriteFileFollowsLinks(t *testing.T) {
	dir := t.TempDir()
	at := func(parts ...string) string { return filepath.Join(append([]string{dir}, parts...)...) }
	for _, d := range []string{at("real", "deep"), at("links")} {
		if err := os.MkdirAll(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	write(t, at("real", "w"), "before")
	for to, from := range map[string]string{at("links", "absolute"): at("real", "w"), at("links", "relative"): filepath.Join("..", "real", "w"), at("links", "second"): "relative",
		at("links", "new"): filepath.Join("..", "real", "new"), at("folder"): filepath.Join("real", "deep"), at("real", "deep", "up"): filepath.Join("..", "w"), at("round"): "round"} {
		if err := os.Symlink(from, to); err != nil {
			required.Skip(t, err)
		}
	}
	for _, c := range []struct{ name, target string }{
		{at("links", "absolute"), at("real", "w")},
		{at("links", "relative"), at("real", "w")},
		{at("links", "second"), at("real", "w")},
		{at("links", "new"), at("real", "new")},
		{at("folder", "up"), at("real", "w")},
		{at("folder", "x"), at("real", "deep", "x")},
	} {
		if err := writable(c.name); err != nil {
			t.Error(err)
		}
		info, err := os.Lstat(c.name)
		link := err == nil && info.Mode()&os.ModeSymlink != 0
		if err := writeFile(c.name, []byte(c.name), io.Discard); err != nil {
			t.Error(err)
		}
		holds(t, c.target, c.name)
		if info, err := os.Lstat(c.name); err != nil || (info.Mode()&os.ModeSymlink != 0) != link {
			t.Errorf("%s is another kind of file: %v", c.name, err)
		}
	}
	if err := writeFile(at("round"), nil, io.Discard); err == nil {
		t.Error("a link to itself is written to")
	}
	if got := entries(t, at("links")) + " " + entries(t, at("real")) + " " + entries(t, at("real", "deep")); got != "absolute new relative second deep new w up x" {
		t.Errorf("files %s", got)
	}
}

// Standard output and devices are written to.
func TestWriteFileWritesToDevices(t *testing.T) {
	for _, name := range []string{"-", "/dev/stdout", "/dev/fd/1"} {
		var out bytes.Buffer
		if err := writeFile(name, []byte("x"), &out); err != nil || out.String() != "x" || writable(name) != nil {
			t.Errorf("%s: %q, %v", name, out.String(), err)
		}
	}
	before, err := os.Stat(os.DevNull)
	if err != nil {
		required.Skip(t, err)
	}
	if err := writeFile(os.DevNull, []byte("x"), io.Discard); err != nil {
		t.Error(err)
	}
	if after, err := os.Stat(os.DevNull); err != nil || after.Mode() != before.Mode() {
		t.Errorf("%v has become %v: %v", before.Mode(), after.Mode(), err)
	}
	// A link to a device leads to it.
	link := filepath.Join(t.TempDir(), "null")
	if err := os.Symlink(os.DevNull, link); err != nil {
		required.Skip(t, err)
	}
	if err := writeFile(link, []byte("x"), io.Discard); err != nil {
		t.Error(err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link to a device is %v: %v", info.Mode(), err)
	}
}

// What may not be written, or has no place, is told before the work.
func TestWritable(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{dir, filepath.Join(dir, "none", "w"), filepath.Join(write(t, filepath.Join(dir, "file"), ""), "w")} {
		if writable(name) == nil || writeFile(name, nil, io.Discard) == nil {
			t.Errorf("%s can be written", name)
		}
	}
	kept := write(t, filepath.Join(dir, "kept"), "precious")
	if err := os.Chmod(kept, 0o400); err != nil {
		t.Fatal(err)
	}
	if os.Geteuid() == 0 {
		asNobody(t, "TestWritable")
		return
	}
	if writable(kept) == nil || writeFile(kept, []byte("x"), io.Discard) == nil {
		t.Error("a file that may not be written is replaced")
	}
	holds(t, kept, "precious")
}

// asNobody runs a test once more, as a user to whom permissions apply: root may write to everything.
func asNobody(t *testing.T, test string) {
	t.Helper()
	setpriv, err := exec.LookPath("setpriv")
	if err != nil {
		required.Skip(t, err)
	}
	dir := t.TempDir()
	if err := os.Chmod(filepath.Dir(dir), 0o755); err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	program, err := os.ReadFile(self)
	if err != nil {
		t.Fatal(err)
	}
	copied := filepath.Join(dir, "tests") // where nobody may run it
	if err := os.WriteFile(copied, program, 0o755); err != nil {
		t.Fatal(err)
	}
	c := exec.Command(setpriv, "--reuid=65534", "--clear-groups", copied, "-test.v", "-test.run=^"+test+"$")
	c.Dir = dir
	out, err := c.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "--- PASS: "+test) {
		t.Errorf("as nobody: %v\n%s", err, out)
	}
}
