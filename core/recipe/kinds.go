package recipe

import (
	"strconv"
	"strings"

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

// LayerKind describes one kind of layer to the reader of links and to the editor of the page.
type LayerKind struct {
	Name  string `json:"name"`
	Label string `json:"label"` // for people
	Form  string `json:"form"`  // notation with the parts named
	New   string `json:"new"`   // notation of a usual one
	Parts []Part `json:"parts"` // its arguments in order

	read  func(a *arguments) Layer
	write func(l Layer) string
}

// Part is one argument of a layer, or of a window the few that describe it.
type Part struct {
	Name string  `json:"name"`
	Kind string  `json:"kind"` // int, float, pair, window, shape or activation
	Min  float64 `json:"min"`
	Max  float64 `json:"max"`
}

var (
	units      = Part{"units", "int", 1, MaxUnits}
	filters    = Part{"filters", "int", 1, MaxUnits}
	window     = Part{"kernel", "window", 1, maxKernel}
	activated  = Part{"activation", "activation", 0, 0}
	factor     = Part{"factor", "pair", 1, maxStride}
	rate       = Part{"rate", "float", 0, 0.95}
	stddev     = Part{"stddev", "float", 0, 10}
	imageShape = Part{"shape", "shape", 1, MaxUnits}
)

// LayerKinds returns the kinds in the order of the editor. A new kind is a line here, its shape in plan.go and its
// layer in core/autoencoder.
func LayerKinds() []LayerKind { return layerKinds }

var layerKinds = []LayerKind{
	{"dense", "Dense", "dense(units,activation)", "dense(128,relu)", []Part{units, activated},
		func(a *arguments) Layer {
			return Layer{Units: a.integer(units), Activation: a.activation()}
		},
		func(l Layer) string { return strconv.Itoa(l.Units) + "," + l.Activation }},
	{"conv", "Convolution", "conv(filters,kernel,stride,activation)", "conv(16,3,s2,relu)", []Part{filters, window, activated},
		func(a *arguments) Layer {
			return Layer{Units: a.integer(filters), Window: a.window(true, 1), Activation: a.activation()}
		},
		func(l Layer) string { return strconv.Itoa(l.Units) + "," + slide(l.Window, true) + "," + l.Activation }},
	{"convt", "Transposed convolution", "convt(filters,kernel,stride,activation)", "convt(16,3,s2,relu)", []Part{filters, window, activated},
		func(a *arguments) Layer {
			return Layer{Units: a.integer(filters), Window: a.window(true, 1), Activation: a.activation()}
		},
		func(l Layer) string { return strconv.Itoa(l.Units) + "," + slide(l.Window, true) + "," + l.Activation }},
	{"maxpool", "Max pooling", "maxpool(kernel)", "maxpool(2)", []Part{window},
		func(a *arguments) Layer { return Layer{Window: a.window(false, 0)} },
		func(l Layer) string { return slide(l.Window, false) }},
	{"unpool", "Max unpooling", "unpool(kernel)", "unpool(2)", []Part{window},
		func(a *arguments) Layer { return Layer{Window: a.window(false, 0)} },
		func(l Layer) string { return slide(l.Window, false) }},
	{"upsample", "Upsampling", "upsample(factor)", "upsample(2)", []Part{factor},
		func(a *arguments) Layer {
			h, w := a.pair(factor)
			return Layer{Window: geometry.Window{StrideH: h, StrideW: w}}
		},
		func(l Layer) string { return pair(l.Window.StrideH, l.Window.StrideW) }},
	{"dropout", "Dropout", "dropout(rate)", "dropout(0.2)", []Part{rate},
		func(a *arguments) Layer { return Layer{Rate: a.float(rate)} },
		func(l Layer) string { return formatFloat(l.Rate) }},
	{"gaussian_noise", "Gaussian noise", "gaussian_noise(stddev)", "gaussian_noise(0.1)", []Part{stddev},
		func(a *arguments) Layer { return Layer{Rate: a.float(stddev)} },
		func(l Layer) string { return formatFloat(l.Rate) }},
	{"reshape", "Reshape", "reshape(HxWxC)", "reshape(7x7x16)", []Part{imageShape},
		func(a *arguments) Layer { return Layer{Shape: a.shape()} },
		func(l Layer) string { return l.Shape.String() }},
	{"flatten", "Flatten", "flatten()", "flatten()", []Part{},
		func(a *arguments) Layer { return Layer{} },
		func(l Layer) string { return "" }},
}

func layerKind(name string) *LayerKind {
	for i := range layerKinds {
		if layerKinds[i].Name == name {
			return &layerKinds[i]
		}
	}
	return nil
}

func layerNames() string {
	names := make([]string, len(layerKinds))
	for i, k := range layerKinds {
		names[i] = k.Name
	}
	return strings.Join(names, ", ")
}
