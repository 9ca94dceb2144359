package build

import (
	"bytes"
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"bottleneck/web/site/policy"
)

// fixture is a small site with every kind of reference, a circle of modules among them.
func fixture() Input {
	text := map[string]string{
		"index.html": `<!doctype html><link rel="stylesheet" href="style.css"><link rel="manifest" href="app.webmanifest">
<script type="module" src="app.js"></script><script type="application/json" id="build">{}</script>
<a href="#v=1">here</a><a href="https://example.org/app.js">there</a><a href="./">top</a><a href="canvas.html?x#y">canvas</a>`,
		"canvas.html":     `<script src="worker.js?v=1#top"></script><script type="application/json" id="build"></script>`,
		"app.js":          "import { a } from './a.js';\nimport {\n  b,\n} from \"./b.js\";\nconst late = () => import('./late.js');\nconst not = 'app.js';\n",
		"a.js":            "import './b.js';\nexport * from './b.js';\n",
		"b.js":            "export { a } from './a.js'; // a circle\nexport const u = new URL('icons/mark.svg', import.meta.url);\n",
		"late.js":         "export default 1;\n",
		"worker.js":       "importScripts('exec.js');\n",
		"exec.js":         "self.x = 1;\n",
		"style.css":       "@import 'more.css';\nbody { background: url(icons/mark.svg#a) }\na { background: url(\"data:image/png;base64,AA==\") }\n",
		"more.css":        "/* more */",
		"icons/mark.svg":  "<svg/>",
		"app.webmanifest": `{"start_url": "./", "icons": [{"src": "icons/mark.svg"}]}`,
		"trainer.wasm":    "\x00asm",
		"sw.js":           "const site = null;\n",
		"films/a.film":    "film",
		"data/t-0.bin":    "chunk 0",
		"data/t-1.bin":    "chunk 1",
		"data/e-0.bin":    "chunk 2",
	}
	in := Input{Files: map[string][]byte{}, Data: map[string]*Corpus{"mnist": {
		Train: []Chunk{{"data/t-0.bin", 0, 2000, 7}, {"data/t-1.bin", 2000, 10000, 7}},
		Test:  []Chunk{{"data/e-0.bin", 0, 1000, 7}},
	}}}
	for name, t := range text {
		in.Files[name] = []byte(t)
	}
	return in
}

func assemble(t *testing.T, in Input) *Site {
	t.Helper()
	site, err := Assemble(in)
	if err != nil {
		t.Fatal(err)
	}
	return site
}

func TestNames(t *testing.T) {
	site := assemble(t, fixture())
	kept := []string{"canvas.html", "index.html", "sw.js"}
	hashed := regexp.MustCompile(`^[a-z/0-9-]+\.[0-9a-f]{10}\.[a-z]+$`)
	for name := range site.Files {
		if slices.Contains(kept, name) == hashed.MatchString(name) {
			t.Errorf("%s: wrong kind of name", name)
		}
		if forever := strings.Contains(policy.CacheControl(name), "immutable"); forever == slices.Contains(kept, name) {
			t.Errorf("%s: cached for ever: %v", name, forever)
		}
	}
	if got, want := len(site.Files), len(fixture().Files)+1; got != want {
		t.Errorf("%d files, %d expected (build.json is one more)", got, want)
	}
}

func TestReferences(t *testing.T) {
	site := assemble(t, fixture())
	files := site.Manifest.Files
	check := func(name string, parts ...string) {
		t.Helper()
		text := string(site.Files[name])
		for _, part := range parts {
			if !strings.Contains(text, part) {
				t.Errorf("%s lacks %q:\n%s", name, part, text)
			}
		}
	}
	check("index.html", `href="`+files["style.css"]+`"`, `src="`+files["app.js"]+`"`, `href="`+files["app.webmanifest"]+`"`,
		`href="#v=1"`, `href="https://example.org/app.js"`, `href="./"`, `href="canvas.html?x#y"`)
	check("canvas.html", `src="`+files["worker.js"]+`?v=1#top"`)
	check(files["app.js"], "'./"+files["a.js"]+"'", `"./`+files["b.js"]+`"`, "import('./"+files["late.js"]+"')", "const not = 'app.js'")
	check(files["a.js"], "import './"+files["b.js"]+"'", "from './"+files["b.js"]+"'")
	check(files["b.js"], "from './"+files["a.js"]+"'", "new URL('"+files["icons/mark.svg"]+"'")
	check(files["worker.js"], "importScripts('"+files["exec.js"]+"')")
	check(files["style.css"], "'"+files["more.css"]+"'", "url("+files["icons/mark.svg"]+"#a)", "data:image/png;base64,AA==")
	check(files["app.webmanifest"], `"src": "`+files["icons/mark.svg"]+`"`, `"start_url": "./"`)
}

