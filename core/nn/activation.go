package nn

import (
	"bottleneck/core/fact"
	"bottleneck/core/kernel"
)

// Activation applies a function to every element, in place: what it is given
// becomes what it returns. Its derivative is a function of its output, so the
// input need not be kept.
type Activation struct {
	Name     string
	forward  func(y, x []float32)
	backward func(dX, dY, y []float32)
	y        []float32
}

// NewActivation returns the activation of that name: relu max(0, x), leaky_relu
// max(0, x) + 0.01 min(0, x), sigmoid 1/(1+exp(-x)), tanh, softplus
// log(1+exp(x)). "linear" is no layer at all: (nil, nil).
func NewActivation(name string) (*Activation, error) {
	switch name {
	case "linear":
		return nil, nil
	case "relu":
		return &Activation{Name: name, forward: kernel.ReLU, backward: kernel.ReLUBackward}, nil
	case "leaky_relu":
		l := &leakyReLU{slope: LeakySlope}
		return &Activation{Name: name, forward: l.forward, backward: l.backward}, nil
	case "sigmoid":
		return &Activation{Name: name, forward: kernel.Sigmoid, backward: kernel.SigmoidBackward}, nil
	case "tanh":
		return &Activation{Name: name, forward: kernel.Tanh, backward: kernel.TanhBackward}, nil
	case "softplus":
		s := newSoftplus()
		return &Activation{Name: name, forward: s.forward, backward: s.backward}, nil
	}
	return nil, fact.About("nn: activation", "name_unknown", "found", name)
}

func (a *Activation) Forward(x []float32, B int) []float32 {
	a.forward(x, x)
	a.y = x
	return x
}

func (a *Activation) Backward(dY []float32, B int) []float32 {
	if len(dY) != len(a.y) {
		panic("nn: activation: Backward of another batch than Forward")
	}
	a.backward(dY, dY, a.y)
	return dY
}

func (a *Activation) Params() []*Param { return nil }
