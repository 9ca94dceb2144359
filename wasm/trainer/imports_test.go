//go:build !js

package main

import (
	"os/exec"
	"reflect"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/wire"
)

// heavy are packages that a page does not download: what they do the browser does, or nobody needs.
var heavy = []string{"image", "compress", "crypto", "net", "html", "text", "go", "os", "fmt"}

// needless are packages that would be the more to download, 30 KB for fmt alone, if anything of ours in the trainer used them.
// Go's own packages import some of them and leave them behind when they are linked.
var needless = []string{"fmt", "encoding/json", "regexp", "sort", "time"}

// module begins the paths of our own packages.
var module = strings.TrimSuffix(reflect.TypeFor[wire.Told]().PkgPath(), "core/wire")

// program is a package that the trainer is made of, and what it imports.
type program struct {
	path    string
	imports []string
}

// faults lists what the trainer should not be made of.
func faults(all []program) (found []string) {
	for _, p := range all {
		for _, h := range heavy {
			if p.path == h || strings.HasPrefix(p.path, h+"/") {
				found = append(found, "the trainer depends on "+p.path)
			}
		}
		for _, i := range p.imports {
			if strings.HasPrefix(p.path, module) && slices.Contains(needless, i) {
				found = append(found, p.path+" imports "+i)
			}
		}
	}
	return found
}

// The trainer is small because it leaves to the browser what the browser has, and words to core/fact.
func TestImports(t *testing.T) {
	cmd := exec.Command("go", "list", "-deps", "-f", "{{.ImportPath}} {{join .Imports \" \"}}", ".")
	cmd.Env = append(cmd.Environ(), "GOOS=js", "GOARCH=wasm")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []program
	for line := range strings.Lines(string(out)) {
		words := strings.Fields(line)
		all = append(all, program{words[0], words[1:]})
	}
	if len(all) < 20 || all[len(all)-1].path != "bottleneck/wasm/trainer" {
		t.Fatalf("go list found %q", all)
	}
	for _, f := range faults(all) {
		t.Error(f)
	}
}

func TestFaults(t *testing.T) {
	for want, p := range map[string]program{
		"the trainer depends on image/png":     {path: "image/png"},
		"bottleneck/core/recipe imports fmt":   {"bottleneck/core/recipe", []string{"strings", "fmt"}},
		"bottleneck/wasm/trainer imports sort": {"bottleneck/wasm/trainer", []string{"sort"}},
	} {
		if got := faults([]program{p}); len(got) != 1 || got[0] != want {
			t.Errorf("%q found, %q expected", got, want)
		}
	}
	if got := faults([]program{{"errors", []string{"fmt"}}, {"bottleneck/core/fact", []string{"reflect"}}}); got != nil {
		t.Errorf("%q found where all is well", got)
	}
}
