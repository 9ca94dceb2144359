// Package autoencoder turns a recipe into an encoder, a decoder and an
// objective.
//
//	z = encoder(x)   y = decoder(z)   loss(y, clean x)
//
// The decoder's last activation is kept apart from its layers, because binary
// cross-entropy is computed from what comes before it (the logits).
//
// It is not a run: which batch comes next, and what an optimizer makes of the
// gradients, is package train's. Layers are package nn's.
package autoencoder

import (
	"math/rand/v2"
	"slices"

	"bottleneck/core/fact"
	"bottleneck/core/kernel"
	"bottleneck/core/nn"
	"bottleneck/core/phases"
	"bottleneck/core/recipe"
)

// Model is an autoencoder with room for batches of up to MaxBatch rows.
// Nothing is allocated after New.
type Model struct {
	Encoder, Decoder nn.Network     // of a variational code the encoder gives the means
	LogVariance      nn.Network     // from the encoder's last hidden layer; empty for a plain code
	Output           *nn.Activation // nil: linear

	Values, Grads []float32 // all parameters and their gradients, one slab each
	Tensors       []Tensor  // all parameters by name, in the order of Values
	Foreign       string    // why a PyTorch model of the tensors computes something else; empty: it computes the same

	arithmetic            kernel.Arithmetic
	in                    nn.Shape // of an input
	dim, latent, maxBatch int
	batchSize             int // the recipe's
	objective             objective
	sparsity              *sparsity           // nil: no price
	contraction           *contraction        // of an encoder of one dense layer; nil: another
	nudged                *nudged             // of another, with a price; nil: none
	meter                 *nudged             // of another, when asked
	jacobian              float64             // by the latest Losses
	terms                 phases.Terms        // of the latest loss
	levels                [2][]level          // of the encoder and the decoder
	codes                 []float32           // of the latest Losses
	heads                 *heads              // nil: a plain code
	pools                 map[int]*nn.MaxPool // of the encoder, by level
	seeds                 *rand.PCG           // of the layers that draw
	dY                    []float32           // (maxBatch, dim)
}

// New builds the model of r for inputs of shape in, its parameters drawn from
// rng in the order of the layers.
func New(r recipe.Recipe, in nn.Shape, rng *rand.Rand) (*Model, error) {
	return NewIn(0, r, in, rng)
}

// NewIn is New for a model that multiplies in a, whatever the recipe says of that; 0: in what it says.
func NewIn(a kernel.Arithmetic, r recipe.Recipe, in nn.Shape, rng *rand.Rand) (*Model, error) {
	p, err := r.PlanFor(in)
	if err != nil {
		return nil, fact.Within("autoencoder", err)
	}
	if a == 0 {
		if a, err = ArithmeticOf(r.Arithmetic); err != nil {
			return nil, err
		}
	}
	dim := in.Size()
	o, err := newObjective(r.Loss, r.Reduction, dim)
	if err != nil {
		return nil, err
	}
	if o.logits && r.OutputActivation != "sigmoid" {
		return nil, fact.About("autoencoder", "loss_needs_sigmoid", "loss", r.Loss, "found", r.OutputActivation)
	}
	r.LatentDim = p.Code().Size()
	m := &Model{arithmetic: a, in: in, dim: dim, latent: r.LatentDim, maxBatch: r.Rows(p), batchSize: r.BatchSize,
		objective: o, sparsity: newSparsity(r)}
	s := &stack{arithmetic: a, maxB: m.maxBatch, init: nn.Initializer{Name: r.Init, Stddev: r.InitStddev}, rng: rng, pools: map[int]*nn.MaxPool{}}
	encoder, decoder := Modules(p)
	m.Foreign = foreign(slices.Concat(encoder, decoder))
	code := len(p.Encoder) - 1
	if m.levels[0], err = s.build(&m.Encoder, "encoder", dim, encoder); err != nil {
		return nil, err
	}
	switch {
	case r.Latent == "variational" || r.Sparsity == "top_k":
	case p.OneDense():
		m.contraction = newContraction(r.Contractive, m.Encoder.Layers[0].(*nn.Dense), p.Encoder[0].Activation)
	case r.Contractive > 0:
		m.nudged = newNudged(r.Contractive, &m.Encoder, m.maxBatch)
	}
	if r.Sparsity == "top_k" {
		m.Encoder.Layers = append(m.Encoder.Layers, newTopK(r.LatentDim, r.SparsityK, m.maxBatch))
		m.levels[0][code].end++
	}
	if r.Latent == "variational" {
		logVariance := nn.NewDense(a, p.Encoder[code].In.Size(), r.LatentDim, m.maxBatch, s.trained > 1)
		if err := s.init.Dense(logVariance, rng); err != nil {
			return nil, err
		}
		s.name("log_variance", 0, logVariance, encoder[code].From, encoder[code].To)
		m.addHeads(logVariance)
	}
	if m.levels[1], err = s.build(&m.Decoder, "decoder", r.LatentDim, decoder); err != nil {
		return nil, err
	}
	m.Tensors, m.pools = s.tensors, s.pools
	if m.Output, err = nn.NewActivation(r.OutputActivation); err != nil {
		return nil, err
	}
	m.Values, m.Grads = nn.Pack(slices.Concat(m.Encoder.Params(), m.LogVariance.Params(), m.Decoder.Params()))
	m.dY = make([]float32, m.maxBatch*dim)
	m.seeds = new(rand.PCG)
	return m, nil
}

