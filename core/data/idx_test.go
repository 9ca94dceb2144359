package data

import (
	"bytes"
	"encoding/binary"
	"io"
	"runtime"
	"testing"
)

// idx returns an IDX file with a header of the given words and a body.
func idx(body []byte, words ...uint32) []byte {
	var b []byte
	for _, w := range words {
		b = binary.BigEndian.AppendUint32(b, w)
	}
	return append(b, body...)
}

// ramp returns n bytes that count up.
func ramp(n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(i)
	}
	return b
}

func TestReadIDXImages(t *testing.T) {
	file := idx(ramp(5*6), 0x803, 5, 2, 3)
	s, err := ReadIDXImages(bytes.NewReader(file), 0)
	if err != nil {
		t.Fatalf("%v", err)
	}
	if s.N != 5 || s.H != 2 || s.W != 3 || s.C != 1 || !bytes.Equal(s.Pixels, ramp(30)) {
		t.Errorf("%dx%dx%dx%d %v found", s.N, s.H, s.W, s.C, s.Pixels)
	}
	if s, err = ReadIDXImages(bytes.NewReader(file), 2); err != nil || s.N != 2 || !bytes.Equal(s.Pixels, ramp(12)) {
		t.Errorf("first 2: %v, %v", s, err)
	}
	if s, err = ReadIDXImages(bytes.NewReader(file), 9); err != nil || s.N != 5 {
		t.Errorf("at most 9: %v, %v", s, err)
	}
	// A reader that gives one byte at a time must not matter.
	if s, err = ReadIDXImages(iotestOneByte{bytes.NewReader(file)}, 0); err != nil || s.N != 5 {
		t.Errorf("byte by byte: %v, %v", s, err)
	}
	labels := idx([]byte{5, 0, 4}, 0x801, 3)
	if l, err := ReadIDXLabels(bytes.NewReader(labels), 0); err != nil || !bytes.Equal(l, []byte{5, 0, 4}) {
		t.Errorf("labels %v, %v", l, err)
	}
	if l, err := ReadIDXLabels(bytes.NewReader(labels), 2); err != nil || !bytes.Equal(l, []byte{5, 0}) {
		t.Errorf("first 2 labels %v, %v", l, err)
	}
}

type iotestOneByte struct{ r io.Reader }

func (o iotestOneByte) Read(p []byte) (int, error) { return o.r.Read(p[:min(1, len(p))]) }

func TestIDXMessages(t *testing.T) {
	images := idx(ramp(30), 0x803, 5, 2, 3)
	labels := idx([]byte{5, 0, 4}, 0x801, 3)
	tests := []struct {
		name string
		read func(io.Reader) error
		file []byte
		want string
	}{
		{"empty", readImages, nil, "data: idx: the file is empty"},
		{"labels as images", readImages, labels, "data: idx: magic number 0x00000801 (labels) found, 0x00000803 (images) expected"},
		{"images as labels", readLabels, images, "data: idx: magic number 0x00000803 (images) found, 0x00000801 (labels) expected"},
		{"little-endian", readImages, idx(nil, 0x03080000), "data: idx: magic number 0x03080000 (little-endian) found, 0x00000803 (images) expected"},
		{"text", readImages, []byte("hello world, this is text"), "data: idx: magic number 0x68656c6c found, 0x00000803 (images) expected"},
		{"short header", readImages, images[:9], "data: idx: file ends after 9 bytes, a header of 16 expected"},
		{"no pictures", readImages, idx(nil, 0x803, 0, 28, 28), "data: idx: header says 0x28x28, sizes of 1 and more expected"},
		{"no height", readImages, idx(nil, 0x803, 9, 0, 28), "data: idx: header says 9x0x28, sizes of 1 and more expected"},
		{"negative", readImages, idx(nil, 0x803, 0xffffffff, 28, 28), "data: idx: header says 4294967295x28x28, at most 2000000 pictures of 8192x8192 expected"},
		{"overflow", readImages, idx(nil, 0x803, 0xffffffff, 0xffffffff, 0xffffffff), "data: idx: header says 4294967295x4294967295x4294967295, at most 2000000 pictures of 8192x8192 expected"},
		{"product", readImages, idx(nil, 0x803, 2000000, 8192, 8192), "data: idx: header says 2000000x8192x8192 = 134217728000000 bytes, at most 268435456 expected"},
		{"truncated", readImages, idx(ramp(100*784), 0x803, 60000, 28, 28), "data: idx: header says 60000x28x28, file ends after 100 images"},
		{"by one byte", readImages, images[:len(images)-1], "data: idx: header says 5x2x3, file ends after 4 images and 5 bytes"},
		{"by all but one", readImages, images[:17], "data: idx: header says 5x2x3, file ends after 0 images and 1 byte"},
		{"a byte too many", readImages, append(images[:len(images):len(images)], 0), "data: idx: header says 5x2x3, 1 byte follows"},
		{"many too many", readImages, append(images[:len(images):len(images)], make([]byte, 5000)...), "data: idx: header says 5x2x3, 5000 bytes follow"},
		{"far too many", readImages, append(images[:len(images):len(images)], make([]byte, 3<<20)...), "data: idx: header says 5x2x3, more than 1048576 bytes follow"},
		{"no labels", readLabels, idx(nil, 0x801, 0), "data: idx: header says 0 labels, 1 to 2000000 expected"},
		{"too many labels", readLabels, idx(nil, 0x801, 2000001), "data: idx: header says 2000001 labels, 1 to 2000000 expected"},
		{"labels truncated", readLabels, labels[:10], "data: idx: header says 3 labels, file ends after 2 labels"},
		{"labels trailing", readLabels, append(labels[:11:11], 1, 2), "data: idx: header says 3 labels, 2 bytes follow"},
		{"packed", readImages, []byte{0x1f, 0x8b, 8, 0, 0}, "data: idx: magic number 0x1f8b0800 found, 0x00000803 (images) expected"},
	}
	for _, c := range tests {
		t.Run(c.name, func(t *testing.T) {
			if err := c.read(bytes.NewReader(c.file)); err == nil || err.Error() != c.want {
				t.Errorf("%v\nfound, expected\n%s", err, c.want)
			}
		})
	}
}

