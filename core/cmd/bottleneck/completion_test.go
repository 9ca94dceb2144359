package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/data/local/required"
)

func scriptOf(t *testing.T, shell string) (name string) {
	t.Helper()
	c := programOf(t, "", "completion", shell)
	if c.code != 0 || c.log != "" {
		t.Fatal(c)
	}
	return write(t, filepath.Join(t.TempDir(), shell), c.out)
}

// Each script knows each command, each flag and each lesson.
func TestCompletionsAreWhole(t *testing.T) {
	for _, shell := range []string{"bash", "zsh", "fish"} {
		b, err := os.ReadFile(scriptOf(t, shell))
		if err != nil {
			t.Fatal(err)
		}
		var want []string
		for _, c := range completed() {
			want = append(want, c.name)
			for _, f := range c.flags {
				if shell == "fish" {
					want = append(want, "-o "+f.Name+" ")
				} else {
					want = append(want, "-"+f.Name)
				}
			}
		}
		for _, w := range append(want, lessonIDs()...) {
			if !strings.Contains(string(b), w) {
				t.Errorf("%s: %s is missing", shell, w)
			}
		}
		if path, err := exec.LookPath(shell); err == nil {
			if out, err := exec.Command(path, "-n", scriptOf(t, shell)).CombinedOutput(); err != nil {
				t.Errorf("%s: %v\n%s", shell, err, out)
			}
		}
	}
}

// What bash offers behind some words; the last is the one at the cursor.
func TestBashCompletes(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		required.Skip(t, err)
	}
	script := scriptOf(t, "bash")
	dir := t.TempDir()
	write(t, filepath.Join(dir, "weights.safetensors"), "")
	for _, c := range []struct {
		words string
		want  []string
	}{
		{"bottleneck tra", []string{"train"}},
		{"bottleneck com", []string{"completion"}},
		{"bottleneck train -st", []string{"-steps"}},
		{"bottleneck train -steps 3 -we", []string{"-weights"}},
		{"bottleneck encode -weights wei", []string{"weights.safetensors"}},
		{"bottleneck train le", []string{"lesson="}},
		{"bottleneck train lesson = linea", []string{"linear"}},
		{"bottleneck completion z", []string{"zsh"}},
		{"bottleneck help ver", []string{"verify", "version"}},
		{"bottleneck help exi", []string{"exit"}},
	} {
		cmd := exec.Command(bash, "--norc", "-c", `source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _bottleneck; printf '%s\n' "${COMPREPLY[@]}"`, "bash", script)
		cmd.Args = append(cmd.Args, strings.Fields(c.words)...)
		cmd.Dir = dir
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("%s: %v", c.words, err)
		}
		got := strings.Fields(string(out))
		slices.Sort(got)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q offered, %q expected", c.words, got, c.want)
		}
	}
}
