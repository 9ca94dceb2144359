// Package local reads a person's own files with the decoders of Go's standard library. They are large; the page's
// trainer does without this package and has the browser unpack and decode. What files hold is understood in package files.
package local

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"fmt"
	"io"

	"bottleneck/core/data/files"
	"bottleneck/core/data/local/picture"
	"bottleneck/core/data/own"
	"bottleneck/core/data/prepare"
)

// File is one file that was given.
type File struct {
	Name    string // with the name of its folder before it
	Size    int64
	Content io.ReaderAt
}

// room is the number of bytes of pictures that Read keeps.
const room = 512 << 20

// Read reads what was given, see files.Read.
func Read(given []File) (*own.Given, error) { return ReadAs(given, files.Choice{}) }

// ReadAs is Read where a person decided what is what.
func ReadAs(given []File, choice files.Choice) (*own.Given, error) {
	items := make([]files.Item, len(given))
	for i, f := range given {
		items[i] = files.Item{Name: f.Name, Size: f.Size}
	}
	return files.ReadAs(items, machine(given), room, choice)
}

type machine []File

func (m machine) Read(i int, from, to int64) ([]byte, error) {
	if from < 0 || to < from || to > m[i].Size {
		return nil, io.ErrUnexpectedEOF
	}
	b := make([]byte, to-from)
	_, err := io.ReadFull(io.NewSectionReader(m[i].Content, from, to-from), b)
	return b, err
}

func (m machine) Inflate(format string, packed []byte, max int) ([]byte, error) {
	if format != "gzip" {
		return Inflate(packed, max)
	}
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	return unpacked(z, max)
}

// Inflate unpacks a stream of DEFLATE, of at most max bytes.
func Inflate(packed []byte, max int) ([]byte, error) {
	return unpacked(flate.NewReader(bytes.NewReader(packed)), max)
}

func unpacked(r io.Reader, max int) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, int64(max)+1))
	if err != nil {
		return nil, fmt.Errorf("damaged: %w", err)
	}
	if len(b) > max {
		return nil, fmt.Errorf("more than %d bytes when unpacked", max)
	}
	return b, nil
}

func (m machine) Decode(_ *prepare.File, content []byte) (prepare.Planes, error) {
	return picture.Planes(bytes.NewReader(content), int64(len(content)))
}

func (m machine) Progress(int, int) {}
