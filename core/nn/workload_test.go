package nn

import (
	"math/rand/v2"
	"testing"

	"bottleneck/core/kernel"
)

// builder stacks layers; each one's shape follows from the one before.
type builder struct {
	t     testing.TB
	net   Network
	shape Shape
	B     int
	flops float64 // of the products of a step, forward and backward
}

func newBuilder(t testing.TB, in Shape, B int) *builder {
	return &builder{t: t, net: Network{In: in.Size()}, shape: in, B: B}
}

func (b *builder) add(l Layer, out Shape, activation string) {
	b.t.Helper()
	b.net.Layers = append(b.net.Layers, l)
	a, err := NewActivation(activation)
	if err != nil {
		b.t.Fatal(err)
	}
	if a != nil {
		b.net.Layers = append(b.net.Layers, a)
	}
	b.shape, b.net.Out = out, out.Size()
}

// must returns a layer that fits.
func must[L any](l L, err error) L {
	if err != nil {
		panic(err)
	}
	return l
}

// count adds the products of a layer: one forward, two backward, but that the
// first layer has no input gradient.
func (b *builder) count(macs int) {
	products := 3
	if len(b.net.Layers) == 0 {
		products = 2
	}
	b.flops += float64(products) * 2 * float64(macs) * float64(b.B)
}

// draw returns what the next layer's parameters are drawn by.
func (b *builder) draw() (Initializer, *rand.Rand) {
	return Initializer{Name: "glorot_uniform"}, rand.New(rand.NewPCG(uint64(len(b.net.Layers)), 1))
}

func (b *builder) inner() bool { return len(b.net.Layers) > 0 }

func (b *builder) conv(filters, stride int, activation string) {
	c := must(NewConv2D(b.shape, filters, SquareSame(3, stride), b.B, b.inner()))
	b.count(c.Out.H * c.Out.W * len(c.W.Value))
	in, rng := b.draw()
	_ = in.Conv2D(c, rng)
	b.add(c, c.Out, activation)
}

func (b *builder) convt(filters, stride int, activation string) {
	c := must(NewConvTranspose2D(b.shape, filters, SquareSame(3, stride), b.B, b.inner()))
	b.count(c.In.H * c.In.W * len(c.W.Value))
	in, rng := b.draw()
	_ = in.ConvTranspose2D(c, rng)
	b.add(c, c.Out, activation)
}

func (b *builder) dense(out Shape, activation string) {
	d := NewDense(b.shape.Size(), out.Size(), b.B, b.inner())
	b.count(d.In * d.Out)
	in, rng := b.draw()
	_ = in.Dense(d, rng)
	b.add(d, out, activation)
}

// faces is the network of the first tutorial, digits a convolutional one for
// 28x28 images, whose loss works from logits.
func faces(t testing.TB, B int) *builder {
	b := newBuilder(t, Shape{32, 32, 1}, B)
	b.conv(16, 2, "relu")
	b.conv(32, 1, "relu")
	b.conv(64, 1, "relu")
	b.conv(128, 1, "relu")
	b.dense(Shape{16, 16, 1}, "sigmoid")
	b.convt(128, 2, "relu")
	b.convt(64, 1, "relu")
	b.convt(32, 1, "relu")
	b.convt(1, 1, "sigmoid")
	return b
}

func digits(t testing.TB, B int) *builder {
	b := newBuilder(t, Shape{28, 28, 1}, B)
	b.conv(16, 2, "relu")
	b.conv(32, 2, "relu")
	b.dense(Shape{1, 1, 32}, "linear")
	b.dense(Shape{7, 7, 32}, "relu")
	b.convt(16, 2, "relu")
	b.convt(1, 2, "linear")
	return b
}

// images returns a batch in which neighbors resemble each other.
func (b *builder) images() []float32 {
	x := make([]float32, b.B*b.net.In)
	kernel.Uniform(x, 1)
	for i := 1; i < len(x); i++ {
		x[i] = 0.8*x[i-1] + 0.2*x[i]
	}
	return x
}

// Both workloads learn to reproduce a batch: the loss falls along the gradient
// by what the gradient says, which no wrong layer among them would let it do.
func TestWorkloadsFollowTheirGradients(t *testing.T) {
	for name, build := range map[string]func(testing.TB, int) *builder{"faces": faces, "conv": digits} {
		t.Run(name, func(t *testing.T) {
			b := build(t, 2)
			if b.net.Out != b.net.In {
				t.Fatalf("%d values become %d", b.net.In, b.net.Out)
			}
			values, grads := Pack(b.net.Params())
			x, dY := b.images(), make([]float32, 2*b.net.Out)
			loss := func() float64 { return kernel.SquaredError(dY, b.net.Forward(x, 2), x, 1) / 2 }
			before := loss()
			b.net.Backward(dY, 2)
			// A step that should take a thousandth of the loss.
			square := kernel.SumSquares(grads)
			step := 1e-3 * before / square
			kernel.Axpy(values, float32(-step), grads)
			fell := before - loss()
			if share := fell / (step * square); share < 0.9 || share > 1.1 {
				t.Errorf("the loss fell by %.3g, %.3g expected", fell, step*square)
			}
		})
	}
}

// Layers allocate when they are built, and nothing afterwards.
func TestLayersAllocateNothing(t *testing.T) {
	const B = 3
	b := newBuilder(t, Shape{8, 8, 2}, B)
	b.add(must(NewDropout(128, 0.3, B)), b.shape, "linear")
	b.add(must(NewGaussianNoise(128, 0.3, B)), b.shape, "linear")
	b.conv(4, 1, "leaky_relu")
	pool := must(NewMaxPool(b.shape, Square(2, 2), B, true))
	b.add(pool, pool.Out, "linear")
	b.conv(4, 1, "softplus")
	unpool := must(NewMaxUnpool(b.shape, pool, B, true))
	b.add(unpool, unpool.Out, "tanh")
	up := must(NewUpsample(b.shape, 2, 2, B, true))
	b.add(up, up.Out, "relu")
	b.convt(3, 2, "sigmoid")
	x, dY, rng := b.images(), random(B*b.net.Out, 2), rand.New(rand.NewPCG(1, 1))
	if n := testing.AllocsPerRun(3, func() {
		b.net.Train(rng)
		b.net.Forward(x, B)
		b.net.Backward(dY, B)
		b.net.Evaluate()
		b.net.Forward(x[:b.net.In], 1)
	}); n != 0 && kernel.Name != "gonum" { // gonum's products allocate
		t.Errorf("%v allocations a step", n)
	}
}

func benchmark(b *testing.B, net *builder) {
	x, dY := net.images(), make([]float32, net.B*net.net.Out)
	for b.Loop() {
		y := net.net.Forward(x, net.B)
		kernel.SquaredError(dY, y, x, 1)
		net.net.Backward(dY, net.B)
	}
	perStep := b.Elapsed().Seconds() / float64(b.N)
	b.ReportMetric(net.flops/perStep/1e9, "GFLOP/s")
	b.ReportMetric(float64(net.B)/perStep, "images/s")
}

// BenchmarkFaces and BenchmarkConv are a step without the optimizer.
func BenchmarkFaces(b *testing.B) { benchmark(b, faces(b, 50)) }
func BenchmarkConv(b *testing.B)  { benchmark(b, digits(b, 64)) }
