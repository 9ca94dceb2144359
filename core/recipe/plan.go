package recipe

import (
	"errors"
	"fmt"
	"slices"

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

// CodeActivation is the function behind the numbers of a code, "" where it is none: of an encoder's last layer pools and
// changes of shape let it through.
func (r Recipe) CodeActivation() string {
	switch r.Latent {
	case "variational":
		return "linear"
	case "plain":
		return r.LatentActivation
	}
	for i := len(r.Encoder) - 1; i >= 0; i-- {
		switch l := r.Encoder[i]; l.Kind {
		case "maxpool", "upsample", "reshape", "flatten":
		default:
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

// Input is the shape of one input.
func (r Recipe) Input() geometry.Shape {
	switch r.Data {
	case "faces", "pictures":
		return geometry.Shape{H: r.ImageSize, W: r.ImageSize, C: 1}
	case "table18":
		return geometry.Flat(18)
	case "table":
		return geometry.Flat(r.Columns)
	}
	return geometry.Shape{H: 28, W: 28, C: 1}
}

// Plan lays the network out. The error names the layer that does not fit, what it found and what it expected.
func (r Recipe) Plan() (Plan, error) { return r.PlanFor(r.Input()) }

// PlanFor is Plan for inputs of another shape than the recipe's data have.
func (r Recipe) PlanFor(in geometry.Shape) (Plan, error) {
	p := Plan{Input: in}
	var err error
	if p.Encoder, err = walk(p.Input, r.Encoder, nil); err != nil {
		return p, fmt.Errorf("encoder: %w", err)
	}
	switch {
	case r.Latent != "direct":
		activation := r.LatentActivation
		if r.Latent == "variational" {
			activation = "linear"
		}
		code := Layer{Kind: "dense", Units: r.LatentDim, Activation: activation}
		p.Encoder = append(p.Encoder, Level{Layer: code, In: p.Code(), Out: geometry.Flat(r.LatentDim)})
	case len(r.Encoder) == 0:
		return p, errors.New("encoder: no layers found, at least one expected with latent=direct")
	case p.Code().Size() > MaxUnits:
		return p, fmt.Errorf("encoder: a code of %d numbers found, at most %d expected with latent=direct", p.Code().Size(), MaxUnits)
	}
	layers := r.Decoder
	if r.Mirror {
		if layers, err = mirror(p, r.Latent != "direct"); err != nil {
			return p, fmt.Errorf("decoder: %w", err)
		}
	}
	if p.Decoder, err = walk(p.Code(), layers, p.Encoder); err != nil {
		return p, fmt.Errorf("decoder: %w", err)
	}
	end := last(p.Code(), p.Decoder)
	output, err := r.outputLayer(p, end)
	if err == nil {
		var level []Level
		if level, err = walk(end, []Layer{output}, nil); err == nil && level[0].Out != p.Input && output.Kind != "dense" {
			err = fmt.Errorf("%s makes %v of %v, %v expected as the input", output.bare(), level[0].Out, end, p.Input)
		}
		p.Decoder = append(p.Decoder, level...)
	}
	if err != nil {
		return p, fmt.Errorf("output: %w", err)
	}
	return p, nil
}

// outputLayer is the layer that gives the outputs, given what comes into it.
func (r Recipe) outputLayer(p Plan, in geometry.Shape) (Layer, error) {
	l := r.Output
	if l.Kind == "auto" {
		l = Layer{Kind: "dense"}
		if in.H > 1 || in.W > 1 {
			if p.Input.H%in.H != 0 || p.Input.W%in.W != 0 {
				return l, fmt.Errorf("the decoder ends in %v, which no whole stride takes to %v", in, p.Input)
			}
			l = Layer{Kind: "convt", Window: geometry.SquareSame(3, 1)}
			if first := slices.IndexFunc(p.Encoder, func(v Level) bool { return v.Kind == "conv" }); first >= 0 {
				l.Window.H, l.Window.W = p.Encoder[first].Window.H, p.Encoder[first].Window.W
			}
			l.Window.StrideH, l.Window.StrideW = p.Input.H/in.H, p.Input.W/in.W
		}
	}
	l.Units, l.Activation = p.Input.C, "linear"
	if l.Kind == "dense" {
		l.Units = p.Input.Size()
	}
	return l, nil
}

// walk gives each layer its shapes. Unpooling layers find their pools in the encoder, the last pool first.
func walk(in geometry.Shape, layers []Layer, encoder []Level) ([]Level, error) {
	levels := make([]Level, 0, len(layers)+1)
	pool := len(encoder)
	for _, l := range layers {
		v := Level{Layer: l, In: in, Out: in}
		var err error
		switch l.Kind {
		case "dense":
			v.Out = geometry.Flat(l.Units)
		case "conv":
			v.Out, err = geometry.ConvShape(in, l.Units, l.Window)
		case "convt":
			v.Out, err = geometry.ConvTransposeShape(in, l.Units, l.Window)
		case "maxpool":
			v.Out, err = geometry.MaxPoolShape(in, l.Window)
		case "unpool":
			for pool--; pool >= 0 && encoder[pool].Kind != "maxpool"; pool-- {
			}
			switch {
			case pool < 0:
				err = fmt.Errorf("%v: no maxpool left in the encoder for it to undo", l)
			case encoder[pool].Window != l.Window:
				err = fmt.Errorf("%v found, unpool(%s) expected: it undoes %v", l, slide(encoder[pool].Window, false), encoder[pool].Layer)
			default:
				v.Pool = pool
				v.Out, err = geometry.MaxUnpoolShape(in, l.Window, encoder[pool].In, encoder[pool].Out)
			}
		case "upsample":
			v.Out, err = geometry.UpsampleShape(in, l.Window.StrideH, l.Window.StrideW)
		case "reshape":
			if v.Out = l.Shape; v.Out.Size() != in.Size() {
				err = fmt.Errorf("%v: %d numbers found (%v), %d expected", l, in.Size(), in, v.Out.Size())
			}
		case "flatten":
			v.Out = geometry.Flat(in.Size())
		}
		if err == nil && v.Out.Size() > maxValues {
			err = fmt.Errorf("%v: %d values found, at most %d expected", l, v.Out.Size(), maxValues)
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
func (v Level) Parameters() int64 {
	switch v.Kind {
	case "dense":
		return int64(v.In.Size()+1) * int64(v.Units)
	case "conv", "convt":
		return (int64(v.Window.H*v.Window.W)*int64(v.In.C) + 1) * int64(v.Units)
	}
	return 0
}

// products is the number of multiplications of one input's forward pass.
func (v Level) products() float64 {
	switch v.Kind {
	case "dense":
		return float64(v.In.Size()) * float64(v.Units)
	case "conv":
		return float64(v.Out.H*v.Out.W) * float64(v.Window.H*v.Window.W) * float64(v.In.C) * float64(v.Units)
	case "convt":
		return float64(v.In.H*v.In.W) * float64(v.Window.H*v.Window.W) * float64(v.In.C) * float64(v.Units)
	}
	return 0
}