// Input is the shape of an input, Dim the number of its values, Latent that of a code's.
func (m *Model) Input() nn.Shape { return m.in }
func (m *Model) Dim() int        { return m.dim }
func (m *Model) Latent() int     { return m.latent }
func (m *Model) MaxBatch() int   { return m.maxBatch }

// Arithmetic is what the model multiplies in.
func (m *Model) Arithmetic() kernel.Arithmetic { return m.arithmetic }

// Drawn says whether the code is variational: a normal distribution for each input.
func (m *Model) Drawn() bool { return m.heads != nil }

// Batch is B images and all that is drawn for them.
type Batch struct {
	Clean []float32 // (B, dim), what the decoder is to produce
	Input []float32 // (B, dim), what the encoder sees: Clean, corrupted or not

	Epsilon []float32 // (B, latent), the standard normal numbers that variational codes are drawn with; else not read
	Beta    float64   // weight of the divergence of variational codes in the loss
	Nudge   uint64    // key of the steps by which the Jacobian of an encoder of several layers is estimated, where it has a price
	Layers  [2]uint64 // seeds of the layers that draw, in Gradients; both 0: they are the identity, as everywhere else
}

// Gradients adds to Grads the gradient of the loss of one batch and returns
// that loss; a step of the optimizer leaves Grads at 0. Where the
// code is variational the decoder sees a draw, and the loss has Beta times the
// divergence in it, divided as the loss is.
func (m *Model) Gradients(b Batch) float64 {
	B := len(b.Clean) / m.dim
	m.drawLayers(b)
	z, divergence := m.code(b, B)
	logits := m.Decoder.Forward(z, B)
	dY := m.dY[:B*m.dim]
	y := logits
	if !m.objective.logits {
		y = m.activate(logits, B)
	}
	reconstruction := m.objective.learn(dY, y, b.Clean, B)
	loss := divergence + reconstruction
	if m.Output != nil && !m.objective.logits {
		dY = m.Output.Backward(dY, B)
	}
	dZ := m.Decoder.Backward(dY, B)
	loss += m.penalty(dZ, z, B, B)
	m.terms.Reconstruction, m.terms.Divergence = reconstruction, divergence
	if m.heads != nil {
		trained, _ := m.objective.divisors(B)
		m.heads.backward(dZ, b.Epsilon, B, b.Beta/trained)
	} else {
		m.Encoder.Backward(dZ, B)
	}
	if m.nudged != nil {
		m.nudged.back(B)
	}
	m.restLayers()
	return loss
}

// drawLayers lets the layers that draw do so with the seeds of b.
func (m *Model) drawLayers(b Batch) {
	if b.Layers != [2]uint64{} {
		m.seeds.Seed(b.Layers[0], b.Layers[1])
		m.Encoder.Train(m.seeds)
		m.Decoder.Train(m.seeds)
	}
}

// restLayers makes the layers that draw the identity again.
func (m *Model) restLayers() {
	m.Encoder.Evaluate()
	m.Decoder.Evaluate()
}

// code returns what the decoder is to see of a batch, a draw where the code is variational, and what the divergence adds
// to the loss then.
func (m *Model) code(b Batch, B int) (z []float32, price float64) {
	if m.nudged != nil {
		m.nudged.step(b.Input, b.Nudge, B)
	}
	if m.heads == nil {
		return m.Encoder.Forward(b.Input, B), 0
	}
	z, kl := m.heads.forward(b.Input, b.Epsilon, B)
	_, shown := m.objective.divisors(B)
	return z, b.Beta * kl / shown
}

// penalty returns the price of B codes as it is shown, in a batch of batch images, and adds its gradient to dZ
// and to the parameters where dZ is not nil.
func (m *Model) penalty(dZ, z []float32, B, batch int) float64 {
	sparsity, contraction := 0.0, 0.0
	if m.sparsity != nil {
		sparsity = m.sparsity.add(dZ, z, B, batch)
	}
	if c := m.contraction; c != nil && (c.weight > 0 || dZ == nil) {
		m.jacobian = c.add(dZ, z, B)
		contraction = float64(c.weight * m.jacobian)
	}
	if n := m.nudged; n != nil { // which has no contraction beside it
		m.jacobian = n.norm(dZ, z, B)
		contraction = float64(n.weight * m.jacobian)
	}
	trained, shown := m.objective.divisors(batch)
	m.terms.Sparsity, m.terms.Contraction = sparsity*trained/shown, contraction*trained/shown
	return (sparsity + contraction) * trained / shown
}

