package recipe

import (
	"strconv"

	"bottleneck/core/geometry"
)

// activations lists the activation functions of a layer.
var activations = []string{"relu", "leaky_relu", "sigmoid", "tanh", "softplus", "linear"}

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
	Help string  `json:"help,omitempty"`

	Options []Option `json:"options,omitempty"` // of a window: what may follow the kernel
	Given   bool     `json:"given,omitempty"`   // by other fields, where the layer is the output

	form  string // in the notation with the parts named
	read  func(p *Part, a *arguments, l *Layer)
	write func(l *Layer) string
}

// Option is an argument that may be left out. It begins with a letter, s2, or is a word.
type Option struct {
	Name   string            `json:"name"`
	Label  string            `json:"label"` // for people
	Help   string            `json:"help"`
	Letter string            `json:"letter"`
	Words  map[string]string `json:"words,omitempty"`  // the argument, by what people say for it
	Usual  string            `json:"usual"`            // where it is left out: as people say it, or the name of what it is equal to
	Unless string            `json:"unless,omitempty"` // what people say for another option with which it does not go
}

var (
	stride  = Option{Name: "stride", Label: "stride", Help: "How far it moves: 2, or 2x1", Letter: "s", Usual: "1"}
	padding = Option{Name: "padding", Label: "padding", Help: "same, none, or so many on every side: 1, or 1x2", Letter: "p", Usual: "same",
		Words: map[string]string{"same": "same", "none": "p0"}}
	outputPadding = Option{Name: "output_padding", Label: "out pad", Help: "Rows and columns added at the end, fewer than the stride; not with padding same",
		Letter: "o", Usual: "0", Unless: "same"}
)

// usually is the same option with another meaning where it is left out.
func (o Option) usually(usual string) Option {
	o.Usual = usual
	return o
}

// The parts that layers are made of.
var (
	units = &Part{Name: "units", Kind: "int", Min: 1, Max: maxUnits, form: "units", Given: true,
		read:  func(p *Part, a *arguments, l *Layer) { l.Units = a.integer(p) },
		write: func(l *Layer) string { return strconv.Itoa(l.Units) }}

	activated = &Part{Name: "activation", Kind: "activation", form: "activation", Given: true,
		read:  func(_ *Part, a *arguments, l *Layer) { l.Activation = a.activation() },
		write: func(l *Layer) string { return l.Activation }}

	// Convolutions pad by same and move by 1 where nothing is said, pools do not pad and move by their kernel.
	convWindow          = window("kernel,stride", true, stride, padding)
	convTransposeWindow = window("kernel,stride", true, stride, padding, outputPadding)
	poolWindow          = window("kernel", false, stride.usually("kernel"), padding.usually("none"))

	factor = &Part{Name: "factor", Kind: "pair", Min: 1, Max: maxStride, form: "factor",
		read: func(p *Part, a *arguments, l *Layer) {
			h, w := a.pair(p)
			l.Window = geometry.Window{StrideH: h, StrideW: w}
		},
		write: func(l *Layer) string { return pair(l.Window.StrideH, l.Window.StrideW) }}

	rate   = share("rate", 0.95)
	stddev = share("stddev", 10)

	imageShape = &Part{Name: "shape", Kind: "shape", Min: 1, Max: maxUnits, form: "HxWxC",
		read:  func(_ *Part, a *arguments, l *Layer) { l.Shape = a.shape() },
		write: func(l *Layer) string { return l.Shape.String() }}
)

// window is a kernel and how it slides, as of a convolution (conv) or a pool.
func window(form string, conv bool, options ...Option) *Part {
	return &Part{Name: "kernel", Kind: "window", Min: 1, Max: maxKernel, Help: "Rows and columns: 3, or 3x5", Options: options, form: form,
		read:  func(p *Part, a *arguments, l *Layer) { l.Window = a.window(p, conv) },
		write: func(l *Layer) string { return slide(l.Window, conv) }}
}

// named is the same part under another name.
func (p Part) named(name string) *Part {
	p.Name, p.form = name, name
	return &p
}

// share is how much a layer draws, from 0 to most.
func share(name string, most float64) *Part {
	return &Part{Name: name, Kind: "float", Max: most, form: name,
		read:  func(p *Part, a *arguments, l *Layer) { l.Rate = a.float(p) },
		write: func(l *Layer) string { return formatFloat(l.Rate) }}
}
