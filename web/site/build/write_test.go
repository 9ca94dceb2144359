package build

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestWriteReplaces(t *testing.T) {
	out := filepath.Join(t.TempDir(), "dist")
	page := []byte(slot + "{}</script>")
	if err := mayReplace(out); err != nil {
		t.Fatal(err)
	}
	if err := write(out, map[string][]byte{"index.html": page, "old.js": []byte("1"), "data/a.bin": {}}); err != nil {
		t.Fatal(err)
	}
	if err := mayReplace(out); err != nil {
		t.Fatalf("an earlier site may be replaced: %v", err)
	}
	if err := write(out, map[string][]byte{"index.html": page, "new.js": []byte("2"), "data/a.bin": {}}); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{"index.html": true, "new.js": true, "old.js": false, "data/a.bin": true, "new.js~": false} {
		_, err := os.Stat(filepath.Join(out, name))
		if (err == nil) != want {
			t.Errorf("%s: there: %v, expected: %v", name, err == nil, want)
		}
	}
}

func TestForeignDirectoriesAreKept(t *testing.T) {
	for name, files := range map[string][]string{"other files": {"thesis.txt"}, "another site": {"index.html"}} {
		dir := t.TempDir()
		for _, f := range files {
			if err := os.WriteFile(filepath.Join(dir, f), []byte("mine"), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if err := mayReplace(dir); err == nil {
			t.Errorf("%s: would be deleted", name)
		}
	}
}

func TestCollect(t *testing.T) {
	root := t.TempDir()
	for _, name := range []string{
		"web/page/index.html", "web/page/app.js", "web/page/run/play.js", "web/offline/sw.js", "web/offline/sw_test.go", "web/worker/scripts.go",
		"web/site/tool.js", "web/page/.hidden.js", "web/page/notes.md", "web/stray.js",
		"static/icon.svg", "static/lessons/one.json", "static/data/built.bin", "static/.DS_Store",
	} {
		file := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		var content []byte
		if strings.HasSuffix(name, "index.html") {
			content = []byte(`<html lang="en"><title>t</title>`)
		}
		if err := os.WriteFile(file, content, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	files, err := collect(root)
	if err != nil {
		t.Fatal(err)
	}
	if string(files["embed.html"]) != `<html lang="en" data-embed><title>t</title>` {
		t.Errorf("embed.html is %q", files["embed.html"])
	}
	want := []string{"index.html", "embed.html", "sw.js", "page/app.js", "page/run/play.js", "icon.svg", "lessons/one.json"}
	for _, name := range want {
		if files[name] == nil {
			t.Errorf("%s is missing", name)
		}
	}
	if len(files) != len(want) {
		t.Errorf("collected %d files, %d expected", len(files), len(want))
	}
	if names := missing(files); len(names) != len(required)-3 {
		t.Errorf("missing: %v", names)
	}
	if err := addEmbed(map[string][]byte{"index.html": []byte("<html>")}); err == nil {
		t.Error("a page without the mark's place is taken")
	}
	if err := os.WriteFile(filepath.Join(root, "static", "sw.js"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := collect(root); err == nil || !strings.Contains(err.Error(), "two files would be sw.js") {
		t.Errorf("error %v, want one that names the double", err)
	}
}
