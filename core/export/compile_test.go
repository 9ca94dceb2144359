package export

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"bottleneck/core/fact"
	"bottleneck/core/recipe"
)

// compiler compiles the programs that it is given, of a notebook its cells one after the other, and checks what Jupyter asks of a notebook.
const compiler = `
import json, sys
for name in sys.argv[1:]:
    text = open(name, encoding="utf-8").read()
    if name.endswith(".ipynb"):
        book = json.loads(text)
        assert (book["nbformat"], book["nbformat_minor"]) == (4, 5)
        assert len({c["id"] for c in book["cells"]}) == len(book["cells"])
        for c in book["cells"]:
            assert c["cell_type"] != "code" or (c["outputs"] == [] and c["execution_count"] is None)
        text = "\n".join("".join(c["source"]) for c in book["cells"] if c["cell_type"] == "code")
    compile(text, name, "exec")
    assert max(map(len, text.splitlines())) < 180, "a line too long in " + name
    assert "$" not in text, "a word not replaced in " + name
`

// Every lesson's program, and those that are to find data of a person, are Python, as scripts and as notebooks.
func TestProgramsCompile(t *testing.T) {
	python := pythonWith(t)
	dir := t.TempDir()
	recipes := map[string]recipe.Recipe{}
	for _, l := range recipe.Lessons() {
		recipes[l.ID] = l.Recipe
	}
	for name, link := range map[string]string{
		"pictures": "#v=1&data=pictures", "subsampled": "#v=1&data=pictures&framing=subsample", "table": "#v=1&data=table&scale=none",
		"changed": "#v=1&changes=3:noise=masking(0.5),3:learning_rate=0.002,5:noise=heteroscedastic(0.1)&patience=3", "classes": "#v=1&classes=1",
	} {
		r, notices := recipe.Parse(link)
		if len(notices) > 0 {
			t.Fatal(notices[0].Text())
		}
		recipes[name] = r
	}
	args := []string{"-c", compiler}
	for name, r := range recipes {
		for _, target := range []string{"pytorch", "keras"} {
			for _, notebook := range []bool{false, true} {
				made, err := To(target, Request{Recipe: r, Name: name + "-" + target, Notebook: notebook})
				if err != nil {
					t.Fatal(err)
				}
				f := filepath.Join(dir, made.Files[0].Name)
				if err := os.WriteFile(f, made.Files[0].Content, 0o600); err != nil {
					t.Fatal(err)
				}
				args = append(args, f)
				for _, n := range made.Notes[:len(made.Notes)-len(missing(made))] {
					if text := strings.ReplaceAll(string(made.Files[0].Content), `\"`, `"`); !strings.Contains(text, n.Says(fact.English)) {
						t.Errorf("%s: %s is not said", f, n.Code)
					}
				}
			}
		}
	}
	if out, err := exec.Command(python, args...).CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
	broken := filepath.Join(dir, "broken.py")
	if err := os.WriteFile(broken, []byte("def f(:\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if exec.Command(python, "-c", compiler, broken).Run() == nil {
		t.Error("a program that is none was compiled")
	}
}

// missing are the notes that are about the files and not about the program.
func missing(e Export) (list []*fact.Fact) {
	for _, n := range e.Notes {
		if n.Code == "export_data_missing" {
			list = append(list, n)
		}
	}
	return list
}
