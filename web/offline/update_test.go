package offline

import (
	"net/http"
	"strings"
	"testing"

	"bottleneck/web/browser"
	"bottleneck/web/site/server"
)

// A new version is stored beside the running one, announced, and taken on a click.
func TestUpdate(t *testing.T) {
	b := browser.Common(t)
	s := start(t, server.Options{})
	p := open(t, b, s.url, true)
	p.wait("events.includes('ready')")
	p.do("caches.open('another project').then(() => caches.open('bottleneck /elsewhere/ x'))")
	untouched := s.built.Manifest.Files["untouched.txt"]
	s.publish("2", server.Options{})
	p.reload()
	p.wait("events.includes('update')")
	p.is("version", "1")
	p.is("ask()", "true 1 1") // a worker started now is still of version 1
	p.reload()
	p.is("version", "1") // a reload alone does not take the new version
	p.wait("events.includes('update')")
	p.do("globalThis.old = true; update.apply(); 0")
	p.wait("!globalThis.old && globalThis.version === '2' && events.includes('ready')")
	p.is("ask()", "true 1 2")
	p.is("events", "ready")
	p.is(ours, "3") // this build, its chunks, and the neighbour's
	p.is("caches.has('another project')", "true")
	p.is("caches.has('bottleneck /elsewhere/ x')", "true")
	p.clean()
	if n := s.count(untouched); n != 1 {
		t.Errorf("the unchanged file was fetched %d times, 1 expected", n)
	}
	s.set(func() { s.down = true })
	p.reload()
	p.is("ask()", "true 1 2")
}

// Another tab goes on with its version, whole, after one tab has taken the new one.
func TestUpdateWithTwoTabs(t *testing.T) {
	b := browser.Common(t)
	s := start(t, server.Options{})
	first := open(t, b, s.url, false)
	first.wait("events.includes('ready')")
	second := open(t, b, s.url, false)
	second.wait("events.includes('ready')")
	s.publish("2", server.Options{})
	first.reload()
	first.wait("events.includes('update')")
	first.do("globalThis.old = true; update.apply(); 0")
	first.wait("!globalThis.old && globalThis.version === '2'")
	second.wait("events.includes('update')")
	second.is("version", "1")
	second.is("ask()", "true 1 1") // from the older build's cache: the host has only version 2
	first.is("ask()", "true 1 2")
	second.do("globalThis.old = true; update.apply(); 0")
	second.wait("!globalThis.old && globalThis.version === '2'")
	second.is("ask()", "true 1 2")
}

// A build that does not arrive whole is not stored at all; the old one stays.
func TestBrokenUpdate(t *testing.T) {
	b := browser.Common(t)
	for name, spoil := range map[string]func(http.ResponseWriter){
		"missing":   func(w http.ResponseWriter) { w.WriteHeader(404) },
		"page":      func(w http.ResponseWriter) { w.Write([]byte("<!doctype html>not found")) },
		"truncated": func(w http.ResponseWriter) { w.Header().Set("Content-Length", "18"); w.Write([]byte("\x00asm")) },
		"altered":   func(w http.ResponseWriter) { w.Write([]byte("\x00asm\x01\x00\x00\x00\x00\x09\x07versionX")) },
	} {
		t.Run(name, func(t *testing.T) {
			s := start(t, server.Options{})
			p := open(t, b, s.url, true)
			p.wait("events.includes('ready')")
			s.publish("2", server.Options{})
			s.set(func() {
				s.spoil = func(w http.ResponseWriter, r *http.Request) bool {
					if !strings.HasSuffix(r.URL.Path, ".wasm") {
						return false
					}
					w.Header().Set("Content-Type", "application/wasm")
					spoil(w)
					return true
				}
			})
			p.do("navigator.serviceWorker.getRegistration().then((r) => r.update()).catch(() => 0)")
			p.do(`navigator.serviceWorker.getRegistration().then(async (r) => {
				while (r.installing) await new Promise((resolve) => setTimeout(resolve, 20));
			})`)
			p.is("events", "ready")
			p.is(ours, "2") // version 1 and its chunks: of the broken build nothing is left
			s.set(func() { s.down = true })
			p.reload()
			p.is("version", "1")
			p.is("ask()", "true 1 1")
		})
	}
}
