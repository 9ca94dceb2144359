package files

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
)

// npy makes a .npy file as NumPy does.
func npy(version byte, descr, order, shape string, content []byte) []byte {
	head := fmt.Sprintf("{'descr': '%s', 'fortran_order': %s, 'shape': %s, }", descr, order, shape)
	b := append([]byte(npyMagic), version, 0)
	if version == 1 {
		b = binary.LittleEndian.AppendUint16(b, uint16(len(head)+1))
	} else {
		b = binary.LittleEndian.AppendUint32(b, uint32(len(head)+1))
	}
	return append(append(append(b, head...), '\n'), content...)
}

func TestReadNPY(t *testing.T) {
	float := func(v ...float32) (b []byte) {
		for _, x := range v {
			b = binary.LittleEndian.AppendUint32(b, math.Float32bits(x))
		}
		return b
	}
	double := func(v ...float64) (b []byte) {
		for _, x := range v {
			b = binary.BigEndian.AppendUint64(b, math.Float64bits(x))
		}
		return b
	}
	want := []float32{1, 2, 3, 4, 5, 6}
	for name, b := range map[string][]byte{
		"bytes":         npy(1, "|u1", "False", "(2, 3)", []byte{1, 2, 3, 4, 5, 6}),
		"version 2":     npy(2, "|u1", "False", "(2, 3)", []byte{1, 2, 3, 4, 5, 6}),
		"version 3":     npy(3, "<f4", "False", "(2, 3)", float(want...)),
		"big-endian":    npy(1, ">f8", "False", "(2, 3)", double(1, 2, 3, 4, 5, 6)),
		"Fortran":       npy(1, "<f4", "True", "(2, 3)", float(1, 4, 2, 5, 3, 6)),
		"Fortran bytes": npy(1, "|u1", "True", "(2, 3)", []byte{1, 4, 2, 5, 3, 6}),
		"int16":         npy(1, "<i2", "False", "(2, 3)", []byte{1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0}),
		"half":          npy(1, "<f2", "False", "(2, 3)", []byte{0, 0x3c, 0, 0x40, 0, 0x42, 0, 0x44, 0, 0x45, 0, 0x46}),
		"int8":          npy(1, "|i1", "False", "(2, 3)", []byte{1, 2, 3, 4, 5, 6}),
	} {
		a, err := ReadNPY(b)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got := make([]float32, len(want))
		for i := range got {
			got[i] = a.at(i)
		}
		if !slices.Equal(got, want) || !slices.Equal(a.Shape, []int{2, 3}) {
			t.Errorf("%s: %v of shape %v", name, got, a.Shape)
		}
	}
	// Fortran order of three dimensions: number (n,h,w) of 2x3x2 lies at n + 2h + 6w.
	content := make([]byte, 12)
	for i := range content {
		content[i] = byte(i)
	}
	a, err := ReadNPY(npy(1, "|u1", "True", "(2, 3, 2)", content))
	if err != nil || !slices.Equal(a.Bytes, []byte{0, 6, 2, 8, 4, 10, 1, 7, 3, 9, 5, 11}) {
		t.Errorf("Fortran order of three dimensions: %v, %v", a, err)
	}
}

func TestReadNPYRefuses(t *testing.T) {
	for name, tt := range map[string]struct {
		b    []byte
		want string
	}{
		"short":      {[]byte(npyMagic), "magic"},
		"version":    {npy(4, "|u1", "False", "(1,)", []byte{1}), "version 4.0 found"},
		"objects":    {npy(1, "|O", "False", "(1,)", []byte{1}), "type |O found"},
		"quarter":    {npy(1, "<f1", "False", "(1,)", []byte{1, 2}), "type <f1 found"},
		"structured": {[]byte(strings.Replace(string(npy(1, "XX", "False", "(1,)", []byte{1})), "'XX'", "[('a', '<f4')]", 1)), "structured type"},
		"no shape":   {npy(1, "|u1", "False", "()", []byte{1}), "shape [] found"},
		"zero":       {npy(1, "|u1", "False", "(0, 3)", nil), "shape [0 3] found"},
		"negative":   {npy(1, "|u1", "False", "(-1, 3)", nil), "shape [-1 3] found"},
		"overflow":   {npy(1, "<f8", "False", "(4294967296, 4294967296)", nil), "found, sizes of 1 and more and at most 256 MiB"},
		"five":       {npy(1, "|u1", "False", "(1, 1, 1, 1, 1)", []byte{1}), "1 to 4 dimensions"},
		"cut":        {npy(1, "|u1", "False", "(2, 3)", []byte{1}), "needs 6 bytes, the file has 1"},
		"more":       {npy(1, "|u1", "False", "(1,)", []byte{1, 2}), "needs 1 bytes, the file has 2"},
		"NaN":        {npy(1, "<f4", "False", "(1,)", []byte{0, 0, 0xc0, 0x7f}), "number 1 of 1 is NaN"},
		"order":      {npy(1, "|u1", "Perhaps", "(1,)", []byte{1}), "'fortran_order' True or False expected"},
		"letters":    {npy(1, "|u1", "False", "(one,)", []byte{1}), "'shape' of whole numbers expected"},
		"long":       {append([]byte(npyMagic), 2, 0, 0xff, 0xff, 0xff, 0x7f, 1, 2, 3), "a header of 2147483647 bytes found"},
	} {
		if _, err := ReadNPY(tt.b); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, %q expected", name, err, tt.want)
		}
	}
}

func FuzzReadNPY(f *testing.F) {
	f.Add(npy(1, "|u1", "False", "(2, 3)", []byte{1, 2, 3, 4, 5, 6}))
	f.Add(npy(2, ">f8", "True", "(1,)", make([]byte, 8)))
	f.Add(npy(1, "<U1", "False", "(2,)", []byte("a\x00\x00\x00b\x00\x00\x00")))
	f.Fuzz(func(t *testing.T, b []byte) {
		a, err := readNPY(b)
		if err != nil {
			return
		}
		n := 1
		for _, d := range a.Shape {
			n *= d
		}
		if a.Names != nil && int(slices.Max(a.Bytes)) >= len(a.Names) {
			t.Fatalf("texts %v of %d kinds", a.Bytes, len(a.Names))
		}
		if n < 1 || len(a.Bytes)+len(a.Floats) != n || n > len(b) {
			t.Fatalf("shape %v, %d numbers of %d bytes", a.Shape, len(a.Bytes)+len(a.Floats), len(b))
		}
	})
}
