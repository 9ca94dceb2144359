package recipe

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// askers are the places of a Go file that ask which kind of layer there is: comparisons and cases with a kind of layers, by its
// variable or by its name, and prefixes of notations. variables and names are those of the kinds.
func askers(t *testing.T, name, text string, variables, names []string) (found []string) {
	t.Helper()
	files := token.NewFileSet()
	f, err := parser.ParseFile(files, name, text, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	own := f.Name.Name == "recipe"
	kind := func(e ast.Expr) bool {
		switch e := e.(type) {
		case *ast.BasicLit:
			s, err := strconv.Unquote(e.Value)
			head, _, _ := strings.Cut(s, "(")
			return err == nil && slices.Contains(names, head)
		case *ast.Ident:
			return own && slices.Contains(variables, e.Name)
		case *ast.SelectorExpr:
			x, ok := e.X.(*ast.Ident)
			return ok && x.Name == "recipe" && slices.Contains(variables, e.Sel.Name)
		}
		return false
	}
	ask := func(at ast.Node, list ...ast.Expr) {
		if slices.ContainsFunc(list, kind) {
			found = append(found, fmt.Sprintf("%v", files.Position(at.Pos())))
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BinaryExpr:
			if n.Op == token.EQL || n.Op == token.NEQ {
				ask(n, n.X, n.Y)
			}
		case *ast.CaseClause:
			ask(n, n.List...)
		case *ast.CallExpr:
			if s, ok := n.Fun.(*ast.SelectorExpr); ok {
				if x, ok := s.X.(*ast.Ident); ok && x.Name == "strings" {
					ask(n, n.Args...)
				}
			}
		}
		return true
	})
	return found
}

// Only a kind's own file knows which one it is. Elsewhere a kind is asked for what depends on it.
func TestNobodyAsksForAKindOfLayer(t *testing.T) {
	var names, variables []string
	for _, k := range layerKinds {
		if n := k.Notation().Name; n != "dropout" { // also a corruption
			names = append(names, n)
		}
	}
	declared := regexp.MustCompile(`(?m)^\t?(?:var )?(\w+) +LayerKind = `)
	own, err := filepath.Glob("layer_*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range own {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range declared.FindAllSubmatch(b, -1) {
			variables = append(variables, string(m[1]))
		}
	}
	if len(variables) != len(layerKinds) {
		t.Fatalf("layer_*.go declare %q, %d kinds expected", variables, len(layerKinds))
	}
	quoted := regexp.MustCompile("['\"`](?:" + strings.Join(names, "|") + ")['\"`(]")
	read := 0
	for _, root := range []string{"../../core", "../../wasm", "../../web"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			script := strings.HasSuffix(path, ".js")
			if err != nil || !script && !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || slices.Contains(own, filepath.Base(path)) {
				return err
			}
			b, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			read++
			if at := quoted.Find(b); script && at != nil {
				t.Errorf("%s knows a kind of layer: %s", path, at)
			} else if script {
				return nil
			}
			for _, at := range askers(t, path, string(b), variables, names) {
				t.Errorf("%s asks which kind of layer there is", at)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if read < 200 {
		t.Errorf("%d files read", read)
	}
}

func TestAskersAreFound(t *testing.T) {
	for body, asks := range map[string]bool{
		`if l.Kind == Dense {}`:                                    true,
		`if Dense != l.Kind {}`:                                    true,
		`if l.Kind == recipe.Dense {}`:                             true,
		`switch l.Kind { case Conv: }`:                             true,
		`switch name { case "x", "conv": }`:                        true,
		`if l.Kind.Notation().Name == "dense" {}`:                  true,
		`if strings.HasPrefix(l.String(), "conv(") {}`:             true,
		`l := Layer{Kind: Dense}; _ = l`:                           false,
		`_ = map[string]int{"conv": 1}`:                            false,
		`if l.Kind == nil || n == "convolution" || n == "con" {}`:  false,
		`if strings.HasPrefix(text, "convolution") || dense() { }`: false,
	} {
		text := "package recipe\n\nfunc f() { " + body + " }\n"
		found := askers(t, "f.go", text, []string{"Dense", "Conv"}, []string{"dense", "conv"})
		if len(found) > 0 != asks {
			t.Errorf("%s: %q found", body, found)
		}
	}
}
