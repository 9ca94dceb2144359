package browser

import (
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
		{"none", "", []string{filepath.Join(dir, "none")}, "", Command},
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
