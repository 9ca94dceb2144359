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

// A room is a folder of web/ whose files run in one global scope.
type room struct {
	scope string
	kit   bool // may import what the documents share
}

const (
	document      = "a document"
	worker        = "a dedicated worker"
	serviceWorker = "a service worker"
)

var rooms = map[string]room{
	"page":     {document, true},
	"canvas":   {document, true}, // in a frame
	"bench":    {document, true},
	"kit":      {document, false},
	"worker":   {worker, false},
	"exchange": {worker, false},
	"offline":  {serviceWorker, false},
}

// globals are names that stand in one scope alone, and tell at once where a file thinks it is. TestGlobalsTellScopesApart holds the
// list to the browser.
var globals = map[string][]string{
	document: {"alert", "customElements", "document", "getComputedStyle", "localStorage", "matchMedia", "sessionStorage", "window",
		"DOMParser", "Element", "HTMLElement", "Image", "IntersectionObserver", "MutationObserver", "ResizeObserver"},
	worker:        {"DedicatedWorkerGlobalScope", "FileReaderSync"},
	serviceWorker: {"clients", "skipWaiting", "ServiceWorkerGlobalScope"},
}

// importScripts is what both kinds of workers have and a document has not.
const importScripts = "importScripts"

var (
	// Comments and strings hold words that are no code. What a template embeds is skipped with it.
	noCode = regexp.MustCompile("(?s)//[^\n]*|/\\*.*?\\*/|'(?:\\\\.|[^'\\\\\n])*'|\"(?:\\\\.|[^\"\\\\\n])*\"|`(?:\\\\.|[^`\\\\])*`")
	// A name alone or of the global object, but no other object's member and no key.
	used     = regexp.MustCompile(`(?:^|[^\w$.]|\.\.\.)((?:(?:self|window|globalThis)\.)*[A-Za-z_$][\w$]*)`)
	imported = regexp.MustCompile(`(?m)(?:^\s*(?:import|export)\b[^'";]*?|\bimport\(\s*)['"]([^'"]+)['"]|@import\s+['"]([^'"]+)['"]`)
	referred = regexp.MustCompile(`\s(?:src|href)="([\w-]+/[^"]*)"`)
)

// faults says what stands in the wrong room: text by path from web/.
func faults(files map[string]string) (list []string) {
	for _, name := range slices.Sorted(maps.Keys(files)) {
		text := files[name]
		own, _, _ := strings.Cut(name, "/")
		r, known := rooms[own]
		if !known {
			list = append(list, fmt.Sprintf("%s lies in no room", name))
			continue
		}
		may := func(to string) bool {
			there, _, _ := strings.Cut(to, "/")
			return there == own || there == "kit" && r.kit
		}
		switch path.Ext(name) {
		case ".html": // its references are from the root of the site
			for _, m := range referred.FindAllStringSubmatch(text, -1) {
				if !may(m[1]) {
					list = append(list, fmt.Sprintf("%s refers to %s", name, m[1]))
				}
			}
			continue
		case ".js":
			list = append(list, strangers(name, text, r.scope)...)
		}
		for _, m := range imported.FindAllStringSubmatch(text, -1) {
			if to := path.Join(path.Dir(name), m[1]+m[2]); !may(to) {
				list = append(list, fmt.Sprintf("%s imports %s", name, to))
			}
		}
	}
	return list
}

// strangers are the globals in a script that its scope has not.
func strangers(name, text, scope string) (list []string) {
	code := noCode.ReplaceAllStringFunc(text, func(s string) string { return strings.Repeat(" ", len(s)) })
	for _, m := range used.FindAllStringSubmatchIndex(code, -1) {
		before, after := strings.TrimSpace(code[:m[2]]), strings.TrimSpace(code[m[3]:])
		if strings.HasPrefix(after, ":") && (strings.HasSuffix(before, "{") || strings.HasSuffix(before, ",")) {
			continue // a key
		}
		for word := range strings.SplitSeq(code[m[2]:m[3]], ".") {
			for other, words := range globals {
				if other != scope && slices.Contains(words, word) {
					list = append(list, fmt.Sprintf("%s uses %s, which only %s has; the folder's files run in %s", name, word, other, scope))
				}
			}
			if word == importScripts && scope == document {
				list = append(list, fmt.Sprintf("%s uses %s, which only workers have; the folder's files run in %s", name, word, scope))
			}
		}
	}
	return list
}

