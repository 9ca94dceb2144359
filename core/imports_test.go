// Package core holds no code of its own, only the test of the rule by which its packages import each other.
package core

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// pkg is what go list tells about a package.
type pkg struct {
	ImportPath     string
	Imports        []string // of its own files, tests excluded
	Deps           []string // of all it needs
	IgnoredGoFiles []string // left out by a build tag
}

var module = strings.TrimSuffix(reflect.TypeFor[pkg]().PkgPath(), "core")

// floors order core: a package imports only packages of lower floors. Packages that outer names stand on top.
var floors = map[string]int{
	"fact":       -1, // whoever refuses something says so
	"kernel/job": -1, "kernel/avx2": -1, "kernel/avx2/assemble": -1,
	"time":   -1,
	"kernel": 0, "geometry": 0, "pca/size": 0, "internal/gradcheck": 0, "internal/fixtures": 0, "littleendian": 0, "metrics": 0,
	"phases": 1, "safetensors": 1, "nn": 1, "recipe": 1, "optim": 1, "data": 1, "pca": 1,
	"data/prepare": 2, "selftest": 2, "pasted": 2, "guide": 2, "internal/tiny": 2,
	"data/drawn": 3, "data/own": 3, "data/files": 4, "autoencoder": 3,
	"train": 4, "wire": 4, // a run knows nothing of frames
	"statedict": 5, "look": 5, "classifiers": 5, "bench": 5, "proof": 5,
	"record": 6, "film": 6, "export/npz": 5, "export/python": 5, "export/pytorch": 6, "export/keras": 6, "export/onnx": 6,
	"export": 7, // what leaves for other programs, and no run imports
}

// outer tells whether a package is for programs of a machine alone: it may touch the machine, and imports what it likes.
func outer(name string) bool {
	return strings.HasPrefix(name, "cmd/") || name == "data/local" || strings.HasPrefix(name, "data/local/")
}

// outside are packages by which a program touches the machine; they are for programs, below cmd/ and data/local/.
var outside = []string{"os", "net", "os/exec", "os/signal", "os/user", "net/http", "path/filepath", "io/ioutil", "syscall", "log"}

// violations checks packages of one target against the rule: core knows nothing of wasm/ and web/, of the browser
// and the screen; it reads and writes nothing but what it is given; its floors stand one upon another; and only
// core/kernel differs from target to target.
func violations(packages []pkg) []string {
	var found []string
	for _, p := range packages {
		name, ok := strings.CutPrefix(p.ImportPath, module+"core/")
		if !ok {
			continue
		}
		say := func(format string, args ...any) {
			found = append(found, fmt.Sprintf("core/%s ", name)+fmt.Sprintf(format, args...))
		}
		program := outer(name)
		floor, known := floors[name]
		if !known && !program {
			say("has no floor: give it one")
		}
		for _, d := range p.Deps {
			if strings.HasPrefix(d, module+"wasm/") || strings.HasPrefix(d, module+"web/") || strings.Contains(d, "ebiten") {
				say("depends on %s", d)
			}
			if name == "wire" && d == module+"core/kernel" {
				say("depends on %s, and the canvas, which is given no kernels, on it", d)
			}
		}
		for _, i := range p.Imports {
			if i == "syscall/js" {
				say("imports %s", i)
			}
			if !program && slices.Contains(outside, i) {
				say("imports %s, which is for programs below cmd/ and data/local/", i)
			}
			other, ours := strings.CutPrefix(i, module+"core/")
			if !ours {
				continue
			}
			if outer(other) && !program {
				say("imports core/%s, which is for programs", other)
			} else if f, ok := floors[other]; ok && !program && f >= floor {
				say("imports core/%s, which does not stand below it", other)
			}
		}
		if name != "kernel" && name != "kernel/avx2" && len(p.IgnoredGoFiles) > 0 {
			say("has build tags in %s; they are for core/kernel", strings.Join(p.IgnoredGoFiles, ", "))
		}
	}
	return found
}

// list asks go list for core's packages on a target.
func list(t *testing.T, tags string, env ...string) []pkg {
	t.Helper()
	cmd := exec.Command("go", "list", "-deps", "-tags", tags, "-json=ImportPath,Imports,Deps,IgnoredGoFiles", "./...")
	cmd.Env = append(cmd.Environ(), env...)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var packages []pkg
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pkg
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatal(err)
		}
		packages = append(packages, p)
	}
}

