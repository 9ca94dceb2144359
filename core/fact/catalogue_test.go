package fact

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

// use is a call that makes a fact.
type use struct {
	place, code string
	names       []string // of its values, in order
}

// uses finds the facts that a file makes, and what cannot be read of them.
func uses(set *token.FileSet, file *ast.File) (found []use, faults []string) {
	text := func(e ast.Expr) (string, bool) {
		l, ok := e.(*ast.BasicLit)
		if !ok || l.Kind != token.STRING {
			return "", false
		}
		s, err := strconv.Unquote(l.Value)
		return s, err == nil
	}
	ast.Inspect(file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		s, ok := call.Fun.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		x, ok := s.X.(*ast.Ident)
		if !ok {
			return true
		}
		switch x.Name + "." + s.Sel.Name {
		case "errors.New", "fmt.Errorf":
			faults = append(faults, set.Position(call.Pos()).String()+": an error without a code")
			return true
		case "fact.New", "fact.About":
		default:
			return true
		}
		u := use{place: set.Position(call.Pos()).String()}
		args := call.Args
		if s.Sel.Name == "About" {
			args = args[1:]
		}
		if u.code, ok = text(args[0]); !ok {
			faults = append(faults, u.place+": the code is not written out")
			return true
		}
		if args = args[1:]; len(args)%2 != 0 {
			faults = append(faults, u.place+": a name without a value")
		}
		for i := 0; i < len(args); i += 2 {
			name, ok := text(args[i])
			if !ok {
				faults = append(faults, u.place+": a name is not written out")
			}
			u.names = append(u.names, name)
		}
		slices.Sort(u.names)
		found = append(found, u)
		return true
	})
	return found, faults
}

