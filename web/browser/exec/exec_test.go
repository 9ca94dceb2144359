package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"bottleneck/web/browser"
)

// build compiles exec itself and the sample's tests.
func build(t *testing.T) (runner, program string) {
	t.Helper()
	dir := t.TempDir()
	runner, program = filepath.Join(dir, "exec"), filepath.Join(dir, "sample.wasm")
	for _, c := range []struct {
		env  []string
		args []string
	}{
		{nil, []string{"build", "-o", runner, "."}},
		{[]string{"GOOS=js", "GOARCH=wasm"}, []string{"test", "-c", "-o", program, "./testdata/sample"}},
	} {
		cmd := exec.Command("go", c.args...)
		cmd.Env = append(os.Environ(), c.env...)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("go %v: %v\n%s", c.args, err, out)
		}
	}
	return runner, program
}

func TestExec(t *testing.T) {
	if _, err := browser.Find(); err != nil {
		if os.Getenv(browser.RequireAll) != "" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	runner, program := build(t)
	dir := t.TempDir() // the package directory: its files, and a link that leads out
	if err := os.CopyFS(dir, os.DirFS(filepath.Join("testdata", "sample"))); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("/etc/passwd", filepath.Join(dir, "testdata", "link")); err != nil {
		t.Fatal(err)
	}
	elsewhere := filepath.Join(t.TempDir(), "cases.json") // a file that a variable names
	if err := os.WriteFile(elsewhere, []byte("{}"), 0o644); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		run, kernels   string
		code           int
		stdout, stderr string
	}{
		{"Reads|Writes|Memory|Environment", "", 0, "to stdout: ä\n", "to stderr: ß\nprinted by the runtime\n"},
		{"Environment", "plain", 0, "PASS\n", ""},
		{"Fails", "", 1, "as asked", ""},
		{"Exits", "", 7, "", ""},
		{"Panics", "", 2, "", "panic: as asked"},
		{"Exhausts", "", 2, "", "out of memory"},
		{"Environment", "fast", 2, "", `BOTTLENECK_KERNELS="fast" found`},
		{"Environment", "relaxed,plain", 0, "PASS\nto stdout: ä\nPASS\n", "exec: plain kernels, 1 of the threads\n"},
		{"Exits", "plain,relaxed", 7, "", "exec: plain kernels, 1 of the threads\n"},
	}
	for _, tt := range tests {
		t.Run(tt.run+tt.kernels, func(t *testing.T) {
			cmd := exec.Command(runner, program, "-test.run", tt.run)
			cmd.Dir = dir
			cmd.Env = append(os.Environ(), "BOTTLENECK_SAMPLE=ä value", "UNRELATED=1", "FIXTURES="+elsewhere, "BOTTLENECK_KERNELS="+tt.kernels)
			var stdout, stderr bytes.Buffer
			cmd.Stdout, cmd.Stderr = &stdout, &stderr
			err := cmd.Run()
			code := 0
			if exit := new(exec.ExitError); errors.As(err, &exit) {
				code = exit.ExitCode()
			} else if err != nil {
				t.Fatal(err)
			}
			if code != tt.code || !strings.Contains(stdout.String(), tt.stdout) || !strings.Contains(stderr.String(), tt.stderr) {
				t.Errorf("code %d, %d expected\nstdout, %q expected:\n%s\nstderr, %q expected:\n%s",
					code, tt.code, tt.stdout, stdout.String(), tt.stderr, stderr.String())
			}
		})
	}
}
