package recipe

import (
	"bottleneck/core/fact"
	"bottleneck/core/geometry"
)

// MaxPool keeps the largest value of each window, AvgPool their mean. MaxUnpool puts values back where a MaxPool of the encoder found them.
var (
	MaxPool   LayerKind = &maxPool{}
	AvgPool   LayerKind = &avgPool{}
	MaxUnpool LayerKind = &maxUnpool{}
)

// pool is what pools have in common.
type pool struct{ weightless }

func (*pool) mirror(v *Level, _ string) (Layer, bool) {
	return Layer{Kind: Upsample, Window: geometry.Window{StrideH: v.Window.StrideH, StrideW: v.Window.StrideW}}, true
}

func (*pool) order() Order  { return InPlace }
func (*pool) bounded() bool { return true }

type maxPool struct{ pool }

func (*maxPool) Notation() Notation {
	return Notation{Name: "maxpool", Label: "Max pooling", Help: "Keeps the largest value of each window.",
		Keras: "MaxPooling2D", Torch: "MaxPool2d", New: "maxpool(2)", Parts: []*Part{poolWindow}}
}

func (*maxPool) shape(v *Level, _ *undo) (err error) {
	v.Out, err = geometry.PoolShape("maxpool", v.In, v.Window)
	return err
}

// values are also the places of the maxima.
func (*maxPool) values(v *Level) int64 { return 3 * int64(v.Out.Size()) }

type avgPool struct{ pool }

func (*avgPool) Notation() Notation {
	return Notation{Name: "avgpool", Label: "Average pooling",
		Help:  "Keeps the mean of each window. With padding same what lies around the image is left out, as in Keras; with a number of pixels it counts as zeros, as in PyTorch.",
		Keras: "AveragePooling2D", Torch: "AvgPool2d", New: "avgpool(2)", Parts: []*Part{poolWindow}}
}

func (*avgPool) shape(v *Level, _ *undo) (err error) {
	v.Out, err = geometry.PoolShape("avgpool", v.In, v.Window)
	return err
}

func (*avgPool) values(v *Level) int64 { return twice(v) }

type maxUnpool struct{ weightless }

func (*maxUnpool) Notation() Notation {
	return Notation{Name: "unpool", Label: "Max unpooling", Help: "Puts values back where the encoder's last maxpool not yet undone found them, among zeros.",
		Keras: "", Torch: "MaxUnpool2d", New: "unpool(2)", Parts: []*Part{poolWindow}}
}

func (*maxUnpool) shape(v *Level, undo *undo) (err error) {
	undone, found := undo.last(MaxPool)
	switch {
	case !found:
		return fact.About(v.Layer.String(), "pool_missing")
	case undone.Window != v.Window:
		back := Layer{Kind: MaxUnpool, Window: undone.Window}
		return fact.New("pool_differs", "found", v.Layer, "expected", back, "pool", undone.Layer)
	}
	v.Pool = undo.at
	v.Out, err = geometry.MaxUnpoolShape(v.In, v.Window, undone.In, undone.Out)
	return err
}

func (*maxUnpool) values(v *Level) int64 { return twice(v) }

// An encoder has no pool to undo, so that there is nothing to mirror.
func (*maxUnpool) mirror(*Level, string) (Layer, bool) { return Layer{}, false }

func (*maxUnpool) order() Order  { return InPlace }
func (*maxUnpool) bounded() bool { return false }

// undo hands out the layers of an encoder that a decoder undoes, the last first.
type undo struct {
	encoder []Level
	at      int // index of the one handed out last; above it all are
}

// last returns the last level of a kind that is not handed out yet.
func (u *undo) last(kind LayerKind) (v Level, found bool) {
	for u.at--; u.at >= 0; u.at-- {
		if v := u.encoder[u.at]; v.Kind == kind {
			return v, true
		}
	}
	return v, false
}
