package recipe

import (
	"bottleneck/core/fact"
	"bottleneck/core/geometry"
)

// Level is one layer of a plan: what goes in, what comes out.
type Level struct {
	Layer
	In, Out geometry.Shape
	Pool    int // of unpool: the index of the encoder's layer that it undoes
}

// Plan is the whole network of a recipe, each layer with its shapes. The encoder ends in the layer of the code, unless
// that is the last of the written ones (latent=direct); the decoder ends in the output layer, whose activation is the
// recipe's output_activation and not here.
type Plan struct {
	Input            geometry.Shape
	Encoder, Decoder []Level
}

// Code is the shape of what the encoder gives.
func (p Plan) Code() geometry.Shape { return last(p.Input, p.Encoder) }

// CodeActivation is the function behind the numbers of a code, "" where it is none: of an encoder's last layer, or of the one
// before those that keep its outputs in their range.
func (r Recipe) CodeActivation() string {
	switch r.Latent {
	case "variational":
		return "linear"
	case "plain":
		return r.LatentActivation
	}
	for i := len(r.Encoder) - 1; i >= 0; i-- {
		if l := r.Encoder[i]; !l.Kind.bounded() {
			return l.Activation
		}
	}
	return ""
}

func last(in geometry.Shape, levels []Level) geometry.Shape {
	if n := len(levels); n > 0 {
		return levels[n-1].Out
	}
	return in
}

// Plan lays the network out. The error names the layer that does not fit, what it found and what it expected.
func (r Recipe) Plan() (Plan, error) { return r.PlanFor(r.Input()) }

// PlanFor is Plan for inputs of another shape than the recipe's data have.
func (r Recipe) PlanFor(in geometry.Shape) (Plan, error) {
	p := Plan{Input: in}
	var err error
	if p.Encoder, err = walk(p.Input, r.Encoder, nil); err != nil {
		return p, fact.Within("encoder", err)
	}
	switch {
	case r.Latent != "direct":
		activation := r.LatentActivation
		if r.Latent == "variational" {
			activation = "linear"
		}
		p.Encoder = append(p.Encoder, Level{Layer: denseLayer(r.LatentDim, activation), In: p.Code(), Out: geometry.Flat(r.LatentDim)})
	case len(r.Encoder) == 0:
		return p, fact.About("encoder", "layers_missing")
	case p.Code().Size() > maxUnits:
		return p, fact.About("encoder", "code_too_large", "found", p.Code().Size(), "most", maxUnits)
	}
	layers := r.Decoder
	if r.Mirror {
		if layers, err = mirror(p, r.Latent != "direct"); err != nil {
			return p, fact.Within("decoder", err)
		}
	}
	if p.Decoder, err = walk(p.Code(), layers, p.Encoder); err != nil {
		return p, fact.Within("decoder", err)
	}
	level, err := r.outputLevel(p, last(p.Code(), p.Decoder))
	if err != nil {
		return p, fact.Within("output", err)
	}
	p.Decoder = append(p.Decoder, level)
	return p, nil
}

// walk gives each layer its shapes. Layers that undo others find them in the encoder, the last first.
func walk(in geometry.Shape, layers []Layer, encoder []Level) ([]Level, error) {
	levels := make([]Level, 0, len(layers)+1)
	undo := &undo{encoder, len(encoder)}
	for _, l := range layers {
		if l.Kind == nil {
			return nil, fact.New("layer_kindless")
		}
		v := Level{Layer: l, In: in}
		err := l.Kind.shape(&v, undo)
		if err == nil && v.Out.Size() > maxValues {
			err = fact.About(l.String(), "values_too_many", "found", v.Out.Size(), "most", maxValues)
		}
		if err != nil {
			return nil, err
		}
		levels = append(levels, v)
		in = v.Out
	}
	return levels, nil
}

// maxValues bounds the values that a layer makes of one input.
const maxValues = 1 << 20

// Parameters is the number of weights and biases of the layer.
func (v Level) Parameters() int64 { return v.Kind.parameters(&v) }
