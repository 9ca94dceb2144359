// Command module gives the module another path: that of the repository it has come to.
//
//	go run ./core/cmd/module github.com/you/bottleneck
//
// It writes the path to go.mod, and to every import of the module's own packages and every other place that names one of them
// by its path. It is run at the root of the repository, may be run again, and touches nothing else.
package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: go run ./core/cmd/module path")
		os.Exit(2)
	}
	n, err := rename(".", os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, "module:", err)
		os.Exit(1)
	}
	fmt.Printf("%s: %d files changed\n", os.Args[1], n)
}

var (
	valid    = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._~-]*(/[A-Za-z0-9._~-]+)*$`)
	ofModule = regexp.MustCompile(`(?m)^module (\S+)$`)
)

// rename gives the module in a folder another path and returns how many files it has changed.
func rename(root, path string) (changed int, err error) {
	if !valid.MatchString(path) {
		return 0, fmt.Errorf("path %q found, one as github.com/you/bottleneck expected", path)
	}
	name := filepath.Join(root, "go.mod")
	mod, err := os.ReadFile(name)
	if err != nil {
		return 0, err
	}
	found := ofModule.FindSubmatch(mod)
	if found == nil {
		return 0, fmt.Errorf("%s: no line with module found", name)
	}
	// A package below one of the module's folders, as imports, strings and comments name it.
	before := regexp.MustCompile(`(^|[\s"'|` + "`" + `(])` + regexp.QuoteMeta(string(found[1])) + `/(core|wasm|web)\b`)
	if err := os.WriteFile(name, ofModule.ReplaceAll(mod, []byte("module "+path)), 0o666); err != nil {
		return 0, err
	}
	changed = 1
	err = filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == ".git" || d.Name() == "dist"):
			return filepath.SkipDir
		case d.IsDir() || !d.Type().IsRegular() || !strings.HasSuffix(name, ".go") && d.Name() != "Makefile":
			return nil
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		after := before.ReplaceAll(text, []byte("${1}"+path+"/${2}"))
		if bytes.Equal(text, after) {
			return nil
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		changed++
		return os.WriteFile(name, after, info.Mode().Perm())
	})
	return changed, err
}
