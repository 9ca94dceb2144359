package modules

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/fact"
)

// The page's own words are in one catalogue, web/kit/english; modules say them by code. The tests read the source.

// unsaid holds scripts against the catalogue.
func unsaid(files map[string]string) (faults []string) {
	sentences, faults := catalogue(files)
	used := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if name == "kit/words.js" || strings.HasPrefix(name, "kit/english/") {
			continue
		}
		codes, more := said(name, files[name])
		faults = append(faults, more...)
		for _, code := range slices.Sorted(maps.Keys(codes)) {
			used[code] = true
			sentence, known := sentences[code]
			var places []string
			for _, m := range placeIn.FindAllStringSubmatch(sentence, -1) {
				places = append(places, m[1])
			}
			slices.Sort(places)
			if places = slices.Compact(places); !known {
				if strings.HasPrefix(name, "worker/") && fact.New(code).Error() != code { // Go has the sentence
					continue
				}
				faults = append(faults, fmt.Sprintf("%s: %s has no sentence", name, code))
			} else if !slices.Equal(places, codes[code]) {
				faults = append(faults, fmt.Sprintf("%s: %s has %v, its sentence %v", name, code, codes[code], places))
			}
		}
	}
	for _, code := range slices.Sorted(maps.Keys(sentences)) {
		if !used[code] {
			faults = append(faults, code+" is not used")
		}
	}
	return faults
}

func TestThePageSpeaksByCode(t *testing.T) {
	files := scripts(t)
	for _, fault := range unsaid(files) {
		t.Error(fault)
	}
}

func TestNobodyMatchesProse(t *testing.T) {
	for name, text := range scripts(t) {
		for _, fault := range matches(name, text) {
			t.Error(fault)
		}
	}
}

func TestWordsAreInTheCatalogue(t *testing.T) {
	for name, text := range scripts(t) {
		if strings.HasPrefix(name, "kit/english/") || strings.HasPrefix(name, "worker/") {
			continue
		}
		for _, fault := range strays(name, text) {
			t.Error(fault)
		}
	}
}

// A code that both catalogues have says the same in both.
func TestCatalogueAgreesWithTheTrainers(t *testing.T) {
	sentences, _ := catalogue(scripts(t))
	// The command line says how a proof ended, and so does the page, in words of its own.
	inPage := slices.DeleteFunc(slices.Clone(fact.English), func(part string) bool { return part == fact.OfProofs })
	both := 0
	for code, sentence := range sentences {
		values := []any{}
		for _, m := range placeIn.FindAllStringSubmatch(sentence, -1) {
			values = append(values, m[1], "{"+m[1]+"}")
		}
		trainers := fact.New(code, values...).In(inPage)
		if trainers == code {
			continue
		}
		both++
		if ours := placeIn.ReplaceAllString(sentence, "{$1}"); ours != trainers {
			t.Errorf("%s: %q here, %q in the trainer", code, ours, trainers)
		}
	}
	if both == 0 {
		t.Error("no code is in both")
	}
}

