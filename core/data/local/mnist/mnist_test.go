package mnist

import (
	"bytes"
	"context"
	"errors"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

func TestDirectory(t *testing.T) {
	s := newSmall()
	raw := func(b []byte) []byte { return b }
	plain := func(n string) string { return n }
	dotted := func(n string) string { return strings.Replace(n, "-idx", ".idx", 1) }
	for name, c := range map[string]struct {
		name func(string) string
		pack func([]byte) []byte
	}{
		"raw":                                   {plain, raw},
		"compressed":                            {func(n string) string { return n + ".gz" }, zipped},
		"dotted":                                {dotted, raw},
		"dotted archives":                       {func(n string) string { return dotted(n) + ".gz" }, zipped},
		"unpacked by a tool that kept the name": {func(n string) string { return n + ".gz" }, raw},
	} {
		dir := t.TempDir()
		s.write(t, dir, c.name, c.pack)
		f, log := s.finder(dir, "")
		if err := f.load(t.Context()); err != nil {
			t.Errorf("%s: %v\n%s", name, err, log)
		}
		f, log = s.finder("", dir)
		if err := f.load(t.Context()); err != nil {
			t.Errorf("%s as a cache: %v\n%s", name, err, log)
		}
	}
}

func TestDirectoryDamaged(t *testing.T) {
	s := newSmall()
	good := t.TempDir()
	s.write(t, good, func(n string) string { return n + ".gz" }, zipped)
	for name, c := range map[string]struct {
		change func([]byte) []byte
		want   string
	}{
		"a bit":     {func(b []byte) []byte { b = bytes.Clone(b); b[len(b)-1] ^= 1; return b }, "SHA-256 "},
		"truncated": {func(b []byte) []byte { return b[:len(b)-1] }, "found, "},
		"longer":    {func(b []byte) []byte { return append(bytes.Clone(b), 0) }, "found, "},
		"archive":   {func(b []byte) []byte { return zipped(b)[:15] }, "unexpected EOF"},
	} {
		dir := t.TempDir()
		s.write(t, dir, func(n string) string { return n }, c.change)
		f, log := s.finder(dir, "")
		if err := f.load(t.Context()); !errors.Is(err, ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
		if !strings.Contains(log.String(), "mnist: MNIST_DIR: t10k-images-idx3-ubyte: ") || !strings.Contains(log.String(), c.want) {
			t.Errorf("%s: the log is\n%s", name, log)
		}
		// The next source serves instead.
		if f, log = s.finder(dir, good); f.load(t.Context()) != nil {
			t.Errorf("%s: the cache is not asked:\n%s", name, log)
		}
	}
	f, log := s.finder(t.TempDir(), "")
	if err := f.load(t.Context()); !errors.Is(err, ErrNotFound) || !strings.Contains(log.String(), "no t10k-images-idx3-ubyte[.gz] in ") {
		t.Errorf("empty directory: %v\n%s", err, log)
	}
}

func TestMirror(t *testing.T) {
	s := newSmall()
	var asked atomic.Int32
	server := s.serve(t, &asked, nil)
	cache := filepath.Join(t.TempDir(), "new")
	f, log := s.finder("", cache, server)
	if err := f.load(t.Context()); err != nil {
		t.Fatalf("%v\n%s", err, log)
	}
	if asked.Load() != 4 {
		t.Errorf("%d requests found, 4 expected", asked.Load())
	}
	names, _ := filepath.Glob(filepath.Join(cache, "*"))
	if len(names) != 4 {
		t.Errorf("the cache holds %v", names)
	}
	// The second time nobody is asked, network or not.
	f, log = s.finder("", cache, server)
	if err := f.load(t.Context()); err != nil || asked.Load() != 4 {
		t.Errorf("%v, %d requests\n%s", err, asked.Load(), log)
	}
	// A damaged cache is replaced.
	if err := os.WriteFile(names[0], []byte("damaged"), 0o644); err != nil {
		t.Fatal(err)
	}
	f, log = s.finder("", cache, server)
	if err := f.load(t.Context()); err != nil || asked.Load() != 5 {
		t.Errorf("%v, %d requests\n%s", err, asked.Load(), log)
	}
	if b, err := os.ReadFile(names[0]); err != nil || bytes.Equal(b, []byte("damaged")) {
		t.Error("the damaged file is still there")
	}
}

func TestMirrorFails(t *testing.T) {
	s := newSmall()
	stop := make(chan struct{})
	t.Cleanup(func() { close(stop) })
	for name, c := range map[string]struct {
		change func(w http.ResponseWriter, r *http.Request, b []byte) []byte
		want   string
	}{
		"404":       {func(w http.ResponseWriter, _ *http.Request, b []byte) []byte { w.WriteHeader(404); return nil }, "status 404 Not Found found, 200 OK expected"},
		"corrupt":   {func(_ http.ResponseWriter, _ *http.Request, b []byte) []byte { b[len(b)/2] ^= 0x55; return b }, "mnist: "},
		"other":     {func(http.ResponseWriter, *http.Request, []byte) []byte { return zipped([]byte("another file")) }, "12 bytes found, "},
		"page":      {func(http.ResponseWriter, *http.Request, []byte) []byte { return []byte("<html>log in to the network") }, "27 bytes found, "},
		"bomb":      {func(http.ResponseWriter, *http.Request, []byte) []byte { return zipped(make([]byte, 64<<20)) }, "bytes found, "},
		"truncated": {func(_ http.ResponseWriter, _ *http.Request, b []byte) []byte { return b[:len(b)-9] }, "unexpected EOF"},
		"stalls": {func(w http.ResponseWriter, r *http.Request, b []byte) []byte {
			w.Write(b[:5])
			w.(http.Flusher).Flush()
			select {
			case <-stop:
			case <-r.Context().Done():
			}
			return nil
		}, "the mirror stopped sending"},
	} {
		t.Run(name, func(t *testing.T) {
			var bad, good atomic.Int32
			broken, works := s.serve(t, &bad, c.change), s.serve(t, &good, nil)
			cache := t.TempDir()
			f, log := s.finder("", cache, broken)
			if err := f.load(t.Context()); !errors.Is(err, ErrNotFound) {
				t.Errorf("%v found, not found expected", err)
			}
			if !strings.Contains(log.String(), c.want) {
				t.Errorf("the log lacks %q:\n%s", c.want, log)
			}
			if names, _ := filepath.Glob(filepath.Join(cache, "*")); len(names) > 0 {
				t.Errorf("the cache holds %v", names)
			}
			bad.Store(0)
			f, log = s.finder("", cache, broken, works)
			if err := f.load(t.Context()); err != nil || bad.Load() != 1 || good.Load() != 4 {
				t.Errorf("%v; the broken mirror was asked %d times, the good one %d\n%s", err, bad.Load(), good.Load(), log)
			}
		})
	}
}

// A mirror that takes the connection and says nothing costs seconds.
func TestMirrorSilent(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	s := newSmall()
	f, log := s.finder("", "")
	quick := client.Transport.(*http.Transport)
	if quick.ResponseHeaderTimeout > 5*time.Second || quick.TLSHandshakeTimeout > 5*time.Second {
		t.Error("the client waits longer than seconds")
	}
	f.mirrors = []mirror{
		{base: "http://" + l.Addr().String() + "/", client: &http.Client{Transport: &http.Transport{ResponseHeaderTimeout: 50 * time.Millisecond}}},
		{base: "https://" + l.Addr().String() + "/", client: &http.Client{Transport: &http.Transport{TLSHandshakeTimeout: 50 * time.Millisecond}}},
	}
	start := time.Now()
	if err := f.load(t.Context()); !errors.Is(err, ErrNotFound) {
		t.Error(err)
	}
	if d := time.Since(start); d > 5*time.Second || !strings.Contains(log.String(), "timeout") {
		t.Errorf("gave up after %v:\n%s", d, log)
	}
}

func TestCancel(t *testing.T) {
	s := newSmall()
	var asked atomic.Int32
	server := s.serve(t, &asked, nil)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	f, _ := s.finder("", "", server)
	if err := f.load(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("%v found, canceled expected", err)
	}
}

// The cache that cannot be written costs only the cache.
func TestCacheReadOnly(t *testing.T) {
	s := newSmall()
	var asked atomic.Int32
	server := s.serve(t, &asked, nil)
	occupied := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(occupied, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	f, log := s.finder("", occupied, server)
	if err := f.load(t.Context()); err != nil || !strings.Contains(log.String(), "is not kept in the cache") {
		t.Errorf("%v\n%s", err, log)
	}
}
