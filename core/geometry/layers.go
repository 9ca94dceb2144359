package geometry

import (
	"strconv"

	"bottleneck/core/fact"
)

// ConvShape is the shape that a convolution of so many filters makes of an
// image; the error names the layer and what does not fit.
func ConvShape(in Shape, filters int, w Window) (Shape, error) {
	name := convName("conv", filters, w)
	f, err := w.Slide(name, in)
	if err != nil {
		return Shape{}, err
	}
	return Shape{f.H, f.W, filters}, someFilters(name, filters)
}

// ConvTransposeShape is ConvShape of a transposed convolution.
func ConvTransposeShape(in Shape, filters int, w Window) (Shape, error) {
	name := convName("convt", filters, w)
	f, err := w.Spread(name, in)
	if err != nil {
		return Shape{}, err
	}
	return Shape{f.H, f.W, filters}, someFilters(name, filters)
}

// PoolShape is ConvShape of a pooling layer of that kind, as maxpool. Explicit
// padding of more than half the window would leave windows without a value and
// is an error.
func PoolShape(kind string, in Shape, w Window) (Shape, error) {
	name := PoolName(kind, w)
	f, err := w.Slide(name, in)
	if err != nil {
		return Shape{}, err
	}
	if w.PadH > w.H/2 || w.PadW > w.W/2 {
		return Shape{}, fact.About(name, "padding_too_large", "found", pair(w.PadH, w.PadW), "most", pair(w.H/2, w.W/2))
	}
	return Shape{f.H, f.W, in.C}, nil
}

// MaxUnpoolShape is the shape that undoing a pooling layer of window w makes: the
// image it pooled. The input must be as the pool's output, and the windows must
// not overlap, or two values would meet in one place.
func MaxUnpoolShape(in Shape, w Window, pooled, out Shape) (Shape, error) {
	name := PoolName("unpool", w)
	if in != out {
		return Shape{}, fact.About(name, "unpool_misfit", "found", in, "expected", out, "pool", PoolName("maxpool", w))
	}
	if w.StrideH < w.H || w.StrideW < w.W {
		return Shape{}, fact.About(name, "stride_below_window", "found", pair(w.StrideH, w.StrideW), "least", pair(w.H, w.W))
	}
	return pooled, nil
}

// UpsampleShape is ConvShape of an upsampling layer.
func UpsampleShape(in Shape, factorH, factorW int) (Shape, error) {
	name := "upsample(" + pair(factorH, factorW) + ")"
	if err := in.check(name); err != nil {
		return Shape{}, err
	}
	if factorH < 1 || factorW < 1 {
		return Shape{}, fact.About(name, "factor_too_small", "found", pair(factorH, factorW))
	}
	return Shape{in.H * factorH, in.W * factorW, in.C}, nil
}

func convName(kind string, filters int, w Window) string {
	return kind + "(" + strconv.Itoa(filters) + "," + w.String() + ")"
}

func someFilters(name string, filters int) error {
	if filters < 1 {
		return fact.About(name, "filters_too_few", "found", filters)
	}
	return nil
}

// PoolName leaves out a stride that is the kernel's: maxpool(2).
func PoolName(kind string, w Window) string {
	return kind + "(" + w.notation(w.H, w.W) + ")"
}
