package build

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// webTypes are the hand-written files of web/ that belong to the site; its Go programs and tests do not.
var webTypes = []string{".html", ".css", ".js"}

// required must be among the files of a whole site.
var required = []string{
	"index.html", "canvas.html", "bench.html", "sw.js", "worker.js", "memory.js", "threads.js", "thread.js", "wasm_exec.js",
	"trainer.wasm", "canvas.wasm", "kernels.wasm", "kernels-relaxed.wasm",
}

// collect reads web/*.{html,css,js} and everything below static/ but its built data.
func collect(root string) (map[string][]byte, error) {
	files := map[string][]byte{}
	add := func(logical, file string) error {
		if files[logical] != nil {
			return fmt.Errorf("build: %s exists both in web/ and in static/", logical)
		}
		content, err := os.ReadFile(file)
		if err == nil && content == nil {
			content = []byte{}
		}
		files[logical] = content
		return err
	}
	entries, err := os.ReadDir(filepath.Join(root, "web"))
	if err != nil {
		return nil, fmt.Errorf("build: %w", err)
	}
	for _, e := range entries {
		if e.Type().IsRegular() && !strings.HasPrefix(e.Name(), ".") && slices.Contains(webTypes, path.Ext(e.Name())) {
			if err := add(e.Name(), filepath.Join(root, "web", e.Name())); err != nil {
				return nil, err
			}
		}
	}
	static := filepath.Join(root, "static")
	err = filepath.WalkDir(static, func(file string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case file == filepath.Join(static, "data"), strings.HasPrefix(e.Name(), ".") && e.IsDir():
			return filepath.SkipDir
		case strings.HasPrefix(e.Name(), "."), !e.Type().IsRegular():
			return nil
		}
		rel, err := filepath.Rel(static, file)
		if err != nil {
			return err
		}
		return add(filepath.ToSlash(rel), file)
	})
	if err != nil && !os.IsNotExist(err) {
		return nil, fmt.Errorf("build: %w", err)
	}
	return files, nil
}

// missing returns the required files that are not there.
func missing(files map[string][]byte) []string {
	var names []string
	for _, name := range required {
		if files[name] == nil {
			names = append(names, name)
		}
	}
	return names
}
