package nn

import "testing"

func TestUpsampleGradients(t *testing.T) {
	for _, s := range []struct {
		in   Shape
		h, w int
	}{{Shape{H: 1, W: 1, C: 1}, 1, 1}, {Shape{H: 3, W: 3, C: 2}, 2, 2}, {Shape{H: 2, W: 5, C: 1}, 3, 3}, {Shape{H: 3, W: 2, C: 3}, 1, 4}, {Shape{H: 4, W: 1, C: 2}, 3, 1}} {
		for _, B := range []int{1, 3} {
			u, err := NewUpsample(s.in, s.h, s.w, B, true)
			if err != nil {
				t.Fatal(err)
			}
			u.Backward(random(B*u.Out.Size(), 8), B) // of which nothing may stay
			checkLayer(t, u, s.in.Size(), u.Out.Size(), B, random(B*s.in.Size(), 3))
		}
	}
}

func TestUpsampleRepeatsPixels(t *testing.T) {
	const B = 2
	u, err := NewUpsample(Shape{H: 2, W: 3, C: 2}, 2, 3, B, false)
	if err != nil {
		t.Fatal(err)
	}
	if want := (Shape{H: 4, W: 9, C: 2}); u.Out != want {
		t.Fatalf("%v, %v expected", u.Out, want)
	}
	x := random(B*12, 1)
	for i, v := range u.Forward(x, B) {
		b, r, s, c := i/72, i/18%4, i/2%9, i%2
		if want := x[b*12+r/2*6+s/3*2+c]; v != want {
			t.Errorf("y[%d,%d,%d,%d] = %v, %v expected", b, r, s, c, v, want)
		}
	}
	if dX := u.Backward(random(B*72, 2), B); dX != nil {
		t.Errorf("dX = %v, nil expected", dX)
	}
}

func TestUpsampleErrors(t *testing.T) {
	_, err := NewUpsample(Shape{H: 2, W: 2, C: 1}, 0, 2, 1, true)
	if want := "nn: upsample(0x2): factor 0x2 found, at least 1 expected"; err == nil || err.Error() != want {
		t.Errorf("%v, want\n%s", err, want)
	}
	_, err = NewUpsample(Shape{H: 2, W: 0, C: 1}, 2, 2, 1, true)
	if want := "nn: upsample(2): a 2x0x1 input found, at least 1x1x1 expected"; err == nil || err.Error() != want {
		t.Errorf("%v, want\n%s", err, want)
	}
}
