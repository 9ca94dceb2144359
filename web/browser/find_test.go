package browser

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestFind(t *testing.T) {
	dir := t.TempDir()
	program := filepath.Join(dir, "chromium")
	if err := os.WriteFile(program, []byte("#!/bin/sh\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	plain := filepath.Join(dir, "text")
	if err := os.WriteFile(plain, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, named string
		candidates  []string
		want, err   string
	}{
		{"the variable wins", program, []string{"/bin/sh"}, program, ""},
		{"a wrong variable is an error", filepath.Join(dir, "none"), []string{program}, "", "CHROMIUM="},
		{"not a program", plain, nil, "", "CHROMIUM="},
		{"the first that exists", "", []string{filepath.Join(dir, "none"), program, "/bin/sh"}, program, ""},
		{"none", "", []string{filepath.Join(dir, "none")}, "", command},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := find(tt.named, tt.candidates)
			if got != tt.want {
				t.Errorf("%q found, %q expected", got, tt.want)
			}
			if tt.err == "" && err != nil || tt.err != "" && (err == nil || !strings.Contains(err.Error(), tt.err)) {
				t.Errorf("error %v, want %q", err, tt.err)
			}
		})
	}
}

// Debian's package is installed where that is allowed, and only there.
func TestInstall(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("PATH", dir+":/usr/bin:/bin")
	chromium := filepath.Join(dir, "chromium-of-the-test")
	apt := func(script string) {
		if err := os.WriteFile(filepath.Join(dir, "apt-get"), []byte("#!/bin/sh\n"+script), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	tests := []struct {
		name, script string
		root         bool
		found        bool
		err          string
	}{
		{"not root", "touch " + dir + "/ran", false, false, command},
		{"apt-get fails", "exit 100", true, false, "apt-get update: exit status 100"},
		{"installs", `[ "$*" = "install -y chromium" ] && cp "$0" ` + chromium + "; exit 0", true, true, ""},
		{"is there", "touch " + dir + "/ran", true, true, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			apt(tt.script)
			got, err := findOrInstall(t.Context(), io.Discard, "", []string{chromium}, tt.root)
			if tt.found != (got == chromium) {
				t.Errorf("found %q", got)
			}
			if tt.err == "" && err != nil || tt.err != "" && (err == nil || !strings.Contains(err.Error(), tt.err)) {
				t.Errorf("error %v, want %q", err, tt.err)
			}
			if _, err := os.Stat(filepath.Join(dir, "ran")); err == nil {
				t.Error("apt-get was run")
			}
		})
	}
}
