package autoencoder

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/internal/gradcheck"
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
	m, err := New(r, in, rand.New(rand.NewPCG(3, 1)))
	if err != nil {
		t.Fatalf("%s: %v", link, err)
	}
	return m, in
}

// Every weight of whole networks with convolutions, pools and all the rest, while the layers that draw do so.
func TestConvolutionalGradients(t *testing.T) {
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
