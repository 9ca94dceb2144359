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

// fieldsOf returns what pass tells of itself.
func fieldsOf(pass func(*codec)) []field {
	var root field
	open := []*field{&root}
	pass(&codec{mode: naming, note: func(kind, name string) {
		if kind == "end" {
			open = open[:len(open)-1]
			return
		}
		in := open[len(open)-1]
		in.of = append(in.of, field{kind: kind, name: name})
		if kind == "list" || kind == strings.ToUpper(kind) {
			open = append(open, &in.of[len(in.of)-1])
		}
	}})
	return root.of
}

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

// reader is the module that reads what the lists of fields describe.
func reader(head, sections []field) (string, error) {
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
	found, err := reader(fieldsOf(s.head), fieldsOf(s.sections))
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