// Which scope a file runs in, and what it may rely on, is told by its folder.
func TestFilesStayInTheirRooms(t *testing.T) {
	files := map[string]string{}
	found := map[string]int{}
	web := os.DirFS("..")
	if err := fs.WalkDir(web, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		if ext := path.Ext(name); (ext == ".js" || ext == ".css" || ext == ".html") && !strings.HasPrefix(name, "browser/exec/") {
			text, err := fs.ReadFile(web, name)
			if err != nil {
				return err
			}
			files[name] = string(text)
			own, _, _ := strings.Cut(name, "/")
			found[own]++
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	for name := range rooms {
		if found[name] == 0 {
			t.Errorf("web/%s has no files", name)
		}
	}
	for _, fault := range faults(files) {
		t.Error(fault)
	}
}

func TestFaultsAreFound(t *testing.T) {
	for name, c := range map[string]struct{ file, text, want string }{
		"a worker's document":        {"worker/a.js", "const root = document.body;", "worker/a.js uses document, which only a document has"},
		"of the global object":       {"worker/a.js", "globalThis.localStorage.clear();", "uses localStorage"},
		"in an object":               {"offline/sw.js", "f({ ...window });", "uses window"},
		"a page's importScripts":     {"page/run/a.js", "importScripts('x.js');", "uses importScripts, which only workers have"},
		"a service worker's":         {"worker/a.js", "self.skipWaiting();", "uses skipWaiting"},
		"a choice":                   {"worker/a.js", "const a = b ? document : c;", "uses document"},
		"a page's clients":           {"canvas/a.js", "if (clients) f();", "uses clients"},
		"another program":            {"bench/a.js", "import { a } from '../page/run/a.js';", "bench/a.js imports page/run/a.js"},
		"over lines":                 {"bench/a.js", "import {\n  a,\n  b,\n} from '../page/run/a.js';", "imports page/run/a.js"},
		"on demand":                  {"canvas/a.js", "const f = () => import('../worker/a.js');", "imports worker/a.js"},
		"passed on":                  {"kit/a.js", "export * from '../page/a.js';", "imports page/a.js"},
		"a worker's kit":             {"worker/a.js", "import '../kit/a.js';", "imports kit/a.js"},
		"a style":                    {"bench/a.css", "@import '../page/a.css';", "imports page/a.css"},
		"a document's script":        {"bench/bench.html", `<script type="module" src="page/app.js"></script>`, "bench/bench.html refers to page/app.js"},
		"no room":                    {"shared/a.js", "", "shared/a.js lies in no room"},
		"own and kit":                {"page/run/a.js", "import '../b.js';\nimport { c } from '../../kit/c.js';\nwindow.a = document.body;", ""},
		"words in comments, strings": {"worker/a.js", "// the document\nconst a = 'window'; /* localStorage\n */ const b = `alert`;", ""},
		"members and keys":           {"worker/a.js", "const a = { document: 1 }; a.document = x?.window;", ""},
		"its own":                    {"worker/a.js", "importScripts(x); new FileReaderSync();", ""},
	} {
		got := strings.Join(faults(map[string]string{c.file: c.text}), "\n")
		if !strings.Contains(got, c.want) || (got == "") != (c.want == "") {
			t.Errorf("%s: %q found, %q expected", name, got, c.want)
		}
	}
}

// Each of the names is there in its own scope and in no other.
func TestGlobalsTellScopesApart(t *testing.T) {
	p := modules(t)
	words := []string{importScripts}
	for _, list := range globals {
		words = append(words, list...)
	}
	got := eval[map[string][]string](t, p, `
		const words = `+quote(words)+`;
		const tell = "const tell = (to) => to.postMessage(" + JSON.stringify(words) + ".filter((w) => w in globalThis));";
		const inWorker = new Promise((resolve) => {
			new Worker(URL.createObjectURL(new Blob([tell + "tell(globalThis)"]))).onmessage = ({ data }) => resolve(data);
		});
		const registration = await navigator.serviceWorker.register("/scope.js?" + encodeURIComponent(tell));
		const inServiceWorker = new Promise((resolve) => { navigator.serviceWorker.onmessage = ({ data }) => resolve(data); });
		(registration.installing || registration.waiting || registration.active).postMessage(0);
		return { `+quote(document)+`: words.filter((w) => w in globalThis), `+quote(worker)+`: await inWorker, `+quote(serviceWorker)+`: await inServiceWorker };`)
	for scope, list := range globals {
		want := slices.Clone(list)
		if scope != document {
			want = append(want, importScripts)
		}
		slices.Sort(want)
		found := got[scope]
		slices.Sort(found)
		if !slices.Equal(found, want) {
			t.Errorf("%s has %v of them, %v expected", scope, found, want)
		}
	}
}
