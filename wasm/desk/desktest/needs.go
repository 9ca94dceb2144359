package desktest

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// Lacks fails a test where a program for the browser, "exchange", is made of one of some packages, "core/train" or Go's own.
func Lacks(t *testing.T, program string, others ...string) {
	t.Helper()
	list := needs(t, program)
	for _, other := range others {
		if slices.Contains(list, other) {
			t.Errorf("%s depends on %s", program, other)
		}
	}
}

// needs are all packages of a program.
func needs(t *testing.T, program string) []string {
	t.Helper()
	cmd := exec.Command("go", "list", "-deps", "bottleneck/wasm/"+program)
	cmd.Env = append(cmd.Environ(), "GOOS=js", "GOARCH=wasm")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	list := strings.Fields(strings.ReplaceAll(string(out), "bottleneck/", ""))
	if !slices.Contains(list, "wasm/desk/worker") || !slices.Contains(list, "reflect") {
		t.Fatalf("go list found %q", list)
	}
	return list
}
