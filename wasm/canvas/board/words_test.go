package board

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// written finds the words that calls of title, empty and put write without the catalogue.
func written(set *token.FileSet, file *ast.File) (found []string) {
	ast.Inspect(file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		s, ok := call.Fun.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		var texts []ast.Expr
		switch args := call.Args; {
		case s.Sel.Name == "put" && len(args) == 4:
			texts = args[1:2]
		case (s.Sel.Name == "title" || s.Sel.Name == "empty") && len(args) > 1:
			texts = args[1:]
		}
		for _, e := range texts {
			ast.Inspect(e, func(n ast.Node) bool {
				if _, ok := n.(*ast.CallExpr); ok {
					return false // of fact.New, or one that writes a number
				}
				if l, ok := n.(*ast.BasicLit); ok && l.Kind == token.STRING {
					if text, _ := strconv.Unquote(l.Value); strings.ContainsFunc(text, unicode.IsLetter) {
						found = append(found, set.Position(l.Pos()).String()+": "+l.Value)
					}
				}
				return true
			})
		}
		return true
	})
	return found
}

// Whatever a label says comes from the catalogue.
func TestWordsAreInTheCatalogue(t *testing.T) {
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	set := token.NewFileSet()
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		file, err := parser.ParseFile(set, e.Name(), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range written(set, file) {
			t.Errorf("%s is not in the catalogue", f)
		}
	}
}

func TestWordsOutsideTheCatalogueAreFound(t *testing.T) {
	for source, want := range map[string]int{
		`l.title(p, titleLoss, a+dot+b)`:           0,
		`l.put(classTick, "\u203a", "r", box)`:     0,
		`l.title(p, "Loss")`:                       1,
		`l.title(p, titleLoss, "a "+b, c+" more")`: 2,
		`l.empty(p, "No losses yet")`:              1,
		`l.put(classTick, "row "+n, "r", box)`:     1,
	} {
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, "x.go", "package p\nfunc f() { "+source+" }", 0)
		if err != nil {
			t.Fatal(err)
		}
		if found := written(set, file); len(found) != want {
			t.Errorf("%s: %q found, %d expected", source, found, want)
		}
	}
}
