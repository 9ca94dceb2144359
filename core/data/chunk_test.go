package data

import (
	"bytes"
	"reflect"
	"runtime"
	"testing"
)

func chunk(t testing.TB, s *Set) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := WriteChunk(&b, s); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// allocated returns the bytes f allocates.
func allocated(f func()) int {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return int(after.TotalAlloc - before.TotalAlloc)
}

// plain returns n pictures of 28x28 without a name.
func plain(n int) *Set {
	s := counting(n)
	s.Name, s.H, s.W = "", 28, 28
	s.Pixels = bytes.Repeat([]byte{7, 0, 255, 31}, n*28*28/4)
	return s
}

func TestChunk(t *testing.T) {
	bare := counting(3)
	bare.Labels, bare.Name = nil, ""
	for _, s := range []*Set{counting(1), counting(500), bare, plain(20)} {
		b := chunk(t, s)
		got, err := ReadChunk(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, s) {
			t.Errorf("%d pictures came back different", s.N)
		}
		if !bytes.Equal(b, chunk(t, s)) {
			t.Error("the same set gives other bytes")
		}
	}
}

func TestChunkDamage(t *testing.T) {
	s := counting(30)
	b := chunk(t, s)
	for n := range b {
		if _, err := ReadChunk(bytes.NewReader(b[:n])); err == nil {
			t.Errorf("cut at byte %d of %d: no error", n, len(b))
		}
	}
	for n := range 8 * len(b) {
		bad := bytes.Clone(b)
		bad[n/8] ^= 1 << (n % 8)
		got, err := ReadChunk(bytes.NewReader(bad))
		if err != nil {
			continue
		}
		// Sizes whose product is the same and the texts are not checked, nor is the content: its archive does that.
		if n/8 < 28 && !bytes.Equal(append(got.Pixels, got.Labels...), append(bytes.Clone(s.Pixels), s.Labels...)) {
			t.Errorf("bit %d of byte %d changed: other content, no error", n%8, n/8)
		}
	}
	set := func(at int, v byte) []byte {
		c := bytes.Clone(b)
		c[at] = v
		return c
	}
	for want, file := range map[string][]byte{
		"data: chunk: the file is empty":                   nil,
		`data: chunk: "CNCHUNK" found, "BNCHUNK" expected`: set(0, 'C'),
		"data: chunk: version 1 found, 2 expected":         set(7, 1),
		"data: chunk: header says 0x2x3x1, 1 to 2000000 pictures of at most 8192x8192x4 and 268435456 bytes expected":         set(8, 0),
		"data: chunk: header says 30x2x3x16777217, 1 to 2000000 pictures of at most 8192x8192x4 and 268435456 bytes expected": set(23, 1),
		"data: chunk: header says 30x2x3x1 and 29 labels, none or one a picture expected":                                     set(24, 29),
		"data: chunk: header says 30x2x4x1, content ends after 210 of 240 bytes":                                              set(16, 4),
		"data: chunk: header says 30x2x2x1, 60 bytes follow":                                                                  set(16, 2),
		"data: chunk: header says 30x2x3x1, 1 byte follows":                                                                   append(bytes.Clone(b), 0),
		"data: chunk: header says 1966110x2x3x1 and 30 labels, none or one a picture expected":                                set(10, 30),
	} {
		if _, err := ReadChunk(bytes.NewReader(file)); err == nil || err.Error() != want {
			t.Errorf("%v\nfound, expected\n%s", err, want)
		}
	}
}

func TestWriteChunkRefuses(t *testing.T) {
	for name, s := range map[string]*Set{
		"empty":  {},
		"short":  {N: 2, H: 2, W: 2, C: 1, Pixels: make([]byte, 7)},
		"labels": {N: 2, H: 2, W: 2, C: 1, Pixels: make([]byte, 8), Labels: make([]byte, 1)},
		"name":   {N: 1, H: 1, W: 1, C: 1, Pixels: make([]byte, 1), Name: string(make([]byte, 1<<16))},
	} {
		if err := WriteChunk(new(bytes.Buffer), s); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func FuzzReadChunk(f *testing.F) {
	b := chunk(f, counting(3))
	f.Add(b)
	f.Add(b[:40])
	f.Add(chunk(f, plain(2)))
	f.Add(append(bytes.Clone(b), 1))
	f.Fuzz(func(t *testing.T, b []byte) {
		var s *Set
		var err error
		cost := allocated(func() { s, err = ReadChunk(bytes.NewReader(b)) })
		if err == nil {
			again, err := ReadChunk(bytes.NewReader(chunk(t, s)))
			if err != nil || !reflect.DeepEqual(again, s) {
				t.Errorf("read, written and read again is different: %v", err)
			}
		} else if cost > 4*len(b)+1<<20 {
			t.Errorf("%d bytes cost %d bytes", len(b), cost)
		}
	})
}
