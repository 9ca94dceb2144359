package nn

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

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

// quick is the arithmetic of large networks: the fastest, and in pure Go, where fused products are rounded by software and take some thirty
// times as long, the plain one.
func quick() kernel.Arithmetic {
	if kernel.Name == "go" {
		return kernel.Plain
	}
	return kernel.Fastest()
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
	c := must(NewConv2D(quick(), b.shape, filters, SquareSame(3, stride), b.B, b.inner()))
	b.count(c.Out.H * c.Out.W * len(c.W.Value))
	in, rng := b.draw()
	_ = in.Conv2D(c, rng)
	b.add(c, c.Out, activation)
}

func (b *builder) convt(filters, stride int, activation string) {
	c := must(NewConvTranspose2D(quick(), b.shape, filters, SquareSame(3, stride), b.B, b.inner()))
	b.count(c.In.H * c.In.W * len(c.W.Value))
	in, rng := b.draw()
	_ = in.ConvTranspose2D(c, rng)
	b.add(c, c.Out, activation)
}

func (b *builder) dense(out Shape, activation string) {
	d := NewDense(quick(), b.shape.Size(), out.Size(), b.B, b.inner())
	b.count(d.In * d.Out)
	in, rng := b.draw()
	_ = in.Dense(d, rng)
	b.add(d, out, activation)
}

// faces is the network of the first tutorial, digits a convolutional one for
// 28x28 images, whose loss works from logits.
func faces(t testing.TB, B int) *builder {
	b := newBuilder(t, Shape{H: 32, W: 32, C: 1}, B)
	b.conv(16, 2, "relu")
	b.conv(32, 1, "relu")
	b.conv(64, 1, "relu")
	b.conv(128, 1, "relu")
	b.dense(Shape{H: 16, W: 16, C: 1}, "sigmoid")
	b.convt(128, 2, "relu")
	b.convt(64, 1, "relu")
	b.convt(32, 1, "relu")
	b.convt(1, 1, "sigmoid")
	return b
}

func digits(t testing.TB, B int) *builder {
	b := newBuilder(t, Shape{H: 28, W: 28, C: 1}, B)
	b.conv(16, 2, "relu")
	b.conv(32, 2, "relu")
	b.dense(Shape{H: 1, W: 1, C: 32}, "linear")
	b.dense(Shape{H: 7, W: 7, C: 32}, "relu")
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
			t.Parallel()
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
	b := newBuilder(t, Shape{H: 8, W: 8, C: 2}, B)
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
	}); n != 0 {
		t.Errorf("%v allocations a step", n)
	}
}

// BenchmarkWorkloads times a step without the optimizer, in each number of threads. Short windows take turns with the
// peak of the processor, as the clock of a shared machine changes from second to second: best and median
// milliseconds, and the share of the peak in per cent, best against best.
func BenchmarkWorkloads(b *testing.B) {
	defer kernel.SetThreads(kernel.CurrentThreads())
	for name, net := range map[string]*builder{"faces": faces(b, 50), "conv": digits(b, 64)} {
		b.Run(name, func(b *testing.B) {
			const rounds = 2048
			sums := make([]float32, kernel.PeakLanes)
			x, dY := net.images(), make([]float32, net.B*net.net.Out)
			step := func() {
				y := net.net.Forward(x, net.B)
				kernel.SquaredError(dY, y, x, 1)
				net.net.Backward(dY, net.B)
			}
			seconds := func(call func()) float64 {
				start, n := time.Now(), 0
				for n == 0 || time.Since(start) < time.Millisecond {
					call()
					n++
				}
				return time.Since(start).Seconds() / float64(n)
			}
			step()
			peak, steps := math.Inf(1), make([][]float64, kernel.HasThreads())
			for b.Loop() {
				peak = min(peak, seconds(func() { kernel.Fastest().Peak(sums, rounds, 0.99, 0.013) }))
				for i := range steps {
					kernel.SetThreads(i + 1)
					steps[i] = append(steps[i], seconds(step))
				}
			}
			for i, s := range steps {
				slices.Sort(s)
				b.ReportMetric(1e3*s[0], fmt.Sprintf("best-ms-%d", i+1))
				b.ReportMetric(1e3*s[len(s)/2], fmt.Sprintf("median-ms-%d", i+1))
			}
			b.ReportMetric(net.flops/steps[0][0]/1e9, "GFLOP/s")
			b.ReportMetric(100*net.flops/steps[0][0]/(2*kernel.PeakLanes*rounds/peak), "share-%")
			b.ReportMetric(0, "ns/op")
		})
	}
}
