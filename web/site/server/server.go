// Package server serves a built site on this machine, with the headers that production should send.
// It is for this machine alone: in production any server of static files does.
package server

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path"
	"strconv"
	"strings"
	"time"

	"bottleneck/web/site/policy"
)

// Options vary what the server does.
type Options struct {
	Prefix      string // path under which the site lives: "" or "/sub/path"
	NoIsolation bool   // leave the isolation headers out, like servers that cannot send headers
}

// Handler serves the files of a directory and nothing else: no listings, no dotfiles, no path or symbolic link that
// leads out of it. It answers only requests addressed to this machine by a loopback name, so that a foreign name
// that resolves to 127.0.0.1 gets nothing.
type Handler struct {
	root   *os.Root
	prefix string
	header []policy.Header // of isolation
}

// New opens dir. Close releases it.
func New(dir string, o Options) (*Handler, error) {
	prefix := strings.TrimSuffix(o.Prefix, "/")
	if prefix != "" && (!strings.HasPrefix(prefix, "/") || path.Clean(prefix) != prefix) {
		return nil, fmt.Errorf("server: prefix %q found, a clean path with a leading slash expected", o.Prefix)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("server: %w", err)
	}
	h := &Handler{root: root, prefix: prefix}
	if !o.NoIsolation {
		h.header = policy.Isolation()
	}
	return h, nil
}

// Close closes the directory.
func (h *Handler) Close() error { return h.root.Close() }

func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !loopbackName(r.Host) {
		http.Error(w, "this server answers to localhost only", http.StatusForbidden)
		return
	}
	name, ok := h.name(r)
	for _, x := range append(policy.Of(name), h.header...) {
		w.Header().Set(x.Name, x.Value)
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
		return
	}
	if h.prefix != "" && r.URL.Path == h.prefix {
		w.Header().Set("Location", h.prefix+"/")
		w.WriteHeader(http.StatusMovedPermanently)
		return
	}
	if !ok {
		notFound(w)
		return
	}
	h.file(w, r, name)
}

// name is the file a request asks for. Written with anything but plain path characters it names no file of ours.
func (h *Handler) name(r *http.Request) (string, bool) {
	if r.URL.RawPath != "" { // %2e, %2f, %5c and the like
		return "", false
	}
	name, ok := strings.CutPrefix(r.URL.Path, h.prefix+"/")
	if !ok {
		return "", false
	}
	if name == "" {
		return "index.html", true
	}
	for part := range strings.SplitSeq(name, "/") {
		if part == "" || strings.HasPrefix(part, ".") || strings.ContainsAny(part, "\\\x00:~") {
			return "", false
		}
	}
	return name, !strings.HasPrefix(name, "_") // _headers is for other servers, not for visitors
}

// file sends one file, compressed where that lies beside it and the browser takes it. os.Root refuses links that lead out; that, like any other refusal, is a 404.
func (h *Handler) file(w http.ResponseWriter, r *http.Request, name string) {
	f, err := h.open(name)
	if err != nil {
		notFound(w)
		return
	}
	defer func() { f.Close() }()
	for _, e := range policy.Encodings {
		if strings.HasSuffix(name, e.Ext) {
			break
		}
		small, err := h.open(name + e.Ext)
		if err != nil {
			continue
		}
		w.Header().Set("Vary", "Accept-Encoding")
		if r.Header.Get("Range") != "" || !accepts(r, e.Name) {
			small.Close()
			continue
		}
		w.Header().Set("Content-Encoding", e.Name)
		f.Close()
		f = small
		break
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		notFound(w)
		return
	}
	w.Header().Set("ETag", `"`+hex.EncodeToString(sum.Sum(nil)[:16])+`"`)
	w.Header().Set("Cache-Control", policy.CacheControl(name))
	w.Header().Set("Content-Type", policy.ContentType(name))
	http.ServeContent(w, r, name, time.Time{}, f)
}

// open opens a file that is one. To open a pipe would wait for whoever writes into it: what it is is asked first.
func (h *Handler) open(name string) (*os.File, error) {
	info, err := h.root.Stat(name)
	if err == nil && !info.Mode().IsRegular() {
		err = fs.ErrNotExist
	}
	if err != nil {
		return nil, err
	}
	return h.root.Open(name)
}

// accepts says whether a request names an encoding, and not as one of no quality.
func accepts(r *http.Request, encoding string) bool {
	for part := range strings.SplitSeq(strings.Join(r.Header.Values("Accept-Encoding"), ","), ",") {
		name, q, _ := strings.Cut(strings.ReplaceAll(part, " ", ""), ";")
		if strings.EqualFold(name, encoding) {
			quality, err := strconv.ParseFloat(strings.TrimPrefix(strings.ToLower(q), "q="), 64)
			return q == "" || err == nil && quality > 0
		}
	}
	return false
}

func notFound(w http.ResponseWriter) {
	w.Header().Set("Cache-Control", "no-store")
	http.Error(w, "not found", http.StatusNotFound)
}

// loopbackName tells whether a Host header names this machine, with any port.
func loopbackName(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	switch strings.Trim(host, "[]") {
	case "localhost", "127.0.0.1", "::1":
		return true
	}
	return false
}

// Listen opens addr, which must be a loopback address.
func Listen(addr string) (net.Listener, error) {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, fmt.Errorf("server: %w", err)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, fmt.Errorf("server: address %s found, one of this machine (127.0.0.1, localhost) expected", addr)
	}
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("server: %w", err)
	}
	return l, nil
}

// HTTP wraps a handler in a server with limits on slow and large requests.
func HTTP(h http.Handler) *http.Server {
	return &http.Server{
		Handler:           h,
		ReadHeaderTimeout: 30 * time.Second, // from the connection on, which browsers open in advance
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    64 << 10,
	}
}
