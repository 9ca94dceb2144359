package autoencoder

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"bottleneck/core/internal/gradcheck"
	"bottleneck/core/kernel"
	"bottleneck/core/nn"
	"bottleneck/core/recipe"
)

// deep puts a price on the Jacobian of an encoder of several layers.
func deep(encoder, reduction string) recipe.Recipe {
	r := small("bce", "sigmoid", "tanh")
	layers, err := recipe.ParseLayers(encoder)
	if err != nil {
		panic(err)
	}
	r.Encoder, r.LatentDim, r.Reduction, r.Contractive = layers, 3, reduction, 0.5
	return r
}

func image(t *testing.T, r recipe.Recipe, in nn.Shape) *Model {
	t.Helper()
	r.Arithmetic = "plain"
	m, err := New(r, in, rand.New(rand.NewPCG(1, 1)))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// The gradient is that of the estimate, through both passes, with the same draws of the layers that draw in both.
func TestDeepContractiveGradients(t *testing.T) {
	in := nn.Shape{H: 4, W: 4, C: 1}
	dim, B := in.Size(), 3
	for _, c := range []struct{ encoder, reduction string }{
		{"dense(7,tanh)", "mean"}, {"dense(7,sigmoid),dense(5,softplus)", "image"}, {"dense(7,tanh)", "batch"},
		{"conv(2,3,s2,tanh)", "image"}, {"dropout(0.3),dense(9,tanh),gaussian_noise(0.1)", "image"}, {"conv(2,3,s2,tanh),flatten(),dense(5,tanh)", "image"},
	} {
		m := image(t, deep(c.encoder, c.reduction), in)
		if m.nudged == nil || m.contraction != nil {
			t.Fatalf("%s: no estimate", c.encoder)
		}
		x, shown := uniform(B*dim, 2), 1.0
		if c.reduction == "batch" {
			shown = float64(B)
		}
		b := Batch{Clean: x, Input: x, Nudge: 5, Layers: [2]uint64{3, 3}}
		loss := func() float64 { return shown * m.Gradients(b) }
		loss()
		if err := gradcheck.Check("weights", m.Values, slices.Clone(m.Grads), loss, 5e-3, 4e-3); err != nil {
			t.Errorf("%s, %s: %v", c.encoder, c.reduction, err)
		}
		with, norm := m.Losses(b, make([]float32, B)), 0.0
		norm, _ = m.SquaredJacobian()
		m.nudged.weight = 0
		trained, shownBy := m.objective.divisors(m.batchSize)
		if without := m.Losses(b, make([]float32, B)); math.Abs(with-without-0.5*norm*trained/shownBy) > 1e-5*with || norm == 0 {
			t.Errorf("%s, %s: %g with the price, %g without, a norm of %g", c.encoder, c.reduction, with, without, norm)
		}
	}
}

// jacobian is dz/dx (latent, dim) by differences.
func jacobian(m *Model, x []float32) []float64 {
	const h = 0.01
	latent, dim := m.Latent(), m.Dim()
	j := make([]float64, latent*dim)
	hi, lo := make([]float32, latent), make([]float32, latent)
	for i := range dim {
		keep := x[i]
		x[i] = keep + h
		m.Encode(hi, x, 1)
		x[i] = keep - h
		m.Encode(lo, x, 1)
		x[i] = keep
		for k := range latent {
			j[k*dim+i] = float64(hi[k]-lo[k]) / (2 * h)
		}
	}
	return j
}

// squares returns |J|^2 and |J J'|^2.
func squares(j []float64, latent int) (norm, gram float64) {
	dim := len(j) / latent
	for a := range latent {
		for b := range latent {
			s := 0.0
			for i := range dim {
				s += j[a*dim+i] * j[b*dim+i]
			}
			gram += s * s
			if a == b {
				norm += s
			}
		}
	}
	return norm, gram
}

// Over many steps the estimate has the mean and the variance that its description states.
func TestTheEstimateOfTheJacobian(t *testing.T) {
	const dim, draws = 12, 4000
	for _, encoder := range []string{"dense(9,tanh)", "dense(9,sigmoid),dense(6,tanh)", "dense(20,relu)"} {
		m := build(t, deep(encoder, "mean"), dim)
		x := uniform(dim, 7)
		norm, gram := squares(jacobian(m, x), m.Latent())
		mean, square := 0.0, 0.0
		for k := range uint64(draws) {
			v := m.Jacobian(x, 1, k)
			mean += v / draws
			square += v * v / draws
		}
		deviation := math.Sqrt(2 * gram)
		if math.Abs(mean-norm) > 3*deviation/math.Sqrt(draws)+0.01*norm {
			t.Errorf("%s: a mean of %g, differences say %g", encoder, mean, norm)
		}
		if got := math.Sqrt(square - mean*mean); math.Abs(got-deviation) > 0.1*deviation || deviation > math.Sqrt2*norm {
			t.Errorf("%s: a deviation of %g, %g expected, at most %g", encoder, got, deviation, math.Sqrt2*norm)
		}
	}
}

// The bias grows as the square of sigma. The odd terms are taken out by steps in both directions, the chance by the same
// steps at every length.
func TestTheBiasIsQuadratic(t *testing.T) {
	const dim, draws = 12, 600
	m := build(t, deep("dense(9,tanh)", "mean"), dim)
	x := uniform(dim, 7)
	latent := m.Latent()
	j, z, moved := jacobian(m, x), make([]float32, latent), make([]float32, latent)
	m.Encode(z, x, 1)
	bias := func(sigma float64) float64 {
		sum, to, epsilon := 0.0, make([]float32, dim), make([]float32, dim)
		for k := range uint64(draws) {
			kernel.Gaussian(epsilon, k)
			for a := range latent {
				line := 0.0
				for i, e := range epsilon {
					line += j[a*dim+i] * float64(e)
				}
				sum -= line * line
			}
			for _, sign := range []float64{-1, 1} {
				for i, e := range epsilon {
					to[i] = x[i] + float32(sign*sigma)*e
				}
				m.Encode(moved, to, 1)
				sum += kernel.SquaredDistance(moved, z) / (sigma * sigma) / 2
			}
		}
		return sum / draws
	}
	norm, _ := squares(j, latent)
	at1, at2 := bias(0.1), bias(0.2)
	if ratio := at2 / at1; ratio < 3 || ratio > 5 || math.Abs(at2) < 1e-3*norm {
		t.Errorf("a bias of %g at sigma 0.1, %g at 0.2: %.2f times, 4 expected (|J|^2 is %g)", at1, at2, ratio, norm)
	}
	t.Logf("|J|^2 %.4f; bias %.5f at sigma 0.1, %.5f at 0.2, so about %.6f at %v", norm, at1, at2, at1*nudge*nudge/0.01, nudge)
}

// A model whose recipe asks for no price can be measured all the same, and one of a single layer exactly.
func TestAnyEncoderIsMeasured(t *testing.T) {
	r := deep("dense(9,tanh)", "mean")
	r.Contractive = 0
	m := build(t, r, 12)
	x := uniform(4*12, 7)
	if _, known := m.SquaredJacobian(); known {
		t.Error("without a price the norm costs a pass, and is not known by itself")
	}
	priced := build(t, deep("dense(9,tanh)", "mean"), 12)
	if a, b := m.Jacobian(x, 4, 3), priced.Jacobian(x, 4, 3); a != b || a == m.Jacobian(x, 4, 4) {
		t.Errorf("%g without a price, %g with one", a, b)
	}
	r.Encoder = nil
	one := build(t, r, 12)
	one.Losses(Batch{Clean: x, Input: x}, make([]float32, 4))
	if norm, known := one.SquaredJacobian(); !known || norm != one.Jacobian(x, 4, 1) || norm != one.Jacobian(x, 4, 2) {
		t.Errorf("one layer: %g, %v", norm, known)
	}
}
