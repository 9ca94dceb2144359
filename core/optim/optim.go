// Package optim updates parameters from gradients. An optimizer sees two flat
// slabs, all values and all gradients, and keeps its own state in slabs of the
// same length; it knows nothing of layers.
package optim

import (
	"fmt"

	"bottleneck/core/kernel"
)

// Config names an optimizer and its constants. Fields that a method does not
// use are ignored.
type Config struct {
	Name         string // sgd, momentum, rmsprop, adadelta, adam
	LearningRate float64
	Momentum     float64 // momentum
	Beta1, Beta2 float64 // adam
	Rho          float64 // rmsprop, adadelta
	Epsilon      float64 // rmsprop, adadelta, adam
}

// Optimizer is one running method over slabs of a fixed length.
//
//	sgd       p -= lr g
//	momentum  v = momentum v + g; p -= lr v                          (PyTorch's form of Polyak 1964)
//	rmsprop   s = rho s + (1-rho) g^2; p -= lr g / (sqrt(s) + eps)    (Hinton, lecture 6e)
//	adadelta  Zeiler 2012, with lr as in Keras and PyTorch
//	adam      Kingma & Ba 2015, eps outside the corrected root as in PyTorch
type Optimizer struct {
	c    Config
	t    int       // steps taken
	m, v []float32 // state: (n) or empty
}

// New returns an optimizer for n parameters, its state zero.
func New(c Config, n int) (*Optimizer, error) {
	o := &Optimizer{c: c}
	switch c.Name {
	case "sgd":
	case "momentum", "rmsprop":
		o.m = make([]float32, n)
	case "adadelta", "adam":
		o.m, o.v = make([]float32, n), make([]float32, n)
	default:
		return nil, fmt.Errorf("optim: optimizer %q found, sgd, momentum, rmsprop, adadelta or adam expected", c.Name)
	}
	return o, nil
}

// Step moves params (n) against grads (n).
func (o *Optimizer) Step(params, grads []float32) {
	o.t++
	c := o.c
	lr := float32(c.LearningRate)
	switch c.Name {
	case "sgd":
		kernel.SGD(params, grads, lr)
	case "momentum":
		kernel.Momentum(params, grads, o.m, lr, float32(c.Momentum), false)
	case "rmsprop":
		kernel.RMSprop(params, grads, o.m, lr, float32(c.Rho), float32(c.Epsilon))
	case "adadelta":
		kernel.Adadelta(params, grads, o.m, o.v, lr, float32(c.Rho), float32(c.Epsilon))
	case "adam":
		c1 := 1 / (1 - power(c.Beta1, o.t))
		c2 := 1 / (1 - power(c.Beta2, o.t))
		kernel.Adam(params, grads, o.m, o.v, lr, float32(c.Beta1), float32(c.Beta2), float32(c.Epsilon), float32(c1), float32(c2))
	}
}

// power is b^t by squaring. math.Pow rounds differently from one machine to
// another; products of float64 do not, as long as nothing is fused.
func power(b float64, t int) float64 {
	p := 1.0
	for ; t > 0; t >>= 1 {
		if t&1 == 1 {
			p = float64(p * b)
		}
		b = float64(b * b)
	}
	return p
}

// SetLearningRate changes the learning rate from the next step on.
func (o *Optimizer) SetLearningRate(lr float64) { o.c.LearningRate = lr }

// LearningRate is the rate of the next step.
func (o *Optimizer) LearningRate() float64 { return o.c.LearningRate }

// State returns the step count and the state slabs (shared, not copied), for
// checkpoints.
func (o *Optimizer) State() (t int, m, v []float32) { return o.t, o.m, o.v }

// SetSteps restores the step count of a checkpoint; the slabs of State are
// written in place.
func (o *Optimizer) SetSteps(t int) { o.t = t }
