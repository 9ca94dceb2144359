package export

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"bottleneck/core/data/local/required"
)

// pythonWith returns a Python that has some packages, and skips the test where there is none.
func pythonWith(t *testing.T, packages ...string) string {
	t.Helper()
	for _, name := range []string{"python3", "/usr/bin/python3"} {
		// Found, and not imported: that takes PyTorch some seconds.
		has := []string{"-c", "import importlib.util, sys; sys.exit(any(importlib.util.find_spec(p) is None for p in sys.argv[1:]))"}
		if path, err := exec.LookPath(name); err == nil && exec.Command(path, append(has, packages...)...).Run() == nil {
			return path
		}
	}
	required.Skip(t, "no python3 with "+strings.Join(packages, ", ")+" was found")
	return ""
}

// programIn is a command that runs one of the programs in testdata, which leaves nothing behind there.
func programIn(python, name string, args ...string) *exec.Cmd {
	cmd := exec.Command(python, append([]string{"-B", filepath.Join("testdata", name)}, args...)...)
	cmd.Stderr = os.Stderr
	return cmd
}

// folderOf writes files to a new folder of that name.
func folderOf(t *testing.T, name string, files ...File) (folder string) {
	t.Helper()
	folder = filepath.Join(t.TempDir(), name)
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if err := os.WriteFile(filepath.Join(folder, f.Name), f.Content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// lossesOf are the losses of each step of runs of the scripts in folders, a list of runs a folder. which says what runs, as testdata/losses.py has it.
func lossesOf(t *testing.T, python, which string, folders []string) (found [][][]float64) {
	t.Helper()
	if len(folders) == 0 {
		return nil
	}
	out, err := programIn(python, "losses.py", append([]string{which}, folders...)...).Output()
	if err != nil {
		t.Fatal(err)
	}
	for lines := json.NewDecoder(bytes.NewReader(out)); lines.More(); {
		var runs [][]float64
		if err := lines.Decode(&runs); err != nil {
			t.Fatal(err)
		}
		found = append(found, runs)
	}
	if len(found) != len(folders) {
		t.Fatalf("losses of %d folders, %d expected", len(found), len(folders))
	}
	return found
}
