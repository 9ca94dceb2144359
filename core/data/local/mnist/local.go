package mnist

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// local looks in MNIST_DIR, then in the cache.
func (f *finder) local(want file) ([]byte, string, error) {
	for _, place := range []struct{ dir, name string }{{f.dir, "MNIST_DIR"}, {f.cache, "the cache"}} {
		if place.dir == "" {
			continue
		}
		found := false
		for _, name := range want.names() {
			b, err := want.read(filepath.Join(place.dir, name))
			if err == nil {
				return b, place.name, nil
			}
			if !os.IsNotExist(err) {
				found = true
				f.log(fmt.Sprintf("mnist: %s: %s: %v", place.name, name, err))
			}
		}
		if !found && place.dir == f.dir {
			f.log(fmt.Sprintf("mnist: MNIST_DIR: no %s[.gz] in %s", want.name, f.dir))
		}
	}
	return nil, "", ErrNotFound
}

// names returns the names under which a file may lie in a directory: as
// published, or with a dot as some archives unpack it, raw or compressed.
func (w file) names() []string {
	dotted := strings.Replace(w.name, "-idx", ".idx", 1)
	return []string{w.name, w.name + ".gz", dotted, dotted + ".gz"}
}

// overhead is how much longer than its file an archive, or a file that is too
// long, is read.
const overhead = 4 << 10

// read returns the raw bytes of a file on disk, checked.
func (w file) read(path string) ([]byte, error) {
	in, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	b, err := io.ReadAll(io.LimitReader(in, w.size+overhead))
	if err != nil {
		return nil, err
	}
	raw, err := w.raw(b)
	if err != nil {
		return nil, err
	}
	return raw, w.check(raw)
}

// raw decompresses b if it is a gzip archive. It stops behind the size of the
// file: check refuses what is longer.
func (w file) raw(b []byte) ([]byte, error) {
	if len(b) < 2 || b[0] != 0x1f || b[1] != 0x8b {
		return b, nil
	}
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	// One byte more than the size shows both a longer file and the archive's
	// own checksum.
	var out bytes.Buffer
	out.Grow(int(w.size) + bytes.MinRead)
	if _, err := out.ReadFrom(io.LimitReader(z, w.size+1)); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// keep writes the archive b to the cache: to a file of another name first, so
// that nobody ever reads half of it.
func (f *finder) keep(want file, b []byte) error {
	if f.cache == "" {
		return errors.New("no cache directory")
	}
	if err := os.MkdirAll(f.cache, 0o755); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(f.cache, want.name+".*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name()) // fails once it is renamed
	if _, err := tmp.Write(b); err != nil {
		tmp.Close()
		return err
	}
	if err := tmp.Close(); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), filepath.Join(f.cache, want.name+".gz"))
}
