package modules

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"bottleneck/core/fact"
)

// What panels say stands with their labels in core/fact; the page's part of the catalogue is written from there.
const panelWords = "../kit/english/panels.js"

// panelWordsText is the page's catalogue of what panels say: lines of a code and a sentence, and empty ones between groups.
func panelWordsText(sentences string) string {
	var b strings.Builder
	b.WriteString(`// What panels say in words, and write where there is no canvas.
//
// Written by web/modules from core/fact/english_look.go: go generate ./web/modules

export const PANELS = {
`)
	for line := range strings.Lines(strings.TrimLeft(sentences, "\n")) {
		code, sentence, found := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		if !found {
			b.WriteString("\n")
			continue
		}
		sentence = strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(strings.TrimLeft(sentence, " "))
		fmt.Fprintf(&b, "  %s: '%s',\n", code, sentence)
	}
	b.WriteString("};\n")
	return b.String()
}

func TestWordsOfPanels(t *testing.T) {
	want := panelWordsText(fact.Panels)
	if *generate {
		if err := os.WriteFile(panelWords, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	found, err := os.ReadFile(panelWords)
	if err != nil {
		t.Fatal(err)
	}
	if string(found) != want {
		t.Errorf("%s is not up to date: go generate ./web/modules", panelWords)
	}
	sentences, faults := catalogue(map[string]string{"kit/english/panels.js": want})
	if n := len(strings.Fields(strings.ReplaceAll(fact.Panels, " ", ""))); len(sentences) != n || len(faults) > 0 {
		t.Errorf("%d sentences of %d lines are read: %v", len(sentences), n, faults)
	}
	if got := panelWordsText("\na_b  it's {n|grouped} \\\n\nc    d\n"); !strings.HasSuffix(got, "{\n  a_b: 'it\\'s {n|grouped} \\\\',\n\n  c: 'd',\n};\n") {
		t.Errorf("written as %q", got)
	}
}
