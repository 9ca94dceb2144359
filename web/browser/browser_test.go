package browser

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestPageRecords(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Content-Security-Policy", "style-src 'self'")
		io.WriteString(w, `<!doctype html><link rel=icon href="data:,"><title>hello</title>`)
	}))
	defer s.Close()
	b := Need(t, Options{})
	p, err := b.NewPage(true)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	if err := p.Open(s.URL); err != nil {
		t.Fatal(err)
	}
	var title string
	if err := p.Eval("Promise.resolve(document.title)", &title); err != nil || title != "hello" {
		t.Fatalf("title %q, %v", title, err)
	}
	if faults := p.Faults(); len(faults) != 0 {
		t.Fatalf("faults of a healthy page: %v", faults)
	}
	acts := []struct{ script, kind, text string }{
		{`console.log("one", 2, {three: 3})`, "log", "one 2"},
		{`console.error("bad thing")`, "error", "bad thing"},
		{`setTimeout(() => { throw new Error("thrown") })`, "exception", "thrown"},
		{`Promise.reject(new Error("refused")); 0`, "exception", "refused"},
		{`fetch("/missing").then(() => 0)`, "network", "404"},
		{`document.body.setAttribute("style", "color: red")`, "security", "Content Security Policy"},
	}
	for _, a := range acts {
		if err := p.Eval(a.script, nil); err != nil {
			t.Fatalf("%s: %v", a.script, err)
		}
		deadline := time.Now().Add(time.Minute)
		for !reported(p.reported(), a.kind, a.text) {
			if time.Now().After(deadline) {
				t.Fatalf("%s: no %s with %q in %v", a.script, a.kind, a.text, p.reported())
			}
			time.Sleep(10 * time.Millisecond)
		}
	}
	if got := len(p.Faults()); got != len(acts)-1 {
		t.Errorf("%d faults, %d expected: %v", got, len(acts)-1, p.Faults())
	}
	p.Forget()
	if err := p.WaitFor("globalThis.never", 200*time.Millisecond); err == nil {
		t.Error("WaitFor returned for something that is not true")
	}
	var gl bool
	if err := p.Eval(`!!document.createElement("canvas").getContext("webgl2")`, &gl); err != nil || !gl {
		t.Errorf("no WebGL 2: %v", err)
	}
}

func reported(messages []Message, kind, text string) bool {
	for _, m := range messages {
		if m.Kind == kind && strings.Contains(m.Text, text) {
			return true
		}
	}
	return false
}
