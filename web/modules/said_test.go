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
)

// What scripts say by code, and the sentences that the catalogue has, as they stand in the source.

var (
	// a sentence of the catalogue: its code, and the text in quotes
	sentenceLine = regexp.MustCompile(`(?m)^  (\w+): '((?:\\.|[^'\\])*)',$`)
	// a value's place in a sentence
	placeIn = regexp.MustCompile(`\{(\w+)(?:\|[^}]*)?\}`)
	// a form that words.js writes
	pageForm = regexp.MustCompile(`^\{\w+(\|grouped|\|[^=|]+\|[^=|]+|(\|[^=|]+=[^=|]*)+)?\}$`)
	// what says a code: functions of words.js, the engine's reasons, and what the worker cannot do
	saying = regexp.MustCompile(`(?:^|[^\w.$#])(say|fault|why|new Failure)\(|\{ (?:[^{}]*, )?(code: '\w+', values: )`)
)

// scripts are the programs' modules, by path from web/, without comments.
func scripts(t *testing.T) map[string]string {
	t.Helper()
	files := map[string]string{}
	web := os.DirFS("..")
	for _, dir := range []string{"page", "kit", "canvas", "bench", "worker"} {
		if err := fs.WalkDir(web, dir, func(name string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() || path.Ext(name) != ".js" || name == "page/first.js" { // which has its own words, as it imports nothing
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
			for _, p := range placeIn.FindAllString(m[2], -1) {
				if !pageForm.MatchString(p) {
					faults = append(faults, fmt.Sprintf("%s: no form %s", m[1], p))
				}
			}
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
