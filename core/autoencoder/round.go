package autoencoder

import (
	"bottleneck/core/geometry"
	"bottleneck/core/kernel"
	"bottleneck/core/nn"
)

// Trace follows row of a batch v (B, V) through machine i up, down and up again, as its Gradients goes first. A Gradients of the
// same batch and key that comes next makes the same numbers.
func (s *BeliefNet) Trace(i int, v []float32, B int, key uint64, row int, see See) {
	r, at := s.Machines[i], s.at[i]
	below, units := s.levels[at].In, s.levels[at].Out
	x, h, states := r.v[:B*r.V], r.h[:B*r.H], r.s[:B*r.H]
	t := trace{B: B, row: row, see: see}
	t.show("visible", at, below, v)
	r.hidden(h, v, B)
	t.show("hidden", at+1, units, h)
	r.draw(states, h, r.Hidden, key)
	t.show("states", at+1, units, states)
	r.visible(x, states, B)
	activate(x, r.Visible)
	if r.DrawVisible {
		r.draw(x, x, r.Visible, key+1)
	}
	t.show("painted", at, below, x)
	r.hidden(h, x, B)
	t.show("hidden_painted", at+1, units, h)
}

// Level is the one of the plan, from 1 on, that machine i learns, and in is what it sees.
func (s *BeliefNet) Level(i int) (level int, in geometry.Shape) {
	return s.at[i] + 1, s.levels[s.at[i]].In
}

// Parameters are what the machine trains: weights (V, H), biases of the visible units and of the hidden ones.
func (r *RBM) Parameters() (w, a, b *nn.Param) { return r.w, r.a, r.b }

// Statistics returns, after a Gradients of v (B, V) and before its Update, how hidden unit j goes with the visible ones in the data and in
// what the machine makes of it: the means of v_i h_j, both (V). Their difference is the gradient of the weights of j.
func (r *RBM) Statistics(v []float32, B, j int) (data, model []float32) {
	h := r.h[:B*r.H]
	r.hidden(h, v, B)
	data, model = make([]float32, r.V), make([]float32, r.V)
	for b := range B {
		kernel.Axpy(data, h[b*r.H+j]/float32(B), v[b*r.V:(b+1)*r.V])
	}
	for i := range model {
		model[i] = data[i] + r.w.Grad[i*r.H+j]
	}
	return data, model
}
