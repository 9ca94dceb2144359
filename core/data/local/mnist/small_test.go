package mnist

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// small is a set of four files in the manner of MNIST, of few pictures.
type small struct {
	files [4]file
	raw   [4][]byte
}

func newSmall() *small {
	s := &small{files: published}
	for i, n := range [4]int{6, 6, 4, 4} {
		var b []byte
		if i%2 == 0 {
			for _, v := range []int{0x803, n, 28, 28} {
				b = binary.BigEndian.AppendUint32(b, uint32(v))
			}
			for k := range n * 784 {
				b = append(b, byte(k*7+i))
			}
		} else {
			b = binary.BigEndian.AppendUint32(b, 0x801)
			b = binary.BigEndian.AppendUint32(b, uint32(n))
			for k := range n {
				b = append(b, byte(k))
			}
		}
		sum := sha256.Sum256(b)
		s.raw[i] = b
		s.files[i].size, s.files[i].sum = int64(len(b)), hex.EncodeToString(sum[:])
	}
	return s
}

func zipped(b []byte) []byte {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	z.Write(b)
	z.Close()
	return out.Bytes()
}

// write puts the files into dir under the names and in the form given.
func (s *small) write(t *testing.T, dir string, name func(string) string, pack func([]byte) []byte) {
	t.Helper()
	for i, f := range s.files {
		if err := os.WriteFile(filepath.Join(dir, name(f.name)), pack(s.raw[i]), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// finder looks for the small files; what it logs comes with it.
func (s *small) finder(dir, cache string, servers ...*httptest.Server) (*finder, *strings.Builder) {
	log := &strings.Builder{}
	f := &finder{files: s.files, dir: dir, cache: cache, log: func(line string) { log.WriteString(line + "\n") }}
	for _, server := range servers {
		f.mirrors = append(f.mirrors, mirror{base: server.URL + "/", client: server.Client(), stall: 100 * time.Millisecond})
	}
	return f, log
}

// load is Load with this finder.
func (f *finder) load(ctx context.Context) error {
	train, test, err := f.sets(f.local, func(l file) ([]byte, string, error) { return f.fetch(ctx, l) })
	if err == nil && (train.N != 6 || test.N != 4 || len(train.Labels) != 6 || train.Name != "mnist" || !strings.HasPrefix(train.Source, "MNIST from ")) {
		return errors.New("other sets than those of the files")
	}
	return err
}

// serve serves the small files, after the handler's change if it has one.
func (s *small) serve(t *testing.T, count *atomic.Int32, change func(w http.ResponseWriter, r *http.Request, b []byte) []byte) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		count.Add(1)
		for i, f := range s.files {
			if r.URL.Path == "/"+f.name+".gz" {
				b := zipped(s.raw[i])
				if change != nil {
					b = change(w, r, b)
				}
				w.Write(b)
				return
			}
		}
		http.NotFound(w, r)
	}))
	t.Cleanup(server.Close)
	return server
}
