package nn

import (
	"bottleneck/core/geometry"
	"math"
	"math/rand/v2"
	"testing"
)

// distinct are n values at least 0.1 apart, in random order, so that a small
// change moves no maximum.
func distinct(n int, seed uint64) []float32 {
	x := make([]float32, n)
	for i, at := range rand.New(rand.NewPCG(seed, 1)).Perm(n) {
		x[i] = 0.1 * float32(at-n/2)
	}
	return x
}

var pools = []struct {
	in Shape
	w  Window
}{
	{Shape{H: 4, W: 4, C: 2}, Square(2, 2)},
	{Shape{H: 7, W: 5, C: 3}, Square(2, 2)}, // the last row and column are left out
	{Shape{H: 7, W: 5, C: 3}, SquareSame(2, 2)},
	{Shape{H: 6, W: 7, C: 1}, Square(3, 2)},
	{Shape{H: 6, W: 7, C: 2}, SquareSame(3, 2)},
	{Shape{H: 5, W: 5, C: 1}, squarePad(3, 2, 1)},
	{Shape{H: 5, W: 6, C: 2}, Window{H: 1, W: 3, StrideH: 2, StrideW: 3}},
}

func newPool(t testing.TB, in Shape, w Window, B int) *MaxPool {
	t.Helper()
	m, err := NewMaxPool(in, w, B, true)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestMaxPoolGradients(t *testing.T) {
	for _, s := range pools {
		for _, B := range []int{1, 3} {
			m := newPool(t, s.in, s.w, B)
			t.Run(geometry.PoolName("maxpool", s.w), func(t *testing.T) {
				checkLayer(t, m, s.in.Size(), m.Out.Size(), B, distinct(B*s.in.Size(), 3))
			})
		}
	}
}

func TestMaxPoolKeepsTheLargest(t *testing.T) {
	nan := float32(math.NaN())
	m := newPool(t, Shape{H: 3, W: 5, C: 1}, SquareSame(2, 2), 1)
	y := m.Forward([]float32{
		-1, -2, 3, 3, -7,
		-3, -4, 3, 3, -8,
		5, nan, 0, -1, -9,
	}, 1)
	want := []float32{-1, 3, -7, nan, 0, -9} // negative ones win over padding
	places := []int32{0, 2, 4, 11, 12, 14}   // the first of equals
	for i, v := range y {
		if v != want[i] && (v == v || want[i] == want[i]) {
			t.Errorf("y[%d] = %v, %v expected", i, v, want[i])
		}
		if m.index[i] != places[i] {
			t.Errorf("y[%d] from %d, %d expected", i, m.index[i], places[i])
		}
	}
}

func TestMaxUnpoolGradients(t *testing.T) {
	for _, s := range pools {
		if s.w.StrideH < s.w.H {
			continue
		}
		for _, B := range []int{1, 3} {
			m := newPool(t, s.in, s.w, B)
			m.Forward(distinct(B*s.in.Size(), 7), B)
			u, err := NewMaxUnpool(m.Out, m, B, true)
			if err != nil {
				t.Fatal(err)
			}
			t.Run(geometry.PoolName("unpool", s.w), func(t *testing.T) {
				checkLayer(t, u, u.In.Size(), u.Out.Size(), B, random(B*u.In.Size(), 3))
			})
		}
	}
}

// What comes back are the maxima in their places, and nothing else.
func TestMaxUnpoolUndoesMaxPool(t *testing.T) {
	const B = 2
	for _, s := range pools {
		if s.w.StrideH < s.w.H {
			continue
		}
		m := newPool(t, s.in, s.w, B)
		u, err := NewMaxUnpool(m.Out, m, B, true)
		if err != nil {
			t.Fatal(err)
		}
		x := distinct(B*s.in.Size(), 9)
		for i := range x {
			x[i] += 0.05 // none is zero
		}
		y, kept := u.Forward(m.Forward(x, B), B), 0
		for i, v := range y {
			if v != 0 {
				kept++
				if v != x[i] {
					t.Errorf("%v: y[%d] = %v, %v expected", s.w, i, v, x[i])
				}
			}
		}
		if kept != B*m.Out.Size() {
			t.Errorf("%v: %d values came back, %d expected", s.w, kept, B*m.Out.Size())
		}
	}
}

func TestMaxPoolForgets(t *testing.T) {
	m := newPool(t, Shape{H: 3, W: 4, C: 2}, SquareSame(2, 2), 2)
	x := distinct(48, 1)
	m.Forward(x, 2)
	m.Forget(1)
	u, err := NewMaxUnpool(m.Out, m, 2, true)
	if err != nil {
		t.Fatal(err)
	}
	y := u.Forward(x[:8], 1)
	for i, at := range []int{0, 1, 4, 5, 16, 17, 20, 21} {
		if y[at] != x[i] {
			t.Errorf("y[%d] = %v, %v expected", at, y[at], x[i])
		}
	}
}

func TestMaxPoolErrors(t *testing.T) {
	m := newPool(t, Shape{H: 28, W: 28, C: 16}, Square(2, 2), 1)
	overlapping := newPool(t, Shape{H: 7, W: 7, C: 1}, Square(3, 2), 1)
	for want, f := range map[string]func() error{
		"nn: maxpool(3,s2): a 2x5 input found, at least 3x3 expected without padding": func() error {
			_, err := NewMaxPool(Shape{H: 2, W: 5, C: 1}, Square(3, 2), 1, true)
			return err
		},
		"nn: maxpool(2,s1,p2): padding 2 found, at most half the window, 1, expected": func() error {
			_, err := NewMaxPool(Shape{H: 8, W: 8, C: 1}, squarePad(2, 1, 2), 1, true)
			return err
		},
		"nn: unpool(2): a 7x7x32 input found, 14x14x16 expected, the output of its maxpool(2)": func() error {
			_, err := NewMaxUnpool(Shape{H: 7, W: 7, C: 32}, m, 1, true)
			return err
		},
		"nn: unpool(3,s2): stride 2 found, at least the window's 3 expected": func() error {
			_, err := NewMaxUnpool(overlapping.Out, overlapping, 1, true)
			return err
		},
	} {
		if err := f(); err == nil || err.Error() != want {
			t.Errorf("%v, want\n%s", err, want)
		}
	}
}

func TestMaxUnpoolOfAnotherBatch(t *testing.T) {
	m := newPool(t, Shape{H: 4, W: 4, C: 1}, Square(2, 2), 2)
	u, err := NewMaxUnpool(m.Out, m, 2, true)
	if err != nil {
		t.Fatal(err)
	}
	m.Forward(distinct(16, 1), 1)
	defer func() {
		if recover() == nil {
			t.Error("two images were unpooled with the indices of one")
		}
	}()
	u.Forward(distinct(8, 1), 2)
}
