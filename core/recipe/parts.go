package recipe

import (
	"strconv"

	"bottleneck/core/geometry"
)

// Activations lists the activation functions of a layer.
var Activations = []string{"relu", "leaky_relu", "sigmoid", "tanh", "softplus", "linear"}

// Limits of a layer's parts.
const (
	maxKernel = 31
	maxStride = 16
	maxSide   = 256 // rows or columns of a reshaped image
)

// Part is one argument of a layer, or of a window the few that describe it.
type Part struct {
	Name string  `json:"name"`
	Kind string  `json:"kind"` // int, float, pair, window, shape or activation
	Min  float64 `json:"min"`
	Max  float64 `json:"max"`

	form  string // in the notation with the parts named
	given bool   // by other fields, where the layer is the output
	read  func(p Part, a *arguments, l *Layer)
	write func(l Layer) string
}

// The parts that layers are made of.
var (
	units = Part{Name: "units", Kind: "int", Min: 1, Max: MaxUnits, form: "units", given: true,
		read:  func(p Part, a *arguments, l *Layer) { l.Units = a.integer(p) },
		write: func(l Layer) string { return strconv.Itoa(l.Units) }}

	activated = Part{Name: "activation", Kind: "activation", form: "activation", given: true,
		read:  func(_ Part, a *arguments, l *Layer) { l.Activation = a.activation() },
		write: func(l Layer) string { return l.Activation }}

	// Convolutions pad by same and move by 1 where nothing is said, pools do not pad and move by their kernel.
	convWindow = Part{Name: "kernel", Kind: "window", Min: 1, Max: maxKernel, form: "kernel,stride",
		read:  func(p Part, a *arguments, l *Layer) { l.Window = a.window(p, true) },
		write: func(l Layer) string { return slide(l.Window, true) }}
	poolWindow = Part{Name: "kernel", Kind: "window", Min: 1, Max: maxKernel, form: "kernel",
		read:  func(p Part, a *arguments, l *Layer) { l.Window = a.window(p, false) },
		write: func(l Layer) string { return slide(l.Window, false) }}

	factor = Part{Name: "factor", Kind: "pair", Min: 1, Max: maxStride, form: "factor",
		read: func(p Part, a *arguments, l *Layer) {
			h, w := a.pair(p)
			l.Window = geometry.Window{StrideH: h, StrideW: w}
		},
		write: func(l Layer) string { return pair(l.Window.StrideH, l.Window.StrideW) }}

	rate   = share("rate", 0.95)
	stddev = share("stddev", 10)

	imageShape = Part{Name: "shape", Kind: "shape", Min: 1, Max: MaxUnits, form: "HxWxC",
		read:  func(_ Part, a *arguments, l *Layer) { l.Shape = a.shape() },
		write: func(l Layer) string { return l.Shape.String() }}
)

// named is the same part under another name.
func (p Part) named(name string) Part {
	p.Name, p.form = name, name
	return p
}

// share is how much a layer draws, from 0 to most.
func share(name string, most float64) Part {
	return Part{Name: name, Kind: "float", Max: most, form: name,
		read:  func(p Part, a *arguments, l *Layer) { l.Rate = a.float(p) },
		write: func(l Layer) string { return formatFloat(l.Rate) }}
}
