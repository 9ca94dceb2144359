package autoencoder

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/internal/gradcheck"
	"bottleneck/core/kernel"
	"bottleneck/core/nn"
	"bottleneck/core/recipe"
)

// convolutional are networks with every kind of layer, on inputs of 6x6x1.
var convolutional = []string{
	"encoder=conv(3,3,s2,tanh),conv(2,3,softplus)&latent_activation=tanh",
	"encoder=conv(3,3,tanh),maxpool(2),conv(2,3,sigmoid),maxpool(3)&latent=direct&decoder=unpool(3),conv(3,3,tanh),unpool(2)&output=conv(3)",
	"encoder=conv(3,3,tanh),maxpool(2),conv(2,2,s1,p0,sigmoid)&latent=direct&decoder=convt(3,2,p0,tanh),upsample(2)&output=conv(3)",
	"encoder=dense(18,tanh),reshape(3x3x2),convt(2,3,s2,tanh),flatten(),dense(9,tanh)&latent_activation=linear",
	"encoder=conv(2,3,s2,tanh)&latent=variational&latent_dim=2",
	"encoder=conv(3,3,tanh),maxpool(2),conv(2,3,sigmoid),maxpool(3)&latent=direct&decoder=unpool(3),conv(3,3,tanh),unpool(2)&output=conv(3)&sparsity=kl&sparsity_weight=0.7&sparsity_target=0.1",
	"encoder=conv(2,3,s2,tanh)&latent=direct&sparsity=l1&sparsity_weight=0.3&reduction=image",
	"encoder=dropout(0.3),conv(2,3,s2,tanh),gaussian_noise(0.1)&latent_activation=sigmoid",
	"encoder=conv(3,3,tanh),avgpool(2),conv(2,3,sigmoid),avgpool(3,s2,p1)&latent=direct&decoder=upsample(6x9),conv(3,3,tanh),avgpool(2x3,same)&output=conv(3)&sparsity=kl&sparsity_weight=0.7&sparsity_target=0.1",
}

func network(t *testing.T, link string) (*Model, nn.Shape) {
	t.Helper()
	// Parsed for 28x28, so that what fits 6x6 alone is set behind the back of its rules.
	r := recipe.Default()
	r.Data, r.ImageSize = "pictures", 6
	for pair := range strings.SplitSeq(link, "&") {
		name, value, _ := strings.Cut(pair, "=")
		switch name {
		case "encoder", "decoder":
			l, err := recipe.ParseLayers(value)
			if err != nil {
				t.Fatal(err)
			}
			if name == "encoder" {
				r.Encoder = l
			} else {
				r.Mirror, r.Decoder = false, l
			}
		case "latent":
			r.Latent = value
		case "output":
			r.Output = recipe.Layer{Kind: recipe.Conv, Window: nn.SquareSame(3, 1)}
		default:
			if err := r.Set(name, value); err != nil {
				t.Fatal(err)
			}
		}
	}
	if r.LatentDim == 32 {
		r.LatentDim = 3
	}
	r.BatchSize, r.Init, r.InitStddev = 4, "normal", 0.4
	in := nn.Shape{H: 6, W: 6, C: 1}
	r.Arithmetic = "plain"
	m, err := New(r, in, rand.New(rand.NewPCG(3, 1)))
	if err != nil {
		t.Fatalf("%s: %v", link, err)
	}
	return m, in
}

// Every weight of whole networks with convolutions, pools and all the rest, while the layers that draw do so.
func TestConvolutionalGradients(t *testing.T) {
	t.Parallel()
	for _, link := range convolutional {
		m, in := network(t, link)
		const B = 3
		x := uniform(B*in.Size(), 4) // no pool of it is near a tie, where the loss jumps
		b := Batch{Clean: x, Input: x, Epsilon: uniform(B*m.Latent(), 9), Beta: 1, Layers: [2]uint64{5, 6}}
		loss := func() float64 { return m.Gradients(b) }
		loss()
		if err := gradcheck.Check("weights", m.Values, slices.Clone(m.Grads), loss, 2e-3, 4e-3); err != nil {
			t.Errorf("%s: %v", link, err)
		}
	}
}

