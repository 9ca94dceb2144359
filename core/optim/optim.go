// Package optim updates parameters from gradients. An optimizer sees two flat
// slabs, all values and all gradients, and keeps its own state in slabs of the
// same length; it knows nothing of layers.
package optim

import (
	"bottleneck/core/fact"
	"bottleneck/core/kernel"
)

// Config names an optimizer and its constants. Fields that a method does not
// use are ignored.
type Config struct {
	Name         string // sgd, momentum, nesterov, rmsprop, adagrad, adadelta, adam, adamw
	LearningRate float64
	Momentum     float64 // momentum, nesterov
	Beta1, Beta2 float64 // adam, adamw
	Rho          float64 // rmsprop, adadelta
	Epsilon      float64 // rmsprop, adagrad, adadelta, adam, adamw
	WeightDecay  float64 // adamw
}

// Optimizer is one running method over slabs of a fixed length.
//
//	sgd       p -= lr g
//	momentum  v = momentum v + g; p -= lr v                          (PyTorch's form of Polyak 1964)
//	nesterov  v = momentum v + g; p -= lr (g + momentum v)           (PyTorch's form of Sutskever et al. 2013)
//	rmsprop   s = rho s + (1-rho) g^2; p -= lr g / (sqrt(s) + eps)    (Hinton, lecture 6e)
//	adagrad   s = s + g^2; p -= lr g / (sqrt(s) + eps)                (Duchi et al. 2011)
//	adadelta  Zeiler 2012, with lr as in Keras and PyTorch
//	adam      Kingma & Ba 2015, eps outside the corrected root as in PyTorch
//	adamw     p -= lr decay p, biases included; then adam             (Loshchilov & Hutter 2019)
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
	case "momentum", "nesterov", "rmsprop", "adagrad":
		o.m = make([]float32, n)
	case "adadelta", "adam", "adamw":
		o.m, o.v = make([]float32, n), make([]float32, n)
	default:
		return nil, fact.About("optim: optimizer", "name_unknown", "found", c.Name)
	}
	return o, nil
}

// Step moves params (n) against grads (n), which it leaves at 0.
func (o *Optimizer) Step(params, grads []float32) {
	o.t++
	c := o.c
	lr := float32(c.LearningRate)
	switch c.Name {
	case "sgd":
		kernel.SGD(params, grads, lr)
	case "momentum", "nesterov":
		kernel.Momentum(params, grads, o.m, lr, float32(c.Momentum), c.Name == "nesterov")
	case "rmsprop":
		kernel.RMSprop(params, grads, o.m, lr, float32(c.Rho), float32(c.Epsilon))
	case "adagrad":
		kernel.Adagrad(params, grads, o.m, lr, float32(c.Epsilon))
	case "adadelta":
		kernel.Adadelta(params, grads, o.m, o.v, lr, float32(c.Rho), float32(c.Epsilon))
	case "adam", "adamw":
		if c.Name == "adamw" {
			kernel.Scale(params, float32(1-float64(c.LearningRate*c.WeightDecay)))
		}
		c1 := 1 / (1 - Power(c.Beta1, o.t))
		c2 := 1 / (1 - Power(c.Beta2, o.t))
		kernel.Adam(params, grads, o.m, o.v, lr, float32(c.Beta1), float32(c.Beta2), float32(c.Epsilon), float32(c1), float32(c2))
	}
}

// Power is b^t by squaring. math.Pow rounds differently from one machine to
// another; products of float64 do not, as long as nothing is fused.
func Power(b float64, t int) float64 {
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