func (m *Model) activate(logits []float32, B int) []float32 {
	if m.Output == nil {
		return logits
	}
	return m.Output.Forward(logits, B)
}

// Losses returns the loss of one batch and writes the mean squared error of
// each row to mse (B), which of a variational code is that of its mean. The
// gradients are not touched.
func (m *Model) Losses(b Batch, mse []float32) float64 {
	B := len(b.Clean) / m.dim
	z, loss := m.code(b, B)
	m.codes = z
	logits := m.Decoder.Forward(z, B)
	drawn := m.heads != nil
	o := &m.objective
	whole := drawn || o.logits // in one sum; else row by row
	if whole {
		y := logits
		if !o.logits {
			y = m.activate(logits, B)
		}
		loss += o.learn(m.dY[:B*m.dim], y, b.Clean, B)
	}
	if drawn {
		logits = m.Decoder.Forward(m.heads.mu, B)
	}
	y := m.activate(logits, B)
	sum := 0.0
	for i := range B {
		y, x := y[i*m.dim:(i+1)*m.dim], b.Clean[i*m.dim:(i+1)*m.dim]
		mse[i] = float32(kernel.SquaredDistance(y, x) / float64(m.dim))
		if !whole {
			sum += o.gradient(m.dY[:m.dim], y, x, 1, o.argument)
		}
	}
	if !whole {
		_, shown := o.divisors(B)
		loss = sum / shown
	}
	return loss + m.penalty(nil, z, B, m.batchSize)
}

// Distance returns the loss of B outputs y (B, dim) that are not the decoder's against clean (B, dim), without any price,
// as the reduction shows it; a loss that reads outputs as probabilities sees them clipped to its margin. y is lost.
func (m *Model) Distance(y, clean []float32, B int) float64 {
	return m.objective.distance(y, clean, B)
}

// Codes returns the codes of the latest Losses (B, latent), of a variational code the means, with their deviations, which a
// plain code has not. They are valid until the next call of anything.
func (m *Model) Codes() (z, deviations []float32) {
	if m.heads != nil {
		return m.heads.mu, m.heads.sigma[:len(m.heads.mu)]
	}
	return m.codes, nil
}

// Encode writes the codes of n inputs x (n, dim) to z (n, latent).
func (m *Model) Encode(z, x []float32, n int) {
	m.batches(n, func(lo, hi int) {
		copy(z[lo*m.latent:hi*m.latent], m.Encoder.Forward(x[lo*m.dim:hi*m.dim], hi-lo))
	})
}

// Decode writes the outputs of n codes z (n, latent) to y (n, dim). Unpooling
// layers, which know of no image then, put values where a window begins.
func (m *Model) Decode(y, z []float32, n int) {
	m.batches(n, func(lo, hi int) {
		m.forget(hi - lo)
		m.decode(y, z, lo, hi)
	})
}

// DecodeOf is Decode of codes that are those of inputs x (n, dim), moved: unpooling layers put values where x has them.
func (m *Model) DecodeOf(y, z, x []float32, n int) {
	m.batches(n, func(lo, hi int) {
		if len(m.pools) > 0 {
			m.Encoder.Forward(x[lo*m.dim:hi*m.dim], hi-lo)
		}
		m.decode(y, z, lo, hi)
	})
}

func (m *Model) decode(y, z []float32, lo, hi int) {
	copy(y[lo*m.dim:hi*m.dim], m.activate(m.Decoder.Forward(z[lo*m.latent:hi*m.latent], hi-lo), hi-lo))
}

// Reconstruct writes decoder(encoder(x)) to y, both (n, dim).
func (m *Model) Reconstruct(y, x []float32, n int) {
	m.batches(n, func(lo, hi int) {
		z := m.Encoder.Forward(x[lo*m.dim:hi*m.dim], hi-lo)
		copy(y[lo*m.dim:hi*m.dim], m.activate(m.Decoder.Forward(z, hi-lo), hi-lo))
	})
}

// forget has the unpooling layers know of none of the next n images.
func (m *Model) forget(n int) {
	for _, p := range m.pools {
		p.Forget(n)
	}
}

func (m *Model) batches(n int, f func(lo, hi int)) {
	for lo := 0; lo < n; lo += m.maxBatch {
		f(lo, min(lo+m.maxBatch, n))
	}
}
