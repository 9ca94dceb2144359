package selftest

import (
	"math"

	"bottleneck/core/geometry"
	"bottleneck/core/kernel"
	"bottleneck/core/nn"
	"bottleneck/core/optim"
)

const (
	few   = 32 // images of a batch
	more  = 64
	side  = 12
	dim   = side * side
	steps = 2
)

// train takes steps of two small networks in arithmetic a and returns a hash of all parameters, FNV-1a of their bits. One has every kind of
// layer, the other is dense and trained on what is mostly zeros; both are long enough that threads share their products.
func train(a kernel.Arithmetic) uint32 {
	h := uint32(2166136261)
	for _, v := range append(trained(layers(a), few, 0, 0.1), trained(wide(a), more, 0.8, 0)...) {
		b := math.Float32bits(v)
		for range 4 {
			h = (h ^ b&0xff) * 16777619
			b >>= 8
		}
	}
	return h
}

// trained are the parameters of a network that has learned to give back pictures, such a part of them 0, from pictures with
// so much noise.
func trained(net *nn.Network, batch int, black, noise float32) []float32 {
	params := net.Params()
	values, grads := nn.Pack(params)
	kernel.Gaussian(values, 1)
	for _, p := range params {
		kernel.Scale(p.Value, float32(1/math.Sqrt(float64(max(1, len(p.Value)/p.Shape[len(p.Shape)-1])))))
	}
	o, err := optim.New(optim.Config{Name: "adam", LearningRate: 1e-2, Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-8}, len(values))
	must(err)
	x, noisy, dY := make([]float32, batch*dim), make([]float32, batch*dim), make([]float32, batch*dim)
	kernel.Uniform(x, 2)
	kernel.Fill(noisy, -black)
	kernel.Add(x, noisy)
	kernel.Clamp(x, x, 0, 1)
	for step := range uint64(steps) {
		kernel.Gaussian(noisy, 3+step)
		kernel.Scale(noisy, noise)
		kernel.Add(noisy, x)
		kernel.Clamp(noisy, noisy, 0, 1)
		logits := net.Forward(noisy, batch)
		kernel.CrossEntropyLogits(dY, logits, x, 1/float32(batch))
		net.Backward(dY, batch)
		o.Step(values, grads)
	}
	return values
}

func wide(a kernel.Arithmetic) *nn.Network {
	return &nn.Network{In: dim, Out: dim, Layers: []nn.Layer{nn.NewDense(a, dim, 400, more, false), nn.NewDense(a, 400, dim, more, true)}}
}

func layers(a kernel.Arithmetic) *nn.Network {
	net := &nn.Network{In: dim, Out: dim}
	add := func(l nn.Layer, err error) {
		must(err)
		net.Layers = append(net.Layers, l)
	}
	activation := func(name string) {
		l, err := nn.NewActivation(name)
		add(l, err)
	}
	conv, err := nn.NewConv2D(a, geometry.Shape{H: side, W: side, C: 1}, 16, geometry.SquareSame(3, 1), few, false)
	add(conv, err)
	activation("relu")
	pool, err := nn.NewMaxPool(conv.Out, geometry.Square(2, 2), few, true)
	add(pool, err)
	add(nn.NewDense(a, pool.Out.Size(), 70, few, true), nil)
	activation("tanh")
	add(nn.NewDense(a, 70, pool.Out.Size(), few, true), nil)
	activation("sigmoid")
	up, err := nn.NewConvTranspose2D(a, pool.Out, 16, geometry.SquareSame(3, 2), few, true)
	add(up, err)
	activation("leaky_relu")
	last, err := nn.NewConv2D(a, up.Out, 1, geometry.SquareSame(3, 1), few, true)
	add(last, err)
	return net
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
