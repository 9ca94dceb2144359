package wire

import (
	_ "embed"
	"encoding/binary"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"text/template"
)

var generate = flag.Bool("generate", false, "write the page's reader")

// pageReader reads frames where there is no Go.
const pageReader = "../../web/page/view/snapshot.js"

//go:embed testdata/snapshot.js.tmpl
var readerText string

// A field as the list tells it: a section has fields, and so has a list, or a single one without a name.
type field struct {
	kind, name string
	of         []field
}

// namer is a codec that notes kinds and names.
type namer struct {
	open []*field // what is passed, the innermost last
}

// fieldsOf returns what pass tells of itself.
func fieldsOf(pass func(codec)) []field {
	root := new(field)
	pass(&namer{[]*field{root}})
	return root.of
}

func (n *namer) note(kind, name string) {
	in := n.open[len(n.open)-1]
	in.of = append(in.of, field{kind: kind, name: name})
}

func (n *namer) begin(kind, name string) {
	n.note(kind, name)
	in := n.open[len(n.open)-1]
	n.open = append(n.open, &in.of[len(in.of)-1])
}

func (n *namer) end() { n.open = n.open[:len(n.open)-1] }

func (n *namer) section(tag, name string, _ bool) action {
	n.begin(tag, name)
	return pass
}

func (n *namer) uint(name string, _ *uint32)           { n.note("int", name) }
func (n *namer) int(name string, _ *int32)             { n.note("int", name) }
func (n *namer) count(name string, _ *int32, _ uint32) { n.note("int", name) }
func (n *namer) some(name string, _ *int32, _ uint32)  { n.note("some", name) }
func (n *namer) float(name string, _ *float32)         { n.note("float", name) }
func (n *namer) bool(name string, _ *bool)             { n.note("bool", name) }
func (n *namer) text(name string, _ *string)           { n.note("text", name) }

func (n *namer) bytes(name string, _ *[]byte, _ length) int {
	n.note("bytes", name)
	return 0
}

func (n *namer) floats(name string, _ *[]float32, _ length) int {
	n.note("floats", name)
	return 0
}

func (n *namer) ints(name string, _ *[]int32, _ length) int {
	n.note("ints", name)
	return 0
}

// list passes one element, which tells what all are made of.
func (n *namer) list(name string, _ int, _, _ uint32) int {
	n.begin("list", name)
	return 1
}

func (n *namer) endList() { n.end() }

// read is the expression that reads f.
func (f field) read() string {
	if f.kind != "list" {
		return "r." + f.kind + "()"
	}
	if len(f.of) == 1 && f.of[0].name == "" {
		return "r.list(() => " + f.of[0].read() + ")"
	}
	return "r.list(() => (" + object(f.of) + "))"
}

func object(fields []field) string {
	var parts []string
	for _, f := range fields {
		parts = append(parts, f.name+": "+f.read())
	}
	return "{ " + strings.Join(parts, ", ") + " }"
}

// module is the one that reads what the lists of fields describe.
func module(head, sections []field) (string, error) {
	t, err := template.New("reader").Parse(readerText)
	if err != nil {
		return "", err
	}
	var shape, body strings.Builder
	for _, f := range head {
		shape.WriteString(f.name + ", ")
	}
	for i, s := range sections {
		if i > 0 {
			shape.WriteString(", ")
		}
		shape.WriteString(s.name + "?")
		fmt.Fprintf(&body, "  %s: ['%s', (r) => ({\n", s.kind, s.name)
		for _, f := range s.of {
			fmt.Fprintf(&body, "    %s: %s,\n", f.name, f.read())
		}
		body.WriteString("  })],\n")
	}
	var out strings.Builder
	err = t.Execute(&out, map[string]any{
		"Magic":    fmt.Sprintf("0x%08x; // %q", binary.LittleEndian.Uint32([]byte(frameMagic)), frameMagic),
		"Version":  Version,
		"Shape":    "{" + shape.String() + "}",
		"Head":     object(head),
		"Sections": body.String(),
	})
	return out.String(), err
}

// TestPageReader is the generator of the page's reader, and holds it to what it writes.
func TestPageReader(t *testing.T) {
	s := new(Snapshot)
	found, err := module(fieldsOf(s.head), fieldsOf(s.sections))
	if err != nil {
		t.Fatal(err)
	}
	if *generate {
		if err := os.WriteFile(pageReader, []byte(found), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	text, err := os.ReadFile(pageReader)
	if err != nil {
		t.Fatal(err)
	}
	f, w := strings.Split(found, "\n"), strings.Split(string(text), "\n")
	for i := range max(len(f), len(w)) {
		line := func(s []string) string { return strings.Join(s[min(i, len(s)):min(i+1, len(s))], "") }
		if line(f) != line(w) {
			t.Fatalf("%s:%d:\nfound    %s\nexpected %s\nThe file is made of the lists of fields: go generate ./core/wire", pageReader, i+1, line(w), line(f))
		}
	}
}

// Another reader can only tell fields apart that have names of their own.
func TestNamesAreOfOneThing(t *testing.T) {
	s := new(Snapshot)
	var tags, names []string
	for _, section := range fieldsOf(s.sections) {
		tags, names = append(tags, section.kind), append(names, section.name)
		if len(section.kind) != 4 || len(section.of) == 0 {
			t.Errorf("section %q has %d fields", section.kind, len(section.of))
		}
		distinct(t, "section "+section.name, section.of)
	}
	for _, f := range fieldsOf(s.head) {
		names = append(names, f.name)
	}
	for _, list := range [][]string{tags, names} {
		slices.Sort(list)
		if all := len(list); len(slices.Compact(list)) != all {
			t.Errorf("a name twice among %v", list)
		}
	}
}

func distinct(t *testing.T, where string, fields []field) {
	seen := map[string]bool{}
	for _, f := range fields {
		if seen[f.name] || f.name == "" && len(fields) > 1 {
			t.Errorf("%s: a second field %q", where, f.name)
		}
		seen[f.name] = true
		distinct(t, where+", list "+f.name, f.of)
	}
}
