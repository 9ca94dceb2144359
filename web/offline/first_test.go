package offline

import (
	"bytes"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"bottleneck/web/browser"
	"bottleneck/web/site/build"
)

// A page whose only own script is first.js, beside what it watches: a style sheet, a script, and a module that this imports.
const watched = `<!doctype html><html lang="en"><meta charset="utf-8"><title>watched</title>
<script src="first.js" async data-deadline="DEADLINE"></script><link rel="icon" href="data:,"><link rel="stylesheet" href="style.css"><link rel="modulepreload" href="part.js">
<script type="module" src="app.js"></script><script type="application/json" id="build">{}</script><p>text</p>`

// damages are ways in which a file does not arrive, with what is said then; the last is for a file that never comes.
var damages = []struct {
	name, says string
	answer     func(w http.ResponseWriter, whole []byte, release <-chan struct{})
}{
	{"404", "is not there: the server says 404", func(w http.ResponseWriter, _ []byte, _ <-chan struct{}) { w.WriteHeader(404) }},
	{"wrong type", "as text/plain", func(w http.ResponseWriter, whole []byte, _ <-chan struct{}) {
		w.Header().Set("Content-Type", "text/plain")
		w.Write(whole)
	}},
	{"cut", "arrives damaged", func(w http.ResponseWriter, whole []byte, _ <-chan struct{}) { w.Write(whole[:len(whole)/2]) }},
	{"broken off", "breaks off", func(w http.ResponseWriter, whole []byte, _ <-chan struct{}) {
		w.Header().Set("Content-Length", fmt.Sprint(len(whole)))
		w.Write(whole[:len(whole)/2])
	}},
	{"login page", "log in first", func(w http.ResponseWriter, _ []byte, _ <-chan struct{}) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, "<!doctype html><title>log in</title>")
	}},
	{"silence", "the server is silent", func(_ http.ResponseWriter, _ []byte, release <-chan struct{}) { <-release }},
}

// damaged serves files, and one of them, by its plain name, in a damaged way as long as it is to be. opened counts how often the page was asked for.
type damaged struct {
	files  map[string][]byte
	name   atomic.Value // "" for none
	answer func(w http.ResponseWriter, whole []byte, release <-chan struct{})
	done   chan struct{}
	opened atomic.Int32
}

func (d *damaged) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/")
	if name == "" {
		name = "index.html"
		d.opened.Add(1)
	}
	content, found := d.files[name]
	if !found {
		http.NotFound(w, r)
		return
	}
	types := map[string]string{"html": "text/html", "js": "text/javascript", "css": "text/css"}
	w.Header().Set("Content-Type", types[name[strings.LastIndexByte(name, '.')+1:]])
	w.Header().Set("X-Content-Type-Options", "nosniff")
	stem, _, _ := strings.Cut(name, ".")
	if at, _ := d.name.Load().(string); at != "" && stem == at {
		d.answer(w, content, d.done)
		return
	}
	w.Write(content)
}

// Whatever of its files is missing or damaged, in whatever way: the page says what, and is whole with one reload once the server is.
func TestPageSaysWhatIsMissing(t *testing.T) {
	first, err := os.ReadFile("../page/first.js")
	if err != nil {
		t.Fatal(err)
	}
	whole, err := build.Assemble(build.Input{Files: map[string][]byte{
		"index.html": []byte(watched), "first.js": first, "style.css": []byte("p { color: rgb(1, 2, 3) }"),
		"app.js": []byte("import './part.js';\ndocument.documentElement.dataset.started = globalThis.part;"), "part.js": []byte("globalThis.part = 'whole';\n"),
	}})
	if err != nil {
		t.Fatal(err)
	}
	const right = `document.documentElement.dataset.started === 'whole' && getComputedStyle(document.querySelector('p')).color === 'rgb(1, 2, 3)'`
	for _, file := range []string{"style", "app", "part"} {
		for _, kind := range damages {
			t.Run(file+" "+kind.name, func(t *testing.T) {
				deadline := "30000" // which is not waited for
				if kind.name == "silence" {
					t.Parallel()
					deadline = "4000"
				}
				files := maps.Clone(whole.Files)
				files["index.html"] = bytes.Replace(files["index.html"], []byte("DEADLINE"), []byte(deadline), 1)
				d := &damaged{files: files, answer: kind.answer, done: make(chan struct{})}
				d.name.Store(file)
				s := httptest.NewServer(d)
				defer s.Close()
				defer s.CloseClientConnections()
				defer close(d.done)
				p, err := browser.Common(t).NewPage(true)
				if err != nil {
					t.Fatal(err)
				}
				defer p.Close()
				begun := time.Now()
				go p.Open(s.URL) // the load event does not come where a file does not
				tab := &tab{p, t}
				tab.wait(`document.querySelector('#broken button')`)
				if took := time.Since(begun); took > 30*time.Second {
					t.Errorf("it was said after %v", took)
				}
				var said string
				if err := p.Eval(`document.getElementById('broken').textContent`, &said); err != nil || !strings.Contains(said, kind.says) || !strings.Contains(said, file+".") {
					t.Errorf("%q, %v; %s %s expected", said, err, file, kind.says)
				}
				d.name.Store("")
				before := d.opened.Load()
				tab.do(`globalThis.old = true; document.querySelector('#broken button').click()`)
				tab.wait(`!globalThis.old && ` + right)
				tab.is(`document.getElementById('broken')`, "null")
				if n := d.opened.Load() - before; n != 1 {
					t.Errorf("%d reloads, 1 expected", n)
				}
			})
		}
	}
}
