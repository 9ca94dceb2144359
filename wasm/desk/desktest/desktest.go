// Package desktest tests the operations of a desk natively: a host that has files, and keeps what is posted.
package desktest

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"encoding/json"
	"image"
	"image/png"
	"io"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/time"
	"bottleneck/wasm/desk"
)

// Browser is the host of a desk.
type Browser struct {
	Posted  []map[string]any // since the latest request
	Buffers [][]byte         // of the latest reply
	Panics  bool             // when something is read

	files [][]byte
	now   time.Duration
}

func (b *Browser) Now() time.Duration {
	b.now += 60 * time.Millisecond
	return b.now
}

func (b *Browser) Post(text []byte, buffers ...desk.Buffer) {
	var m map[string]any
	if err := json.Unmarshal(text, &m); err != nil {
		panic(err)
	}
	b.Posted = append(b.Posted, m)
	b.Buffers = nil
	for _, pieces := range buffers {
		b.Buffers = append(b.Buffers, bytes.Join(pieces, nil))
	}
}

func (b *Browser) Read(file int, from, to int64) ([]byte, error) {
	if b.Panics {
		panic("a fault")
	}
	f := b.files[file]
	return slices.Clone(f[from:min(to, int64(len(f)))]), nil
}

func (b *Browser) Inflate(format string, packed []byte, max int) ([]byte, error) {
	var r io.Reader = flate.NewReader(bytes.NewReader(packed))
	if format == "gzip" {
		r, _ = gzip.NewReader(bytes.NewReader(packed))
	}
	out, err := io.ReadAll(io.LimitReader(r, int64(max)+1))
	if err == nil && len(out) > max {
		err = io.ErrShortBuffer
	}
	return out, err
}

func (b *Browser) Decode(content []byte, mime string) (w, h int, row func(dst []byte, y int), err error) {
	m, err := png.Decode(bytes.NewReader(content))
	if err != nil {
		return 0, 0, nil, err
	}
	w, h = m.Bounds().Dx(), m.Bounds().Dy()
	return w, h, func(dst []byte, y int) {
		for x := range w {
			v := m.(*image.Gray).GrayAt(x, y).Y
			copy(dst[4*x:], []byte{v, v, v, 255})
		}
	}, nil
}

// Fields are those of a request.
type Fields map[string]any

// Ask asks one of the operations for something, with contents beside it, and returns what is answered.
func (b *Browser) Ask(t *testing.T, operations []desk.Operation, op string, fields Fields, contents ...[]byte) map[string]any {
	t.Helper()
	b.files, b.Posted, b.Buffers = contents, nil, nil
	sizes := []int{}
	for _, c := range contents {
		sizes = append(sizes, len(c))
	}
	q := Fields{"id": 7, "op": op, "sizes": sizes}
	for name, value := range fields {
		q[name] = value
	}
	text, err := json.Marshal(q)
	if err != nil {
		t.Fatal(err)
	}
	desk.New(b, operations).Handle(string(text))
	r := b.Posted[len(b.Posted)-1]
	if r["id"] != 7. {
		t.Fatalf("%v", r)
	}
	return r
}

// JSON writes some of an answer's fields.
func JSON(answer any, names ...string) string {
	var all []string
	for _, name := range names {
		b, _ := json.Marshal(answer.(map[string]any)[name])
		all = append(all, name+" "+string(b))
	}
	return strings.Join(all, ", ")
}
