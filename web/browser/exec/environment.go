package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// dataDirs are the variables that name directories with data for tests, and fixtures the one that names a file.
var dataDirs = []string{"MNIST_DIR", "FACES_DIR"}

const fixtures = "FIXTURES"

// passed selects the variables a program sees: Go's own, MNIST_DIR, FACES_DIR, FIXTURES and whatever begins with BOTTLENECK_, so that tests
// depend on nothing else, and because arguments and environment have 8 KiB of room in js/wasm. go test sets GOROOT.
func passed(environ []string) map[string]string {
	names := []string{"GODEBUG", "GOGC", "GOMEMLIMIT", "GOTRACEBACK", "HOME", "TZ", "XDG_CACHE_HOME"}
	paths := append([]string{fixtures}, dataDirs...)
	names = append(names, paths...)
	env := map[string]string{"TMPDIR": "/scratch"}
	for _, e := range environ {
		name, value, _ := strings.Cut(e, "=")
		if strings.HasPrefix(name, "BOTTLENECK_") || slices.Contains(names, name) {
			env[name] = value
		}
	}
	for _, name := range paths {
		if path := env[name]; path != "" {
			if abs, err := filepath.Abs(path); err == nil {
				env[name] = abs
			}
		}
	}
	return env
}

// openRoots opens the directories a program may read: the module of dir, MNIST_DIR, FACES_DIR, the one that FIXTURES lies in,
// and the user's cache.
func openRoots(dir string) (map[string]*os.Root, error) {
	roots := map[string]*os.Root{}
	open := func(dir string) error {
		root, err := os.OpenRoot(dir)
		if err == nil {
			roots[dir] = root
		}
		return err
	}
	if err := open(moduleRoot(dir)); err != nil {
		return nil, fmt.Errorf("exec: %w", err)
	}
	var more []string
	for _, name := range dataDirs {
		if m := os.Getenv(name); m != "" {
			if abs, err := filepath.Abs(m); err == nil {
				more = append(more, abs)
			}
		}
	}
	if file := os.Getenv(fixtures); file != "" {
		if abs, err := filepath.Abs(file); err == nil {
			more = append(more, filepath.Dir(abs))
		}
	}
	if cache, err := os.UserCacheDir(); err == nil {
		more = append(more, filepath.Join(cache, "bottleneck"))
	}
	for _, m := range more {
		open(m) // what is not there cannot be read, and the program will be told so
	}
	return roots, nil
}

// moduleRoot is the directory above dir with a go.mod, or dir itself.
func moduleRoot(dir string) string {
	for d := dir; ; d = filepath.Dir(d) {
		if _, err := os.Stat(filepath.Join(d, "go.mod")); err == nil {
			return d
		}
		if d == filepath.Dir(d) {
			return dir
		}
	}
}

// goRoot is the toolchain that built the program: go test names it to what it runs.
func goRoot() (string, error) {
	if root := os.Getenv("GOROOT"); root != "" {
		return root, nil
	}
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return "", fmt.Errorf("exec: go env GOROOT: %w", err)
	}
	return strings.TrimSpace(string(out)), nil
}
