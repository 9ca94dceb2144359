package nn

import (
	"math"
	"testing"

	"bottleneck/core/kernel"
)

// transposed are windows by which images grow, with and without padding, with
// rows that no pixel reaches, and with output padding.
func transposed() (list []struct {
	in Shape
	w  Window
}) {
	add := func(in Shape, w Window) {
		list = append(list, struct {
			in Shape
			w  Window
		}{in, w})
	}
	add(Shape{H: 1, W: 1, C: 1}, Square(1, 1))
	add(Shape{H: 3, W: 3, C: 2}, SquareSame(3, 2))
	add(Shape{H: 3, W: 5, C: 1}, SquareSame(3, 1))
	add(Shape{H: 4, W: 3, C: 2}, SquareSame(5, 2))
	add(Shape{H: 3, W: 2, C: 3}, SquareSame(2, 3))
	add(Shape{H: 3, W: 3, C: 2}, Square(2, 2))
	add(Shape{H: 3, W: 4, C: 1}, Square(3, 2))
	add(Shape{H: 4, W: 4, C: 2}, squarePad(3, 2, 1))
	w := squarePad(3, 2, 1)
	w.OutPadH, w.OutPadW = 1, 1
	add(Shape{H: 4, W: 3, C: 2}, w)
	w = Window{H: 1, W: 4, StrideH: 3, StrideW: 2, PadW: 1, OutPadH: 2, OutPadW: 1}
	add(Shape{H: 2, W: 5, C: 2}, w)
	return list
}

func newConvTranspose(t testing.TB, in Shape, filters int, w Window, B int) *ConvTranspose2D {
	t.Helper()
	c, err := NewConvTranspose2D(kernel.Plain, in, filters, w, B, true)
	if err != nil {
		t.Fatal(err)
	}
	fill(c, 31)
	return c
}

func TestConvTransposeGradients(t *testing.T) {
	for _, s := range transposed() {
		for _, B := range []int{1, 3} {
			c := newConvTranspose(t, s.in, 3, s.w, B)
			t.Run(s.in.String()+" "+s.w.String(), func(t *testing.T) {
				checkLayer(t, c, s.in.Size(), c.Out.Size(), B, random(B*s.in.Size(), 3))
			})
		}
	}
}

// The loops of ConvTranspose2D's definition, in the order that it and the
// kernels state, in multiply-add arithmetic.
func convTransposeLoops(c *ConvTranspose2D, x, dY []float32, B int) (y, dW, db, dX []float32) {
	w, in, out := c.Window, c.In, c.Out
	f, _ := w.Spread("", in)
	y, dX = make([]float32, B*out.Size()), make([]float32, B*in.Size())
	dW, db = make([]float32, len(c.W.Value)), make([]float32, out.C)
	for n := range B * in.H * in.W {
		b, i, j := n/(in.H*in.W), n/in.W%in.H, n%in.W
		for u := range w.H {
			for v := range w.W {
				r, s := i*w.StrideH-f.Top+u, j*w.StrideW-f.Left+v
				if r < 0 || r >= out.H || s < 0 || s >= out.W {
					continue
				}
				for o := range out.C {
					at, k := ((b*out.H+r)*out.W+s)*out.C+o, ((u*w.W+v)*out.C+o)*in.C
					var forth float32
					for ch := range in.C {
						forth += float32(x[n*in.C+ch] * c.W.Value[k+ch])
						dW[k+ch] += float32(dY[at] * x[n*in.C+ch])
						dX[n*in.C+ch] += float32(dY[at] * c.W.Value[k+ch])
					}
					y[at] += forth
				}
			}
		}
	}
	for i, g := range dY {
		y[i] += c.Bias.Value[i%out.C]
		db[i%out.C] += g
	}
	return y, dW, db, dX
}

func TestConvTransposeIsItsLoops(t *testing.T) {
	for _, s := range transposed() {
		const B = 3
		c := newConvTranspose(t, s.in, 5, s.w, B)
		x, dY := random(B*s.in.Size(), 21), random(B*c.Out.Size(), 22)
		y, dW, db, dX := convTransposeLoops(c, x, dY, B)
		kernel.Fill(c.W.Grad, 0)
		kernel.Fill(c.Bias.Grad, 0)
		t.Run(s.in.String()+" "+s.w.String(), func(t *testing.T) {
			compare(t, "y", c.Forward(x, B), y)
			compare(t, "dX", c.Backward(dY, B), dX)
			compare(t, "dW", c.W.Grad, dW)
			compare(t, "db", c.Bias.Grad, db)
		})
	}
}

// <conv(x), y> = <x, convt(y)> for the same weights and no bias, and their
// gradients to the weights are the same.
func TestConvTransposeIsTheTranspose(t *testing.T) {
	const B, filters = 2, 3
	for _, s := range windows {
		c := newConv(t, s.in, filters, s.w, B)
		w := s.w
		if !w.Same { // the rows and columns that the stride left over
			w.OutPadH = (s.in.H + 2*w.PadH - w.H) % w.StrideH
			w.OutPadW = (s.in.W + 2*w.PadW - w.W) % w.StrideW
		} else if s.in.H%w.StrideH != 0 || s.in.W%w.StrideW != 0 {
			continue
		}
		back := newConvTranspose(t, c.Out, s.in.C, w, B)
		if back.Out != s.in {
			t.Errorf("%v %v: %v leads back to %v", s.in, w, c.Out, back.Out)
			continue
		}
		copy(back.W.Value, c.W.Value)
		kernel.Fill(c.Bias.Value, 0)
		kernel.Fill(back.Bias.Value, 0)
		x, y := random(B*s.in.Size(), 1), random(B*c.Out.Size(), 2)
		forth := kernel.Dot(c.Forward(x, B), y)
		if d := math.Abs(forth - kernel.Dot(x, back.Forward(y, B))); d > 1e-5*math.Max(1, math.Abs(forth)) {
			t.Errorf("%v %v: the products differ by %g of %g", s.in, w, d, forth)
		}
		compare(t, "dX", c.Backward(y, B), back.Forward(y, B))
		back.Backward(x, B)
		compare(t, "dW", back.W.Grad, c.W.Grad)
	}
}

func TestFirstConvTransposeLeavesOutTheInputGradient(t *testing.T) {
	c, err := NewConvTranspose2D(kernel.Plain, Shape{H: 2, W: 2, C: 1}, 2, SquareSame(3, 2), 1, false)
	if err != nil {
		t.Fatal(err)
	}
	if dX := c.Backward(c.Forward(random(4, 1), 1), 1); dX != nil {
		t.Errorf("dX = %v, nil expected", dX)
	}
}

func TestConvTransposeErrors(t *testing.T) {
	for want, f := range map[string]func() error{
		"nn: convt(8,3,s2,p3): a 2x2 input found, at least 3x3 expected with padding 3": func() error {
			_, err := NewConvTranspose2D(kernel.Plain, Shape{H: 2, W: 2, C: 1}, 8, squarePad(3, 2, 3), 1, true)
			return err
		},
		"nn: convt(-1,3,same): -1 filters found, at least 1 expected": func() error {
			_, err := NewConvTranspose2D(kernel.Plain, Shape{H: 4, W: 4, C: 1}, -1, SquareSame(3, 1), 1, true)
			return err
		},
	} {
		if err := f(); err == nil || err.Error() != want {
			t.Errorf("%v, want\n%s", err, want)
		}
	}
}
