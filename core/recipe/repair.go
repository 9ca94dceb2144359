package recipe

import (
	"bottleneck/core/fact"
	"bottleneck/core/geometry"
)

const mostRepairs = 3

// Repairs finds what little else makes a list of layers fit that r refuses as its encoder or decoder: one layer that moves by 1,
// that is padded, or that is left out; for an encoder, a decoder that mirrors it. The nearest come first, at most three: what each
// changes, with the link of the recipe in the place of a field. Of other fields, and of what cannot be read, there are none.
func (r Recipe) Repairs(name, value string) []Notice {
	layers, err := ParseLayers(value)
	if name != "encoder" && name != "decoder" || err != nil || value == "mirror" {
		return nil
	}
	m := &mender{recipe: &r, now: r.Get(name)}
	if name == "encoder" && !r.Mirror {
		m.try(fact.New("repair_mirror"), "decoder", "mirror", "output", "auto", name, value)
	}
	for i := len(layers) - 1; i >= 0; i-- {
		l := &layers[i]
		w, before := l.Window, l.String()
		if w.H == 0 {
			continue
		}
		for _, stride := range [2][2]int{{w.StrideH, w.StrideW}, {1, 1}} {
			l.Window = geometry.Window{H: w.H, W: w.W, StrideH: stride[0], StrideW: stride[1], Same: true}
			m.try(fact.New("repair_layer", "found", before, "layer", l.String()), name, formatLayers(layers))
		}
		l.Window = w
	}
	for i := len(layers) - 1; i >= 0; i-- {
		m.try(fact.New("repair_without", "layer", layers[i].String()), name, formatLayers(append(layers[:i:i], layers[i+1:]...)))
	}
	return m.found
}

// mender tries what a recipe would take.
type mender struct {
	recipe *Recipe
	now    string // what is refused another value
	found  []Notice
}

// try adds a repair if the recipe takes its edits, fields and values in turn; the last is of what was refused.
func (m *mender) try(why *fact.Fact, edits ...string) {
	if len(m.found) == mostRepairs || edits[len(edits)-1] == m.now {
		return
	}
	c := m.recipe.Clone()
	for i := 0; i < len(edits); i += 2 {
		if c.Set(edits[i], edits[i+1]) != nil {
			return
		}
	}
	link := c.Link()
	for i := range m.found {
		if m.found[i].Field == link {
			return
		}
	}
	m.found = append(m.found, Notice{link, why})
}