// What draws in training is the identity in all the rest.
func TestNoiseIsForTrainingOnly(t *testing.T) {
	m, in := network(t, convolutional[7])
	x := uniform(2*in.Size(), 2)
	y, again := make([]float32, len(x)), make([]float32, len(x))
	m.Reconstruct(y, x, 2)
	first := m.Gradients(Batch{Clean: x, Input: x, Layers: [2]uint64{1, 1}})
	if second := m.Gradients(Batch{Clean: x, Input: x, Layers: [2]uint64{1, 2}}); first == second {
		t.Error("two draws of noise give one loss")
	}
	if m.Reconstruct(again, x, 2); !slices.Equal(y, again) {
		t.Error("a reconstruction after training steps differs without a change of weights")
	}
}

// Encode and Decode by themselves: the pools of another batch, or of none, do not matter.
func TestDecodeKnowsNoImage(t *testing.T) {
	m, in := network(t, convolutional[1])
	x := uniform(3*in.Size(), 2)
	z := make([]float32, 3*m.Latent())
	y, again := make([]float32, len(x)), make([]float32, in.Size())
	m.Encode(z, x, 3)
	m.Decode(y, z, 3)
	m.Decode(again, z[m.Latent():2*m.Latent()], 1)
	if !slices.Equal(again, y[in.Size():2*in.Size()]) {
		t.Error("a code alone decodes to another image than among others")
	}
}

// The names and layouts of PyTorch: a convolution, then a dense layer that reads its flattened image.
func TestTorchLayout(t *testing.T) {
	m, _ := network(t, convolutional[0])
	var names []string
	for _, v := range m.Tensors {
		names = append(names, v.Name)
		before := slices.Clone(v.Param.Value)
		torch := v.Torch()
		v.SetTorch(torch)
		if !slices.Equal(before, v.Param.Value) {
			t.Errorf("%s: out and in again is not the same", v.Name)
		}
	}
	// encoder: conv tanh conv softplus flatten dense tanh; decoder: dense softplus unflatten convt tanh convt
	want := "encoder.0.weight encoder.0.bias encoder.2.weight encoder.2.bias encoder.5.weight encoder.5.bias " +
		"decoder.0.weight decoder.0.bias decoder.3.weight decoder.3.bias decoder.5.weight decoder.5.bias"
	if got := strings.Join(names, " "); got != want {
		t.Errorf("names\n%s\n%s expected", got, want)
	}
	conv, dense, back := m.Tensors[2], m.Tensors[4], m.Tensors[6]
	if got := conv.TorchShape(); !slices.Equal(got, []int{2, 3, 3, 3}) {
		t.Errorf("conv weight %v", got)
	}
	// filter 1, channel 2, row 0, column 1
	if got, want := conv.Torch()[1*27+2*9+0*3+1], conv.Param.Value[((0*3+1)*3+2)*2+1]; got != want {
		t.Errorf("conv value %v, %v expected", got, want)
	}
	// unit 2 of a 3x3x2 image: channel 1, row 2, column 0 is PyTorch's input 9+6 and our 6*2+1
	if got, want := dense.Torch()[2*18+9+6], dense.Param.Value[(6*2+1)*3+2]; got != want {
		t.Errorf("dense value %v, %v expected", got, want)
	}
	if got, want := back.Torch()[(9+6)*3+2], back.Param.Value[2*18+6*2+1]; got != want {
		t.Errorf("dense value behind the code %v, %v expected", got, want)
	}
}

// table is builders, or another such.
type table = map[recipe.LayerKind]func(*stack, recipe.Level) (nn.Layer, error)

