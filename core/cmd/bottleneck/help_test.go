package main

import (
	"bytes"
	"context"
	"strings"
	"testing"
)

// Help is an answer, not a failure: on standard output, by every name, for each command with its flags.
func TestHelp(t *testing.T) {
	ask := func(args ...string) string {
		t.Helper()
		var out, log bytes.Buffer
		if err := run(context.Background(), args, &out, &log); err != nil || log.Len() > 0 {
			t.Errorf("%q: %v, %q", args, err, log.String())
		}
		return out.String()
	}
	for _, name := range []string{"-h", "-help", "--help", "help"} {
		text := ask(name)
		for _, c := range commands {
			if !strings.Contains(text, "\n\t"+c.name+" ") || !strings.Contains(text, c.help+"\n") {
				t.Errorf("%s does not tell of %s:\n%s", name, c.name, text)
			}
		}
	}
	flags := map[string]string{"train": "  -weights", "reconstruct": "  -in", "encode": "  -in", "decode": "  -in", "classify": "  -images", "check": "  -threads", "verify": "  -long"}
	for _, c := range commands {
		want := ask("help", c.name)
		if !strings.HasPrefix(want, "usage: bottleneck "+c.name) || !strings.Contains(want, "\n\n"+strings.ToUpper(c.name[:1])+c.name[1:]+" ") || !strings.Contains(want, "\n"+flags[c.name]) {
			t.Errorf("help %s:\n%s", c.name, want)
		}
		for _, name := range []string{"-h", "-help", "--help"} {
			if got := ask(c.name, name); got != want {
				t.Errorf("%s %s:\n%s", c.name, name, got)
			}
		}
		if strings.Contains(c.arguments, "<link>") {
			if got := ask(c.name, quick, "-h"); got != want {
				t.Errorf("%s with a link:\n%s", c.name, got)
			}
		}
	}
}

// A flag that the text of a command names exists, and the other way round.
func TestArgumentsNameTheFlags(t *testing.T) {
	for _, c := range commands {
		var out bytes.Buffer
		if err := run(context.Background(), []string{"help", c.name}, &out, &out); err != nil {
			t.Fatal(err)
		}
		_, list, _ := strings.Cut(out.String(), "The flags are:")
		for line := range strings.Lines(list) {
			if name, found := strings.CutPrefix(line, "  -"); found {
				if name = "-" + strings.Fields(name)[0]; !strings.Contains(c.arguments+" ", name+" ") && !strings.Contains(c.arguments, name+"]") {
					t.Errorf("%s: %s is not among %s", c.name, name, c.arguments)
				}
			}
		}
	}
}

// Each topic says in its first sentence what it is about, and no line of help is wider than a narrow terminal.
func TestTopicsAndManuals(t *testing.T) {
	for _, texts := range []map[string]string{topics, manuals} {
		for name, text := range texts {
			if first, _, found := strings.Cut(text, "."); !found || topics[name] != "" && len(first) > 60 || !strings.HasSuffix(text, "\n") {
				t.Errorf("%s: %q", name, first)
			}
			for line := range strings.Lines(text) {
				if n := len(strings.TrimRight(strings.ReplaceAll(line, "\t", "        "), "\n")); n > 100 {
					t.Errorf("%s: %d columns in %q", name, n, line)
				}
			}
		}
	}
	for name := range manuals {
		if !known(name) {
			t.Errorf("a manual of %s, which is no command", name)
		}
	}
	for name := range topics {
		if known(name) {
			t.Errorf("%s is a topic and a command", name)
		}
	}
}
