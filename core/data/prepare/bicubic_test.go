package prepare

import "testing"

// At a whole factor the resize takes every k-th pixel, as the faces tutorial found.
func TestBicubicSubsamples(t *testing.T) {
	x := make([]float32, 64*64)
	for i := range x {
		x[i] = float32(i*37%101) / 100
	}
	y := make([]float32, 32*32)
	Bicubic(y, 32, 32, x, 64, 64)
	for i := range 32 {
		for j := range 32 {
			if want := x[2*i*64+2*j]; y[i*32+j] != want {
				t.Fatalf("pixel %d,%d is %v, %v expected", i, j, y[i*32+j], want)
			}
		}
	}
}

// A constant stays one, at any factor, and at the border as well.
func TestBicubicConstant(t *testing.T) {
	x := make([]float32, 9*7)
	for i := range x {
		x[i] = .3
	}
	y := make([]float32, 18*21)
	Bicubic(y, 18, 21, x, 9, 7)
	for i, v := range y {
		if d := v - .3; d > 1e-6 || d < -1e-6 {
			t.Fatalf("pixel %d is %v, .3 expected", i, v)
		}
	}
}
