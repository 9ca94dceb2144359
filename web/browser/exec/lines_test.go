package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"bottleneck/wasm/shrink"
	"bottleneck/web/browser"
)

// A program without its line tables runs as before: it collects garbage, grows stacks and unwinds panics. The trace of
// its end keeps the program's own names and loses the lines.
func TestProgramsRunWithoutLines(t *testing.T) {
	if _, err := browser.Find(); err != nil {
		if os.Getenv(browser.RequireAll) != "" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	dir := t.TempDir()
	runner, file := filepath.Join(dir, "exec"), filepath.Join(dir, "traced.wasm")
	for _, c := range []struct {
		env  []string
		args []string
	}{
		{nil, []string{"build", "-o", runner, "."}},
		{[]string{"GOOS=js", "GOARCH=wasm"}, []string{"build", "-trimpath", "-ldflags", "-s -w", "-o", file, "bottleneck/wasm/shrink/testdata/traced"}},
	} {
		cmd := exec.Command("go", c.args...)
		cmd.Env = append(os.Environ(), c.env...)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("go %v: %v\n%s", c.args, err, out)
		}
	}
	run := func(module []byte) string {
		if err := os.WriteFile(file, module, 0o644); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(runner, file).CombinedOutput()
		if err == nil {
			t.Error("the program did not end with its panic")
		}
		return string(out)
	}
	linked, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	joined, refused := shrink.Program(linked)
	dropped, more := shrink.Program(linked, "main.")
	if refused = append(refused, more...); len(refused) > 0 {
		t.Fatal(refused)
	}
	first, second := run(joined), run(dropped)
	for name, out := range map[string]string{"before": first, "after": second} {
		for _, text := range []string{"sum 1501500 assignment to entry in nil map xxx", "panic: the end", "main.mainPanics"} {
			if !strings.Contains(out, text) {
				t.Errorf("%s: %q is missing in\n%s", name, text, out)
			}
		}
	}
	if !strings.Contains(first, "main.go:") || strings.Contains(second, "main.go:") {
		t.Errorf("lines before:\n%s\nafter:\n%s", first, second)
	}
}
