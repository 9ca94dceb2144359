package build

import (
	"strings"
	"testing"
)

// later is a site whose page imports a script on demand, with sentences for both.
func later() map[string][]byte {
	files := modules()
	for name, text := range map[string]string{
		"page/app.js":      "import { say } from '../kit/words.js';\nconsole.log(say('both'), say('first_alone'));\naddEventListener('click', async () => (await import('./rest.js')).open());\n",
		"page/rest.js":     "import { say } from '../kit/words.js';\nimport { shown } from './shown.js';\nexport const open = () => shown(say('both'), say('later_alone'));\n",
		"page/shown.js":    "import { say } from '../kit/words.js';\nconst title = say('later_first');\nexport const shown = (...texts) => console.log(title, ...texts);\n",
		"kit/words.js":     "import { A } from './english/a.js';\nconst ENGLISH = { ...A };\nexport const say = (code) => ENGLISH[code];\nexport const learn = (more) => { Object.assign(ENGLISH, more); };\n",
		"kit/english/a.js": "export const A = {\n  both: 'of both',\n  first_alone: 'of the first',\n  later_alone: 'of what isn\\'t needed first',\n  later_first: 'said at once',\n  sent: 'of a program',\n};\n",
	} {
		files[name] = []byte(text)
	}
	delete(files, "page/first.js")
	return files
}

// What is imported on demand is no part of the first scripts, nor are the sentences that it alone says; the page names it with its digest, and a first visit stores it.
func TestWhatComesLaterIsApart(t *testing.T) {
	files := later()
	if err := lean(files); err != nil {
		t.Fatal(err)
	}
	site := assemble(t, Input{Files: files})
	page := string(site.Files["index.html"])
	const link = `<link rel="later" href="`
	if n := strings.Count(page, link); n != 1 {
		t.Fatalf("%d scripts come later, 1 expected: %s", n, page)
	}
	_, rest, _ := strings.Cut(page, link)
	name, rest, _ := strings.Cut(rest, `"`)
	if !strings.HasPrefix(name, "rest-") || !strings.HasPrefix(rest, ` integrity="`+digest(site.Files[name])+`">`) {
		t.Errorf("it is called %s and goes on %.80s", name, rest)
	}
	first := string(site.Files[site.Manifest.Files["page/app.js"]])
	if !strings.Contains(first, `import("../`+name+`")`) {
		t.Errorf("page/app.js does not import %s: %s", name, first)
	}
	for script, text := range site.Files {
		if strings.HasSuffix(script, ".map") || !strings.HasSuffix(script, ".js") {
			continue
		}
		for sentence, where := range map[string]bool{"needed first": true, "said at once": true, "of the first": false, "of both": false, "of a program": false} {
			if strings.Contains(string(text), sentence) && (script == name) != where {
				t.Errorf("%s has the sentence %q", script, sentence)
			}
		}
	}
	text := string(site.Files[name])
	for _, sentence := range []string{"needed first", "said at once"} {
		if !strings.Contains(text, sentence) {
			t.Errorf("%s lacks the sentence %q: %s", name, sentence, text)
		}
	}
	if learns, says := strings.Index(text, "said at once"), strings.Index(text, `"later_first"`); learns < 0 || says < learns {
		t.Errorf("a sentence is said before it is there: %s", text)
	}
	stored := false
	for _, file := range site.Precache {
		stored = stored || file == name
	}
	if !stored {
		t.Errorf("a first visit does not store %s: %q", name, site.Precache)
	}
}

// Where nothing comes later the catalogue stays as it is.
func TestSentencesStay(t *testing.T) {
	files := later()
	before := string(files["kit/english/a.js"])
	moveSentences(files, "page/rest.js", nil)
	if got := string(files["kit/english/a.js"]); got != before {
		t.Errorf("%s", got)
	}
	if files["kit/english/rest.js"] != nil {
		t.Error("there is a module for no sentence")
	}
}