func TestCatalogueFaultsAreFound(t *testing.T) {
	english := "export const A = {\n  told: '{n} told',\n};\n"
	for name, c := range map[string]struct{ file, text, want string }{
		"fine":                {"page/a.js", "f(say('told', { n: 3 }));", ""},
		"by name":             {"page/a.js", "const of = { n };\nsay('told', of);", ""},
		"spread":              {"page/a.js", "const of = { n: f(1, 2) };\nsay('told', { ...of });", ""},
		"no sentence":         {"page/a.js", "say('told', { n }); fault('lost');", "page/a.js: lost has no sentence"},
		"another value":       {"page/a.js", "say('told', { m: 3 });", "told has [m], its sentence [n]"},
		"no value":            {"page/a.js", "throw fault('told');", "told has [], its sentence [n]"},
		"computed":            {"page/a.js", "say('told', { n }); say(codes[i]);", "the code codes[i] is not written out"},
		"values from afar":    {"page/a.js", "say('told', given);", "the values of told are not written out"},
		"unused":              {"page/a.js", "", "told is not used"},
		"of the worker":       {"worker/w.js", "post({ event: 'dead', code: 'told', values: { m: 1 } });", "told has [m], its sentence [n]"},
		"the worker's errors": {"worker/w.js", "new Failure('told', { n: 1 }); new Failure('lost');", "worker/w.js: lost has no sentence"},
	} {
		got := strings.Join(unsaid(map[string]string{"kit/english/a.js": english, c.file: c.text}), "\n")
		if !strings.Contains(got, c.want) || (got == "") != (c.want == "") {
			t.Errorf("%s: %q found, %q expected", name, got, c.want)
		}
	}
	if got := unsaid(map[string]string{"kit/english/a.js": english + "export const B = {\n  told: 'twice',\n};\n", "page/a.js": "say('told');"}); len(got) != 1 || got[0] != "told has two sentences" {
		t.Errorf("%q found", got)
	}
	if got := unsaid(map[string]string{"kit/english/a.js": "export const A = {\n  told: '{n|f2} of {m|a|b} {k|x=y}',\n};\n", "page/a.js": "say('told', { k, m, n });"}); len(got) != 1 || got[0] != "told: no form {n|f2}" {
		t.Errorf("%q found", got)
	}
	for _, line := range []string{
		"if (/it was paused/.test(error.message)) return;", "if (notice.text.includes('stand')) return;", "const standIn = notice.text.startsWith('data: ');",
		"error.message.replace(/^data: /, '')", "const stopped = error.message === STOPPED;", "if (reason !== 'it ran out of memory') f();", "if (x.reason == \"a\") f();",
		"switch (error.message) {", "message?.split(':')",
	} {
		if found := matches("a.js", line); len(found) == 0 && !strings.Contains(line, "(reason !==") {
			t.Errorf("%s passes", line)
		}
	}
	for _, line := range []string{"if (error.code === 'no_run') return;", "f(error.message);", "names.includes(code)", "list[0].sign === '{'", "this.text = text;"} {
		if found := matches("a.js", line); len(found) > 0 {
			t.Errorf("%s: %q", line, found)
		}
	}
	for text, stray := range map[string]bool{
		"f('The link was not read')": true, "f(`Loading ${name} data now`)": true, "f('once it runs')": true, "f('Save weights')": true,
		"h('p', { class: 'field error of form' })": false, "f('icon-button small')": false, "f('state_ready')": false, "f('button, input, select')": false,
	} {
		if found := strays("a.js", text); (len(found) > 0) != stray {
			t.Errorf("%s: %q", text, found)
		}
	}
}

// docs/messages.md lists what the page refuses. UPDATE_DOCS=1 writes it anew.
func TestThePagesCodesAreDocumented(t *testing.T) {
	const doc, from, to = "../../docs/messages.md", "<!-- Below: made from web/kit/english/errors.js. -->\n", "<!-- Below: made from the catalogue. -->\n"
	before, err := os.ReadFile(doc)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, found := strings.Cut(string(before), from)
	_, rest, ends := strings.Cut(rest, to)
	if !found || !ends {
		t.Fatalf("%s: %q and %q not found", doc, from, to)
	}
	sentences, _ := catalogue(map[string]string{"kit/english/errors.js": scripts(t)["kit/english/errors.js"]})
	var b strings.Builder
	b.WriteString("\n## The page\n\n| code | sentence |\n|---|---|\n")
	for _, code := range slices.Sorted(maps.Keys(sentences)) {
		fmt.Fprintf(&b, "| `%s` | %s |\n", code, placeIn.ReplaceAllString(sentences[code], "{$1}"))
	}
	want := head + from + b.String() + "\n" + to + rest
	if want == string(before) {
		return
	}
	if os.Getenv("UPDATE_DOCS") == "" {
		t.Fatalf("%s is not what the catalogue says: UPDATE_DOCS=1 go test ./web/modules -run Documented", doc)
	}
	if err := os.WriteFile(doc, []byte(want), 0o644); err != nil {
		t.Fatal(err)
	}
}
