package e2e

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"sync/atomic"
	"testing"

	"bottleneck/web/browser"
	"bottleneck/web/site/server"
)

// Of two tabs one was opened before an update of the site: when its canvas is loaded anew, and is of the newer version, that is said with a button, and one press
// brings the page to it. The other tab has no trouble.
func TestAnUpdateMeetsAnOlderTab(t *testing.T) {
	h, err := server.New(dist, server.Options{})
	must(t, err)
	t.Cleanup(func() { h.Close() })
	var updated atomic.Bool
	id := regexp.MustCompile(`"build":"[0-9a-f]+"`)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/sw.js": // which would keep the older version whole
			http.NotFound(w, r)
			return
		case "/", "/canvas.html": // two pages that keep their address from version to version
		default:
			h.ServeHTTP(w, r)
			return
		}
		r.Header.Del("Accept-Encoding")
		r.Header.Del("If-None-Match")
		content := httptest.NewRecorder()
		h.ServeHTTP(content, r)
		for key, values := range content.Header() {
			if key != "Content-Length" && key != "Etag" {
				w.Header()[key] = values
			}
		}
		page := content.Body.Bytes()
		if !id.Match(page) {
			t.Errorf("%s names no build", r.URL.Path)
		}
		if updated.Load() {
			page = id.ReplaceAll(page, []byte(`"build":"0123456789ab"`))
		}
		w.Write(page)
	}))
	t.Cleanup(s.Close)
	b := chromium(t, browser.Options{})
	tab := func() *browser.Page {
		p, err := b.NewPage(false)
		must(t, err)
		t.Cleanup(p.Close)
		must(t, p.Open(s.URL+"/"+quick))
		ready(t, p)
		await(t, p, inCanvas)
		return p
	}
	older := tab()
	updated.Store(true)
	tab() // of the newer version alone
	eval[any](t, older, `document.getElementById("view").contentWindow.location.reload()`)
	const button = `[...document.querySelectorAll("[data-bar=canvas] button")].find((b) => b.textContent === "Reload")`
	await(t, older, button)
	if view := eval[string](t, older, `document.getElementById("frame").dataset.view`); view != "plain" {
		t.Errorf("meanwhile the view is %s, plain expected", view)
	}
	eval[any](t, older, "(window.old = true, "+button+".click())")
	await(t, older, "!window.old && "+inCanvas+" && !document.querySelector('[data-bar=canvas]')")
}
