package geometry

import (
	"strconv"

	"bottleneck/core/fact"
)

// Window says how a kernel of H rows and W columns slides over an image. For
// each axis, with n the image's extent, k the kernel's and s the stride:
//
//	Same      out = ceil(n/s), padded by t = max((out-1)s + k - n, 0): t/2
//	          before, rounded down, and the rest behind (TensorFlow, Keras)
//	explicit  out = floor((n + 2 pad - k)/s) + 1, padded by pad on both sides
//	          (PyTorch; with pad 0 Keras' "valid")
//
// and, where a transposed convolution turns the window round,
//
//	Same      out = n s, cut as the convolution that leads back would pad it
//	explicit  out = (n-1)s + k - 2 pad + out pad, out pad < s
//
// The output padding tells apart the images that a stride maps to one size; it
// adds rows and columns at the end.
type Window struct {
	H, W             int
	StrideH, StrideW int
	Same             bool
	PadH, PadW       int // not with Same
	OutPadH, OutPadW int // of a transposed convolution, not with Same
}

// Square is a k by k window that moves by stride, without padding.
func Square(k, stride int) Window {
	return Window{H: k, W: k, StrideH: stride, StrideW: stride}
}

// SquareSame is Square with padding "same".
func SquareSame(k, stride int) Window {
	w := Square(k, stride)
	w.Same = true
	return w
}

// SquarePad is Square with pad zeros on every side.
func SquarePad(k, stride, pad int) Window {
	w := Square(k, stride)
	w.PadH, w.PadW = pad, pad
	return w
}

// String writes a window as 3,s2,same or 3x5,s2,p1x2,o1; a stride of 1 and a
// padding of 0 are left out.
func (w Window) String() string { return w.notation(1, 1) }

// notation leaves out the stride given.
func (w Window) notation(strideH, strideW int) string {
	s := pair(w.H, w.W)
	if w.StrideH != strideH || w.StrideW != strideW {
		s += ",s" + pair(w.StrideH, w.StrideW)
	}
	if w.Same {
		s += ",same"
	}
	if w.PadH != 0 || w.PadW != 0 {
		s += ",p" + pair(w.PadH, w.PadW)
	}
	if w.OutPadH != 0 || w.OutPadW != 0 {
		s += ",o" + pair(w.OutPadH, w.OutPadW)
	}
	return s
}

func size(h, w int) string { return strconv.Itoa(h) + "x" + strconv.Itoa(w) }

// pair writes equal numbers once.
func pair(h, w int) string {
	if h == w {
		return strconv.Itoa(h)
	}
	return size(h, w)
}

// check says what is wrong with the image or the window itself.
func (w Window) check(layer string, in Shape) error {
	if err := in.check(layer); err != nil {
		return err
	}
	switch {
	case w.H < 1 || w.W < 1:
		return fact.About(layer, "kernel_empty", "found", size(w.H, w.W))
	case w.StrideH < 1 || w.StrideW < 1:
		return fact.About(layer, "stride_too_small", "found", pair(w.StrideH, w.StrideW))
	case w.PadH < 0 || w.PadW < 0:
		return fact.About(layer, "padding_negative", "found", pair(w.PadH, w.PadW))
	case w.Same && (w.PadH != 0 || w.PadW != 0 || w.OutPadH != 0 || w.OutPadW != 0):
		return fact.About(layer, "padding_twice")
	case w.OutPadH < 0 || w.OutPadW < 0 || w.OutPadH >= w.StrideH || w.OutPadW >= w.StrideW:
		return fact.About(layer, "output_padding_out_of_range", "found", pair(w.OutPadH, w.OutPadW), "stride", pair(w.StrideH, w.StrideW))
	}
	return nil
}

// Fit is an extent and the padding before its first row and column.
type Fit struct{ H, W, Top, Left int }

// Slide returns the positions that the window takes on an image, and how the
// image is padded.
func (w Window) Slide(layer string, in Shape) (f Fit, err error) {
	if err := w.check(layer, in); err != nil {
		return f, err
	}
	if w.OutPadH != 0 || w.OutPadW != 0 {
		return f, fact.About(layer, "output_padding_misplaced", "found", pair(w.OutPadH, w.OutPadW))
	}
	if w.Same {
		f.H, f.Top = same(in.H, w.H, w.StrideH)
		f.W, f.Left = same(in.W, w.W, w.StrideW)
		return f, nil
	}
	needH, needW := max(w.H-2*w.PadH, 1), max(w.W-2*w.PadW, 1)
	if in.H < needH || in.W < needW {
		return f, w.tooSmall(layer, in, needH, needW)
	}
	return Fit{(in.H+2*w.PadH-w.H)/w.StrideH + 1, (in.W+2*w.PadW-w.W)/w.StrideW + 1, w.PadH, w.PadW}, nil
}

// Sides are rows and columns on the four sides of an image.
type Sides struct{ Top, Left, Bottom, Right int }

// Around is how an image is padded for a window that fits: before the first row and column as Slide says, and, with Same, so many behind
// that the last position fits.
func (w Window) Around(in Shape) Sides {
	f, err := w.Slide("", in)
	if err != nil {
		panic("geometry: padding of a window that does not fit")
	}
	if !w.Same {
		return Sides{f.Top, f.Left, f.Top, f.Left}
	}
	return Sides{f.Top, f.Left, max((f.H-1)*w.StrideH+w.H-in.H-f.Top, 0), max((f.W-1)*w.StrideW+w.W-in.W-f.Left, 0)}
}

// Spread is Slide turned round: the image on which the window takes in.H by
// in.W positions.
func (w Window) Spread(layer string, in Shape) (f Fit, err error) {
	if err := w.check(layer, in); err != nil {
		return f, err
	}
	if w.Same {
		f.H, f.W = in.H*w.StrideH, in.W*w.StrideW
		_, f.Top = same(f.H, w.H, w.StrideH)
		_, f.Left = same(f.W, w.W, w.StrideW)
		return f, nil
	}
	f = Fit{(in.H-1)*w.StrideH + w.H - 2*w.PadH + w.OutPadH, (in.W-1)*w.StrideW + w.W - 2*w.PadW + w.OutPadW, w.PadH, w.PadW}
	if f.H < 1 || f.W < 1 {
		return f, w.tooSmall(layer, in, least(2*w.PadH-w.H-w.OutPadH, w.StrideH), least(2*w.PadW-w.W-w.OutPadW, w.StrideW))
	}
	return f, nil
}

// same is TensorFlow's rule for one axis.
func same(n, k, stride int) (out, before int) {
	out = (n + stride - 1) / stride
	return out, max((out-1)*stride+k-n, 0) / 2
}

// least is the smallest n >= 1 with (n-1) stride > cut.
func least(cut, stride int) int {
	if cut < 0 {
		return 1
	}
	return cut/stride + 2
}

func (w Window) tooSmall(layer string, in Shape, h, wd int) error {
	if w.PadH == 0 && w.PadW == 0 {
		return fact.About(layer, "input_below_window", "found", size(in.H, in.W), "least", size(h, wd))
	}
	return fact.About(layer, "input_below_padded_window", "found", size(in.H, in.W), "least", size(h, wd), "padding", pair(w.PadH, w.PadW))
}