// check holds a catalogue against the facts that are made.
func check(c Catalogue, all []use) (faults []string) {
	say := func(format string, a ...any) { faults = append(faults, fmt.Sprintf(format, a...)) }
	made := map[string]bool{}
	for _, u := range all {
		made[u.code] = true
		sentence := c.sentence(u.code)
		if sentence == u.code {
			say("%s: %s has no sentence", u.place, u.code)
		} else if places := places(sentence); !slices.Equal(u.names, places) {
			say("%s: %s carries %v, its sentence has places for %v", u.place, u.code, u.names, places)
		}
	}
	seen := map[string]bool{}
	for _, part := range c {
		for _, line := range strings.Split(part, "\n") {
			code, sentence, _ := strings.Cut(line, " ")
			switch {
			case line == "":
				continue
			case seen[code]:
				say("%s has two sentences", code)
			case !made[code] && code != other:
				say("%s is not used", code)
			case !regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`).MatchString(code):
				say("%s is not snake_case", code)
			case strings.TrimSpace(sentence) == "":
				say("%s has an empty sentence", code)
			}
			seen[code] = true
			for _, form := range place.FindAllStringSubmatch(sentence, -1) {
				if !forms.MatchString(form[2]) {
					say("%s: no form %q", code, form[2])
				}
			}
		}
	}
	return faults
}

var (
	place = regexp.MustCompile(`\{([a-z0-9_]+)((?:\|[^}]*)?)\}`)
	forms = regexp.MustCompile(`^(|\|(grouped|quoted|hex|or|\.\d|f\d|[^=|]+\|[^=|]+|[^=|]+=[^=|]*(\|[^=|]+=[^=|]*)*))$`)
)

// places are the names in a sentence, each once, in order.
func places(sentence string) []string {
	var names []string
	for _, m := range place.FindAllStringSubmatch(sentence, -1) {
		names = append(names, m[1])
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// elsewhere are programs of a machine, and what makes other programs: nobody in the page hears of their errors.
var elsewhere = []string{"../../core/cmd", "../../core/data/local", "../../core/internal", "../../wasm/binary", "../../wasm/kernels", "../../wasm/memory", "../../wasm/shrink"}

// source is every fact that the program makes.
func source(t *testing.T) []use {
	t.Helper()
	var all []use
	set := token.NewFileSet()
	for _, dir := range []string{"../../core", "../../wasm"} {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if slices.Contains(elsewhere, path) {
				return fs.SkipDir
			}
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			found, faults := uses(set, file)
			for _, f := range faults {
				t.Error(f)
			}
			all = append(all, found...)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// Every fact that the program makes has a sentence with places for just its values, and no sentence is left over.
func TestCatalogue(t *testing.T) {
	all := source(t)
	if len(all) < 100 {
		t.Fatalf("%d facts found in the source", len(all))
	}
	for _, f := range check(everything(), all) {
		t.Error(f)
	}
}

// The checker finds each kind of fault.
func TestCatalogueCheck(t *testing.T) {
	const good = `package p
import "bottleneck/core/fact"
func f() error { return fact.About("x", "too_many", "found", 3, "most", 2) }`
	const sentences = "\ntoo_many {found} found, at most {most} expected"
	for _, tt := range []struct {
		name, source, want string
		parts              Catalogue
	}{
		{"fine", good, "", Catalogue{sentences}},
		{"no sentence", good, "too_many has no sentence", Catalogue{}},
		{"another value", good, "carries [found most], its sentence has places for [found least]", Catalogue{"\ntoo_many {found} and {least}"}},
		{"a value left out", good, "carries [found most], its sentence has places for [found]", Catalogue{"\ntoo_many {found} found"}},
		{"unused", good, "too_few is not used", Catalogue{sentences, "\ntoo_few few"}},
		{"twice", good, "too_many has two sentences", Catalogue{sentences, sentences}},
		{"empty", `package p; var e = fact.New("none")`, "none has an empty sentence", Catalogue{"\nnone  "}},
		{"not snake_case", `package p; var e = fact.New("tooMany")`, "tooMany is not snake_case", Catalogue{"\ntooMany many"}},
		{"a form that is none", good, `too_many: no form "|groupd"`, Catalogue{"\ntoo_many {found|groupd} of {most|one|many}"}},
		{"a computed code", `package p; var e = fact.New("too_" + many)`, "the code is not written out", Catalogue{}},
		{"a computed name", `package p; var e = fact.New("x", name, 1)`, "a name is not written out", Catalogue{}},
		{"no code at all", `package p; var e = errors.New("too many")`, "an error without a code", Catalogue{}},
		{"no code, formatted", `package p; var e = fmt.Errorf("%d found", 3)`, "an error without a code", Catalogue{}},
		{"half a pair", `package p; var e = fact.New("x", "n")`, "a name without a value", Catalogue{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			set := token.NewFileSet()
			file, err := parser.ParseFile(set, "p.go", tt.source, 0)
			if err != nil {
				t.Fatal(err)
			}
			all, faults := uses(set, file)
			if faults == nil {
				faults = check(tt.parts, all)
			}
			if tt.want == "" && faults != nil || tt.want != "" && (len(faults) != 1 || !strings.Contains(faults[0], tt.want)) {
				t.Errorf("%q found, %q expected", faults, tt.want)
			}
		})
	}
}

const messages = "../../docs/messages.md"

// docs/messages.md lists the codes. UPDATE_DOCS=1 writes it anew.
func TestCodesAreDocumented(t *testing.T) {
	before, err := os.ReadFile(messages)
	if err != nil {
		t.Fatal(err)
	}
	head, _, found := strings.Cut(string(before), mark)
	if !found {
		t.Fatalf("%s: %q not found", messages, mark)
	}
	want := head + mark + table()
	if want == string(before) {
		return
	}
	if os.Getenv("UPDATE_DOCS") == "" {
		t.Fatalf("%s is not what the catalogue says: UPDATE_DOCS=1 go test ./core/fact", messages)
	}
	if err := os.WriteFile(messages, []byte(want), 0o644); err != nil {
		t.Fatal(err)
	}
}

// chapters are the parts of the catalogue.
var chapters = []string{"The session", "Data", "Recipes", "Layers", "Runs", "Diagnoses", "Pictures and charts", "The canvas", "Weights and checkpoints", "Records of runs", "Files of data", "Pictures", "A person's own files", "Frames", "Proofs", "Exports", "Weights of other programs", "Programs beside the trainer"}

// everything is the catalogue with the parts that only some programs have.
func everything() Catalogue {
	return Catalogue{ofSession, ofData, ofRecipe, ofLayers, ofRun, OfDiagnoses, OfViews, OfCanvas, OfWeights, OfRecords, OfFiles, OfPictures, OfOwn, ofFrames, OfProofs, OfExports, OfForeign, OfDesk}
}

const mark = "<!-- Below: made from the catalogue. -->\n"

// table is the codes and their sentences as Markdown.
func table() string {
	var b strings.Builder
	for i, part := range everything() {
		fmt.Fprintf(&b, "\n## %s\n\n| code | sentence |\n|---|---|\n", chapters[i])
		for _, line := range strings.Split(strings.TrimSpace(part), "\n") {
			if line == "" {
				continue
			}
			code, sentence, _ := strings.Cut(line, " ")
			bare := strings.TrimSpace(place.ReplaceAllString(sentence, "{$1}"))
			fmt.Fprintf(&b, "| `%s` | %s |\n", code, strings.NewReplacer("|", `\|`, "<", "&lt;").Replace(bare))
		}
	}
	return b.String()
}
