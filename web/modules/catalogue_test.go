package modules

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/fact"
)

// The page's own words are in one catalogue, web/kit/english; modules say them by code. The tests here read the source.

var (
	// a sentence of the catalogue: its code, and the text in quotes
	sentenceLine = regexp.MustCompile(`(?m)^  (\w+): '((?:\\.|[^'\\])*)',$`)
	// a value's place in a sentence
	placeIn = regexp.MustCompile(`\{(\w+)(?:\|[^}]*)?\}`)
	// what says a code: functions of words.js, the engine's reasons, and what the worker cannot do
	saying = regexp.MustCompile(`(?:^|[^\w.$#])(say|fault|why|new Failure)\(|\{ (?:[^{}]*, )?(code: '\w+', values: )`)
	// decisions by what people read
	prose = []*regexp.Regexp{
		regexp.MustCompile(`(?:[\w\])]\.text|[\w\])]\.title|\bmessage|\breason|\bnote|\bsays)\??\.(?:includes|startsWith|endsWith|match|matchAll|search|indexOf|replace|replaceAll|split)\(`),
		regexp.MustCompile(`/\w*\.(?:test|exec)\((?:[^()]*\.text|[^()]*\bmessage|reason|note|says)\b`),
		regexp.MustCompile(`\.(?:message|text|reason|note)\s*(?:===|!==|==|!=)\s*['"` + "`" + `A-Z]`),
		regexp.MustCompile(`switch \([^()]*\.(?:message|text|reason|note)\)`),
	}
	// words beside the catalogue: a sentence's beginning, or three words in a row
	beside = regexp.MustCompile(`^(?:\W*[A-Z][a-z]+,? [A-Za-z]|.*\b[a-z]+ [a-z]+ [a-z]+\b)`)
	// strings that are no words for people
	exempt = regexp.MustCompile(`index\.html has no|use strict|^M\$\{|^await bottleneck`)
)

// scripts are the programs' modules, by path from web/, without comments.
func scripts(t *testing.T) map[string]string {
	t.Helper()
	files := map[string]string{}
	web := os.DirFS("..")
	for _, dir := range []string{"page", "kit", "canvas", "bench", "worker"} {
		if err := fs.WalkDir(web, dir, func(name string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() || path.Ext(name) != ".js" {
				return err
			}
			text, err := fs.ReadFile(web, name)
			files[name] = uncommented(string(text))
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	if len(files) < 50 {
		t.Fatalf("%d scripts found", len(files))
	}
	return files
}

// uncommented is a script with blanks for its comments.
func uncommented(text string) string {
	comment := regexp.MustCompile("(?s)'(?:\\\\.|[^'\\\\\n])*'|\"(?:\\\\.|[^\"\\\\\n])*\"|`(?:\\\\.|[^`\\\\])*`|//[^\n]*|/\\*.*?\\*/")
	return comment.ReplaceAllStringFunc(text, func(s string) string {
		if !strings.HasPrefix(s, "//") && !strings.HasPrefix(s, "/*") {
			return s
		}
		return strings.Map(func(r rune) rune {
			if r == '\n' {
				return r
			}
			return ' '
		}, s)
	})
}

// catalogue reads the sentences of web/kit/english.
func catalogue(files map[string]string) (sentences map[string]string, faults []string) {
	sentences = map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if !strings.HasPrefix(name, "kit/english/") {
			continue
		}
		lines := len(regexp.MustCompile(`(?m)^  \S`).FindAllString(files[name], -1))
		all := sentenceLine.FindAllStringSubmatch(files[name], -1)
		if len(all) == 0 || len(all) < lines {
			faults = append(faults, fmt.Sprintf("%s: %d lines, %d sentences", name, lines, len(all)))
		}
		for _, m := range all {
			if _, twice := sentences[m[1]]; twice {
				faults = append(faults, m[1]+" has two sentences")
			}
			sentences[m[1]] = m[2]
		}
	}
	return sentences, faults
}

// split takes a list apart at its commas, up to the bracket that ends it.
func split(text string) (parts []string) {
	depth, from := 0, 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case '(', '[', '{':
			depth++
		case '\'', '"', '`':
			for i++; i < len(text) && text[i] != c; i++ {
				if text[i] == '\\' {
					i++
				}
			}
		case ')', ']', '}':
			if depth == 0 {
				if last := strings.TrimSpace(text[from:i]); last != "" {
					parts = append(parts, last)
				}
				return parts
			}
			depth--
		case ',':
			if depth == 0 {
				parts = append(parts, strings.TrimSpace(text[from:i]))
				from = i + 1
			}
		}
	}
	return parts
}