func TestManifest(t *testing.T) {
	site := assemble(t, fixture())
	for _, page := range []string{"index.html", "canvas.html"} {
		_, rest, found := strings.Cut(string(site.Files[page]), slot)
		text, _, _ := strings.Cut(rest, "</script>")
		var m Manifest
		if err := json.Unmarshal([]byte(text), &m); !found || err != nil {
			t.Fatalf("%s: no manifest: %v", page, err)
		}
		if m.Build != site.Manifest.Build || !maps.Equal(m.Files, site.Manifest.Files) {
			t.Errorf("%s: another manifest: %+v", page, m)
		}
		for _, logical := range []string{"trainer.wasm", "worker.js", "icons/mark.svg", "films/a.film"} {
			if site.Files[m.Files[logical]] == nil {
				t.Errorf("%s: %s is not in the site", page, logical)
			}
		}
		train := m.Data["mnist"].Train
		if len(train) != 2 || train[1].From != 2000 || train[1].To != 10000 || site.Files[train[1].File] == nil {
			t.Errorf("%s: chunks %+v", page, train)
		}
	}
	if site.Files["build."+site.Manifest.Build[:hashLen]+".json"] == nil {
		t.Error("no build.json")
	}
}

func TestServiceWorkerList(t *testing.T) {
	site := assemble(t, fixture())
	text := strings.TrimSuffix(strings.TrimPrefix(string(site.Files["sw.js"]), "const site = "), ";\n")
	var list struct {
		Build          string
		Precache, Data []struct{ URL, Integrity string }
		Headers, Types map[string]string
	}
	if err := json.Unmarshal([]byte(text), &list); err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range list.Precache {
		names = append(names, e.URL)
		if !strings.HasPrefix(e.Integrity, "sha256-") {
			t.Errorf("%s: integrity %q", e.URL, e.Integrity)
		}
	}
	if !slices.Equal(names, site.Precache) {
		t.Errorf("sw.js lists %v, the site %v", names, site.Precache)
	}
	chunks := site.Manifest.Data["mnist"]
	if !slices.Contains(names, chunks.Train[0].File) || !slices.Contains(names, chunks.Test[0].File) {
		t.Error("the first chunks are not stored with the first visit")
	}
	if film := site.Manifest.Files["films/a.film"]; len(list.Data) != 2 || list.Data[0].URL != chunks.Train[1].File || list.Data[1].URL != film {
		t.Errorf("on demand: %v, %s and %s expected", list.Data, chunks.Train[1].File, film)
	}
	if len(names)+len(list.Data)+1 != len(site.Files) {
		t.Errorf("%d files stored and %d on demand of %d", len(names), len(list.Data), len(site.Files))
	}
	if list.Headers["Cross-Origin-Embedder-Policy"] != "require-corp" || list.Types[".wasm"] != "application/wasm" {
		t.Errorf("headers %v, types %v", list.Headers, list.Types)
	}
}

func TestReproducible(t *testing.T) {
	first := assemble(t, fixture())
	for range 5 {
		again := assemble(t, fixture())
		if !maps.EqualFunc(first.Files, again.Files, bytes.Equal) {
			t.Fatal("the same input gave another site")
		}
	}
}

