// Package offline tests sw.js and page/offline.js, which registers it, in Chromium, on a small site built like the real one.
package offline

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"bottleneck/web/browser"
	"bottleneck/web/site/build"
	"bottleneck/web/site/server"
)

const index = `<!doctype html><meta charset="utf-8"><title>fixture</title>
<link rel="icon" href="icon.svg"><script type="module" src="app.js"></script>
<script type="application/json" id="build">{}</script>`

// app records what offline.js reports and does, and answers the tests' questions about the build. A reload is counted when it is asked
// for, before the page is left.
const app = `import { startOffline } from './page/offline.js';
import { bindHanded } from './page/picture/handed.js';
const manifest = JSON.parse(document.getElementById('build').textContent);
globalThis.manifest = manifest;
globalThis.version = 'VERSION';
globalThis.events = [];
globalThis.loads = Number(sessionStorage.getItem('loads') || 0) + 1;
sessionStorage.setItem('loads', loads);
navigation.addEventListener('navigate', ({ navigationType }) => {
  if (navigationType === 'reload') sessionStorage.setItem('reloads', Number(sessionStorage.getItem('reloads') || 0) + 1);
});
startOffline({
  onReady: () => events.push('ready'),
  onUpdate: (update) => { events.push('update'); globalThis.update = update; },
  onIsolationOffer: (offer) => { events.push('offer'); globalThis.offer = offer; },
  onError: (error) => events.push('error: ' + error.message),
  isIdle: () => !new URLSearchParams(location.search).has('busy'),
});
globalThis.handed = [];
globalThis.bindHanded = bindHanded;
bindHanded((given) => { for (const { file } of given) file.text().then((text) => handed.push([file.name, file.type, text].join(' '))); }, (text) => handed.push(text));
globalThis.ask = async () => {
  const worker = new Worker(policy(manifest.files['worker.js']));
  return new Promise((resolve) => { worker.onmessage = (e) => resolve(e.data); worker.onerror = (e) => resolve('error: ' + e.message); worker.postMessage(manifest.files); });
};
const trusted = trustedTypes.createPolicy('bottleneck-test', { createScriptURL: (url) => url });
const policy = (url) => trusted.createScriptURL(url);
`

const worker = `onmessage = async ({ data: files }) => {
  const module = await WebAssembly.compileStreaming(fetch(files['trainer.wasm']));
  postMessage([self.crossOriginIsolated, WebAssembly.Module.customSections(module, 'version').length, 'VERSION'].join(' '));
};`

func TestMain(m *testing.M) { os.Exit(browser.Main(m)) }

// site is a host whose content, behaviour and requests a test controls.
type site struct {
	t      *testing.T
	url    string
	prefix string

	mu      sync.Mutex
	handler *server.Handler
	built   *build.Site
	spoil   func(w http.ResponseWriter, r *http.Request) bool // answers in the server's place
	down    bool
	asked   map[string]int
}

// start serves version 1.
func start(t *testing.T, o server.Options) *site {
	s := &site{t: t, prefix: o.Prefix, asked: map[string]int{}}
	s.publish("1", o)
	h := httptest.NewServer(s)
	t.Cleanup(h.Close)
	s.url = h.URL + o.Prefix + "/"
	return s
}

func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	handler, spoil, down := s.handler, s.spoil, s.down
	s.asked[strings.TrimPrefix(r.URL.Path, s.prefix+"/")]++
	s.mu.Unlock()
	if down {
		panic(http.ErrAbortHandler) // the connection breaks
	}
	if spoil != nil && spoil(w, r) {
		return
	}
	// The tests start workers through a Trusted Types policy of their own.
	handler.ServeHTTP(&policyWriter{ResponseWriter: w}, r)
}

// policyWriter lets the fixture's script have its own policy.
type policyWriter struct {
	http.ResponseWriter
	begun bool
}

