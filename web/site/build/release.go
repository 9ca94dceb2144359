package build

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	_ "embed"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// readme is what whoever unpacks a release reads first.
//
//go:embed release.txt
var readme []byte

// folder is that of a release: nothing is unpacked beside what is there.
const folder = "bottleneck/"

// Release writes the site into one zip file, with a checksum of each file, as sha256sum -c reads them, and beside it the checksum of all. Same site, same bytes.
func (s *Site) Release(name string, log io.Writer) error {
	files := maps.Clone(s.Files)
	files["README.txt"] = readme
	var sums bytes.Buffer
	for _, file := range slices.Sorted(maps.Keys(files)) {
		fmt.Fprintf(&sums, "%x  %s\n", sha256.Sum256(files[file]), file)
	}
	files["SHA256SUMS"] = sums.Bytes()

	var packed bytes.Buffer
	z := zip.NewWriter(&packed)
	for _, file := range slices.Sorted(maps.Keys(files)) {
		header := &zip.FileHeader{Name: folder + file, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)}
		header.SetMode(0o644)
		if plainName(file) != file {
			header.Method = zip.Store // it is packed already
		}
		w, err := z.CreateHeader(header)
		if err != nil {
			return fmt.Errorf("build: %s: %w", file, err)
		}
		if _, err := w.Write(files[file]); err != nil {
			return fmt.Errorf("build: %s: %w", file, err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("build: %w", err)
	}
	if err := os.WriteFile(name, packed.Bytes(), 0o644); err != nil {
		return fmt.Errorf("build: %w", err)
	}
	sum := fmt.Sprintf("%x  %s\n", sha256.Sum256(packed.Bytes()), filepath.Base(name))
	if err := os.WriteFile(name+".sha256", []byte(sum), 0o644); err != nil {
		return fmt.Errorf("build: %w", err)
	}
	_, err := fmt.Fprintf(log, "%s: %.2f MB, %d files\n%s", name, mega(packed.Len()), len(files), sum)
	return err
}
