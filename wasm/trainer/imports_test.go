//go:build !js

package main

import (
	"os/exec"
	"strings"
	"testing"
)

// heavy are packages that a page does not download: what they do the browser does, or nobody needs.
var heavy = []string{"image", "compress", "crypto", "net", "html", "text", "go"}

// The trainer is small because it leaves to the browser what the browser has.
func TestImports(t *testing.T) {
	cmd := exec.Command("go", "list", "-deps", ".")
	cmd.Env = append(cmd.Environ(), "GOOS=js", "GOARCH=wasm")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	all := strings.Fields(string(out))
	if len(all) < 20 || all[len(all)-1] != "bottleneck/wasm/trainer" {
		t.Fatalf("go list found %q", all)
	}
	for _, p := range all {
		for _, h := range heavy {
			if p == h || strings.HasPrefix(p, h+"/") {
				t.Errorf("the trainer depends on %s", p)
			}
		}
	}
}
