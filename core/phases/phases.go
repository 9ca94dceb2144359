// Package phases holds one step of training as it can be told: what it made of one image of its batch, phase after phase, and what it
// changed. train fills it, wire passes it on. It computes nothing and has no words.
package phases

import "bottleneck/core/geometry"

// The phases of a step, in their order. A step that trains one layer as a Boltzmann machine has others between the first and the last.
const (
	Draw    = "draw"
	Corrupt = "corrupt"
	Encode  = "encode"
	Decode  = "decode"
	Compare = "compare"
	Back    = "back" // the gradient goes back
	Move    = "move" // the weights move

	Up         = "up"
	Down       = "down"
	UpAgain    = "up_again"
	Statistics = "statistics"
)

// Step is one step of training.
type Step struct {
	Step   int     `json:"step"`            // its number, from 1 on
	Image  int     `json:"image"`           // place in the batch of the image that is followed, from 0 on
	Batch  int     `json:"batch"`           // images of the batch
	Index  int     `json:"index"`           // place of the image among those for training, from 0 on
	All    int     `json:"all"`             // images for training
	Label  int     `json:"label"`           // class of the image; -1: none
	Loss   float64 `json:"loss"`            // of the batch, before the update
	Share  float64 `json:"share"`           // of the image in the reconstruction's part of the loss
	Rate   float64 `json:"learning_rate"`   // in force
	Layer  int     `json:"layer,omitempty"` // that learns alone, from 1 on
	Phases []Phase `json:"phases"`

	Numbers []float32 `json:"-"` // of all parts
}

// Phase is what a step does at once.
type Phase struct {
	Phase  string  `json:"phase"`
	Parts  []Part  `json:"parts,omitempty"`  // what came up, in its order
	Terms  *Terms  `json:"terms,omitempty"`  // of Compare
	Layers []Layer `json:"layers,omitempty"` // of Back, Statistics and Move
}

// Part is N pictures, codes or outputs of a layer, each of H*W*C numbers by rows, columns and channels, which begin at At of Numbers.
//
//	batch, clean           images of the batch from First on; the one that is followed
//	input                  what the encoder sees of it
//	layer                  outputs of a layer, behind its activation
//	mean, deviation, noise of a variational code, which is mean + deviation * noise
//	code, output           the ends of the encoder and of the decoder
//	visible, hidden        units of a machine, given the data: hidden ones as means
//	states                 of the hidden units, drawn
//	painted                visible units by these states
//	hidden_painted         hidden units, given what is painted
//	data, model            means over the batch of the visible units times hidden unit Unit, given the data and what is painted
//	before, after          weights of Unit, of a first layer
type Part struct {
	Part  string `json:"part"`
	Level int    `json:"level"`           // 0 the input, i the outputs of layer i of the plan, encoder first and then decoder
	Unit  int    `json:"unit,omitempty"`  // from 1 on
	First int    `json:"first,omitempty"` // from 0 on
	N     int    `json:"n"`
	H     int    `json:"h"`
	W     int    `json:"w"`
	C     int    `json:"c"`
	At    int    `json:"at"`
}

// Terms are what a loss is the sum of.
type Terms struct {
	Reconstruction float64 `json:"reconstruction"`
	Divergence     float64 `json:"divergence,omitempty"` // of a variational code, with its weight
	Sparsity       float64 `json:"sparsity,omitempty"`
	Contraction    float64 `json:"contraction,omitempty"`
}

// Layer is what becomes of the parameters of one layer. Lengths are Euclidean norms.
type Layer struct {
	Part       string  `json:"part,omitempty"` // log_variance; of a machine weights, visible_biases or hidden_biases
	Level      int     `json:"level"`          // as of a Part
	Parameters int     `json:"parameters"`
	Gradient   float64 `json:"gradient"` // length of the gradient, before it is clipped
	Update     float64 `json:"update"`   // of what the step added
	Weights    float64 `json:"weights"`  // of the parameters before
}

// Begin adds a phase to the step.
//
//go:noinline
func (s *Step) Begin(name string) { s.Phases = append(s.Phases, Phase{Phase: name}) }

// Latest is the phase that began last.
func (s *Step) Latest() *Phase { return &s.Phases[len(s.Phases)-1] }

// Show adds a part to the latest phase, whose numbers it copies. It is called from many places, and inlined in each it would be a
// kilobyte of the page's download.
//
//go:noinline
func (s *Step) Show(part string, level int, v geometry.Shape, numbers []float32) *Part {
	p := s.Latest()
	p.Parts = append(p.Parts, Part{Part: part, Level: level, N: len(numbers) / v.Size(), H: v.H, W: v.W, C: v.C, At: len(s.Numbers)})
	s.Numbers = append(s.Numbers, numbers...)
	return &p.Parts[len(p.Parts)-1]
}
