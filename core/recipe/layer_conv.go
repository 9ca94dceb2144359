package recipe

import (
	"slices"

	"bottleneck/core/fact"
	"bottleneck/core/geometry"
)

// Conv slides a window over an image; every filter gives a channel. ConvTranspose turns that round: every pixel paints a window.
var (
	Conv          LayerKind = &conv{}
	ConvTranspose LayerKind = &convTranspose{}
)

// convolution is what both have in common.
type convolution struct{}

func (*convolution) parameters(v *Level) int64 {
	return (int64(v.Window.H*v.Window.W)*int64(v.In.C) + 1) * int64(v.Units)
}

// at is the number of products where the window is at so many positions.
func (*convolution) at(positions int, v *Level) float64 {
	return float64(positions) * float64(v.Window.H*v.Window.W) * float64(v.In.C) * float64(v.Units)
}

func (*convolution) values(v *Level) int64 { return twice(v) }
func (*convolution) order() Order          { return InPlace }
func (*convolution) bounded() bool         { return false }

type conv struct{ convolution }

func (*conv) Notation() Notation {
	return Notation{Name: "conv", Label: "Convolution", Help: "Slides a window over a picture; every filter gives a channel.",
		Keras: "Conv2D", Torch: "Conv2d", New: "conv(16,3,s2,relu)", Parts: []*Part{units.named("filters"), convWindow, activated}, Next: 2}
}

func (*conv) shape(v *Level, _ *undo) (err error) {
	v.Out, err = geometry.ConvShape(v.In, v.Units, v.Window)
	return err
}

func (c *conv) products(v *Level) float64 { return c.at(v.Out.H*v.Out.W, v) }

func (*conv) mirror(v *Level, activation string) (Layer, bool) {
	w := v.Window
	if !w.Same {
		w.OutPadH, w.OutPadW = (v.In.H+2*w.PadH-w.H)%w.StrideH, (v.In.W+2*w.PadW-w.W)%w.StrideW
	}
	return Layer{Kind: ConvTranspose, Units: v.In.C, Window: w, Activation: activation}, true
}

func (*conv) filters() filters                       { return windowFilters }
func (*conv) output(of geometry.Shape) (string, int) { return "conv(3)", of.C }

type convTranspose struct{ convolution }

func (*convTranspose) Notation() Notation {
	return Notation{Name: "convt", Label: "Transposed convolution", Help: "The way back of a convolution: every pixel paints a window.",
		Keras: "Conv2DTranspose", Torch: "ConvTranspose2d", New: "convt(16,3,s2,relu)", Parts: []*Part{units.named("filters"), convTransposeWindow, activated}, Next: 0.5}
}

func (*convTranspose) shape(v *Level, _ *undo) (err error) {
	v.Out, err = geometry.ConvTransposeShape(v.In, v.Units, v.Window)
	return err
}

func (c *convTranspose) products(v *Level) float64 { return c.at(v.In.H*v.In.W, v) }

func (*convTranspose) mirror(v *Level, activation string) (Layer, bool) {
	w := v.Window
	w.OutPadH, w.OutPadW = 0, 0
	return Layer{Kind: Conv, Units: v.In.C, Window: w, Activation: activation}, true
}

func (*convTranspose) filters() filters                       { return noFilters }
func (*convTranspose) output(of geometry.Shape) (string, int) { return "convt(3,s2)", of.C }

// enlarging is the output layer that leads from an image to the input's, with the kernel of the encoder's first convolution.
func enlarging(p Plan, from geometry.Shape) (Layer, error) {
	l := Layer{Kind: ConvTranspose, Window: geometry.SquareSame(3, 1)}
	if p.Input.H%from.H != 0 || p.Input.W%from.W != 0 {
		return l, fact.New("stride_not_whole", "from", from, "to", p.Input)
	}
	if first := slices.IndexFunc(p.Encoder, func(v Level) bool { return v.Kind == Conv }); first >= 0 {
		l.Window.H, l.Window.W = p.Encoder[first].Window.H, p.Encoder[first].Window.W
	}
	l.Window.StrideH, l.Window.StrideW = p.Input.H/from.H, p.Input.W/from.W
	return l, nil
}
