package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"
)

func TestVersion(t *testing.T) {
	by := "links v=1, go1.99 plan9/arm, products by " + products()
	target := []debug.BuildSetting{{Key: "GOOS", Value: "plan9"}, {Key: "GOARCH", Value: "arm"}}
	revision := debug.BuildSetting{Key: "vcs.revision", Value: "0123456789abcdef0123456789abcdef01234567"}
	for _, tt := range []struct {
		name, version string
		settings      []debug.BuildSetting
		want          string
	}{
		{"a release", "v1.2.3", nil, "bottleneck v1.2.3, " + by},
		{"go run", "(devel)", nil, "bottleneck without a version, " + by},
		{"nothing known", "", nil, "bottleneck without a version, " + by},
		{"a short revision", "", []debug.BuildSetting{{Key: "vcs.revision", Value: "7"}}, "bottleneck without a version, revision 7, " + by},
		{"a clean revision", "v1.2.4", []debug.BuildSetting{revision, {Key: "vcs.time", Value: "2026-01-02T03:04:05Z"}, {Key: "vcs.modified", Value: "false"}},
			"bottleneck v1.2.4, revision 0123456789ab of 2026-01-02T03:04:05Z, " + by},
		{"a changed one", "v1.2.4+dirty", []debug.BuildSetting{revision, {Key: "vcs.modified", Value: "true"}},
			"bottleneck v1.2.4+dirty, revision 0123456789ab with changes, " + by},
	} {
		info := &debug.BuildInfo{GoVersion: "go1.99", Main: debug.Module{Version: tt.version}, Settings: append(tt.settings, target...)}
		if got := version(info); got != tt.want {
			t.Errorf("%s: %q, %q expected", tt.name, got, tt.want)
		}
	}
}

// A program built in the repository tells the revision it was built of.
func TestVersionOfAProgram(t *testing.T) {
	if git, err := os.Stat("../../../.git"); err != nil || !git.IsDir() {
		t.Skip("Go finds no repository here") // nor does it in a second work tree, whose .git is a file
	}
	head, err := exec.Command("git", "rev-parse", "--short=12", "HEAD").Output()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "bottleneck")
	if out, err := exec.Command("go", "build", "-buildvcs=true", "-o", file, ".").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	out, err := exec.Command(file, "version").Output()
	if err != nil {
		t.Fatal(err)
	}
	if want := "revision " + strings.TrimSpace(string(head)); !strings.HasPrefix(string(out), "bottleneck ") || !strings.Contains(string(out), want) || strings.Count(string(out), "\n") != 1 {
		t.Errorf("%q, a line with %q expected", out, want)
	}
}

func TestVersionCommand(t *testing.T) {
	for _, name := range []string{"version", "-version", "--version"} {
		var out, log bytes.Buffer
		if err := run(context.Background(), []string{name}, &out, &log); err != nil || !strings.HasPrefix(out.String(), "bottleneck ") || log.Len() > 0 {
			t.Errorf("%s: %q, %q, %v", name, out.String(), log.String(), err)
		}
	}
	if err := run(context.Background(), []string{"version", "more"}, &bytes.Buffer{}, &bytes.Buffer{}); err == nil || !strings.Contains(err.Error(), `"more" found`) {
		t.Errorf("more than version: %v", err)
	}
}
