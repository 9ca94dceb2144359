package autoencoder

import (
	"math"
	"slices"
	"strings"
	"testing"
)

// torchModel computes what a PyTorch model of nn.Sequential with the tensors of m does, in loops on channels, rows, columns.
type torchModel map[string]Tensor

func (p torchModel) linear(name string, x []float64) []float64 {
	shape, w, b := p[name+".weight"].TorchShape(), p[name+".weight"].Torch(), p[name+".bias"].Torch()
	y := make([]float64, shape[0])
	for o := range y {
		y[o] = float64(b[o])
		for i, v := range x {
			y[o] += v * float64(w[o*shape[1]+i])
		}
	}
	return y
}

// stride2 is ConvTranspose2d(kernel_size=2, stride=2): windows that touch.
func (p torchModel) stride2(name string, x []float64, h, w int) []float64 {
	shape, k, b := p[name+".weight"].TorchShape(), p[name+".weight"].Torch(), p[name+".bias"].Torch()
	in, out := shape[0], shape[1]
	y := make([]float64, out*4*h*w)
	for o := range out {
		for r := range 2 * h {
			for c := range 2 * w {
				sum := float64(b[o])
				for i := range in {
					sum += x[(i*h+r/2)*w+c/2] * float64(k[((i*out+o)*2+r%2)*2+c%2])
				}
				y[(o*2*h+r)*2*w+c] = sum
			}
		}
	}
	return y
}

func tanh(x []float64) []float64 {
	for i, v := range x {
		x[i] = math.Tanh(v)
	}
	return x
}

// The decoder makes an image of two channels of the code, and a vector of one of two: weights in PyTorch's order must compute
// the same with nn.Unflatten and nn.Flatten, which know channels, rows, columns.
func TestTorchComputesTheSame(t *testing.T) {
	const decoder = "&latent_dim=18&decoder=%reshape(3x3x2),convt(2,2,s2,tanh),flatten(),dense(9,tanh)&output_activation=linear"
	for _, c := range []struct {
		link              string
		first             int // place of the transposed convolution: behind nn.Unflatten and what comes before
		variational, deep bool
	}{
		{"encoder=none&latent_activation=tanh" + strings.Replace(decoder, "%", "", 1), 1, false, false},
		{"encoder=none&latent=variational" + strings.Replace(decoder, "%", "", 1), 1, true, false},
		{"encoder=none&latent_activation=tanh" + strings.Replace(decoder, "%", "dropout(0.2),", 1), 2, false, false},
		{"encoder=none&latent_activation=tanh" + strings.Replace(decoder, "%", "dense(18,tanh),dropout(0.2),", 1), 4, false, true},
	} {
		m, in := network(t, c.link)
		if m.Foreign != "" {
			t.Errorf("%s: %s", c.link, m.Foreign)
		}
		p := torchModel{}
		for _, v := range m.Tensors {
			p[v.Name] = v
		}
		x := uniform(in.Size(), 7)
		input := make([]float64, len(x))
		for i, v := range x {
			input[i] = float64(v)
		}
		z := p.linear("encoder.0", input)
		if !c.variational {
			z = tanh(z)
		}
		if c.deep {
			z = tanh(p.linear("decoder.0", z))
		}
		at := func(n int) string { return "decoder." + string(rune('0'+c.first+n)) }
		h := tanh(p.stride2(at(0), z, 3, 3)) // convt tanh flatten
		h = tanh(p.linear(at(3), h))         // dense tanh
		want := p.linear(at(5), h)           // dense
		y := make([]float32, in.Size())
		m.Reconstruct(y, x, 1)
		for i, v := range y {
			if math.Abs(float64(v)-want[i]) > 1e-5 {
				t.Fatalf("%s: output %d is %g, PyTorch's %g", c.link, i, v, want[i])
			}
		}
		for _, v := range m.Tensors {
			before := slices.Clone(v.Param.Value)
			v.SetTorch(v.Torch())
			if !slices.Equal(before, v.Param.Value) {
				t.Errorf("%s: %s: out and in again is not the same", c.link, v.Name)
			}
		}
		if c.variational { // both heads give the numbers of the code in one order
			mean, spread := p["encoder.0.weight"], p["log_variance.0.weight"]
			if mean.Out != spread.Out || spread.Out.C != 2 {
				t.Errorf("orders %v and %v", mean.Out, spread.Out)
			}
		}
	}
}

// An image of one shape read as another is no matter of order: PyTorch's Flatten and Unflatten give another network.
func TestForeignNetworksAreNamed(t *testing.T) {
	for link, want := range map[string]string{
		"encoder=conv(2,3,s2,tanh),reshape(2x3x3)&latent=direct&decoder=flatten()": "reshape(2x3x3) reads values of an image of 3x3x2 as one of 2x3x3",
		"encoder=conv(2,3,s2,tanh),flatten()&latent=direct&decoder=reshape(3x3x2)": "",
		"encoder=conv(1,3,s2,tanh),reshape(1x9x1)&latent=direct&decoder=flatten()": "",
	} {
		if m, _ := network(t, link); m.Foreign != want {
			t.Errorf("%s: %q, %q expected", link, m.Foreign, want)
		}
	}
}
