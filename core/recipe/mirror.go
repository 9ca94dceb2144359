package recipe

import (
	"fmt"
	"slices"

	"bottleneck/core/geometry"
)

// mirror returns the decoder that leads from the code back through the shapes of the encoder, up to that of its first
// trained layer, which the output layer undoes. A layer that makes a shape takes the activation with which the encoder
// made it. Convolutions become transposed ones, pools upsampling; noise and dropout stay in the encoder. coded says
// that the last level is the code's own layer.
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
		if l.Kind == "dense" && out[0].Out != want && want.Size() == l.Units {
			layers = append(layers, l)
			l = Layer{Kind: "reshape", Shape: want}
		} else if out[0].Out != want {
			return fmt.Errorf("mirror: %v makes %v of %v, %v expected as in the encoder; write the decoder", l, out[0].Out, made, want)
		}
		layers, made = append(layers, l), want
		return nil
	}
	if n := len(levels); coded {
		if err := add(Layer{Kind: "dense", Units: levels[n-1].Out.Size(), Activation: activation(levels)}, levels[n-1].Out); err != nil {
			return nil, err
		}
	}
	for i := len(levels) - 1; i > first; i-- {
		v := levels[i]
		back := Layer{Kind: v.Kind, Units: v.In.C, Window: v.Window, Activation: activation(levels[:i])}
		w := &back.Window
		switch v.Kind {
		case "dense":
			back.Units, back.Window = v.In.Size(), geometry.Window{}
		case "conv":
			back.Kind = "convt"
			if !w.Same {
				w.OutPadH, w.OutPadW = (v.In.H+2*w.PadH-w.H)%w.StrideH, (v.In.W+2*w.PadW-w.W)%w.StrideW
			}
		case "convt":
			back.Kind, w.OutPadH, w.OutPadW = "conv", 0, 0
		case "maxpool":
			back = Layer{Kind: "upsample", Window: geometry.Window{StrideH: w.StrideH, StrideW: w.StrideW}}
		case "upsample":
			back = Layer{Kind: "maxpool", Window: geometry.Window{H: w.StrideH, W: w.StrideW, StrideH: w.StrideH, StrideW: w.StrideW}}
		case "reshape", "flatten":
			if v.In == v.Out {
				continue
			}
			back = Layer{Kind: "reshape", Shape: v.In}
		default:
			continue
		}
		if err := add(back, v.In); err != nil {
			return nil, err
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
