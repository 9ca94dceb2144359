package autoencoder

import (
	"bottleneck/core/kernel"
	"bottleneck/core/nn"
	"bottleneck/core/recipe"
)

// Units says which states a unit of a Boltzmann machine takes, and so what it adds to the energy, c being its bias.
type Units uint8

const (
	Binary   Units = iota // 0 or 1; -c s; on with probability sigmoid(c + input)
	Gaussian              // any number; (s-c)^2 / 2; normal, with mean c + input and variance 1
)

// RBM is a restricted Boltzmann machine, two layers of units that see each other but not themselves. Its energy is
// what the units add, less v W h for visible states v and hidden states h; a pair of them has probability
// exp(-energy) / Z. It learns by contrastive divergence (Hinton, "Training products of experts by minimizing
// contrastive divergence", 2002, and "A practical guide to training restricted Boltzmann machines", 2010):
//
//	h0 = mean of h given v     v1, h1 = after K rounds of drawing h, then v, then h
//	gradient of W = (v1' h1 - v0' h0) / B + WeightDecay W     of a and b alike, without decay
//
// which tends to the gradient of the mean -log p(v) as K grows, if visible states are drawn. As the guide advises,
// hidden states that the data drives are always drawn, the last ones never; visible states are their means but
// with DrawVisible.
type RBM struct {
	Visible, Hidden Units
	K               int // rounds; 1 is customary
	DrawVisible     bool
	LearningRate    float64
	Momentum        float64
	WeightDecay     float64

	V, H   int
	w      *nn.Param // (V, H)
	a, b   *nn.Param // (V), (H): biases of the visible and hidden units
	velocW []float32 // (V, H)
	velocA []float32 // (V)
	velocB []float32 // (H)

	arithmetic kernel.Arithmetic
	error      objective
	activity   float64
	v, dV      []float32 // (maxB, V)
	h, s       []float32 // (maxB, H): means, states
	noise      []float32 // (maxB, H or V)
	zeros      []float32 // (H)
}

// newRBM returns a machine that multiplies in the arithmetic given and trains w (V, H), a (V) and b (H), and works in their gradients, for batches of up to
// maxB rows, with K=1 and neither momentum nor decay. velocity holds velocitySize(V, H) numbers, all that a machine
// remembers from step to step. Errors of reconstruction are squared, the mean over units and rows.
func newRBM(arithmetic kernel.Arithmetic, visible, hidden Units, w, a, b *nn.Param, velocity []float32, maxB int) *RBM {
	V, H := len(a.Value), len(b.Value)
	if len(w.Value) != V*H {
		panic("autoencoder: rbm: len(w) != V*H")
	}
	if len(velocity) != velocitySize(V, H) {
		panic("autoencoder: rbm: len(velocity) != V*H+V+H")
	}
	squares, err := newObjective(recipe.Loss{Name: "mse"}, "mean", V)
	if err != nil {
		panic("autoencoder: rbm: " + err.Error())
	}
	return &RBM{
		arithmetic: arithmetic,
		Visible:    visible, Hidden: hidden, K: 1, V: V, H: H, w: w, a: a, b: b,
		velocW: velocity[:V*H], velocA: velocity[V*H : V*H+V], velocB: velocity[V*H+V:],
		error: squares,
		v:     make([]float32, maxB*V), dV: make([]float32, maxB*V),
		h: make([]float32, maxB*H), s: make([]float32, maxB*H),
		noise: make([]float32, maxB*max(V, H)), zeros: make([]float32, H),
	}
}

// velocitySize is the number of parameters of a machine, each of which has a velocity.
func velocitySize(V, H int) int { return V*H + V + H }

// Draws is how many keys Gradients uses, from the one it is given on.
func (r *RBM) Draws() int { return 2 * r.K }

// Update moves the parameters against the gradients, each with its velocity:
//
//	v = Momentum v + gradient; p -= LearningRate v
func (r *RBM) Update() {
	kernel.Axpy(r.w.Grad, float32(r.WeightDecay), r.w.Value)
	lr, m := float32(r.LearningRate), float32(r.Momentum)
	kernel.Momentum(r.w.Value, r.w.Grad, r.velocW, lr, m, false)
	kernel.Momentum(r.a.Value, r.a.Grad, r.velocA, lr, m, false)
	kernel.Momentum(r.b.Value, r.b.Grad, r.velocB, lr, m, false)
}