func TestImports(t *testing.T) {
	for name, packages := range map[string][]pkg{
		"native": list(t, ""),
		"noasm":  list(t, "noasm"),
		"js":     list(t, "", "GOOS=js", "GOARCH=wasm"),
	} {
		if !slices.ContainsFunc(packages, func(p pkg) bool { return p.ImportPath == module+"core/kernel" }) {
			t.Fatalf("%s: core/kernel is not in the list", name)
		}
		for _, v := range violations(packages) {
			t.Errorf("%s: %s", name, v)
		}
	}
}

// The checker finds each kind of violation.
func TestViolations(t *testing.T) {
	tests := []struct {
		name string
		pkg  pkg
		want string
	}{
		{"browser", pkg{ImportPath: "bottleneck/core/nn", Imports: []string{"syscall/js"}}, "core/nn imports syscall/js"},
		{"browser in a program", pkg{ImportPath: "bottleneck/core/cmd/x", Imports: []string{"syscall/js"}}, "core/cmd/x imports syscall/js"},
		{"screen", pkg{ImportPath: "bottleneck/core/train", Deps: []string{"github.com/hajimehoshi/ebiten/v2"}}, "core/train depends on github.com/hajimehoshi/ebiten/v2"},
		{"wasm", pkg{ImportPath: "bottleneck/core/kernel", Deps: []string{"bottleneck/wasm/kernels"}}, "core/kernel depends on bottleneck/wasm/kernels"},
		{"web", pkg{ImportPath: "bottleneck/core/cmd/x", Deps: []string{"bottleneck/web/browser"}}, "core/cmd/x depends on bottleneck/web/browser"},
		{"files", pkg{ImportPath: "bottleneck/core/data", Imports: []string{"os"}}, "core/data imports os, which is for programs"},
		{"network", pkg{ImportPath: "bottleneck/core/data", Imports: []string{"net/http"}}, "core/data imports net/http"},
		{"upwards", pkg{ImportPath: "bottleneck/core/nn", Imports: []string{"bottleneck/core/train"}}, "core/nn imports core/train, which does not stand below"},
		{"sideways", pkg{ImportPath: "bottleneck/core/nn", Imports: []string{"bottleneck/core/optim"}}, "core/nn imports core/optim, which does not stand below"},
		{"a run that looks", pkg{ImportPath: "bottleneck/core/train", Imports: []string{"bottleneck/core/look"}}, "core/train imports core/look, which does not stand below"},
		{"a run that knows frames", pkg{ImportPath: "bottleneck/core/train", Imports: []string{"bottleneck/core/wire"}}, "core/train imports core/wire, which does not stand below"},
		{"a program", pkg{ImportPath: "bottleneck/core/train", Imports: []string{"bottleneck/core/cmd/x"}}, "imports core/cmd/x, which is for programs"},
		{"the machine's files", pkg{ImportPath: "bottleneck/core/data", Imports: []string{"bottleneck/core/data/local/mnist"}}, "imports core/data/local/mnist, which is for programs"},
		{"tags", pkg{ImportPath: "bottleneck/core/data", IgnoredGoFiles: []string{"data_js.go"}}, "has build tags in data_js.go"},
		{"the canvas", pkg{ImportPath: "bottleneck/core/wire", Deps: []string{"bottleneck/core/kernel"}}, "core/wire depends on bottleneck/core/kernel"},
		{"unknown", pkg{ImportPath: "bottleneck/core/util"}, "core/util has no floor"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			found := violations([]pkg{tt.pkg})
			if len(found) != 1 || !strings.Contains(found[0], tt.want) {
				t.Errorf("found %q, want %q", found, tt.want)
			}
		})
	}
	fine := []pkg{
		{ImportPath: "bottleneck/core/kernel", IgnoredGoFiles: []string{"kernel_js.go"}},
		{ImportPath: "bottleneck/core/train", Imports: []string{"fmt", "bottleneck/core/nn", "bottleneck/core/kernel"}},
		{ImportPath: "bottleneck/core/cmd/x", Imports: []string{"os", "net/http", "bottleneck/core/train", "bottleneck/core/cmd/y"}},
		{ImportPath: "bottleneck/core/data/local/x", Imports: []string{"os", "bottleneck/core/data"}},
		{ImportPath: "bottleneck/wasm/trainer", Imports: []string{"syscall/js"}},
	}
	if found := violations(fine); found != nil {
		t.Errorf("found %q where all is well", found)
	}
}