func readImages(r io.Reader) error { _, err := ReadIDXImages(r, 0); return err }
func readLabels(r io.Reader) error { _, err := ReadIDXLabels(r, 0); return err }

// A file cut anywhere is refused.
func TestIDXDamage(t *testing.T) {
	file := idx(ramp(5*6), 0x803, 5, 2, 3)
	for n := range file {
		if _, err := ReadIDXImages(bytes.NewReader(file[:n]), 0); err == nil {
			t.Errorf("cut at byte %d of %d: no error", n, len(file))
		}
	}
}

// allocated returns the bytes f allocates.
func allocated(f func()) int {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return int(after.TotalAlloc - before.TotalAlloc)
}

// A header that promises much must not cost memory.
func TestIDXAllocation(t *testing.T) {
	lie := idx(nil, 0x803, 340000, 28, 28)
	if n := allocated(func() { readImages(bytes.NewReader(lie)) }); n > 1<<20 {
		t.Errorf("a header of 16 bytes costs %d bytes", n)
	}
	half := idx(make([]byte, 10<<20), 0x803, 340000, 28, 28)
	if n := allocated(func() { readImages(bytes.NewReader(half)) }); n > 4*len(half)+1<<20 {
		t.Errorf("a truncated file of %d bytes costs %d bytes", len(half), n)
	}
}

func FuzzReadIDX(f *testing.F) {
	images := idx(ramp(30), 0x803, 5, 2, 3)
	labels := idx([]byte{5, 0, 4}, 0x801, 3)
	for _, b := range [][]byte{images, labels, images[:20], idx(nil, 0x803, 340000, 28, 28), idx(nil, 0x803, 1<<31, 1<<31, 4), {0x1f, 0x8b}, {}} {
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		content := len(b)
		var s *Set
		var l []byte
		var err1, err2 error
		cost := allocated(func() {
			s, err1 = ReadIDXImages(bytes.NewReader(b), 0)
			l, err2 = ReadIDXLabels(bytes.NewReader(b), 0)
		})
		if cost > 8*content+1<<20 {
			t.Errorf("%d bytes of content cost %d bytes", content, cost)
		}
		if err1 == nil && (s.N < 1 || len(s.Pixels) != s.N*s.Dim() || len(s.Pixels) > content) {
			t.Errorf("a set of %dx%dx%d with %d pixels", s.N, s.H, s.W, len(s.Pixels))
		}
		if err2 == nil && (len(l) < 1 || len(l) > content) {
			t.Errorf("%d labels from %d bytes", len(l), content)
		}
		if err1 == nil && err2 == nil {
			t.Error("both images and labels")
		}
	})
}
