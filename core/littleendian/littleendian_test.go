package littleendian

import (
	"bytes"
	"encoding/binary"
	"math"
	"slices"
	"testing"
)

func TestBytesOfNumbers(t *testing.T) {
	v := []float32{0, 1, -2.5, float32(math.Inf(1)), math.SmallestNonzeroFloat32, float32(math.NaN())}
	want := []byte("head")
	for _, x := range v {
		want = binary.LittleEndian.AppendUint32(want, math.Float32bits(x))
	}
	b := Append([]byte("head"), v)
	if !bytes.Equal(b, want) {
		t.Errorf("bytes %x found, %x expected", b, want)
	}
	got := make([]float32, len(v))
	Read(got, append(b[4:], 1, 2, 3)) // more than it needs
	for i := range v {
		if math.Float32bits(got[i]) != math.Float32bits(v[i]) {
			t.Errorf("number %d: %g found, %g expected", i, got[i], v[i])
		}
	}
	n := []int32{1, -2, math.MaxInt32}
	if b := Append(nil, n); !bytes.Equal(b, []byte{1, 0, 0, 0, 0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f}) {
		t.Errorf("bytes %x", b)
	}
	back := make([]int32, 3)
	if Read(back, Append(nil, n)); !slices.Equal(back, n) {
		t.Errorf("%v found, %v expected", back, n)
	}
	if b := Append([]byte("x"), []float32(nil)); string(b) != "x" {
		t.Errorf("of nothing: %q", b)
	}
	Read([]float32(nil), nil)
}

// A machine of the other order turns each word round, both ways.
func TestTheOtherOrder(t *testing.T) {
	native := big
	defer func() { big = native }()
	big = true
	b := Append([]byte{9}, []int32{0x01020304, -1})
	other := make([]byte, 4)
	binary.NativeEndian.PutUint32(other, 0x01020304)
	slices.Reverse(other)
	if !bytes.Equal(b, append(append([]byte{9}, other...), 255, 255, 255, 255)) {
		t.Errorf("bytes %x", b)
	}
	v := make([]int32, 2)
	if Read(v, b[1:]); v[0] != 0x01020304 || v[1] != -1 {
		t.Errorf("numbers %x", v)
	}
}

func TestTooFewBytes(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	Read(make([]float32, 2), make([]byte, 7))
}
