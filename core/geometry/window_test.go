package geometry

import "testing"

// Sizes as Keras and PyTorch give them.
func TestWindowSlides(t *testing.T) {
	for _, c := range []struct {
		w     Window
		h, wd int
		want  Fit
	}{
		{SquareSame(3, 2), 6, 6, Fit{3, 3, 0, 0}}, // even, stride 2: all padding behind
		{SquareSame(3, 2), 7, 7, Fit{4, 4, 1, 1}},
		{SquareSame(3, 1), 6, 5, Fit{6, 5, 1, 1}},
		{SquareSame(4, 1), 6, 6, Fit{6, 6, 1, 1}}, // three zeros: one before, two behind
		{SquareSame(5, 2), 28, 27, Fit{14, 14, 1, 2}},
		{SquareSame(2, 3), 7, 8, Fit{3, 3, 0, 0}}, // no overlap, nothing to pad
		{SquareSame(1, 2), 5, 5, Fit{3, 3, 0, 0}},
		{SquareSame(9, 1), 2, 2, Fit{2, 2, 4, 4}}, // a kernel larger than the image
		{Square(3, 1), 6, 5, Fit{4, 3, 0, 0}},
		{Square(3, 2), 6, 7, Fit{2, 3, 0, 0}},
		{SquarePad(3, 2, 1), 4, 4, Fit{2, 2, 1, 1}}, // the third tutorial: 4x4 to 2x2
		{SquarePad(7, 2, 3), 28, 28, Fit{14, 14, 3, 3}},
		{Window{H: 1, W: 5, StrideH: 1, StrideW: 2, PadW: 2}, 3, 18, Fit{3, 9, 0, 2}},
	} {
		f, err := c.w.Slide("test", Shape{c.h, c.wd, 1})
		if err != nil || f != c.want {
			t.Errorf("%v on %dx%d: %v, %v, want %v", c.w, c.h, c.wd, f, err, c.want)
		}
	}
}

func TestWindowPadsAround(t *testing.T) {
	for _, c := range []struct {
		w     Window
		h, wd int
		want  Sides
	}{
		{SquareSame(3, 2), 6, 6, Sides{0, 0, 1, 1}},
		{SquareSame(4, 1), 6, 6, Sides{1, 1, 2, 2}},
		{SquareSame(2, 3), 7, 8, Sides{0, 0, 1, 0}},
		{SquareSame(1, 2), 5, 6, Sides{}}, // the last column is seen by no window
		{SquarePad(3, 2, 1), 4, 4, Sides{1, 1, 1, 1}},
		{Window{H: 1, W: 5, StrideH: 1, StrideW: 2, PadW: 2}, 3, 18, Sides{0, 2, 0, 2}},
	} {
		if got := c.w.Around(Shape{c.h, c.wd, 1}); got != c.want {
			t.Errorf("%v on %dx%d: %v, %v expected", c.w, c.h, c.wd, got, c.want)
		}
	}
}

func TestWindowSpreads(t *testing.T) {
	pad := SquarePad(3, 2, 1)
	out := pad
	out.OutPadH, out.OutPadW = 1, 1
	for _, c := range []struct {
		w              Window
		h, out, before int
	}{
		{SquareSame(3, 2), 3, 6, 0}, // the full output is 7, its last row is dropped
		{SquareSame(3, 1), 3, 3, 1},
		{SquareSame(5, 2), 7, 14, 1},
		{SquareSame(2, 3), 3, 9, 0}, // rows that no patch reaches
		{Square(2, 2), 7, 14, 0},
		{Square(3, 2), 3, 7, 0},
		{pad, 7, 13, 1},
		{out, 7, 14, 1},
	} {
		f, err := c.w.Spread("test", Shape{c.h, c.h, 1})
		if want := (Fit{c.out, c.out, c.before, c.before}); err != nil || f != want {
			t.Errorf("%v on %d: %v, %v, want %v", c.w, c.h, f, err, want)
		}
	}
}

// A convolution followed by the transposed one of the same window leads back
// to the size it came from, where the stride divides it.
func TestSpreadTurnsSlideRound(t *testing.T) {
	for k := 1; k <= 5; k++ {
		for stride := 1; stride <= 3; stride++ {
			for n := stride; n <= 12; n += stride {
				w := SquareSame(k, stride)
				f, err := w.Slide("test", Shape{n, n, 1})
				if err != nil {
					t.Fatal(err)
				}
				back, err := w.Spread("test", Shape{f.H, f.W, 1})
				if want := (Fit{n, n, f.Top, f.Left}); err != nil || back != want {
					t.Errorf("%v: %d to %v to %v, %v", w, n, f, back, err)
				}
			}
		}
	}
}

func TestWindowErrors(t *testing.T) {
	image := Shape{4, 4, 1}
	outPad := Square(3, 2)
	outPad.OutPadH, outPad.OutPadW = 2, 2
	outPad1 := Square(3, 2)
	outPad1.OutPadH = 1
	both := SquareSame(3, 2)
	both.PadH = 1
	for _, c := range []struct {
		w       Window
		in      Shape
		reverse bool
		want    string
	}{
		{Square(7, 2), image, false, "l(7,s2): a 4x4 input found, at least 7x7 expected without padding"},
		{SquarePad(7, 2, 1), image, false, "l(7,s2,p1): a 4x4 input found, at least 5x5 expected with padding 1"},
		{Window{H: 1, W: 5, StrideH: 1, StrideW: 1}, image, false, "l(1x5): a 4x4 input found, at least 1x5 expected without padding"},
		{Square(0, 1), image, false, "l(0): a 0x0 kernel found, at least 1x1 expected"},
		{Square(3, 0), image, false, "l(3,s0): stride 0 found, at least 1 expected"},
		{SquarePad(3, 1, -1), image, false, "l(3,p-1): padding -1 found, at least 0 expected"},
		{both, image, false, "l(3,s2,same,p1x0): padding same and explicit padding found, one of them expected"},
		{outPad1, image, false, "l(3,s2,o1x0): output padding 1x0 found, none expected but by convt"},
		{outPad, image, true, "l(3,s2,o2): output padding 2 found, 0 or more and less than the stride 2 expected"},
		{SquareSame(3, 1), Shape{0, 4, 1}, false, "l(3,same): a 0x4x1 input found, at least 1x1x1 expected"},
		{SquareSame(3, 1), Shape{4, 4, 0}, true, "l(3,same): a 4x4x0 input found, at least 1x1x1 expected"},
		{SquarePad(3, 2, 3), Shape{2, 2, 1}, true, "l(3,s2,p3): a 2x2 input found, at least 3x3 expected with padding 3"},
	} {
		f := c.w.Slide
		if c.reverse {
			f = c.w.Spread
		}
		_, err := f("l("+c.w.String()+")", c.in)
		if err == nil || err.Error() != c.want {
			t.Errorf("%v, want\n%s", err, c.want)
		}
	}
	// What the last message asks for is enough, and is the least that is.
	if f, err := SquarePad(3, 2, 3).Spread("l", Shape{3, 3, 1}); err != nil || f.H != 1 {
		t.Errorf("%v, %v", f, err)
	}
}
