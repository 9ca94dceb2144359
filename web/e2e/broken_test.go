package e2e

import (
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"bottleneck/web/browser"
	"bottleneck/web/site/server"
)

var allDamage = flag.Bool("damage", false, "try each file of the first load in each damaged way")

// spoils are ways in which a file does not arrive.
var spoils = map[string]func(w http.ResponseWriter, file []byte, release <-chan struct{}){
	"404": func(w http.ResponseWriter, _ []byte, _ <-chan struct{}) { w.WriteHeader(404) },
	"type": func(w http.ResponseWriter, file []byte, _ <-chan struct{}) {
		w.Header().Set("Content-Type", "text/plain")
		w.Write(file)
	},
	"cut": func(w http.ResponseWriter, file []byte, _ <-chan struct{}) { w.Write(file[:len(file)/2]) },
	"flip": func(w http.ResponseWriter, file []byte, _ <-chan struct{}) {
		file = slices.Clone(file)
		file[len(file)/2] ^= 1
		w.Write(file)
	},
	"login": func(w http.ResponseWriter, _ []byte, _ <-chan struct{}) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, "<!doctype html><title>log in</title>")
	},
	"hang": func(_ http.ResponseWriter, _ []byte, release <-chan struct{}) { <-release },
}

var hashOfName = regexp.MustCompile(`\.[0-9a-f]{10}\.`)

// Of the first load any file may be missing or damaged: the page says so, with a button, or works all the same; and one reload is enough once the server is whole.
func TestBrokenFiles(t *testing.T) {
	type fault struct{ file, how string }
	faults := []fault{
		{"page/app.js", "404"}, {"page/app.js", "hang"}, {"kit/theme.js", "login"}, {"kit/style.css", "hang"}, {"page/layout.css", "cut"},
		{"worker/worker.js", "404"}, {"worker/threads.js", "flip"}, {"kernels-relaxed.wasm", "flip"}, {"trainer.wasm", "login"}, {"canvas/canvas.js", "type"},
	}
	h, err := server.New(dist, server.Options{})
	must(t, err)
	t.Cleanup(func() { h.Close() })
	if *allDamage {
		faults = nil
		for _, file := range firstLoad(t, h) {
			for how := range spoils {
				if how != "flip" || path.Ext(file) != ".html" { // a page is as the server has it
					faults = append(faults, fault{file, how})
				}
			}
		}
	}
	b := chromium(t, browser.Options{})
	for _, f := range faults {
		t.Run(f.file+" "+f.how, func(t *testing.T) {
			var whole atomic.Bool
			var pages atomic.Int32
			release := make(chan struct{})
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				name := strings.TrimPrefix(r.URL.Path, "/")
				if name == "" {
					pages.Add(1)
				}
				if name == "sw.js" { // what the device keeps has tests of its own
					http.NotFound(w, r)
					return
				}
				if hashOfName.ReplaceAllString(name, ".") != f.file || whole.Load() {
					h.ServeHTTP(w, r)
					return
				}
				r.Header.Del("Accept-Encoding")
				content := httptest.NewRecorder()
				h.ServeHTTP(content, r)
				for key, values := range content.Header() {
					if key != "Content-Length" {
						w.Header()[key] = values
					}
				}
				spoils[f.how](w, content.Body.Bytes(), release)
			}))
			defer s.Close()
			defer s.CloseClientConnections()
			defer close(release)
			p, err := b.NewPage(true)
			must(t, err)
			defer p.Close()
			begun := time.Now()
			go p.Open(s.URL + "/" + quick)
			word, loads, anew := "Reload", int32(1), "!window.old && "
			if strings.HasPrefix(f.file, "rest-") { // without which the page trains
				word, loads, anew = "Try again", 0, `!document.querySelector('[data-bar="later"]') && `
			}
			button := `[...document.querySelectorAll("#broken button, #bars button")].find((b) => b.textContent === "` + word + `")`
			loaded := "complete"
			if f.file == "first.js" && f.how == "hang" { // which the page does not wait for, and its load does
				loaded = "interactive"
			}
			const works = `window.bottleneck?.metrics && document.getElementById("frame").dataset.view === "canvas"`
			must(t, p.WaitFor(button+" || ("+works+" && document.readyState === '"+loaded+"')", 40*time.Second))
			took := time.Since(begun)
			if took > 30*time.Second {
				t.Errorf("it was said after %v", took)
			}
			said := eval[string](t, p, `document.querySelector("#broken, .bar.error, .bar.warning")?.innerText ?? ""`)
			if said == "" {
				if !*allDamage {
					t.Error("nothing is said")
				}
				t.Log("works without")
				return
			}
			t.Logf("%.1f s: %s", took.Seconds(), strings.ReplaceAll(said, "\n", " "))
			whole.Store(true)
			before := pages.Load()
			eval[any](t, p, `(window.old = true, `+button+`.click())`)
			await(t, p, anew+works)
			if eval[bool](t, p, `Boolean(document.querySelector("#broken, .bar.error, .bar.warning"))`) {
				t.Error("something is said to be wrong still")
			}
			if n := pages.Load() - before; n != loads {
				t.Errorf("%d loads of the page, %d expected", n, loads)
			}
		})
	}
}

