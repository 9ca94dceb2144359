package recipe

import (
	"slices"

	"bottleneck/core/fact"
	"bottleneck/core/geometry"
)

// Edit is a field with the value it is to have.
type Edit struct {
	Field string `json:"field"`
	Value string `json:"value"`
}

// Repair is a way to have what was refused, or nearly that: edits in their order, and what they change in words.
type Repair struct {
	Edits []Edit
	Fact  *fact.Fact
}

const mostRepairs = 3

// Repairs finds what little else makes a list of layers fit that r refuses as its encoder or decoder: one layer that moves by 1,
// that is padded, or that is left out; for an encoder, a decoder that mirrors it. The nearest come first, at most three. Of other fields,
// and of what cannot be read, there are none.
func (r Recipe) Repairs(name, value string) []Repair {
	layers, err := ParseLayers(value)
	if name != "encoder" && name != "decoder" || err != nil || value == "mirror" {
		return nil
	}
	var found []Repair
	try := func(why *fact.Fact, edits ...Edit) {
		c := r.Clone()
		for _, e := range edits {
			if c.Set(e.Field, e.Value) != nil {
				return
			}
		}
		if len(found) < mostRepairs && c.Get(name) != r.Get(name) && !slices.ContainsFunc(found, func(f Repair) bool { return slices.Equal(f.Edits, edits) }) {
			found = append(found, Repair{edits, why})
		}
	}
	if name == "encoder" && !r.Mirror {
		try(fact.New("repair_mirror"), Edit{"decoder", "mirror"}, Edit{"output", "auto"}, Edit{name, value})
	}
	for i := len(layers) - 1; i >= 0; i-- {
		for _, other := range gentler(layers[i]) {
			list := slices.Clone(layers)
			list[i] = other
			try(fact.New("repair_layer", "found", layers[i], "layer", other), Edit{name, formatLayers(list)})
		}
	}
	for i := len(layers) - 1; i >= 0; i-- {
		try(fact.New("repair_without", "layer", layers[i]), Edit{name, formatLayers(slices.Delete(slices.Clone(layers), i, i+1))})
	}
	return found
}

// gentler is the same layer with a window that fits more images.
func gentler(l Layer) (list []Layer) {
	w := l.Window
	if w == (geometry.Window{}) || w.H == 0 {
		return nil
	}
	same := w
	same.Same, same.PadH, same.PadW, same.OutPadH, same.OutPadW = true, 0, 0, 0, 0
	still := same
	still.StrideH, still.StrideW = 1, 1
	for _, other := range []geometry.Window{same, still} {
		if other != w {
			o := l
			o.Window = other
			list = append(list, o)
		}
	}
	return list
}
