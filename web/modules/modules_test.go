// Package modules tests modules of the page and scripts of the worker one at a time, in an empty page: what they do alone, and
// that they say what Go code says that knows the same thing.
package modules

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"testing"

	"bottleneck/web/browser"
)

func TestMain(m *testing.M) { os.Exit(browser.Main(m)) }

// modules opens an empty page that can import the modules of web/, by the paths that they have there.
func modules(t *testing.T) *browser.Page {
	t.Helper()
	mux := http.NewServeMux()
	mux.Handle("/", http.FileServer(http.Dir("..")))
	mux.HandleFunc("/empty.html", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, "<!doctype html><title>modules</title><link rel=icon href=data:,>")
	})
	mux.HandleFunc("/scope.js", func(w http.ResponseWriter, r *http.Request) { // a service worker needs an address
		w.Header().Set("Content-Type", "text/javascript")
		text, _ := url.QueryUnescape(r.URL.RawQuery)
		fmt.Fprintf(w, "%s; onmessage = (event) => tell(event.source);", text)
	})
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	p, err := browser.Common(t).NewPage(true)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Close)
	if err := p.Open(s.URL + "/empty.html"); err != nil {
		t.Fatal(err)
	}
	return p
}

func eval[T any](t *testing.T, p *browser.Page, script string) (v T) {
	t.Helper()
	if err := p.Eval("(async () => { "+script+" })()", &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func quote(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}