func (w *policyWriter) WriteHeader(status int) {
	w.begun = true
	for i, v := range w.Header()["Content-Security-Policy"] {
		w.Header()["Content-Security-Policy"][i] = strings.Replace(v, "trusted-types bottleneck", "trusted-types bottleneck bottleneck-test", 1)
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *policyWriter) Write(b []byte) (int, error) {
	if !w.begun {
		w.WriteHeader(http.StatusOK)
	}
	return w.ResponseWriter.Write(b)
}

// publish replaces the site by another version, the old files gone, like a deployment.
func (s *site) publish(version string, o server.Options) {
	s.t.Helper()
	web := func(name string) []byte {
		content, err := os.ReadFile(filepath.Join("..", filepath.FromSlash(name)))
		if err != nil {
			s.t.Fatal(err)
		}
		return content
	}
	stamp := func(text string) []byte { return []byte(strings.ReplaceAll(text, "VERSION", version)) }
	in := build.Input{
		Files: map[string][]byte{
			"index.html": []byte(index), "app.js": stamp(app), "worker.js": stamp(worker), "icon.svg": []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`),
			"page/offline.js": web("page/offline.js"), "page/picture/handed.js": web("page/picture/handed.js"), "kit/dropped.js": web("kit/dropped.js"), "kit/trusted.js": web("kit/trusted.js"), "sw.js": swWithTestPolicy(s.t, web("offline/sw.js")),
			"trainer.wasm":  []byte("\x00asm\x01\x00\x00\x00\x00\x09\x07version" + version),
			"exchange.wasm": []byte("that reads files"),
			"pictures.wasm": []byte("that makes pictures"),
			"data/t-0.bin":  []byte("first chunk"),
			"data/t-1.bin":  []byte("second chunk"),
			"untouched.txt": []byte("the same in every version"),
		},
		Data: map[string]*build.Corpus{"mnist": {Train: []build.Chunk{{File: "data/t-0.bin", To: 1, Bytes: 11}, {File: "data/t-1.bin", From: 1, To: 2, Bytes: 12}}}},
	}
	for _, name := range []string{"words", "english/code", "english/compare", "english/errors", "english/guide", "english/page", "english/panels", "english/plane", "english/recipe", "english/run", "english/runs", "english/share", "english/slow", "english/takehome", "english/time", "english/view"} { // what offline.js says
		in.Files["kit/"+name+".js"] = web("kit/" + name + ".js")
	}
	built, err := build.Assemble(in)
	if err != nil {
		s.t.Fatal(err)
	}
	dir := s.t.TempDir()
	for name, content := range built.Files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			s.t.Fatal(err)
		}
		if err := os.WriteFile(file, content, 0o644); err != nil {
			s.t.Fatal(err)
		}
	}
	h, err := server.New(dir, o)
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { h.Close() })
	s.mu.Lock()
	defer s.mu.Unlock()
	s.handler, s.built = h, built
}

// swWithTestPolicy makes the service worker grant the fixture's policy as the server does.
func swWithTestPolicy(t *testing.T, sw []byte) []byte {
	text := string(sw)
	for _, value := range []string{"headers.set(name, value", "headers.set('content-security-policy', own"} {
		if !strings.Contains(text, value+");") {
			t.Fatalf("sw.js has no %q", value)
		}
		text = strings.Replace(text, value+");", value+".replace('trusted-types bottleneck', 'trusted-types bottleneck bottleneck-test'));", 1)
	}
	return []byte(text)
}

func (s *site) set(f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f()
}

func (s *site) count(name string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asked[name]
}

// total is the number of requests that reached the host.
func (s *site) total() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for name, k := range s.asked {
		if name != "sw.js" { // which the browser asks for when it likes
			n += k
		}
	}
	return n
}

type tab struct {
	*browser.Page
	t *testing.T
}

func open(t *testing.T, b *browser.Browser, url string, fresh bool) *tab {
	t.Helper()
	p, err := b.NewPage(fresh)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Close)
	if err := p.Open(url); err != nil {
		t.Fatal(err)
	}
	return &tab{p, t}
}

// wait waits for an expression to become true.
func (p *tab) wait(expression string) {
	p.t.Helper()
	if err := p.WaitFor(expression, 90*time.Second); err != nil {
		p.t.Fatal(err)
	}
}

// is checks the value of an expression, as text.
func (p *tab) is(expression, want string) {
	p.t.Helper()
	var got string
	if err := p.Eval("(async () => String(await ("+expression+")))()", &got); err != nil {
		p.t.Fatalf("%s: %v", expression, err)
	}
	if got != want {
		p.t.Errorf("%s = %q, %q expected", expression, got, want)
	}
}

func (p *tab) do(expression string) {
	p.t.Helper()
	if err := p.Eval(expression, nil); err != nil {
		p.t.Fatalf("%s: %v", expression, err)
	}
}

func (p *tab) clean() {
	p.t.Helper()
	for _, fault := range p.Faults() {
		if !strings.Contains(fault.Text, "sw.js") { // of a host that is down, as the test wants it
			p.t.Errorf("the page reported %v", fault)
		}
	}
}

// reload loads the page anew and waits for it.
func (p *tab) reload() {
	p.t.Helper()
	p.do("globalThis.old = true; setTimeout(() => location.reload()); 0")
	p.wait("!globalThis.old && globalThis.events && document.readyState === 'complete'")
}

const ours = `(await caches.keys()).filter((k) => k.startsWith('bottleneck')).length`
