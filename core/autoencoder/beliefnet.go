package autoencoder

import (
	"slices"

	"bottleneck/core/fact"
	"bottleneck/core/kernel"
	"bottleneck/core/nn"
)

// BeliefNet is a model as a deep belief network, a pile of Boltzmann machines (Hinton and Salakhutdinov, "Reducing the dimensionality of data with
// neural networks", 2006). Each layer up to the code is a machine on the outputs of the one below; the decoder is
// the pile unrolled, with the machines' weights transposed and the biases of their visible units. The
// machines share weights and gradients with the encoder, and biases with the decoder.
type BeliefNet struct {
	Machines []*RBM // first layer first

	arithmetic kernel.Arithmetic
	below      []nn.Network // what machine i sees of an input
	up, down   []*nn.Dense  // its layers of the encoder and the decoder
	at         []int        // places in the plan of the encoder, from 0 on
	levels     []level      // that plan
	velocity   []float32
	tiles      [2][]float32 // (dim, units), for Filters
}

const pretraining = "autoencoder: pre-training" // what its errors are about

// BeliefNet returns the machines of m, whose decoder must be the encoder in reverse. A layer of sigmoid units is one of binary units, a
// linear one of Gaussian units, which learns at a hundredth of the rate; visible units are given, because data have
// no activation.
func (m *Model) BeliefNet(visible Units, learningRate float64) (*BeliefNet, error) {
	s := &BeliefNet{arithmetic: m.arithmetic, levels: m.levels[0]}
	var hidden []Units
	start := 0
	for i, l := range m.Encoder.Layers {
		switch l := l.(type) {
		case *nn.Dense:
			s.up, hidden = append(s.up, l), append(hidden, Gaussian)
			s.below = append(s.below, nn.Network{In: m.dim, Out: l.In, Layers: m.Encoder.Layers[:i]})
			s.at = append(s.at, slices.IndexFunc(s.levels, func(v level) bool { return i < v.end }))
			start = i
		case *nn.Activation:
			if i != start+1 || l.Name != "sigmoid" {
				return nil, fact.About(pretraining, "machine_activation", "found", l.Name)
			}
			hidden[len(hidden)-1] = Binary
		case *topK:
		default:
			return nil, fact.About(pretraining, "machine_not_dense", "layer", i+1)
		}
	}
	for _, l := range m.Decoder.Layers {
		if d, ok := l.(*nn.Dense); ok {
			s.down = append([]*nn.Dense{d}, s.down...)
		}
	}
	if len(s.up) != len(s.down) {
		return nil, fact.About(pretraining, "machines_differ", "found", len(s.down), "expected", len(s.up))
	}
	size := 0
	for i, u := range s.up {
		if d := s.down[i]; d.In != u.Out || d.Out != u.In {
			return nil, fact.About(pretraining, "machine_misfit", "layer", i+1, "inputs", d.In, "outputs", d.Out, "expected_inputs", u.Out, "expected_outputs", u.In)
		}
		size = max(size, velocitySize(u.In, u.Out))
	}
	s.velocity = make([]float32, size)
	for i, u := range s.up {
		if hidden[i] == Gaussian && (visible == Gaussian || i < len(s.up)-1) {
			return nil, fact.About(pretraining, "machine_linear", "layer", i+1)
		}
		r := newRBM(m.arithmetic, visible, hidden[i], u.W, s.down[i].Bias, u.Bias, s.velocity[:velocitySize(u.In, u.Out)], m.maxBatch)
		r.error = m.objective
		r.error.dim = u.In
		s.Machines = append(s.Machines, r)
		visible = hidden[i]
		s.Unroll(i)
	}
	s.SetLearningRate(learningRate)
	return s, nil
}

// SetLearningRate changes the learning rate of all machines from the next step on.
func (s *BeliefNet) SetLearningRate(lr float64) {
	for _, r := range s.Machines {
		r.LearningRate = lr
		if r.Visible == Gaussian || r.Hidden == Gaussian {
			r.LearningRate /= 100
		}
	}
}

// Input returns what machine i sees of x (B, dim).
func (s *BeliefNet) Input(i int, x []float32, B int) []float32 { return s.below[i].Forward(x, B) }

// Rest forgets the velocities: another machine's turn.
func (s *BeliefNet) Rest() { kernel.Fill(s.velocity, 0) }

// Velocity is what the machine at work remembers from step to step.
func (s *BeliefNet) Velocity() []float32 { return s.velocity }

// Unroll gives the decoder the weights of machine i.
func (s *BeliefNet) Unroll(i int) {
	const tile = 16 // of a cache line
	w, d := s.up[i].W.Value, s.down[i].W.Value
	V, H := s.up[i].In, s.up[i].Out
	for lo := 0; lo < V; lo += tile {
		for j := range H {
			for k := lo; k < min(lo+tile, V); k++ {
				d[j*V+k] = w[k*H+j]
			}
		}
	}
}

// Filters returns what the units of machine i look for in an input of shape in: the product of the weights up to it, (dim, its
// hidden units), as if the layers below were linear. It is overwritten by the next call, but for machine 0, whose weights it is.
func (s *BeliefNet) Filters(i int, in nn.Shape) Filters {
	dim := s.up[0].In
	f := s.up[0].W.Value
	for j, u := range s.up[1 : i+1] {
		to := &s.tiles[j%2]
		if n := dim * u.Out; len(*to) < n {
			*to = make([]float32, n)
		}
		next := (*to)[:dim*u.Out]
		s.arithmetic.MatMul(next, f, u.W.Value, dim, u.Out, u.In, false)
		f = next
	}
	return inputs(f, in, s.up[i].Out)
}
