package autoencoder

import (
	"math/rand/v2"
	"strconv"

	"bottleneck/core/fact"
	"bottleneck/core/kernel"
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
	arithmetic kernel.Arithmetic
	maxB       int
	init       nn.Initializer
	rng        *rand.Rand

	trained int // layers with parameters so far; the first has nobody to hand a gradient to
	tensors []Tensor
	pools   map[int]*nn.MaxPool // by level of the encoder
}

// level is a layer of a plan, and how many layers of the network there are up to its end: its activation is one of its own, and one
// that only renames has none.
type level struct {
	recipe.Level
	end int
}

// build appends the layers of modules to n, for inputs of so many values.
func (s *stack) build(n *nn.Network, name string, in int, modules []Module) ([]level, error) {
	n.In, n.Out = in, in
	built := make([]level, len(modules))
	for i, v := range modules {
		l, err := builders[v.Kind](s, v.Level)
		if err != nil {
			return nil, fact.Within("autoencoder: "+name, err)
		}
		if l != nil {
			n.Layers = append(n.Layers, l)
			s.name(name, v.Place, l, v.From, v.To)
		}
		if p, ok := l.(*nn.MaxPool); ok && name == "encoder" {
			s.pools[i] = p
		}
		n.Out = v.Out.Size()
		if v.Activation != "" {
			a, err := nn.NewActivation(v.Activation)
			if err != nil {
				return nil, err
			}
			if a != nil {
				n.Layers = append(n.Layers, a)
			}
		}
		built[i] = level{v.Level, len(n.Layers)}
	}
	return built, nil
}

// builders make the layer of one level, with its first weights, for each kind of core/recipe. They make none where an image only changes
// its name: rows of a batch are flat anyway.
var builders = map[recipe.LayerKind]func(s *stack, v recipe.Level) (nn.Layer, error){
	recipe.Dense: func(s *stack, v recipe.Level) (nn.Layer, error) {
		d := nn.NewDense(s.arithmetic, v.In.Size(), v.Units, s.maxB, s.train())
		return d, s.init.Dense(d, s.rng)
	},
	recipe.Conv: func(s *stack, v recipe.Level) (nn.Layer, error) {
		c, err := nn.NewConv2D(s.arithmetic, v.In, v.Units, v.Window, s.maxB, s.train())
		if err != nil {
			return nil, err
		}
		return c, s.init.Conv2D(c, s.rng)
	},
	recipe.ConvTranspose: func(s *stack, v recipe.Level) (nn.Layer, error) {
		c, err := nn.NewConvTranspose2D(s.arithmetic, v.In, v.Units, v.Window, s.maxB, s.train())
		if err != nil {
			return nil, err
		}
		return c, s.init.ConvTranspose2D(c, s.rng)
	},
	recipe.MaxPool: func(s *stack, v recipe.Level) (nn.Layer, error) {
		return nn.NewMaxPool(v.In, v.Window, s.maxB, s.inputGrad())
	},
	recipe.AvgPool: func(s *stack, v recipe.Level) (nn.Layer, error) {
		return nn.NewAvgPool(v.In, v.Window, s.maxB, s.inputGrad())
	},
	recipe.MaxUnpool: func(s *stack, v recipe.Level) (nn.Layer, error) {
		return nn.NewMaxUnpool(v.In, s.pools[v.Pool], s.maxB, s.inputGrad())
	},
	recipe.Upsample: func(s *stack, v recipe.Level) (nn.Layer, error) {
		return nn.NewUpsample(v.In, v.Window.StrideH, v.Window.StrideW, s.maxB, s.inputGrad())
	},
	recipe.Dropout: func(s *stack, v recipe.Level) (nn.Layer, error) {
		return nn.NewDropout(v.In.Size(), v.Rate, s.maxB)
	},
	recipe.GaussianNoise: func(s *stack, v recipe.Level) (nn.Layer, error) {
		return nn.NewGaussianNoise(v.In.Size(), v.Rate, s.maxB)
	},
	recipe.Reshape: renamed,
	recipe.Flatten: renamed,
}

func renamed(*stack, recipe.Level) (nn.Layer, error) { return nil, nil }

// inputGrad says whether somebody asks the next layer for the gradient of its input.
func (s *stack) inputGrad() bool { return s.trained > 0 }

// train is inputGrad for a layer with parameters, and counts it.
func (s *stack) train() (inputGrad bool) {
	s.trained++
	return s.trained > 1
}

// name lists the parameters of l, which stands at a place of the network.
func (s *stack) name(network string, place int, l nn.Layer, in, out nn.Shape) {
	for _, p := range l.Params() {
		s.tensors = append(s.tensors, Tensor{network + "." + strconv.Itoa(place) + "." + p.Name, p, in, out})
	}
}
