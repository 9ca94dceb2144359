package recipe

import "bottleneck/core/geometry"

// Upsample repeats each pixel in a block.
var Upsample LayerKind = &upsample{}

type upsample struct{ weightless }

func (*upsample) Notation() Notation {
	return Notation{Name: "upsample", Label: "Upsampling", Help: "Repeats each pixel in a block.",
		Keras: "UpSampling2D", Torch: "Upsample", New: "upsample(2)", Parts: []*Part{factor}}
}

func (*upsample) shape(v *Level, _ *undo) (err error) {
	v.Out, err = geometry.UpsampleShape(v.In, v.Window.StrideH, v.Window.StrideW)
	return err
}

func (*upsample) values(v *Level) int64 { return twice(v) }

func (*upsample) mirror(v *Level, _ string) (Layer, bool) {
	h, w := v.Window.StrideH, v.Window.StrideW
	return Layer{Kind: MaxPool, Window: geometry.Window{H: h, W: w, StrideH: h, StrideW: w}}, true
}

func (*upsample) order() Order  { return InPlace }
func (*upsample) bounded() bool { return true }