// keys are the names in an object; what it spreads, or is called, is looked up in the text before.
func keys(object, before string) (names []string, known bool) {
	if body, ok := strings.CutPrefix(object, "{"); ok {
		for _, part := range split(body) {
			if spread, ok := strings.CutPrefix(part, "..."); ok {
				more, known := keys(spread, before)
				if !known {
					return nil, false
				}
				names = append(names, more...)
				continue
			}
			name, _, _ := strings.Cut(part, ":")
			names = append(names, name)
		}
		return names, true
	}
	at := strings.LastIndex(before, "const "+object+" = {")
	if at < 0 || !regexp.MustCompile(`^\w+$`).MatchString(object) {
		return nil, false
	}
	return keys(before[at+len("const "+object+" = "):], before[:at])
}

// said are the codes that a script says, with the names of their values.
func said(name, text string) (codes map[string][]string, faults []string) {
	codes = map[string][]string{}
	for _, m := range saying.FindAllStringSubmatchIndex(text, -1) {
		args := split(text[m[1]:])
		if m[4] >= 0 { // {code: 'x', values: {...}}
			code := strings.Split(text[m[4]:m[5]], "'")[1]
			args = append([]string{"'" + code + "'"}, split(text[m[5]:])[:1]...)
		}
		if len(args) == 0 || strings.HasSuffix(strings.TrimSpace(text[:m[0]+1]), "function") {
			continue
		}
		code, literal := strings.CutPrefix(args[0], "'")
		if !literal {
			if args[0] != "code" && args[0] != "message.code" { // handed on
				faults = append(faults, fmt.Sprintf("%s: the code %s is not written out", name, args[0]))
			}
			continue
		}
		code = strings.TrimSuffix(code, "'")
		var names []string
		if len(args) > 1 {
			var known bool
			if names, known = keys(args[1], text[:m[0]]); !known {
				faults = append(faults, fmt.Sprintf("%s: the values of %s are not written out", name, code))
				continue
			}
		}
		slices.Sort(names)
		if others, twice := codes[code]; twice && !slices.Equal(others, names) {
			faults = append(faults, fmt.Sprintf("%s: %s with %v and with %v", name, code, others, names))
		}
		codes[code] = names
	}
	return codes, faults
}

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

// matches are the places where a script decides by prose.
func matches(name, text string) (faults []string) {
	for i, line := range strings.Split(text, "\n") {
		for _, p := range prose {
			if m := p.FindString(line); m != "" {
				faults = append(faults, fmt.Sprintf("%s:%d decides by words: %s", name, i+1, m))
			}
		}
	}
	return faults
}

// strays are the strings of a script that should be in the catalogue.
func strays(name, text string) (faults []string) {
	literal := regexp.MustCompile("'(?:\\\\.|[^'\\\\\n])*'|\"(?:\\\\.|[^\"\\\\\n])*\"|`(?:\\\\.|[^`\\\\])*`")
	for _, at := range literal.FindAllStringIndex(text, -1) {
		s := text[at[0]+1 : at[1]-1]
		s = regexp.MustCompile(`\$\{[^}]*\}`).ReplaceAllString(s, "X")
		if strings.HasSuffix(strings.TrimRight(text[:at[0]], " "), "class:") || exempt.MatchString(s) {
			continue
		}
		if beside.MatchString(s) {
			faults = append(faults, fmt.Sprintf("%s: %q is not in the catalogue", name, s))
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
	both := 0
	for code, sentence := range sentences {
		values := []any{}
		for _, m := range placeIn.FindAllStringSubmatch(sentence, -1) {
			values = append(values, m[1], "{"+m[1]+"}")
		}
		trainers := fact.New(code, values...).Error()
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
