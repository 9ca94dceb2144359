package prepare_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"testing"

	"bottleneck/core/data/local/mnist/mnisttest"
	"bottleneck/core/data/local/picture"
	"bottleneck/core/data/prepare"
)

// A picture that is as MNIST's comes through preparation as it was; enlarged,
// or drawn dark on light, it comes back nearly so.
func TestPrepareMNIST(t *testing.T) {
	s := mnisttest.Test(t).First(100)
	kept := 0
	var plain, large, light float64
	for i := range s.N {
		pix := s.Pixels[i*784 : (i+1)*784]
		want := make([]float32, 784)
		s.Batch(want, []int32{int32(i)})

		p := prepared(t, pix, 1, false)
		if p.Steps[len(p.Steps)-1].Note.Code == "prepared_already" {
			kept++
		}
		plain += difference(p.Pixels, want) / float64(s.N)
		large += difference(prepared(t, pix, 8, false).Pixels, want) / float64(s.N)
		light += difference(prepared(t, pix, 5, true).Pixels, want) / float64(s.N)
	}
	t.Logf("%d of %d are left as they are; mean difference %.5f, eight times enlarged %.5f, five times and inverted %.5f", kept, s.N, plain, large, light)
	if kept < s.N*95/100 || plain > .002 {
		t.Errorf("%d of %d pictures are left as they are, with a mean difference of %.4f; 95%% and 0.002 expected", kept, s.N, plain)
	}
	if large > .02 || light > .02 {
		t.Errorf("enlarged pictures differ by %.4f, inverted ones by %.4f, at most 0.02 expected", large, light)
	}
}

// prepare sends a digit through a PNG file, enlarged and perhaps inverted.
func prepared(t *testing.T, pix []byte, zoom int, invert bool) *prepare.Picture {
	t.Helper()
	m := image.NewGray(image.Rect(0, 0, 28*zoom, 28*zoom))
	for y := range 28 * zoom {
		for x := range 28 * zoom {
			v := pix[y/zoom*28+x/zoom]
			if invert {
				v = 255 - v
			}
			m.SetGray(x, y, color.Gray{Y: v})
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	p, err := picture.Prepare(&b, int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// difference is the mean absolute difference.
func difference(a, b []float32) float64 {
	sum := 0.0
	for i := range a {
		sum += max(float64(a[i]-b[i]), float64(b[i]-a[i]))
	}
	return sum / float64(len(a))
}
