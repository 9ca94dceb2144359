package autoencoder

import (
	"fmt"
	"math/rand/v2"

	"bottleneck/core/nn"
	"bottleneck/core/recipe"
)

// Tensor is one array of parameters under the name that a PyTorch model of nn.Sequential gives it: encoder.0.weight. The
// number is the module's place; activations, pools, nn.Flatten and nn.Unflatten count.
type Tensor struct {
	Name  string
	Param *nn.Param
	// In and Out are the images in whose order a dense layer reads and writes, see orders.
	In, Out nn.Shape
}

// stack turns the levels of a plan into layers.
type stack struct {
	maxB int
	init nn.Initializer
	rng  *rand.Rand

	trained int // layers with parameters so far; the first has nobody to hand a gradient to
	tensors []Tensor
	pools   []*nn.MaxPool       // of the encoder
	pool    map[int]*nn.MaxPool // by level of the encoder
}

// build appends the layers of levels to n, for inputs of so many values. before and behind are the orders of what goes in and out.
func (s *stack) build(n *nn.Network, name string, in int, levels []recipe.Level, before, behind []nn.Shape) error {
	n.In, n.Out = in, in
	place := 0
	for i, v := range levels {
		if v.Kind == "dense" && i > 0 && (v.In.H > 1 || v.In.W > 1) {
			place++ // nn.Flatten; the input is taken to be flat
		}
		l, err := s.layer(v)
		if err != nil {
			return fmt.Errorf("autoencoder: %s: %w", name, err)
		}
		if l != nil {
			n.Layers = append(n.Layers, l)
			s.name(name, place, l, before[i], behind[i])
		}
		if p, ok := l.(*nn.MaxPool); ok && name == "encoder" {
			if s.pool == nil {
				s.pool = map[int]*nn.MaxPool{}
			}
			s.pools, s.pool[i] = append(s.pools, p), p
		}
		place++
		n.Out = v.Out.Size()
		if v.Activation == "" {
			continue
		}
		a, err := nn.NewActivation(v.Activation)
		if err != nil {
			return err
		}
		if a != nil {
			n.Layers = append(n.Layers, a)
			place++
		}
	}
	return nil
}

// layer returns the layer of one level, nil where an image only changes its name: rows of a batch are flat anyway.
func (s *stack) layer(v recipe.Level) (nn.Layer, error) {
	inputGrad := s.trained > 0
	switch v.Kind {
	case "dense":
		d := nn.NewDense(v.In.Size(), v.Units, s.maxB, inputGrad)
		s.trained++
		return d, s.init.Dense(d, s.rng)
	case "conv":
		c, err := nn.NewConv2D(v.In, v.Units, v.Window, s.maxB, inputGrad)
		if err != nil {
			return nil, err
		}
		s.trained++
		return c, s.init.Conv2D(c, s.rng)
	case "convt":
		c, err := nn.NewConvTranspose2D(v.In, v.Units, v.Window, s.maxB, inputGrad)
		if err != nil {
			return nil, err
		}
		s.trained++
		return c, s.init.ConvTranspose2D(c, s.rng)
	case "maxpool":
		return nn.NewMaxPool(v.In, v.Window, s.maxB, inputGrad)
	case "unpool":
		return nn.NewMaxUnpool(v.In, s.pool[v.Pool], s.maxB, inputGrad)
	case "upsample":
		return nn.NewUpsample(v.In, v.Window.StrideH, v.Window.StrideW, s.maxB, inputGrad)
	case "dropout":
		return nn.NewDropout(v.In.Size(), v.Rate, s.maxB)
	case "gaussian_noise":
		return nn.NewGaussianNoise(v.In.Size(), v.Rate, s.maxB)
	case "reshape", "flatten":
		return nil, nil
	}
	return nil, fmt.Errorf("layer %q is not known", v.Kind)
}

// name lists the parameters of l, which stands at a place of the network.
func (s *stack) name(network string, place int, l nn.Layer, in, out nn.Shape) {
	for _, p := range l.Params() {
		s.tensors = append(s.tensors, Tensor{fmt.Sprintf("%s.%d.%s", network, place, p.Name), p, in, out})
	}
}
