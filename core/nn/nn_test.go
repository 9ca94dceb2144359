package nn

import (
	"math/rand/v2"
	"testing"

	"bottleneck/core/internal/gradcheck"
	"bottleneck/core/kernel"
)

// weigh returns the weighted sum of y, the loss by which layers are checked:
// its gradient to y is w.
func weigh(y, w []float32) float64 { return kernel.Dot(y, w) }

func random(n int, key uint64) []float32 {
	x := make([]float32, n)
	kernel.Gaussian(x, key)
	return x
}

// checkLayer compares every gradient of l with central differences: to the
// input and to each parameter, added to gradients that were not zero.
func checkLayer(t *testing.T, l Layer, in, out, B int, x []float32) {
	t.Helper()
	w := random(B*out, 99)
	scratch := make([]float32, B*in) // an activation overwrites its input
	f := func() float64 {
		copy(scratch, x)
		return weigh(l.Forward(scratch, B), w)
	}
	f()
	const before = 0.5
	for _, p := range l.Params() {
		kernel.Fill(p.Grad, before)
	}
	dX := append([]float32(nil), l.Backward(append([]float32(nil), w...), B)...)
	if err := gradcheck.Check("x", x, dX, f, 1e-2, 2e-3); err != nil {
		t.Error(err)
	}
	for _, p := range l.Params() {
		grad := make([]float32, len(p.Grad))
		for i, g := range p.Grad {
			grad[i] = g - before
		}
		if err := gradcheck.Check(p.Name, p.Value, grad, f, 1e-2, 2e-3); err != nil {
			t.Error(err)
		}
	}
}

func TestDenseGradients(t *testing.T) {
	for _, s := range []struct{ in, out, B int }{{1, 1, 1}, {3, 2, 4}, {17, 9, 5}, {5, 33, 2}} {
		d := NewDense(kernel.Plain, s.in, s.out, s.B, true)
		rng := rand.New(rand.NewPCG(1, 2))
		if err := (Initializer{Name: "normal", Stddev: 0.5}).Dense(d, rng); err != nil {
			t.Fatal(err)
		}
		checkLayer(t, d, s.in, s.out, s.B, random(s.B*s.in, 3))
	}
}

func TestActivationGradients(t *testing.T) {
	for _, name := range []string{"relu", "sigmoid", "tanh"} {
		t.Run(name, func(t *testing.T) {
			a, err := NewActivation(name)
			if err != nil {
				t.Fatal(err)
			}
			x := random(40, 5)
			for i, v := range x { // away from the kink of relu
				if v > -0.1 && v < 0.1 {
					x[i] += 0.2
				}
			}
			checkLayer(t, a, 8, 8, 5, x)
		})
	}
}

func TestNetworkGradients(t *testing.T) {
	const B = 3
	n := Network{In: 6, Out: 4}
	tanh, _ := NewActivation("tanh")
	sigmoid, _ := NewActivation("sigmoid")
	n.Layers = []Layer{NewDense(kernel.Plain, 6, 5, B, true), tanh, NewDense(kernel.Plain, 5, 4, B, true), sigmoid}
	rng := rand.New(rand.NewPCG(7, 7))
	for _, l := range n.Layers {
		if d, ok := l.(*Dense); ok {
			_ = (Initializer{Name: "normal", Stddev: 0.5}).Dense(d, rng)
		}
	}
	checkLayer(t, network{&n}, 6, 4, B, random(B*6, 8))
}

// network makes a Network a Layer.
type network struct{ *Network }

func (n network) Params() []*Param { return n.Network.Params() }

// A layer whose backward pass is wrong must be caught by the same check that
// the right ones pass.
func TestCheckLayerCatchesAWrongLayer(t *testing.T) {
	var inner testing.T
	a, _ := NewActivation("tanh")
	a.backward = kernel.SigmoidBackward
	done := make(chan struct{})
	go func() {
		defer close(done)
		checkLayer(&inner, a, 4, 4, 2, random(8, 1))
	}()
	<-done
	if !inner.Failed() {
		t.Error("a tanh with the derivative of a sigmoid passes the gradient check")
	}
}

func TestFirstLayerLeavesOutTheInputGradient(t *testing.T) {
	d := NewDense(kernel.Plain, 3, 2, 1, false)
	d.Forward([]float32{1, 2, 3}, 1)
	if dX := d.Backward([]float32{1, 1}, 1); dX != nil {
		t.Errorf("dX = %v, nil expected", dX)
	}
}

func TestPackSharesTheSlabs(t *testing.T) {
	d := NewDense(kernel.Plain, 2, 3, 1, true)
	d.W.Value[5], d.Bias.Value[0], d.Bias.Grad[2] = 7, 8, 9
	values, grads := Pack(d.Params())
	if len(values) != 9 || values[5] != 7 || values[6] != 8 || grads[8] != 9 {
		t.Fatalf("values %v grads %v", values, grads)
	}
	values[0], grads[1] = 1, 2
	if d.W.Value[0] != 1 || d.W.Grad[1] != 2 {
		t.Error("the parameters do not point into the slabs")
	}
}

func TestUnknownNames(t *testing.T) {
	if _, err := NewActivation("swish"); err == nil {
		t.Error("activation swish: no error")
	}
	d := NewDense(kernel.Plain, 2, 2, 1, true)
	if err := (Initializer{Name: "orthogonal"}).Dense(d, rand.New(rand.NewPCG(1, 1))); err == nil {
		t.Error("initializer orthogonal: no error")
	}
}