// Gradients sets the gradients of the parameters for a batch v (B, V) to the estimate above, without decay, and returns how
// far the first means of the visible units are from v. What it draws follows from key.
func (r *RBM) Gradients(v []float32, B int, key uint64) float64 {
	if len(v) != B*r.V {
		panic("autoencoder: rbm: len(v) != B*V")
	}
	x, dV, h, s := r.v[:B*r.V], r.dV[:B*r.V], r.h[:B*r.H], r.s[:B*r.H]
	mean := float32(1 / float64(B))
	r.hidden(h, v, B)
	r.activity = kernel.Sum(h) / float64(len(h))
	r.draw(s, h, r.Hidden, key)
	kernel.Scale(h, -mean)
	r.arithmetic.MatMulTN(r.w.Grad, v, h, r.V, r.H, B, false)
	kernel.Fill(r.b.Grad, 0)
	kernel.SumRows(r.b.Grad, h, B, r.H)
	kernel.Fill(r.a.Grad, 0)
	kernel.SumRows(r.a.Grad, v, B, r.V)
	kernel.Scale(r.a.Grad, -1)

	e := 0.0
	for k := range r.K {
		if k > 0 {
			r.draw(s, h, r.Hidden, key+uint64(2*k))
		}
		r.visible(x, s, B)
		if k == 0 && r.error.logits {
			e = r.error.learn(dV, x, v, B)
		}
		activate(x, r.Visible)
		if k == 0 && !r.error.logits {
			e = r.error.learn(dV, x, v, B)
		}
		if r.DrawVisible {
			r.draw(x, x, r.Visible, key+uint64(2*k+1))
		}
		r.hidden(h, x, B)
	}
	kernel.Scale(h, mean)
	r.arithmetic.MatMulTN(r.w.Grad, x, h, r.V, r.H, B, true)
	kernel.SumRows(r.b.Grad, h, B, r.H)
	kernel.SumRows(r.a.Grad, x, B, r.V)
	kernel.Scale(r.a.Grad, mean)
	return e
}

// Activity is the mean of the hidden units' means over the latest batch, before its step.
func (r *RBM) Activity() float64 { return r.activity }

// FreeEnergy writes -log of the sum, or integral, of exp(-energy) over the hidden states of each of v (B, V) to f (B). The
// constant log(2 pi)/2 of every Gaussian hidden unit is left out. Differences of free energies are those of -log p(v).
func (r *RBM) FreeEnergy(f []float64, v []float32, B int) {
	if len(f) != B || len(v) != B*r.V {
		panic("autoencoder: rbm: len(f) != B or len(v) != B*V")
	}
	h, s := r.h[:B*r.H], r.s[:r.H]
	r.inputs(h, v, B)
	for i := range f {
		row, x := v[i*r.V:(i+1)*r.V], h[i*r.H:(i+1)*r.H]
		if r.Visible == Gaussian {
			f[i] = kernel.SquaredDistance(row, r.a.Value) / 2
		} else {
			f[i] = -kernel.Dot(row, r.a.Value)
		}
		if r.Hidden == Gaussian {
			f[i] -= (kernel.SumSquares(x) - kernel.SumSquares(r.b.Value)) / 2
		} else {
			f[i] -= kernel.CrossEntropyLogits(s, x, r.zeros, 1) // sum log(1 + exp x)
		}
	}
}

// inputs writes b + v W to h (B, H), hidden the means of the hidden units.
func (r *RBM) inputs(h, v []float32, B int) {
	r.arithmetic.MatMul(h, v, r.w.Value, B, r.H, r.V, false)
	kernel.AddBias(h, r.b.Value, B, r.H)
}

func (r *RBM) hidden(h, v []float32, B int) {
	r.inputs(h, v, B)
	activate(h, r.Hidden)
}

// visible writes a + W s to x (B, V), s the states of the hidden units.
func (r *RBM) visible(x, s []float32, B int) {
	r.arithmetic.MatMulNT(x, s, r.w.Value, B, r.V, r.H, false)
	kernel.AddBias(x, r.a.Value, B, r.V)
}

// activate turns what units receive, with their biases, into their means.
func activate(x []float32, u Units) {
	if u == Binary {
		kernel.Sigmoid(x, x)
	}
}

// draw writes states of units with these means to s, which may be mean itself.
func (r *RBM) draw(s, mean []float32, u Units, key uint64) {
	noise := r.noise[:len(s)]
	if u == Gaussian {
		kernel.Gaussian(noise, key)
		kernel.Add(noise, mean)
		copy(s, noise)
		return
	}
	kernel.Uniform(noise, key)
	kernel.Sub(noise, mean, noise)
	kernel.Fill(s, 1)
	kernel.ReLUBackward(s, s, noise) // 1 stays where mean > uniform
}
