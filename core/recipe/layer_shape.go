package recipe

import (
	"bottleneck/core/fact"
	"bottleneck/core/geometry"
)

// Reshape reads its values as an image of another shape, Flatten as a vector. Neither computes anything.
var (
	Reshape LayerKind = &reshape{}
	Flatten LayerKind = &flatten{}
)

// naming is what both have in common.
type naming struct{ weightless }

func (*naming) values(*Level) int64 { return 0 }

func (*naming) mirror(v *Level, _ string) (Layer, bool) {
	return Layer{Kind: Reshape, Shape: v.In}, v.In != v.Out
}

func (*naming) bounded() bool { return true }

type reshape struct{ naming }

func (*reshape) Notation() Notation {
	return Notation{Name: "reshape", Label: "Reshape", Help: "Reads its values as an image of rows, columns and channels.",
		Keras: "Reshape", Torch: "Unflatten", New: "reshape(7x7x16)", Parts: []*Part{imageShape}}
}

func (*reshape) shape(v *Level, _ *undo) error {
	if v.Out = v.Shape; v.Out.Size() != v.In.Size() {
		return fact.About(v.Layer.String(), "size_differs", "found", v.In.Size(), "shape", v.In, "expected", v.Out.Size())
	}
	return nil
}

func (*reshape) order() Order { return Renamed }

type flatten struct{ naming }

func (*flatten) Notation() Notation {
	return Notation{Name: "flatten", Label: "Flatten", Help: "Reads an image as its values in a row.",
		Keras: "Flatten", Torch: "Flatten", New: "flatten()", Parts: []*Part{}}
}

func (*flatten) shape(v *Level, _ *undo) error {
	v.Out = geometry.Flat(v.In.Size())
	return nil
}

func (*flatten) order() Order { return Kept }
