package data

import (
	"bytes"
	"slices"
	"testing"
)

// counting returns a set of n pictures of 2x3 bytes that count up, labelled
// i mod 10.
func counting(n int) *Set {
	s := &Set{Name: "test", N: n, H: 2, W: 3, C: 1, Pixels: make([]byte, 6*n), Labels: make([]byte, n)}
	for i := range s.Pixels {
		s.Pixels[i] = byte(i)
	}
	for i := range s.Labels {
		s.Labels[i] = byte(i % 10)
	}
	return s
}

func TestBatch(t *testing.T) {
	s := counting(40)
	for _, idx := range [][]int32{{}, {7}, {0, 1, 2, 3}, {39, 38, 37}, {5, 6, 9, 9, 10, 0}} {
		x := make([]float32, len(idx)*s.Dim())
		s.Batch(x, idx)
		for i, at := range idx {
			for k := range s.Dim() {
				want := float32(s.Pixels[int(at)*s.Dim()+k]) / 255
				if got := x[i*s.Dim()+k]; got != want {
					t.Fatalf("batch %v, row %d, value %d: %v found, %v expected", idx, i, k, got, want)
				}
			}
		}
	}
	idx, x := []int32{3, 4, 5, 20, 1}, make([]float32, 5*s.Dim())
	if n := testing.AllocsPerRun(100, func() { s.Batch(x, idx) }); n != 0 {
		t.Errorf("a batch allocates %v times", n)
	}
}

func TestBatchMisuse(t *testing.T) {
	s := counting(4)
	for name, idx := range map[string][]int32{"behind": {3, 4}, "negative": {-1, 0}, "length": {0}} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			s.Batch(make([]float32, 12), idx)
		})
	}
}

func TestSubsets(t *testing.T) {
	s := counting(25)
	c := s.Classes([]int{3, 1})
	if want := []byte{1, 3, 1, 3, 1, 3}; !bytes.Equal(c.Labels, want) {
		t.Errorf("labels %v found, %v expected", c.Labels, want)
	}
	if c.N != 6 || !bytes.Equal(c.Pixels[6:12], s.Pixels[18:24]) {
		t.Errorf("%d pictures found, or not those of the labels", c.N)
	}
	c.Pixels[0] ^= 255
	if s.Pixels[6] != 6 {
		t.Error("a subset shares memory with its set")
	}
	if s.Classes(nil) != s {
		t.Error("no classes are not all classes")
	}
	if f := s.First(3); f.N != 3 || len(f.Pixels) != 18 || len(f.Labels) != 3 {
		t.Errorf("First(3) has %d pictures", f.N)
	}
	if f := s.First(99); f.N != 25 {
		t.Errorf("First(99) of 25 has %d pictures", f.N)
	}
	if v := s.Slice(2, 4); !slices.Equal(v.Labels, []byte{2, 3}) || &v.Pixels[0] != &s.Pixels[12] {
		t.Error("Slice is not a view of its pictures")
	}
	if err := s.Attach(make([]byte, 24)); err == nil || err.Error() != "data: 24 labels found, 25 expected: one a picture" {
		t.Errorf("%v found", err)
	}
}

func TestNoise(t *testing.T) {
	const n = 20000
	x, y, z := make([]float32, n), make([]float32, n), make([]float32, n)
	for i := range x {
		x[i] = .5
	}
	gaussian := Noise{Kind: "gaussian", Amount: .1}
	gaussian.Corrupt(y, x, 1)
	var mean, square float64
	for i := range y {
		d := float64(y[i] - x[i])
		mean += d / n
		square += d * d / n
	}
	if mean < -.003 || mean > .003 || square < .0097 || square > .0103 {
		t.Errorf("mean %.4f and variance %.4f found, 0 and 0.01 expected", mean, square)
	}
	gaussian.Corrupt(z, x, 1)
	if !slices.Equal(y, z) {
		t.Error("the same key gives different noise")
	}
	gaussian.Corrupt(z, x, 2)
	if slices.Equal(y, z) {
		t.Error("another key gives the same noise")
	}
	(Noise{Kind: "gaussian", Amount: 2}).Corrupt(y, x, 1)
	if slices.Min(y) != 0 || slices.Max(y) != 1 {
		t.Errorf("values from %v to %v found, 0 to 1 expected", slices.Min(y), slices.Max(y))
	}
	(Noise{Kind: "none"}).Corrupt(y, x, 1)
	if !slices.Equal(y, x) {
		t.Error("none is not a copy")
	}
	if a := testing.AllocsPerRun(10, func() { gaussian.Corrupt(y, x, 3) }); a != 0 {
		t.Errorf("noise allocates %v times", a)
	}
}

// A table's rows go to a batch as they are, and slices of it have their part of them.
func TestTableSet(t *testing.T) {
	s := &Set{N: 5, H: 1, W: 1, C: 2, Values: []float32{0, 1, -2, 3, .5, .25, 7, 8, 9, -10}, Columns: []string{"a", "b"}, Labels: []byte{0, 1, 0, 1, 1}}
	x := make([]float32, 6)
	s.Batch(x, []int32{4, 1, 2})
	if !slices.Equal(x, []float32{9, -10, -2, 3, .5, .25}) {
		t.Errorf("batch is %v", x)
	}
	if v := s.Slice(1, 3); v.N != 2 || !slices.Equal(v.Values, s.Values[2:6]) || v.Pixels != nil || !slices.Equal(v.Labels, []byte{1, 0}) {
		t.Errorf("slice is %+v", v)
	}
	if v := s.First(99); v.N != 5 || len(v.Values) != 10 {
		t.Errorf("first is %+v", v)
	}
	if v := s.Classes([]int{0}); v.N != 2 || !slices.Equal(v.Values, []float32{0, 1, .5, .25}) {
		t.Errorf("classes is %+v", v)
	}
	s.Rows(x[:4], 3, 5)
	if !slices.Equal(x[:4], []float32{7, 8, 9, -10}) {
		t.Errorf("rows are %v", x[:4])
	}
}

func TestHeld(t *testing.T) {
	n := 0
	for i := range 380 {
		if Held(i) {
			n++
		}
	}
	if n != 38 || Held(0) || !Held(9) {
		t.Errorf("%d of 380 held out", n)
	}
}
