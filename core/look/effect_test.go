package look

import (
	"math"
	"testing"

	"bottleneck/core/nn"
	"bottleneck/core/recipe"
)

// linear is a recipe whose decoder is one matrix.
func linear(t *testing.T, more string) recipe.Recipe {
	t.Helper()
	r, notices := recipe.Parse("encoder=dense(9,tanh)&decoder=none&latent_dim=3&output_activation=linear&loss=mse&train=50&test=20&batch_size=8&epochs=3&arithmetic=plain&" + more)
	if len(notices) > 0 {
		t.Fatal(notices)
	}
	return r
}

// deviations are those of the codes of the first n test images, by the definition.
func deviationsOf(r watched, n int) []float64 {
	dim, latent := r.run.Dim(), r.run.Latent()
	x, z := make([]float32, n*dim), make([]float32, n*latent)
	r.Test().Rows(x, 0, n)
	r.run.Encode(z, x, n)
	d := make([]float64, latent)
	for j := range d {
		mean, squares := 0.0, 0.0
		for i := range n {
			mean += float64(z[i*latent+j]) / float64(n)
		}
		for i := range n {
			squares += math.Pow(float64(z[i*latent+j])-mean, 2) / float64(n)
		}
		d[j] = math.Sqrt(squares)
	}
	return d
}

func near(got, want, tolerance float64) bool { return math.Abs(got-want) <= tolerance*math.Abs(want) }

// Of a linear decoder a unit's effect is its deviation times the length of its row.
func TestEffectOfALinearDecoder(t *testing.T) {
	r := speckledRun(t, linear(t, "latent_activation=linear"))
	steps(t, r, 12)
	w := r.Model().Decoder.Layers[0].(*nn.Dense).W.Value // (3, 30)
	e := NewEffect(r.run)
	n := 0
	for e.Step() {
		n++
	}
	if n < 4 || e.Images() != 20 {
		t.Errorf("%d steps, %d images", n, e.Images())
	}
	for j, d := range deviationsOf(r, 20) {
		length := 0.0
		for _, v := range w[j*30 : (j+1)*30] {
			length += float64(v) * float64(v)
		}
		if want := d * math.Sqrt(length/30); !near(float64(e.Deviations()[j]), d, 1e-4) || !near(float64(e.Effects()[j]), want, 1e-3) {
			t.Errorf("unit %d: effect %g, deviation %g; %g and %g expected", j, e.Effects()[j], e.Deviations()[j], want, d)
		}
	}
}

// A unit that says the same of every image does nothing, and one that the decoder does not read neither.
func TestUnitsWithoutEffect(t *testing.T) {
	r := speckledRun(t, linear(t, "latent_activation=linear"))
	steps(t, r, 5)
	encoder := r.Model().Encoder.Layers
	w := encoder[len(encoder)-1].(*nn.Dense).W.Value // (9, 3)
	for i := range 9 {
		w[i*3+1] = 0
	}
	clear(r.Model().Decoder.Layers[0].(*nn.Dense).W.Value[60:])
	e := NewEffect(r.run)
	for e.Step() {
	}
	if f, d := e.Effects(), e.Deviations(); !(f[0] > 0) || d[1] != 0 || f[1] != 0 || !(d[2] > 0) || f[2] != 0 {
		t.Errorf("effects %v, deviations %v", f, d)
	}
}

// A code that is drawn is moved by what the decoder sees of it: by the draws as well.
func TestEffectOfADrawnCode(t *testing.T) {
	r := speckledRun(t, linear(t, "latent=variational&beta=1"))
	steps(t, r, 5)
	n, dim, latent := 20, r.run.Dim(), r.run.Latent()
	x, mu, s := make([]float32, n*dim), make([]float32, n*latent), make([]float32, n*latent)
	r.Test().Rows(x, 0, n)
	r.run.EncodeDrawn(mu, s, x, n)
	e := NewEffect(r.run)
	for e.Step() {
	}
	for j, d := range deviationsOf(r, n) {
		for i := range n {
			d = math.Sqrt(d*d + math.Pow(float64(s[i*latent+j]), 2)/float64(n))
		}
		if !near(float64(e.Deviations()[j]), d, 1e-4) {
			t.Errorf("deviation %g of unit %d, %g expected", e.Deviations()[j], j, d)
		}
	}
}
