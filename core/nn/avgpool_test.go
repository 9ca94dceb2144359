package nn

import (
	"testing"

	"bottleneck/core/geometry"
)

func TestAvgPoolGradients(t *testing.T) {
	for _, s := range pools {
		for _, B := range []int{1, 3} {
			a, err := NewAvgPool(s.in, s.w, B, true)
			if err != nil {
				t.Fatal(err)
			}
			a.Backward(random(B*a.Out.Size(), 8), B) // of which nothing may stay
			t.Run(geometry.PoolName("avgpool", s.w), func(t *testing.T) {
				checkLayer(t, a, s.in.Size(), a.Out.Size(), B, random(B*s.in.Size(), 3))
			})
		}
	}
}

// What lies around an image counts with explicit padding and not with same: the latter is the example of Keras' documentation.
func TestAvgPoolCountsPadding(t *testing.T) {
	x := []float32{1, 2, 3, 4, 5, 6, 7, 8, 9}
	padded := squarePad(2, 2, 1)
	for _, c := range []struct {
		w    Window
		want []float32
	}{
		{SquareSame(2, 1), []float32{3, 4, 4.5, 6, 7, 7.5, 7.5, 8.5, 9}},
		{padded, []float32{0.25, 1.25, 2.75, 7}},
		{Square(2, 1), []float32{3, 4, 6, 7}},
	} {
		a, err := NewAvgPool(Shape{H: 3, W: 3, C: 1}, c.w, 1, false)
		if err != nil {
			t.Fatal(err)
		}
		y := a.Forward(x, 1)
		if len(y) != len(c.want) {
			t.Fatalf("%v: %v, %v expected", c.w, y, c.want)
		}
		for i, v := range y {
			if v != c.want[i] {
				t.Errorf("%v: %v, %v expected", c.w, y, c.want)
				break
			}
		}
		if dX := a.Backward(y, 1); dX != nil {
			t.Errorf("dX = %v, nil expected", dX)
		}
	}
}

func TestAvgPoolErrors(t *testing.T) {
	_, err := NewAvgPool(Shape{H: 2, W: 5, C: 1}, Square(3, 2), 1, true)
	if want := "nn: avgpool(3,s2): a 2x5 input found, at least 3x3 expected without padding"; err == nil || err.Error() != want {
		t.Errorf("%v, want\n%s", err, want)
	}
	_, err = NewAvgPool(Shape{H: 8, W: 8, C: 1}, squarePad(2, 1, 2), 1, true)
	if want := "nn: avgpool(2,s1,p2): padding 2 found, at most half the window, 1, expected"; err == nil || err.Error() != want {
		t.Errorf("%v, want\n%s", err, want)
	}
}
