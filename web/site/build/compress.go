package build

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"maps"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"

	"bottleneck/web/site/policy"
)

// compress adds to the files of a site what servers send in their place: name.br and name.gz beside each file that gets smaller by it. What was made of a content
// once is kept in a folder, since brotli takes a second for each megabyte.
func compress(ctx context.Context, files map[string][]byte, kept string) error {
	names := slices.Sorted(maps.Keys(files))
	made := make([][len(encodings)][]byte, len(names))
	errs := make([]error, len(names))
	turns := make(chan struct{}, runtime.GOMAXPROCS(0))
	var all sync.WaitGroup
	for i, name := range names {
		if !compressible(name) {
			continue
		}
		all.Go(func() {
			turns <- struct{}{}
			defer func() { <-turns }()
			for e, encoding := range encodings {
				if errs[i] == nil && ctx.Err() == nil {
					made[i][e], errs[i] = encoding.of(files[name], kept, policy.Encodings[e].Ext)
				}
			}
		})
	}
	all.Wait()
	for i, name := range names {
		if errs[i] != nil {
			return fmt.Errorf("build: %s: %w", name, errs[i])
		}
		for e, small := range made[i] {
			if small != nil && len(small) < len(files[name])*95/100 {
				files[name+policy.Encodings[e].Ext] = small
			}
		}
	}
	return ctx.Err()
}

// compressible tells the files that are worth a try: pictures are packed already, and _headers is sent to nobody.
func compressible(name string) bool { return path.Ext(name) != ".png" && name != "_headers" }

// plainName is the name of a file without what a compressed form adds to it.
func plainName(name string) string {
	for _, e := range policy.Encodings {
		name = strings.TrimSuffix(name, e.Ext)
	}
	return name
}

// encoder compresses.
type encoder func(w io.Writer) io.WriteCloser

// encodings are those of policy.Encodings.
var encodings = [...]encoder{
	func(w io.Writer) io.WriteCloser { return brotli.NewWriterLevel(w, brotli.BestCompression) },
	func(w io.Writer) io.WriteCloser { z, _ := gzip.NewWriterLevel(w, gzip.BestCompression); return z }, // the level is one
}

// of returns content compressed, from the folder if it is there.
func (e encoder) of(content []byte, kept, ext string) ([]byte, error) {
	file := filepath.Join(kept, fmt.Sprintf("%x%s", sha256.Sum256(content), ext))
	if b, err := os.ReadFile(file); err == nil {
		return b, nil
	}
	var b bytes.Buffer
	w := e(&b)
	if _, err := w.Write(content); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	if err := os.WriteFile(file+"~", b.Bytes(), 0o644); err != nil {
		return nil, err
	}
	return b.Bytes(), os.Rename(file+"~", file)
}