// builderFaults walks over the kinds of layers, and says which have no builder, or one that builds something else than the plan has, and
// which builders have no kind.
func builderFaults(kinds []recipe.LayerKind, builders table) (found []string) {
	for k := range builders {
		if !slices.Contains(kinds, k) {
			found = append(found, fmt.Sprintf("%s: no kind of core/recipe", k.Notation().Name))
		}
	}
	for _, k := range kinds {
		name := k.Notation().Name
		build := builders[k]
		if build == nil {
			found = append(found, name+": no builder")
			continue
		}
		s := &stack{arithmetic: kernel.Plain, maxB: 2, init: nn.Initializer{Name: "glorot_uniform"}, rng: rand.New(rand.NewPCG(1, 2)), pools: map[int]*nn.MaxPool{}, trained: 1}
		v, err := levelOf(s, k)
		if err != nil {
			found = append(found, name+": "+err.Error())
			continue
		}
		l, err := build(s, v)
		if err != nil {
			found = append(found, name+": "+err.Error())
			continue
		}
		if l == nil {
			if !v.Silent() || v.Parameters() > 0 {
				found = append(found, name+": nothing is built")
			}
			continue
		}
		parameters := int64(0)
		for _, p := range l.Params() {
			parameters += int64(len(p.Value))
		}
		if parameters != v.Parameters() || (parameters > 0) != (s.trained == 2) {
			found = append(found, fmt.Sprintf("%s: %d parameters built, %d planned", name, parameters, v.Parameters()))
		}
		y := l.Forward(make([]float32, 2*v.In.Size()), 2)
		if len(y) != 2*v.Out.Size() {
			found = append(found, fmt.Sprintf("%s: %d values made of two inputs, %v planned for one", name, len(y), v.Out))
		} else if dX := l.Backward(make([]float32, len(y)), 2); len(dX) != 2*v.In.Size() {
			found = append(found, fmt.Sprintf("%s: %d gradients of two inputs, %v planned for one", name, len(dX), v.In))
		}
	}
	return found
}

// levelOf plans a usual layer of a kind, behind a pool that it may undo.
func levelOf(s *stack, k recipe.LayerKind) (recipe.Level, error) {
	usual, err := recipe.ParseLayers(k.Notation().New)
	if err != nil {
		return recipe.Level{}, err
	}
	r := recipe.Default()
	r.Encoder = []recipe.Layer{{Kind: recipe.MaxPool, Window: nn.Square(2, 2)}}
	r.Latent, r.Mirror, r.Decoder, r.Output = "direct", false, usual, recipe.Layer{Kind: recipe.Dense}
	in := nn.Shape{H: 28, W: 28, C: 1}
	if n := usual[0].Shape.Size(); n > 0 {
		in = nn.Flat(n)
		r.Encoder[0] = recipe.Layer{Kind: recipe.Flatten}
	}
	p, err := r.PlanFor(in)
	if err != nil {
		return recipe.Level{}, err
	}
	if pool, err := builders[p.Encoder[0].Kind](s, p.Encoder[0]); err != nil {
		return recipe.Level{}, err
	} else if m, ok := pool.(*nn.MaxPool); ok {
		m.Forget(2)
		s.pools[0] = m
	}
	return p.Decoder[0], nil
}

func TestEveryKindOfLayerIsBuilt(t *testing.T) {
	for _, f := range builderFaults(recipe.LayerKinds(), builders) {
		t.Error(f)
	}
}

// another is a kind that core/recipe does not list.
type another struct{ recipe.LayerKind }

func TestBuilderFaultsAreFound(t *testing.T) {
	pool := func(s *stack, v recipe.Level) (nn.Layer, error) {
		return nn.NewMaxPool(v.In, nn.Square(2, 2), s.maxB, s.inputGrad())
	}
	narrow := func(s *stack, v recipe.Level) (nn.Layer, error) {
		return nn.NewDense(kernel.Plain, v.In.Size(), 3, s.maxB, s.train()), nil
	}
	for want, spoil := range map[string]func(b table){
		"dense: no builder":                func(b table) { delete(b, recipe.Dense) },
		"upsample: no kind of core/recipe": func(b table) { b[another{recipe.Upsample}] = renamed },
		"conv: nothing is built":           func(b table) { b[recipe.Conv] = renamed },
		"upsample: 98 values made of two":  func(b table) { b[recipe.Upsample] = pool },
		"conv: 591 parameters built, 160":  func(b table) { b[recipe.Conv] = narrow },
		"maxpool: 591 parameters built, 0": func(b table) { b[recipe.MaxPool] = narrow },
	} {
		b := maps.Clone(builders)
		spoil(b)
		if found := builderFaults(recipe.LayerKinds(), b); !strings.Contains(strings.Join(found, "\n"), want) {
			t.Errorf("%q found, %q expected", found, want)
		}
	}
}
