package fact

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// optional are the parts that packages add, by their names in the source.
var optional = map[string]string{
	"OfDiagnoses": OfDiagnoses, "OfViews": OfViews, "OfCanvas": OfCanvas, "OfWeights": OfWeights, "OfRecords": OfRecords, "OfFiles": OfFiles, "OfPictures": OfPictures,
	"OfOwn": OfOwn, "OfProofs": OfProofs, "OfExports": OfExports, "OfForeign": OfForeign, "OfDesk": OfDesk,
}

// speaker is a package: the codes that it says, and the parts that it adds.
type speaker struct{ codes, adds []string }

// read takes in what a file of the package says and adds.
func (s *speaker) read(set *token.FileSet, file *ast.File) {
	found, _ := uses(set, file)
	for _, u := range found {
		s.codes = append(s.codes, u.code)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) != 1 {
			return true
		}
		part, ok := call.Args[0].(*ast.SelectorExpr)
		if f, is := call.Fun.(*ast.SelectorExpr); ok && is && f.Sel.Name == "Add" {
			s.adds = append(s.adds, part.Sel.Name)
		}
		return true
	})
}

// unsaid are the codes of s whose sentences nobody adds of it and of those that it imports.
func (s *speaker) unsaid(imports []*speaker) (codes []string) {
	c := slices.Clone(English)
	for _, from := range append(imports, s) {
		for _, name := range from.adds {
			c = append(c, optional[name])
		}
	}
	for _, code := range s.codes {
		if c.sentence(code) == code {
			codes = append(codes, code)
		}
	}
	return codes
}

// Wherever a fact is said, its sentence is linked in: the package adds it, or one that it imports.
func TestSentencesAreWhereTheyAreSaid(t *testing.T) {
	speakers, deps, said := map[string]*speaker{}, map[string][]string{}, 0
	for _, env := range []string{"", "GOOS=js GOARCH=wasm"} {
		list := exec.Command("go", "list", "-f", `{{.ImportPath}} {{.Dir}} {{join .Deps ","}}`, "bottleneck/core/...", "bottleneck/wasm/...")
		list.Env = append(os.Environ(), strings.Fields(env)...)
		out, err := list.Output()
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
			part := strings.SplitN(line, " ", 3)
			deps[part[0]] = strings.Split(part[2], ",")
			if speakers[part[0]] != nil {
				continue
			}
			s := &speaker{}
			speakers[part[0]] = s
			files, err := filepath.Glob(filepath.Join(part[1], "*.go"))
			if err != nil {
				t.Fatal(err)
			}
			for _, name := range files {
				if strings.HasSuffix(name, "_test.go") {
					continue
				}
				set := token.NewFileSet()
				file, err := parser.ParseFile(set, name, nil, parser.SkipObjectResolution)
				if err != nil {
					t.Fatal(err)
				}
				s.read(set, file)
			}
		}
		for name, s := range speakers {
			var from []*speaker
			for _, dep := range deps[name] {
				if speakers[dep] != nil {
					from = append(from, speakers[dep])
				}
			}
			said += len(s.codes)
			for _, code := range s.unsaid(from) {
				if !slices.ContainsFunc(elsewhere, func(dir string) bool { return strings.HasPrefix(name, "bottleneck/"+strings.TrimPrefix(dir, "../../")) }) {
					t.Errorf("%s says %s, whose sentence neither it nor a package that it imports adds", name, code)
				}
			}
		}
	}
	if said < 200 {
		t.Errorf("%d facts found", said)
	}
	added := map[string]bool{}
	for _, s := range speakers {
		for _, name := range s.adds {
			added[name] = true
		}
	}
	for _, name := range slices.Sorted(maps.Keys(optional)) {
		if !added[name] {
			t.Errorf("nobody adds %s", name)
		}
	}
}

// The check sees a sentence that nobody adds.
func TestAnUnsaidFactIsFound(t *testing.T) {
	s := &speaker{}
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, "p.go", `package p
func f() error { return fact.New("proof_missing") }`, 0)
	if err != nil {
		t.Fatal(err)
	}
	s.read(set, file)
	if codes := s.unsaid(nil); !slices.Equal(codes, []string{"proof_missing"}) {
		t.Errorf("%q found", codes)
	}
	if codes := s.unsaid([]*speaker{{adds: []string{"OfProofs"}}}); codes != nil {
		t.Errorf("%q found, though it is added", codes)
	}
}
