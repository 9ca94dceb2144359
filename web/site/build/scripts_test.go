package build

import (
	"maps"
	"strings"
	"testing"
)

// modules is a site of two pages that share a module, with a worker and a style sheet.
func modules() map[string][]byte {
	files := map[string][]byte{}
	for name, text := range map[string]string{
		"index.html":       "<script type=\"module\" src=\"kit/theme.js\" blocking=\"render\"></script>\n<script type=\"module\" src=\"page/app.js\"></script>\n" + slot + "</script>",
		"bench.html":       `<script type="module" src="bench/bench.js"></script>`,
		"kit/theme.js":     "export let theme = 'dark';\nexport function turn() { theme = 'light'; }\n",
		"page/app.js":      "import { theme, turn } from '../kit/theme.js';\nimport { first } from './first.js';\nconst longName = first(theme);\nturn();\nconsole.log(longName);\n",
		"page/first.js":    "/** Says so. */\nexport function first(value) {\n  return `first ${value}`;\n}\n",
		"bench/bench.js":   "import { theme } from '../kit/theme.js';\nconsole.log(theme);\n",
		"worker/worker.js": "// a classic script\nfunction load(url) {\n  importScripts(url);\n}\nself.start = load;\n",
		"kit/style.css":    "/* calm */\nbody {\n  color: #ff0000;\n}\n",
		"sw.js":            "const site = null; // stays\n",
		"trainer.wasm":     "\x00asm",
	} {
		files[name] = []byte(text)
	}
	return files
}

func TestLean(t *testing.T) {
	files := modules()
	if err := lean(files); err != nil {
		t.Fatal(err)
	}
	if files["page/first.js"] != nil {
		t.Error("page/first.js is still there, beside the script that holds it")
	}
	app := string(files["page/app.js"])
	if !strings.Contains(app, "first ") || strings.Contains(app, "longName") {
		t.Errorf("page/app.js: %s", app)
	}
	if !strings.Contains(string(files["page/app.js.map"]), "longName") {
		t.Error("page/app.js.map does not hold what was written")
	}
	if got := string(files["worker/worker.js"]); !strings.Contains(got, "function load(") || strings.Contains(got, "classic") {
		t.Errorf("worker/worker.js: %s: scripts find one another by the names at their top, and comments are left out", got)
	}
	if got := string(files["kit/style.css"]); got != "body{color:red}\n" {
		t.Errorf("kit/style.css: %q", got)
	}
	if got := string(files["sw.js"]); got != string(modules()["sw.js"]) {
		t.Errorf("sw.js: %q", got)
	}

	site := assemble(t, Input{Files: files})
	shared := 0
	for name, text := range site.Files {
		if strings.HasPrefix(name, "chunk-") && strings.HasSuffix(name, ".js") {
			shared++
			for _, page := range []string{"index.html", "bench.html"} {
				if n := strings.Count(string(site.Files[page]), `<link rel="modulepreload" href="`+name+`" integrity="sha256-`); n != 1 {
					t.Errorf("%s asks %d times early for %s, once expected", page, n, name)
				}
			}
			if !strings.Contains(string(site.Files[site.Manifest.Files["page/app.js"]]), `"../`+name+`"`) {
				t.Errorf("page/app.js does not import %s, which holds the theme's one state", name)
			}
			if !strings.Contains(string(text), "light") {
				t.Errorf("%s: %s", name, text)
			}
		}
	}
	if shared != 1 {
		t.Errorf("%d shared scripts, 1 expected", shared)
	}
	for _, name := range site.Precache {
		if strings.HasSuffix(name, ".map") {
			t.Errorf("a first visit stores %s", name)
		}
	}
	for name := range site.Manifest.Files {
		if strings.HasSuffix(name, ".map") {
			t.Errorf("the manifest lists %s", name)
		}
	}
	if strings.Contains(string(site.Files["sw.js"]), ".map") {
		t.Error("sw.js lists source maps")
	}
	if text := string(site.Files[site.Manifest.Files["page/app.js"]]); !strings.Contains(text, "//# sourceMappingURL=app.js.") || strings.Contains(text, "app.js.map") {
		t.Errorf("the source map's final name is missing: %s", text)
	}
}

func TestLeanIsTheSameEachTime(t *testing.T) {
	a, b := modules(), modules()
	if err := lean(a); err != nil {
		t.Fatal(err)
	}
	if err := lean(b); err != nil {
		t.Fatal(err)
	}
	if !maps.EqualFunc(a, b, func(x, y []byte) bool { return string(x) == string(y) }) {
		t.Error("two builds differ")
	}
}

func TestLeanRefuses(t *testing.T) {
	for want, change := range map[string]func(map[string][]byte){
		"page/first.js:2: ":                                  func(f map[string][]byte) { f["page/first.js"] = []byte("export const first =\n;") },
		"page/app.js imports page/none.js, which":            func(f map[string][]byte) { f["page/app.js"] = []byte("import './none.js';") },
		`page/app.js imports "lodash", a path`:               func(f map[string][]byte) { f["page/app.js"] = []byte("import 'lodash';") },
		`No matching export in "site:page/first.js" for imp`: func(f map[string][]byte) { f["page/app.js"] = []byte("import { none } from './first.js'; none();") },
		"page/lost.js is a module that no page imports":      func(f map[string][]byte) { f["page/lost.js"] = []byte("export const lost = 1;\n") },
	} {
		files := modules()
		change(files)
		if err := lean(files); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, %q expected", err, want)
		}
	}
}
