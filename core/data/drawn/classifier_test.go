package drawn_test

import (
	"math/rand/v2"

	"bottleneck/core/data"
	"bottleneck/core/kernel"
)

// classifier is a plain network 784-128-10, ReLU and softmax, trained by Adam
// on cross-entropy: the measure of how much one set tells about another.
type classifier struct {
	p, g, m, v     []float32 // parameters, gradients and Adam's state, flat
	w1, b1, w2, b2 span
	step           float64
}

const inputs, hidden, classes, rows = 784, 128, 10, 100

// span is a part of a slab.
type span struct{ lo, hi int }

func (s span) of(slab []float32) []float32 { return slab[s.lo:s.hi] }

func newClassifier(seed uint64) *classifier {
	c := &classifier{}
	at := 0
	for _, part := range []struct {
		s *span
		n int
	}{{&c.w1, inputs * hidden}, {&c.b1, hidden}, {&c.w2, hidden * classes}, {&c.b2, classes}} {
		*part.s = span{at, at + part.n}
		at += part.n
	}
	c.p, c.g, c.m, c.v = make([]float32, at), make([]float32, at), make([]float32, at), make([]float32, at)
	kernel.Gaussian(c.w1.of(c.p), seed)
	kernel.Scale(c.w1.of(c.p), .05) // sqrt(2/784)
	kernel.Gaussian(c.w2.of(c.p), seed+1)
	kernel.Scale(c.w2.of(c.p), .125) // sqrt(2/128)
	return c
}

// forward computes the hidden units h (n,128) and the class scores y (n,10).
func (c *classifier) forward(y, h, x []float32, n int) {
	kernel.Plain.MatMul(h, x, c.w1.of(c.p), n, hidden, inputs, false)
	kernel.AddBias(h, c.b1.of(c.p), n, hidden)
	kernel.ReLU(h, h)
	kernel.Plain.MatMul(y, h, c.w2.of(c.p), n, classes, hidden, false)
	kernel.AddBias(y, c.b2.of(c.p), n, classes)
}

// train passes over s the given number of times, in random order.
func (c *classifier) train(s *data.Set, epochs int, seed uint64) {
	rng := rand.New(rand.NewPCG(seed, 0))
	x, h, y := make([]float32, rows*inputs), make([]float32, rows*hidden), make([]float32, rows*classes)
	dh := make([]float32, rows*hidden)
	order := make([]int32, s.N)
	for i := range order {
		order[i] = int32(i)
	}
	b1, b2 := 1.0, 1.0
	for epoch := range epochs {
		rng.Shuffle(s.N, func(i, j int) { order[i], order[j] = order[j], order[i] })
		rate := float32(1e-3)
		if epoch == epochs-1 {
			rate = 2e-4
		}
		for at := 0; at+rows <= s.N; at += rows {
			idx := order[at : at+rows]
			s.Batch(x, idx)
			c.forward(y, h, x, rows)
			for r, i := range idx { // y becomes the gradient of the mean cross-entropy
				softmax(y[r*classes : (r+1)*classes])
				y[r*classes+int(s.Labels[i])]--
			}
			kernel.Scale(y, 1./rows)
			kernel.Plain.MatMulTN(c.w2.of(c.g), h, y, hidden, classes, rows, false)
			kernel.SumRows(c.b2.of(c.g), y, rows, classes)
			kernel.Plain.MatMulNT(dh, y, c.w2.of(c.p), rows, hidden, classes, false)
			kernel.ReLUBackward(dh, dh, h)
			kernel.Plain.MatMulTN(c.w1.of(c.g), x, dh, inputs, hidden, rows, false)
			kernel.SumRows(c.b1.of(c.g), dh, rows, hidden)
			b1, b2 = b1*.9, b2*.999
			kernel.Adam(c.p, c.g, c.m, c.v, rate, .9, .999, 1e-8, float32(1/(1-b1)), float32(1/(1-b2)))
		}
	}
}

func softmax(y []float32) {
	top := y[0]
	for _, v := range y {
		top = max(top, v)
	}
	for i := range y {
		y[i] -= top
	}
	kernel.Exp(y, y)
	kernel.Scale(y, 1/float32(kernel.Sum(y)))
}

// confusion counts, for each label, the classes its pictures are taken for.
type confusion [classes][classes]int

// recognized returns the share on the diagonal.
func (c *confusion) recognized() float64 {
	right, all := 0, 0
	for label, row := range c {
		right += row[label]
		for _, n := range row {
			all += n
		}
	}
	return float64(right) / float64(all)
}

// test classifies s.
func (c *classifier) test(s *data.Set) *confusion {
	var table confusion
	x, h, y := make([]float32, rows*inputs), make([]float32, rows*hidden), make([]float32, rows*classes)
	for at := 0; at < s.N; at += rows {
		n := min(rows, s.N-at)
		kernel.FromBytes(x[:n*inputs], s.Pixels[at*inputs:(at+n)*inputs])
		c.forward(y[:n*classes], h[:n*hidden], x[:n*inputs], n)
		for r := range n {
			best, score := 0, y[r*classes:(r+1)*classes]
			for k, v := range score {
				if v > score[best] {
					best = k
				}
			}
			table[s.Labels[at+r]][best]++
		}
	}
	return &table
}
