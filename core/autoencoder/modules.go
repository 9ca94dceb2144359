package autoencoder

import (
	"slices"

	"bottleneck/core/nn"
	"bottleneck/core/recipe"
)

// Module is a level of a plan as PyTorch's nn.Sequential has it.
type Module struct {
	recipe.Level
	Place     int  // its number among the modules; its activation has the next one
	Flattened bool // nn.Flatten stands before it, at the number before

	// From and To are the images in whose order it reads and writes a vector, see orders.
	From, To nn.Shape
	// Misread says that it reads the values of an image as one of another shape, which no order of PyTorch's does.
	Misread bool
}

// Modules returns the levels of a plan as a PyTorch model has them, whose weights are those of Run.Weights.
func Modules(p recipe.Plan) (encoder, decoder []Module) {
	in, out, misread := recipe.Orders(slices.Concat(p.Encoder, p.Decoder))
	n := len(p.Encoder)
	return modules(p.Encoder, in[:n], out[:n], misread[:n]), modules(p.Decoder, in[n:], out[n:], misread[n:])
}

func modules(levels []recipe.Level, in, out []nn.Shape, misread []bool) []Module {
	list := make([]Module, len(levels))
	place := 0
	for i, v := range levels {
		m := Module{Level: v, From: in[i], To: out[i], Misread: misread[i]}
		// The input is taken to be flat.
		m.Flattened = v.Order() == recipe.AnyOrder && i > 0 && (v.In.H > 1 || v.In.W > 1)
		if m.Flattened {
			place++
		}
		m.Place = place
		place++
		if v.Activation != "" && v.Activation != "linear" {
			place++
		}
		list[i] = m
	}
	return list
}
