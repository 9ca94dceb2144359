package classifiers

import (
	"math/rand/v2"

	"bottleneck/core/data"
	"bottleneck/core/kernel"
	"bottleneck/core/nn"
	"bottleneck/core/optim"
)

// rows is how many inputs are measured or classified at once, at least.
const rows = 64

// setting is how a classifier is trained: epochs passes over shuffled batches,
// and no fewer than steps steps, with Adam.
type setting struct {
	batch, epochs, steps int
	rate                 float64
	decay                float64 // of all weights, by rate*decay of themselves a step (AdamW)
}

// settings are chosen so that 10,000 images of MNIST give the figures that
// trusted programs do: see the package's documentation.
func settings(classifier string) setting {
	switch classifier {
	case Linear:
		return setting{batch: 64, epochs: 10, steps: 1500, rate: 1e-3, decay: 0.01}
	case CNN:
		return setting{batch: 32, epochs: 1, steps: 300, rate: 1e-3, decay: 0.01}
	}
	return setting{}
}

// settingOf is a classifier's setting, with another number of passes where passes is not 0.
func settingOf(classifier string, passes int) setting {
	s := settings(classifier)
	if passes > 0 {
		s.epochs, s.steps = passes, 1
	}
	return s
}

// total is the number of steps on n inputs.
func (s setting) total(n int) int { return max(s.steps, s.epochs*((n+s.batch-1)/s.batch)) }

// classifier is a network that learns the classes of inputs.
type classifier struct {
	net           nn.Network
	classes       int
	values, grads []float32
	optimizer     *optim.Optimizer
	loss          *nn.Softmax
	scale         *scale
	macs          float64 // multiply-adds of one input, forward

	x, dY  []float32 // (maxB, dim), (maxB, classes)
	labels []byte    // (maxB)
}

// stack builds a network layer by layer; each shape follows from the one before.
type stack struct {
	arithmetic kernel.Arithmetic
	net        nn.Network
	shape      nn.Shape
	maxB       int
	rng        *rand.Rand
	macs       float64
}

// glorot is how all weights start, but the linear probe's, which start at zero:
// its loss has one valley.
var glorot = nn.Initializer{Name: "glorot_uniform"}

func (s *stack) dense(units int, drawn bool) {
	d := nn.NewDense(s.arithmetic, s.shape.Size(), units, s.maxB, len(s.net.Layers) > 0)
	if drawn {
		must(glorot.Dense(d, s.rng))
	}
	s.macs += float64(d.In * d.Out)
	s.net.Layers, s.shape = append(s.net.Layers, d), nn.Flat(units)
}

// conv appends 3x3 filters, at every second position.
func (s *stack) conv(filters int) {
	c, err := nn.NewConv2D(s.arithmetic, s.shape, filters, nn.SquareSame(3, 2), s.maxB, len(s.net.Layers) > 0)
	must(err)
	must(glorot.Conv2D(c, s.rng))
	s.macs += float64(c.Out.H*c.Out.W) * float64(len(c.W.Value))
	s.net.Layers, s.shape = append(s.net.Layers, c), c.Out
}

func (s *stack) relu() {
	l, err := nn.NewActivation("relu")
	must(err)
	s.net.Layers = append(s.net.Layers, l)
}

// must is for errors that the shapes of a data set cannot cause.
func must(err error) {
	if err != nil {
		panic("BUG: classifiers: " + err.Error())
	}
}

// newClassifier builds a classifier of a kind, in arithmetic a, for inputs of that shape.
func newClassifier(a kernel.Arithmetic, kind string, shape nn.Shape, classes int, rng *rand.Rand) *classifier {
	o := settings(kind)
	s := &stack{arithmetic: a, net: nn.Network{In: shape.Size(), Out: classes}, shape: shape, maxB: max(o.batch, rows), rng: rng}
	if kind == CNN {
		if min(shape.H, shape.W) >= 3 {
			s.conv(16)
			s.relu()
			s.conv(32)
			s.relu()
		}
		s.dense(64, true)
		s.relu()
	}
	s.dense(classes, kind == CNN)
	c := &classifier{net: s.net, classes: classes, macs: s.macs, loss: nn.NewSoftmax(classes, s.maxB),
		x: make([]float32, s.maxB*shape.Size()), dY: make([]float32, s.maxB*classes), labels: make([]byte, s.maxB)}
	c.values, c.grads = nn.Pack(c.net.Params())
	var err error
	c.optimizer, err = optim.New(optim.Config{Name: "adamw", LearningRate: o.rate, Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-8, WeightDecay: o.decay}, len(c.values))
	must(err)
	return c
}

// train takes one step on inputs idx of s, whose classes are labels[idx], and
// returns their mean loss.
func (c *classifier) train(s *data.Set, labels []byte, idx []int32) float64 {
	B := len(idx)
	x, dY := c.x[:B*s.Dim()], c.dY[:B*c.classes]
	s.Batch(x, idx)
	c.scale.apply(x, B)
	for i, at := range idx {
		c.labels[i] = labels[at]
	}
	loss := c.loss.Gradient(dY, c.net.Forward(x, B), c.labels[:B], B, 1/float32(B))
	c.net.Backward(dY, B)
	c.optimizer.Step(c.values, c.grads)
	return loss / float64(B)
}

// right counts the inputs lo to hi-1 of s whose class is named.
func (c *classifier) right(s *data.Set, labels []byte, lo, hi int) int {
	B := hi - lo
	x := c.x[:B*s.Dim()]
	s.Rows(x, lo, hi)
	c.scale.apply(x, B)
	y := c.net.Forward(x, B)
	n := 0
	for i, l := range labels[lo:hi] {
		if nn.Largest(y[i*c.classes:(i+1)*c.classes]) == int(l) {
			n++
		}
	}
	return n
}
