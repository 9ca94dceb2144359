package autoencoder

import (
	"math"

	"bottleneck/core/geometry"
	"bottleneck/core/kernel"
	"bottleneck/core/nn"
	"bottleneck/core/phases"
)

// Terms are what the loss of the latest Gradients is the sum of, as it is shown.
func (m *Model) Terms() phases.Terms { return m.terms }

// See takes what comes up on the way of one image: what it is, as package phases names it, the level of the plan, 0 the input, and
// values of that shape, which are the model's own and hold until the call ends.
type See func(what string, level int, shape geometry.Shape, values []float32)

// Trace follows image row of a batch through the network, as training sees it: with what layers draw, without those that only rename.
// It returns what the image adds to Terms.Reconstruction. A Gradients of the same batch that comes next makes the same numbers.
func (m *Model) Trace(b Batch, row int, see See) (loss float64) {
	t := trace{B: len(b.Clean) / m.dim, row: row, see: see}
	m.drawLayers(b)
	t.last = "code"
	if m.heads != nil {
		t.last = "mean"
	}
	z := t.follow(&m.Encoder, m.levels[0], 0, b.Input)
	if v := m.heads; v != nil {
		z, _ = v.forward(b.Input, b.Epsilon, t.B)
		code, shape := len(m.levels[0]), m.levels[0][len(m.levels[0])-1].Out
		t.show("deviation", code, shape, v.sigma[:len(z)])
		t.show("noise", code, shape, b.Epsilon)
		t.show("code", code, shape, z)
	}
	t.last = ""
	y := t.follow(&m.Decoder, m.levels[1], len(m.levels[0]), z)
	if !m.objective.logits {
		y = m.activate(y, t.B)
	}
	o, lo, hi := &m.objective, row*m.dim, (row+1)*m.dim
	_, shown := o.divisors(t.B)
	loss = o.gradient(m.dY[:m.dim], y[lo:hi], b.Clean[lo:hi], 1, o.argument) / shown
	if o.logits {
		y = m.activate(y, t.B)
	}
	see("output", len(m.levels[0])+len(m.levels[1]), m.in, y[lo:hi])
	m.restLayers()
	return loss
}

// TraceCode follows a code z (latent) through the decoder. Unpooling layers, which know of no image then, put values where a window begins.
func (m *Model) TraceCode(z []float32, see See) {
	t := trace{B: 1, see: see}
	m.forget(1)
	code := len(m.levels[0])
	see("code", code, m.levels[0][code-1].Out, z)
	y := m.activate(t.follow(&m.Decoder, m.levels[1], code, z), 1)
	see("output", code+len(m.levels[1]), m.in, y)
}

// Broken is the first level of the plan, from 1 on, that makes numbers of a batch which are not finite, or too large to be squared; 0 where none
// does.
func (m *Model) Broken(b Batch) (level int) {
	t := trace{B: len(b.Clean) / m.dim, row: all, last: "layer", see: func(_ string, at int, _ geometry.Shape, x []float32) {
		if n := kernel.SumSquares(x); level == 0 && !(n <= math.MaxFloat32) {
			level = at
		}
	}}
	m.drawLayers(b)
	z := t.follow(&m.Encoder, m.levels[0], 0, b.Input)
	if v := m.heads; v != nil {
		z, _ = v.forward(b.Input, b.Epsilon, t.B)
		t.show("code", len(m.levels[0]), geometry.Shape{}, z)
	}
	t.follow(&m.Decoder, m.levels[1], len(m.levels[0]), z)
	m.restLayers()
	return level
}

const all = -1 // rows

// trace is one image of B that is followed, or all.
type trace struct {
	B, row int
	see    See
	last   string // what the last level makes; "": nobody is to see it
}

// follow is n.Forward; the first of its levels is number at of the plan, from 0 on.
func (t *trace) follow(n *nn.Network, levels []level, at int, x []float32) []float32 {
	from := 0
	for i, v := range levels {
		for _, l := range n.Layers[from:v.end] {
			x = l.Forward(x, t.B)
		}
		what := "layer"
		switch {
		case i == len(levels)-1:
			what = t.last
		case from == v.end:
			what = ""
		}
		if what != "" {
			t.show(what, at+i+1, v.Out, x)
		}
		from = v.end
	}
	return x
}

// show shows the row of x (B, values).
//
//go:noinline
func (t *trace) show(what string, level int, shape geometry.Shape, x []float32) {
	if t.row == all {
		t.see(what, level, shape, x)
		return
	}
	n := len(x) / t.B
	t.see(what, level, shape, x[t.row*n:(t.row+1)*n])
}

// Section is where the parameters of a layer stand in Values and Grads.
type Section struct {
	Level       int  // of the plan, from 1 on
	LogVariance bool // of a variational code: of the layer beside that of the means
	From, To    int
}

// Sections returns those of all layers with parameters, in the order of Values.
func (m *Model) Sections() []Section {
	var list []Section
	to, level := 0, 0
	add := func(layers []nn.Layer, logVariance bool) {
		from := to
		for _, l := range layers {
			for _, p := range l.Params() {
				to += len(p.Value)
			}
		}
		if from < to {
			list = append(list, Section{level, logVariance, from, to})
		}
	}
	for i, n := range [2]*nn.Network{&m.Encoder, &m.Decoder} {
		from := 0
		for _, v := range m.levels[i] {
			level++
			add(n.Layers[from:v.end], false)
			from = v.end
		}
		if i == 0 {
			add(m.LogVariance.Layers, true)
		}
	}
	return list
}