// firstLoad are the files that a visit asks for, by plain name, but the page itself and what it does without.
func firstLoad(t *testing.T, h http.Handler) (names []string) {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	p, err := chromium(t, browser.Options{}).NewPage(true)
	must(t, err)
	defer p.Close()
	must(t, p.Open(s.URL+"/"+quick))
	ready(t, p)
	await(t, p, inCanvas)
	asked := eval[[]string](t, p, `[...performance.getEntriesByType("resource"), ...document.getElementById("view").contentWindow.performance.getEntriesByType("resource")].map(({ name }) => new URL(name).pathname.slice(1))`)
	asked = append(asked, "wasm_exec.0000000000.js", "worker/memory.0000000000.js", "worker/files.0000000000.js", "worker/output.0000000000.js", "worker/thread.0000000000.js", "worker/threads.0000000000.js", "trainer.0000000000.wasm", "kernels-relaxed.0000000000.wasm")
	for _, name := range asked {
		name = hashOfName.ReplaceAllString(name, ".")
		if ext := path.Ext(name); !slices.Contains(names, name) && (ext == ".js" || ext == ".css" || ext == ".wasm" || ext == ".bin" || name == "canvas.html") && name != "sw.js" {
			names = append(names, name)
		}
	}
	if len(names) < 30 {
		fmt.Fprintln(os.Stderr, names)
		t.Fatalf("%d files of the first load found", len(names))
	}
	return names
}

// Without what comes later the page trains, says which file is missing, and has it at a press of a button once the server is whole.
func TestThePartThatComesLaterIsMissing(t *testing.T) {
	h, err := server.New(dist, server.Options{})
	must(t, err)
	t.Cleanup(func() { h.Close() })
	var whole atomic.Bool
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/sw.js" || strings.HasPrefix(r.URL.Path, "/rest-") && !whole.Load() {
			http.NotFound(w, r)
			return
		}
		h.ServeHTTP(w, r)
	}))
	defer s.Close()
	p, err := chromium(t, browser.Options{}).NewPage(true)
	must(t, err)
	defer p.Close()
	must(t, p.Open(s.URL+"/"+quick))
	await(t, p, `document.querySelector('[data-bar="later"]')?.innerText.includes("rest.js")`)
	if step := eval[int](t, p, `bottleneck.train({ steps: 3 }).then(({ step }) => step)`); step < 3 {
		t.Errorf("it trained to step %d, 3 expected", step)
	}
	if code := eval[string](t, p, `bottleneck.code("pytorch").then(() => "", ({ code }) => code)`); code != "later_missing" {
		t.Errorf("a script is told %q, later_missing expected", code)
	}
	eval[any](t, p, `document.getElementById("help-open").click()`)
	await(t, p, `document.querySelectorAll('[data-bar="later"]').length === 1`)
	if eval[bool](t, p, `document.getElementById("help").open`) {
		t.Error("the dialog is open without what it says")
	}
	whole.Store(true)
	eval[any](t, p, `document.querySelector('[data-bar="later"] .primary').click()`)
	await(t, p, `document.querySelector("#classes select") && !document.querySelector('[data-bar="later"]')`)
	eval[any](t, p, `document.getElementById("help-open").click()`)
	await(t, p, `document.getElementById("help").open`)
	if text := eval[string](t, p, `bottleneck.code("pytorch").then(({ text }) => text)`); !strings.Contains(text, "torch") {
		t.Errorf("the program is %.60q", text)
	}
}
