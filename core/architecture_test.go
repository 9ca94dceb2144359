package core

import (
	"os"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"
)

// undescribed are the packages, by their path in the module, that a text does not name: in bold or as code, by the whole
// path or, in bold, by its last part.
func undescribed(packages []string, text string) (missing []string) {
	for _, p := range packages {
		if !strings.Contains(text, "**"+p+"**") && !strings.Contains(text, "`"+p+"`") && !strings.Contains(text, "**"+path.Base(p)+"**") {
			missing = append(missing, p)
		}
	}
	return missing
}

// Whoever looks for the room of a package finds it in docs/architecture.md.
func TestEveryPackageIsDescribed(t *testing.T) {
	text, err := os.ReadFile("../docs/architecture.md")
	if err != nil {
		t.Fatal(err)
	}
	var packages []string
	for _, env := range [][]string{nil, {"GOOS=js", "GOARCH=wasm"}} {
		cmd := exec.Command("go", "list", "../...")
		cmd.Env = append(cmd.Environ(), env...)
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("go list: %v", err)
		}
		for p := range strings.FieldsSeq(string(out)) {
			if p = strings.TrimPrefix(p, module); p != "core" {
				packages = append(packages, p)
			}
		}
	}
	slices.Sort(packages)
	if packages = slices.Compact(packages); len(packages) < 50 {
		t.Fatalf("%d packages found", len(packages))
	}
	for _, p := range undescribed(packages, string(text)) {
		t.Errorf("docs/architecture.md does not say what %s is", p)
	}
	if got := undescribed([]string{"core/nn", "core/x", "core/y", "core/z"}, "**core/nn** and **x**, `core/y` and z"); len(got) != 1 || got[0] != "core/z" {
		t.Errorf("%q found undescribed, core/z expected", got)
	}
}
