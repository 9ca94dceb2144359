package offline

import (
	"net/http"
	"strings"
	"testing"

	"bottleneck/web/browser"
	"bottleneck/web/site/server"
)

// One visit stores everything; then the host may go.
func TestOffline(t *testing.T) {
	b := browser.Common(t)
	for _, prefix := range []string{"", "/some/sub/path"} {
		t.Run("prefix"+prefix, func(t *testing.T) {
			s := start(t, server.Options{Prefix: prefix})
			p := open(t, b, s.url+"#v=1&seed=7", true)
			p.wait("events.includes('ready')")
			p.is("crossOriginIsolated", "true")
			p.is("loads", "1") // the host isolates: no reload
			p.is("ask()", "true 1 1")
			p.is("navigator.serviceWorker.controller !== null", "true")
			p.clean()
			before := s.total()
			s.set(func() { s.down = true })
			p.reload()
			p.is("crossOriginIsolated", "true")
			p.is("location.hash", "#v=1&seed=7")
			p.is("ask()", "true 1 1")
			p.is("fetch(manifest.data.mnist.train[0].file).then((r) => r.text())", "first chunk")
			p.is("fetch('./index.html').then((r) => r.text()).then((t) => t.includes(manifest.build))", "true")
			p.clean()
			if got := s.total() - before; got > 0 {
				t.Errorf("%d requests reached the host after it was stored: %v", got, s.asked)
			}
		})
	}
}

// Chunks beyond the first are stored when they are used, and so are the programs that read files and make pictures.
func TestChunksOnDemand(t *testing.T) {
	s := start(t, server.Options{})
	p := open(t, browser.Common(t), s.url, true)
	p.wait("events.includes('ready')")
	file := s.built.Manifest.Data["mnist"].Train[1].File
	programs := map[string]string{"exchange.wasm": "that reads files", "pictures.wasm": "that makes pictures"}
	for name := range programs {
		if s.count(file) != 0 || s.count(s.built.Manifest.Files[name]) != 0 {
			t.Errorf("the second chunk or %s was fetched before it was needed", name)
		}
	}
	run := func() {
		for name, says := range programs {
			p.is("fetch(manifest.files['"+name+"']).then((r) => r.text())", says)
		}
	}
	run()
	const second = "fetch(manifest.data.mnist.train[1].file).then((r) => r.text())"
	p.is(second, "second chunk")
	s.set(func() { s.down = true })
	p.is(second, "second chunk")
	p.reload()
	p.is(second, "second chunk")
	run()
	for name := range programs {
		if s.count(file) != 1 || s.count(s.built.Manifest.Files[name]) != 1 {
			t.Errorf("the second chunk was asked for %d times, %s %d times, 1 expected", s.count(file), name, s.count(s.built.Manifest.Files[name]))
		}
	}
}

// Where the host sends no isolation headers the worker does, from the second load on; the page makes that load once.
func TestIsolation(t *testing.T) {
	b := browser.Common(t)
	t.Run("idle", func(t *testing.T) {
		s := start(t, server.Options{NoIsolation: true})
		p := open(t, b, s.url+"#v=1", true)
		p.wait("globalThis.loads === 2 && events.includes('ready')")
		p.is("crossOriginIsolated", "true")
		p.is("location.hash", "#v=1")
		p.is("ask()", "true 1 1")
		p.clean()
		s.set(func() { s.down = true })
		p.reload()
		p.is("crossOriginIsolated", "true")
		p.is("loads", "3")
	})
	t.Run("busy", func(t *testing.T) {
		s := start(t, server.Options{NoIsolation: true})
		p := open(t, b, s.url+"?busy", true)
		p.wait("events.includes('offer')")
		p.is("loads", "1")
		p.is("crossOriginIsolated", "false")
		p.is("ask()", "false 1 1")
		p.do("offer.apply(); 0")
		p.wait("globalThis.loads === 2 && events.includes('ready')")
		p.is("crossOriginIsolated", "true")
		p.is("events", "ready")
	})
	t.Run("touched", func(t *testing.T) {
		s := start(t, server.Options{NoIsolation: true})
		release := make(chan struct{})
		s.set(func() {
			s.spoil = func(w http.ResponseWriter, r *http.Request) bool {
				if strings.HasSuffix(r.URL.Path, "sw.js") {
					<-release
				}
				return false
			}
		})
		p := open(t, b, s.url, true)
		p.do("dispatchEvent(new PointerEvent('pointerdown')); 0")
		close(release)
		p.wait("events.includes('offer')")
		p.is("loads", "1")
	})
}

// A worker that does not isolate (a browser without that, an old worker) leads to one reload and no more.
func TestNoReloadLoop(t *testing.T) {
	s := start(t, server.Options{NoIsolation: true})
	s.set(func() {
		s.spoil = func(w http.ResponseWriter, r *http.Request) bool {
			if !strings.HasSuffix(r.URL.Path, "sw.js") {
				return false
			}
			w.Header().Set("Content-Type", "text/javascript")
			w.Write([]byte("addEventListener('activate', (e) => e.waitUntil(clients.claim())); addEventListener('fetch', () => {});"))
			return true
		}
	})
	p := open(t, browser.Common(t), s.url, true)
	p.wait("globalThis.loads === 2 && events.includes('ready')")
	// Whoever is ready has decided whether to reload.
	const asked = "sessionStorage.getItem('reloads')"
	p.is(asked, "1")
	p.is("events", "ready")
	p.is("crossOriginIsolated", "false")
	p.reload()
	p.wait("globalThis.loads === 3 && events.includes('ready')")
	p.is(asked, "2") // this test's own
	p.is("events", "ready")
}

// What the host passes off as a program is not taken for one.
func TestNoPageForProgram(t *testing.T) {
	s := start(t, server.Options{})
	p := open(t, browser.Common(t), s.url, true)
	p.wait("events.includes('ready')")
	s.set(func() {
		s.spoil = func(w http.ResponseWriter, r *http.Request) bool {
			w.Header().Set("Content-Type", "text/html")
			w.Write([]byte("<!doctype html>log in to the hotel's network"))
			return true
		}
	})
	p.is("fetch('trainer.ffffffffff.wasm').then((r) => r.status + ' ' + r.headers.get('content-type'))", "404 text/plain")
	p.is("fetch(manifest.data.mnist.train[1].file).then(() => 'taken', () => 'refused')", "refused")
	p.is("ask()", "true 1 1")
	p.reload()
	p.is("version", "1")
}
