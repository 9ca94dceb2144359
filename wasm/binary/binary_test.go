package binary

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"strings"
	"testing"
)

// Unsigned LEB128 is what encoding/binary calls a uvarint.
func TestUint(t *testing.T) {
	for shift := range 64 {
		for _, v := range []uint64{1 << shift, 1<<shift - 1, math.MaxUint64 >> shift} {
			b := AppendUint([]byte("x"), v)
			if want := binary.AppendUvarint([]byte("x"), v); !bytes.Equal(b, want) {
				t.Errorf("%d: % x found, % x expected", v, b, want)
			}
			r := Reader{Buf: b, Pos: 1}
			if got, err := r.Uint(64); err != nil || got != v || r.Left() > 0 {
				t.Errorf("%d was read as %d, %v", v, got, err)
			}
			if v <= math.MaxUint32 {
				p := appendPadded(nil, uint32(v), 5)
				r := Reader{Buf: p}
				if got, err := r.Uint(32); err != nil || got != v || len(p) != 5 {
					t.Errorf("padded %d, % x, was read as %d, %v", v, p, got, err)
				}
			}
		}
	}
}

func TestInt(t *testing.T) {
	for v, want := range map[int64]string{
		0: "\x00", 63: "\x3f", 64: "\xc0\x00", -1: "\x7f", -64: "\x40", -65: "\xbf\x7f", -123456: "\xc0\xbb\x78", // the last is the specification's example
		math.MaxInt64: "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x00", math.MinInt64: "\x80\x80\x80\x80\x80\x80\x80\x80\x80\x7f",
	} {
		b := AppendInt(nil, v)
		if string(b) != want {
			t.Errorf("%d: % x found, % x expected", v, b, want)
		}
		r := Reader{Buf: b}
		if got, err := r.Int(64); err != nil || got != v || r.Left() > 0 {
			t.Errorf("%d was read as %d, %v", v, got, err)
		}
	}
}

func TestPaddedPanicsWhereNothingFits(t *testing.T) {
	appendPadded(nil, 1<<21-1, 3)
	defer func() {
		if recover() == nil {
			t.Error("1<<21 was written in three bytes")
		}
	}()
	appendPadded(nil, 1<<21, 3)
}

func TestReaderRefuses(t *testing.T) {
	for name, tt := range map[string]struct {
		in, want string
		read     func(r *Reader) error
	}{
		"no byte":              {"", "cut off at byte 7", func(r *Reader) error { _, err := r.Byte(); return err }},
		"a number without end": {"\x80\x80", "cut off at byte 9", func(r *Reader) error { _, err := r.Uint(32); return err }},
		"a long number":        {"\xff\xff\xff\xff\xff\x01", "number at byte 7 exceeds 32 bits", func(r *Reader) error { _, err := r.Uint(32); return err }},
		"too many bits":        {"\xff\xff\xff\xff\x1f", "exceeds 32 bits", func(r *Reader) error { _, err := r.Uint(32); return err }},
		"a long signed number": {"\x80\x80\x80\x80\x80\x00", "exceeds 32 bits", func(r *Reader) error { _, err := r.Int(32); return err }},
		"a short name":         {"\x03ab", "3 bytes announced at byte 8, 2 left", func(r *Reader) error { _, err := r.Name(); return err }},
		"limits":               {"\x08\x01", "limits of unknown kind 0x08 at byte 7", func(r *Reader) error { _, _, _, err := r.Limits(); return err }},
		"limits without end":   {"\x01\x01", "cut off", func(r *Reader) error { _, _, _, err := r.Limits(); return err }},
	} {
		if err := tt.read(&Reader{Buf: []byte(tt.in), At: 7}); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, %q expected", name, err, tt.want)
		}
	}
}

func TestLimits(t *testing.T) {
	for _, shared := range []bool{false, true} {
		b := AppendLimits(nil, 65536, shared, 3)
		r := Reader{Buf: b}
		least, most, flags, err := r.Limits()
		if err != nil || len(b) != 7 || least != 65536 || most != 65536 || flags&IsShared != 0 != shared || flags&HasMaximum == 0 {
			t.Errorf("% x was read as %d to %d, flags %d, %v", b, least, most, flags, err)
		}
	}
}

func TestSplit(t *testing.T) {
	module := []byte(Header)
	ids := []byte{SectionCustom, SectionType, SectionMemory, 13, SectionExport, SectionDataCount, SectionCode, SectionData, SectionCustom}
	for i, id := range ids {
		module = AppendVector(module, id, [][]byte{AppendName(nil, fmt.Sprint(i))})
	}
	sections, err := Split(module)
	if err != nil || len(sections) != len(ids) {
		t.Fatalf("%d sections, %v", len(sections), err)
	}
	for i, s := range sections {
		r := s.Reader()
		n, _ := r.Uint(32)
		name, err := r.Name()
		if err != nil || s.ID != ids[i] || n != 1 || name != fmt.Sprint(i) || r.Left() > 0 || !bytes.Equal(module[s.Start:s.End], s.Body) || module[s.Head] != s.ID {
			t.Errorf("section %d: %+v, %d, %q, %v", i, s, n, name, err)
		}
	}
	for want, in := range map[string]string{
		"not a WebAssembly module of version 1: 47 49": "GIF89a",
		"section 2 at byte 11 is out of order":         Header + "\x03\x01\x00\x02\x00",
		"section 1 at byte 10 is out of order":         Header + "\x01\x00\x01\x00",
		"unknown section 99 at byte 8":                 Header + "\x63\x00",
		"section 1: wasm: 5 bytes announced":           Header + "\x01\x05\x00",
		"cut off at byte 9":                            Header + "\x01",
	} {
		if _, err := Split([]byte(in)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, %q expected", err, want)
		}
	}
}

func FuzzSplit(f *testing.F) {
	f.Add([]byte(Header + "\x01\x04\x01\x60\x00\x00\x00\x05\x04note"))
	f.Fuzz(func(t *testing.T, module []byte) {
		sections, err := Split(module)
		if err != nil {
			return
		}
		at := len(Header)
		for _, s := range sections {
			if s.Head != at || s.End < s.Start || len(s.Body) != s.End-s.Start {
				t.Fatalf("%+v at byte %d", s, at)
			}
			at = s.End
		}
		if at != len(module) {
			t.Fatalf("%d of %d bytes", at, len(module))
		}
	})
}
