package recipe

import (
	"slices"

	"bottleneck/core/fact"
	"bottleneck/core/geometry"
)

// mirror returns the decoder that leads from the code back through the shapes of the encoder, up to that of its first
// trained layer, which the output layer undoes. A layer that makes a shape takes the activation with which the encoder
// made it. coded says that the last level is the code's own layer.
func mirror(p Plan, coded bool) ([]Layer, error) {
	levels := p.Encoder
	if coded {
		levels = levels[:len(levels)-1]
	}
	first := slices.IndexFunc(levels, func(v Level) bool { return v.Activation != "" })
	if first < 0 {
		return nil, nil
	}
	var layers []Layer
	made := p.Code() // by the layers so far
	add := func(l Layer, want geometry.Shape) error {
		out, err := walk(made, []Layer{l}, nil)
		if err != nil {
			return err
		}
		if got := out[0].Out; got != want && got == geometry.Flat(want.Size()) {
			layers = append(layers, l)
			l = Layer{Kind: Reshape, Shape: want}
		} else if got != want {
			return fact.About("mirror", "mirror_misfit", "layer", l, "made", got, "of", made, "expected", want)
		}
		layers, made = append(layers, l), want
		return nil
	}
	if n := len(levels); coded {
		if err := add(denseLayer(levels[n-1].Out.Size(), activation(levels)), levels[n-1].Out); err != nil {
			return nil, err
		}
	}
	for i := len(levels) - 1; i > first; i-- {
		v := levels[i]
		if back, ok := v.Kind.mirror(&v, activation(levels[:i])); ok {
			if err := add(back, v.In); err != nil {
				return nil, err
			}
		}
	}
	return layers, nil
}

// activation is that of the last trained layer.
func activation(levels []Level) string {
	for i := len(levels) - 1; i >= 0; i-- {
		if a := levels[i].Activation; a != "" {
			return a
		}
	}
	return "linear"
}
