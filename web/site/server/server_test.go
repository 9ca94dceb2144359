package server

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"bottleneck/web/site/policy"
)

// site makes a directory with a file outside of it, links that lead there, and serves it. It returns host:port.
func site(t *testing.T, o Options) string {
	t.Helper()
	base := t.TempDir()
	dir := filepath.Join(base, "dist")
	write := func(name, text string) {
		file := filepath.Join(base, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("secret.txt", "secret")
	write("dist/index.html", "<!doctype html>page")
	write("dist/app.0123456789.js", "0123456789abcdef")
	write("dist/trainer.0123456789.wasm", "\x00asm")
	write("dist/data/chunk.0123456789.bin", "chunk")
	write("dist/.git/config", "secret")
	write("dist/.env", "secret")
	write("dist/_headers", "secret")
	for link, to := range map[string]string{"out.txt": "../secret.txt", "up": "..", "absolute.txt": filepath.Join(base, "secret.txt")} {
		if err := os.Symlink(to, filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	h, err := New(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	l, err := Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := HTTP(h)
	go s.Serve(l)
	t.Cleanup(func() {
		s.Close()
		h.Close()
	})
	return l.Addr().String()
}

// raw sends a request line as it stands, which no client library would.
func raw(t *testing.T, addr, method, target, host string, header ...string) (*http.Response, string) {
	t.Helper()
	c, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	c.SetDeadline(time.Now().Add(time.Minute))
	fmt.Fprintf(c, "%s %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n", method, target, host)
	for _, h := range header {
		fmt.Fprintf(c, "%s\r\n", h)
	}
	io.WriteString(c, "\r\n")
	res, err := http.ReadResponse(bufio.NewReader(c), &http.Request{Method: method})
	if err != nil {
		t.Fatalf("%s %q: %v", method, target, err)
	}
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(body)
}

func TestNoWayOut(t *testing.T) {
	addr := site(t, Options{})
	for _, target := range []string{
		"/../secret.txt", "/data/../../secret.txt", "/data/../index.html", "/./index.html", "//index.html", "/data//chunk.0123456789.bin",
		"/%2e%2e/secret.txt", "/%2e%2e%2fsecret.txt", "/..%2fsecret.txt", "/data%2fchunk.0123456789.bin", "/..%5csecret.txt",
		`/..\secret.txt`, "/%00", "/index.html%00.js", "/index.html%00", "/%c0%ae%c0%ae/secret.txt", "/%252e%252e/secret.txt",
		"/.git/config", "/.env", "/%2eenv", "/data/.hidden", "/_headers", "/index.html~",
		"/out.txt", "/absolute.txt", "/up/secret.txt", "/up/", "/data", "/data/", "/nothing.js", "/c:/secret.txt",
		"http://127.0.0.1/../secret.txt", "/index.html/", "/index.html/../../secret.txt",
	} {
		res, body := raw(t, addr, "GET", target, addr)
		if res.StatusCode != 404 && res.StatusCode != 400 {
			t.Errorf("GET %s: status %d, 404 expected; body %q", target, res.StatusCode, body)
		}
		if strings.Contains(body, "secret") || strings.Contains(body, "chunk") {
			t.Errorf("GET %s gave %q away", target, body)
		}
	}
}

func TestFiles(t *testing.T) {
	addr := site(t, Options{})
	const forever = "public, max-age=31536000, immutable"
	tests := []struct{ target, body, kind, cache string }{
		{"/", "<!doctype html>page", "text/html; charset=utf-8", "no-cache"},
		{"/index.html", "<!doctype html>page", "text/html; charset=utf-8", "no-cache"},
		{"/?x=1", "<!doctype html>page", "text/html; charset=utf-8", "no-cache"},
		{"/app.0123456789.js", "0123456789abcdef", "text/javascript; charset=utf-8", forever},
		{"/trainer.0123456789.wasm", "\x00asm", "application/wasm", forever},
		{"/data/chunk.0123456789.bin", "chunk", "application/octet-stream", forever},
	}
	for _, tt := range tests {
		for _, method := range []string{"GET", "HEAD"} {
			res, body := raw(t, addr, method, tt.target, addr)
			if res.StatusCode != 200 {
				t.Errorf("%s %s: status %d", method, tt.target, res.StatusCode)
			}
			want := tt.body
			if method == "HEAD" {
				want = ""
			}
			if body != want {
				t.Errorf("%s %s: body %q, want %q", method, tt.target, body, want)
			}
			if got := res.ContentLength; got != int64(len(tt.body)) {
				t.Errorf("%s %s: length %d, want %d", method, tt.target, got, len(tt.body))
			}
			if got := res.Header.Get("Content-Type"); got != tt.kind {
				t.Errorf("%s %s: type %q, want %q", method, tt.target, got, tt.kind)
			}
			if got := res.Header.Get("Cache-Control"); got != tt.cache {
				t.Errorf("%s %s: cache %q, want %q", method, tt.target, got, tt.cache)
			}
			name, _, _ := strings.Cut(strings.TrimPrefix(tt.target, "/"), "?")
			if name == "" {
				name = "index.html"
			}
			for _, h := range append(policy.Of(name), policy.Isolation()...) {
				if got := res.Header.Get(h.Name); got != h.Value {
					t.Errorf("%s %s: %s: %q, want %q", method, tt.target, h.Name, got, h.Value)
				}
			}
		}
	}
}

func TestRangesAndTags(t *testing.T) {
	addr := site(t, Options{})
	const target = "/app.0123456789.js"
	res, _ := raw(t, addr, "GET", target, addr)
	tag := res.Header.Get("ETag")
	if tag == "" {
		t.Fatal("no ETag")
	}
	tests := []struct {
		header string
		status int
		body   string
	}{
		{"Range: bytes=2-4", 206, "234"},
		{"Range: bytes=-2", 206, "ef"},
		{"Range: bytes=99-", 416, ""},
		{"Range: bytes=x", 416, ""},
		{"Range: apples=1-2", 416, ""},
		{"If-None-Match: " + tag, 304, ""},
		{`If-None-Match: "other"`, 200, "0123456789abcdef"},
		{"Range: bytes=" + strings.Repeat("0-,", 200) + "0-", 200, "0123456789abcdef"},
	}
	for _, tt := range tests {
		res, body := raw(t, addr, "GET", target, addr, tt.header)
		if res.StatusCode != tt.status || tt.body != "" && body != tt.body {
			t.Errorf("%.40s: %d %q, want %d %q", tt.header, res.StatusCode, body, tt.status, tt.body)
		}
	}
}

func TestMethods(t *testing.T) {
	addr := site(t, Options{})
	for _, method := range []string{"POST", "PUT", "DELETE", "OPTIONS", "CONNECT", "BREW"} {
		if res, _ := raw(t, addr, method, "/index.html", addr, "Content-Length: 0"); res.StatusCode != 405 {
			t.Errorf("%s: status %d, 405 expected", method, res.StatusCode)
		}
	}
}

func TestHosts(t *testing.T) {
	addr := site(t, Options{})
	for host, want := range map[string]int{
		"localhost:8080": 200, "127.0.0.1": 200, "[::1]:80": 200, "localhost": 200,
		"evil.example": 403, "127.0.0.1.evil.example": 403, "localhost.evil.example:8080": 403, "192.168.1.2": 403, "": 403,
	} {
		if res, _ := raw(t, addr, "GET", "/", host); res.StatusCode != want {
			t.Errorf("Host %q: status %d, want %d", host, res.StatusCode, want)
		}
	}
}

func TestLargeHeader(t *testing.T) {
	addr := site(t, Options{})
	if res, _ := raw(t, addr, "GET", "/", addr, "X: "+strings.Repeat("x", 256<<10)); res.StatusCode != 431 {
		t.Errorf("status %d, 431 expected", res.StatusCode)
	}
}

func TestPrefix(t *testing.T) {
	addr := site(t, Options{Prefix: "/some/path/"})
	for target, want := range map[string]int{
		"/some/path": 301, "/some/path/": 200, "/some/path/app.0123456789.js": 200,
		"/": 404, "/index.html": 404, "/some/pathindex.html": 404, "/some/path/../../index.html": 404,
	} {
		if res, _ := raw(t, addr, "GET", target, addr); res.StatusCode != want {
			t.Errorf("GET %s: status %d, want %d", target, res.StatusCode, want)
		}
	}
	for _, bad := range []string{"sub", "/a/../b", "//a"} {
		if _, err := New(t.TempDir(), Options{Prefix: bad}); err == nil {
			t.Errorf("prefix %q accepted", bad)
		}
	}
}

func TestNoIsolation(t *testing.T) {
	addr := site(t, Options{NoIsolation: true})
	res, _ := raw(t, addr, "GET", "/", addr)
	for _, h := range policy.Isolation() {
		if got := res.Header.Get(h.Name); got != "" {
			t.Errorf("%s: %q sent", h.Name, got)
		}
	}
	if res.Header.Get("Content-Security-Policy") == "" {
		t.Error("no Content-Security-Policy")
	}
}

func TestListenRefusesOtherAddresses(t *testing.T) {
	for _, addr := range []string{":8080", "0.0.0.0:8080", "192.168.1.2:8080", "example.org:80", "[::]:80", "8080"} {
		if l, err := Listen(addr); err == nil {
			l.Close()
			t.Errorf("%s accepted", addr)
		}
	}
}

// What lies beside a file in a compressed form is sent in its place to whoever takes it.
func TestCompressedFilesAreSent(t *testing.T) {
	dir := t.TempDir()
	for name, content := range map[string]string{"index.html": "page", "a.0123456789.js": "script", "a.0123456789.js.br": "brotli", "a.0123456789.js.gz": "gzip", "b.0123456789.js": "other", "b.0123456789.js.gz": "other gzip"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	h, err := New(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	for _, c := range []struct{ target, accept, ask, body, encoding, vary string }{
		{"/a.0123456789.js", "gzip, deflate, br, zstd", "", "brotli", "br", "Accept-Encoding"},
		{"/a.0123456789.js", "gzip", "", "gzip", "gzip", "Accept-Encoding"},
		{"/a.0123456789.js", "br;q=0, GZIP;q=0.5", "", "gzip", "gzip", "Accept-Encoding"},
		{"/a.0123456789.js", "", "", "script", "", "Accept-Encoding"},
		{"/a.0123456789.js", "br", "bytes=0-2", "scr", "", "Accept-Encoding"},
		{"/b.0123456789.js", "br, gzip", "", "other gzip", "gzip", "Accept-Encoding"},
		{"/b.0123456789.js", "br", "", "other", "", "Accept-Encoding"},
		{"/", "br", "", "page", "", ""},
	} {
		r := httptest.NewRequest("GET", c.target, nil)
		r.Host = "localhost"
		r.Header.Set("Accept-Encoding", c.accept)
		if c.ask != "" {
			r.Header.Set("Range", c.ask)
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if got := w.Header(); w.Body.String() != c.body || got.Get("Content-Encoding") != c.encoding || got.Get("Vary") != c.vary {
			t.Errorf("%s for %q %s: %q in %q, varies by %q; %+v expected", c.target, c.accept, c.ask, w.Body, got.Get("Content-Encoding"), got.Get("Vary"), c)
		}
		if kind := w.Header().Get("Content-Type"); strings.HasSuffix(c.target, ".js") && kind != "text/javascript; charset=utf-8" {
			t.Errorf("%s has the type %s", c.target, kind)
		}
	}
}