// A change reaches the names of all files whose text it changes, and no others.
func TestChangeSpreads(t *testing.T) {
	before := assemble(t, fixture())
	in := fixture()
	in.Files["b.js"] = append(in.Files["b.js"], "// changed\n"...)
	after := assemble(t, in)
	if before.Manifest.Build == after.Manifest.Build {
		t.Error("the same build id")
	}
	for name := range before.Manifest.Files {
		changed := before.Manifest.Files[name] != after.Manifest.Files[name]
		if want := slices.Contains([]string{"app.js", "a.js", "b.js"}, name); changed != want {
			t.Errorf("%s: new name: %v, expected: %v", name, changed, want)
		}
	}
	for name, content := range before.Files {
		if policy.CacheControl(name) != "no-cache" && after.Files[name] != nil && !bytes.Equal(content, after.Files[name]) {
			t.Errorf("%s has other content under the same name", name)
		}
	}
}

func TestAssembleRefuses(t *testing.T) {
	tests := []struct{ name, file, text, want string }{
		{"no index", "index.html", "", "index.html is missing"},
		{"no slot", "index.html", "<!doctype html>", "index.html has no <script"},
		{"slot not closed", "index.html", slot, "is not closed"},
		{"a missing module", "late.js", "import './gone.js';", `late.js refers to "./gone.js", which does not exist`},
		{"a missing picture", "more.css", "a { background: url(gone.png) }", `more.css refers to "gone.png"`},
		{"an absolute path", "late.js", "importScripts('/exec.js');", "absolute paths break"},
		{"a path that leads out", "late.js", "import '../../etc/passwd';", `refers to "../../etc/passwd"`},
		{"no slot in sw.js", "sw.js", "const other = null;", `occurs 0 times`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in := fixture()
			in.Files[tt.file] = []byte(tt.text)
			if tt.text == "" {
				delete(in.Files, tt.file)
			}
			_, err := Assemble(in)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want %q", err, tt.want)
			}
		})
	}
}

func TestPartial(t *testing.T) {
	in := fixture()
	in.Partial = true
	delete(in.Files, "late.js")
	site := assemble(t, in)
	if len(site.Broken) != 1 || !strings.Contains(site.Broken[0], "late.js") {
		t.Errorf("broken references: %v", site.Broken)
	}
	if !strings.Contains(string(site.Files[site.Manifest.Files["app.js"]]), "import('./late.js')") {
		t.Error("the reference that leads nowhere was changed")
	}
}

func TestTable(t *testing.T) {
	site := assemble(t, fixture())
	var b strings.Builder
	if err := site.Table(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`(?m)^ +7 +31 +- +first load +data/t-0\.[0-9a-f]{10}\.bin$`, `(?m)^ +7 +31 +- +on demand +data/t-1\.`, `(?m) in the background +sw\.js$`,
	} {
		if !regexp.MustCompile(want).MatchString(b.String()) {
			t.Errorf("no line matches %s:\n%s", want, b.String())
		}
	}
	if got := site.sizes(); !strings.Contains(got, "build "+site.Manifest.Build+": first load 0.00 MB") {
		t.Errorf("Sizes() = %q", got)
	}
}

// The picture of a page has a whole address where that is known, and a visit loads neither it nor source maps.
func TestPicturesForOtherPrograms(t *testing.T) {
	in := fixture()
	in.Files["index.html"] = append([]byte(`<meta property="og:image" content="screenshots/preview.png">`), in.Files["index.html"]...)
	in.Files["screenshots/preview.png"] = []byte("png")
	for _, url := range []string{"", "https://example.org/sub/"} {
		in.URL = url
		site := assemble(t, in)
		if want := regexp.MustCompile(`content="` + regexp.QuoteMeta(url) + `screenshots/preview\.[0-9a-f]{10}\.png"`); !want.Match(site.Files["index.html"]) {
			t.Errorf("%s is not in %s", want, site.Files["index.html"])
		}
		for _, file := range site.Precache {
			if strings.HasPrefix(file, "screenshots/") {
				t.Errorf("a first visit stores %s", file)
			}
		}
		if bytes.Contains(site.Files["sw.js"], []byte("screenshots/")) || site.Manifest.Files["screenshots/preview.png"] != "" {
			t.Error("the page or its service worker knows the picture")
		}
	}
}
