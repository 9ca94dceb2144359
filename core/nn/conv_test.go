package nn

import (
	"math"
	"testing"

	"bottleneck/core/kernel"
)

// windows are those that the layers are tried with: odd sizes, strides that do
// and do not divide, kernels smaller than the stride and larger than the image.
var windows = []struct {
	in Shape
	w  Window
}{
	{Shape{H: 1, W: 1, C: 1}, Square(1, 1)},
	{Shape{H: 6, W: 6, C: 2}, SquareSame(3, 2)},
	{Shape{H: 7, W: 5, C: 3}, SquareSame(3, 2)},
	{Shape{H: 5, W: 4, C: 2}, SquareSame(3, 1)},
	{Shape{H: 4, W: 6, C: 1}, SquareSame(4, 1)},
	{Shape{H: 2, W: 3, C: 2}, SquareSame(7, 1)},
	{Shape{H: 7, W: 7, C: 2}, SquareSame(2, 3)},
	{Shape{H: 6, W: 5, C: 2}, Square(3, 1)},
	{Shape{H: 8, W: 7, C: 1}, Square(3, 2)},
	{Shape{H: 4, W: 4, C: 3}, squarePad(3, 2, 1)},
	{Shape{H: 3, W: 3, C: 1}, squarePad(2, 1, 3)}, // patches wholly in the padding
	{Shape{H: 5, W: 9, C: 2}, Window{H: 1, W: 4, StrideH: 2, StrideW: 3, PadW: 2}},
}

// fill draws all parameters of l.
func fill(l Layer, key uint64) {
	for i, p := range l.Params() {
		kernel.Gaussian(p.Value, key+uint64(i))
	}
}

func newConv(t testing.TB, in Shape, filters int, w Window, B int) *Conv2D {
	t.Helper()
	c, err := NewConv2D(kernel.Plain, in, filters, w, B, true)
	if err != nil {
		t.Fatal(err)
	}
	fill(c, 11)
	return c
}

func TestConvGradients(t *testing.T) {
	for _, s := range windows {
		for _, B := range []int{1, 3} {
			c := newConv(t, s.in, 4, s.w, B)
			t.Run(s.in.String()+" "+s.w.String(), func(t *testing.T) {
				checkLayer(t, c, s.in.Size(), c.Out.Size(), B, random(B*s.in.Size(), 3))
			})
		}
	}
}

// The loops of Conv2D's definition, in the order that it and the kernels
// state, in multiply-add arithmetic.
func convLoops(c *Conv2D, x, dY []float32, B int) (y, dW, db, dX []float32) {
	w, in, out := c.Window, c.In, c.Out
	f, _ := w.Slide("", in)
	y, dX = make([]float32, B*out.Size()), make([]float32, B*in.Size())
	dW, db = make([]float32, len(c.W.Value)), make([]float32, out.C)
	for n := range B * out.H * out.W {
		b, i, j := n/(out.H*out.W), n/out.W%out.H, n%out.W
		for u := range w.H {
			for v := range w.W {
				for ch := range in.C {
					r, s := i*w.StrideH-f.Top+u, j*w.StrideW-f.Left+v
					if r < 0 || r >= in.H || s < 0 || s >= in.W {
						continue
					}
					at, k := ((b*in.H+r)*in.W+s)*in.C+ch, ((u*w.W+v)*in.C+ch)*out.C
					var back float32
					for o := range out.C {
						y[n*out.C+o] += float32(x[at] * c.W.Value[k+o])
						dW[k+o] += float32(x[at] * dY[n*out.C+o])
						back += float32(dY[n*out.C+o] * c.W.Value[k+o])
					}
					dX[at] += back
				}
			}
		}
		for o := range out.C {
			y[n*out.C+o] += c.Bias.Value[o]
			db[o] += dY[n*out.C+o]
		}
	}
	return y, dW, db, dX
}

// compare compares bits where the kernels define the order of sums, and else a
// relative 1e-5.
func compare(t *testing.T, name string, got, want []float32) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d values, %d expected", name, len(got), len(want))
	}
	for i, v := range got {
		d := math.Abs(float64(v) - float64(want[i]))
		if v != want[i] || !(d <= 1e-5*math.Max(1, math.Abs(float64(want[i])))) {
			t.Fatalf("%s[%d] = %v, %v expected", name, i, v, want[i])
		}
	}
}

func TestConvIsItsLoops(t *testing.T) {
	for _, s := range windows {
		const B = 3
		c := newConv(t, s.in, 5, s.w, B)
		x, dY := random(B*s.in.Size(), 21), random(B*c.Out.Size(), 22)
		y, dW, db, dX := convLoops(c, x, dY, B)
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

func TestConv1x1IsDense(t *testing.T) {
	const B = 2
	in := Shape{H: 3, W: 4, C: 5}
	c := newConv(t, in, 6, Square(1, 1), B)
	d := NewDense(kernel.Plain, 5, 6, B*12, true)
	copy(d.W.Value, c.W.Value)
	copy(d.Bias.Value, c.Bias.Value)
	x, dY := random(B*in.Size(), 1), random(B*c.Out.Size(), 2)
	compare(t, "y", c.Forward(x, B), d.Forward(x, B*12))
	compare(t, "dX", c.Backward(dY, B), d.Backward(dY, B*12))
	compare(t, "dW", c.W.Grad, d.W.Grad)
	compare(t, "db", c.Bias.Grad, d.Bias.Grad)
}

// A batch smaller than the largest, after a larger one, uses none of its rest.
func TestConvOfASmallerBatch(t *testing.T) {
	in := Shape{H: 5, W: 5, C: 2}
	c := newConv(t, in, 3, SquareSame(3, 2), 4)
	x := random(4*in.Size(), 1)
	all := append([]float32(nil), c.Forward(x, 4)...)
	one := c.Forward(x[:in.Size()], 1)
	compare(t, "y", one, all[:c.Out.Size()])
	if dX := c.Backward(one, 1); len(dX) != in.Size() {
		t.Errorf("%d input gradients, %d expected", len(dX), in.Size())
	}
}

func TestFirstConvLeavesOutTheInputGradient(t *testing.T) {
	c, err := NewConv2D(kernel.Plain, Shape{H: 4, W: 4, C: 1}, 2, SquareSame(3, 2), 1, false)
	if err != nil {
		t.Fatal(err)
	}
	if dX := c.Backward(c.Forward(random(16, 1), 1), 1); dX != nil {
		t.Errorf("dX = %v, nil expected", dX)
	}
}

func TestConvErrors(t *testing.T) {
	for want, f := range map[string]func() error{
		"nn: conv(16,7,s2): a 4x4 input found, at least 7x7 expected without padding": func() error {
			_, err := NewConv2D(kernel.Plain, Shape{H: 4, W: 4, C: 1}, 16, Square(7, 2), 1, true)
			return err
		},
		"nn: conv(0,3,same): 0 filters found, at least 1 expected": func() error {
			_, err := NewConv2D(kernel.Plain, Shape{H: 4, W: 4, C: 1}, 0, SquareSame(3, 1), 1, true)
			return err
		},
	} {
		if err := f(); err == nil || err.Error() != want {
			t.Errorf("%v, want\n%s", err, want)
		}
	}
}
