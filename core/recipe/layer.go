package recipe

import (
	"slices"
	"strings"

	"bottleneck/core/geometry"
)

// Layer is one layer of an encoder or decoder, written conv(16,3,s2,relu). What its numbers mean, its kind says.
type Layer struct {
	Kind       LayerKind
	Units      int             // dense: outputs; conv, convt: filters
	Activation string          // dense, conv, convt: one of activations
	Window     geometry.Window // conv, convt, maxpool, unpool; upsample: the factor, as its stride
	Rate       float64         // dropout: share; gaussian_noise: standard deviation
	Shape      geometry.Shape  // reshape
}

// LayerKind is a kind of layer, with everything that depends on it but the arithmetic, which core/autoencoder finds by the kind. Kinds
// are comparable values; LayerKinds lists them. Only a kind's own file asks which kind a layer is of.
type LayerKind interface {
	// Notation tells how a layer is written and called.
	Notation() Notation

	// shape sets v.Out, what the layer v makes of v.In. What undoes a layer of the encoder takes that from undo.
	shape(v *Level, undo *undo) error
	// parameters is the number of weights and biases.
	parameters(v *Level) int64
	// products is the number of multiplications of one input's forward pass.
	products(v *Level) float64
	// values is the number of values kept for an input: outputs, gradients of them, and what leads back.
	values(v *Level) int64
	// mirror is the layer of a decoder that leads from v.Out back to v.In, with an activation if it has one. ok is false where
	// a decoder needs none.
	mirror(v *Level, activation string) (back Layer, ok bool)

	// order tells what becomes of the places of the values.
	order() Order
	// bounded says whether its outputs stay in the range of the activation before it, which is the code's then.
	bounded() bool
	// filters tells what the weights of a first layer look like.
	filters() filters
	// output tells how the kind is written as an output layer, "" where it cannot be one, and how many units give
	// outputs of a shape.
	output(of geometry.Shape) (usual string, units int)
}

// LayerKinds returns the kinds in the order of the editor.
func LayerKinds() []LayerKind { return slices.Clone(layerKinds) }

var layerKinds = []LayerKind{Dense, Conv, ConvTranspose, MaxPool, AvgPool, MaxUnpool, Upsample, Dropout, GaussianNoise, Reshape, Flatten}

// Notation describes a kind of layer to the reader of links and to the editor of the page.
type Notation struct {
	Name  string  `json:"name"`
	Label string  `json:"label"`          // for people
	Help  string  `json:"help"`           // one sentence
	Keras string  `json:"keras"`          // what Keras calls it, "" where it has none
	Torch string  `json:"torch"`          // the module of PyTorch's nn, "" where it has none
	New   string  `json:"new"`            // a usual layer
	Parts []*Part `json:"parts"`          // the arguments in order
	Next  float64 `json:"next,omitempty"` // units of the next layer, as a multiple of its own, where the next usually is of the same kind
}

// LayerNotations returns the notations of all kinds, in the order of the editor.
func LayerNotations() []Notation {
	list := make([]Notation, len(layerKinds))
	for i, k := range layerKinds {
		list[i] = k.Notation()
	}
	return list
}

// form is the notation with the parts named: conv(filters,kernel,stride,activation).
func (n Notation) form() string {
	names := make([]string, len(n.Parts))
	for i, p := range n.Parts {
		names[i] = p.form
	}
	return n.Name + "(" + strings.Join(names, ",") + ")"
}

// Order is what a layer does with the places of its values.
type Order int

const (
	InPlace  Order = iota + 1 // it reads an image by rows, columns and channels, and makes one
	AnyOrder                  // it reads a vector, and makes one, in whatever order they are wanted
	Kept                      // values stay where they are
	Renamed                   // values stay, and are read as an image of another shape
)

// Order tells what the layer does with the places of its values.
func (l Layer) Order() Order { return l.Kind.order() }

// Silent says whether the layer makes no other values of its inputs when the network is used.
func (l Layer) Silent() bool { return l.Order() == Kept || l.Order() == Renamed }

// filters is what the weights of a layer look like, where it is the first.
type filters int

const (
	noFilters     filters = iota + 1
	unitFilters           // an image for each unit
	windowFilters         // a window for each filter
)

// weightless is what kinds without parameters have in common.
type weightless struct{}

func (*weightless) parameters(*Level) int64             { return 0 }
func (*weightless) products(*Level) float64             { return 0 }
func (*weightless) filters() filters                    { return noFilters }
func (*weightless) output(geometry.Shape) (string, int) { return "", 0 }

// twice is outputs and gradients of them.
func twice(v *Level) int64 { return 2 * int64(v.Out.Size()) }
