package files

import (
	"encoding/binary"
	"slices"
	"strings"
	"testing"
)

// idx is an IDX file with a header of the given words and a body.
func idx(body []byte, words ...uint32) (b []byte) {
	for _, w := range words {
		b = binary.BigEndian.AppendUint32(b, w)
	}
	return append(b, body...)
}

func TestReadIDX(t *testing.T) {
	body := []byte{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}
	if a, err := ReadIDX(idx(body, 0x803, 2, 3, 2)); err != nil || !slices.Equal(a.Shape, []int{2, 3, 2}) || !slices.Equal(a.Bytes, body) {
		t.Errorf("%+v, %v", a, err)
	}
	if a, err := ReadIDX(idx(body[:4], 0xb01, 2)); err != nil || !slices.Equal(a.Floats, []float32{0x102, 0x304}) {
		t.Errorf("of two bytes a number: %+v, %v", a, err)
	}
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"empty":         {nil, "no IDX file"},
		"text":          {[]byte("hello world, this is text"), "no IDX file"},
		"little-endian": {idx(nil, 0x03080000, 0x05000000), "no IDX file"},
		"packed":        {[]byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0}, "no IDX file"},
		"short header":  {idx(nil, 0x803, 5, 2)[:11], "11"},
		"no pictures":   {idx(body, 0x803, 0, 3, 2), "[0]"},
		"negative":      {idx(body, 0x803, 0xffffffff, 28, 28), "4294967295"},
		"overflow":      {idx(body, 0x803, 1<<31, 1<<31, 1<<31), "2147483648"},
		"a byte less":   {idx(body[:11], 0x803, 2, 3, 2), "12"},
		"a byte more":   {idx(append(body[:12:12], 0), 0x803, 2, 3, 2), "13"},
	} {
		if _, err := ReadIDX(c.file); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, one with %s expected", name, err, c.want)
		}
	}
}

// Whatever the bytes are, an array that is read has as many numbers as its shape says, and no header brings more than the file holds.
func FuzzReadIDX(f *testing.F) {
	f.Add(idx([]byte{1, 2, 3, 4, 5, 6}, 0x803, 1, 2, 3))
	f.Add(idx([]byte{1, 2, 3, 4}, 0xb01, 2))
	f.Add(idx([]byte{0, 0, 128, 63}, 0xd01, 1))
	f.Add(idx(nil, 0x803, 0xffffffff, 0xffffffff, 0xffffffff))
	f.Add(idx(nil, 0xe04, 1<<16, 1<<16, 1<<16, 1<<16))
	f.Fuzz(func(t *testing.T, b []byte) {
		a, err := ReadIDX(b)
		if err != nil {
			return
		}
		count := 1
		for _, n := range a.Shape {
			count *= n
		}
		if count != max(len(a.Bytes), len(a.Floats)) || count > len(b) {
			t.Errorf("shape %v of a file of %d bytes: %d and %d numbers", a.Shape, len(b), len(a.Bytes), len(a.Floats))
		}
	})
}
