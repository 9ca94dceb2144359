package autoencoder

import (
	"math"
	"slices"
	"testing"

	"bottleneck/core/internal/gradcheck"
	"bottleneck/core/kernel"
	"bottleneck/core/recipe"
)

// Every price on the code, under every reduction, in the gradients of all weights.
func TestSparseGradients(t *testing.T) {
	const dim, B = 7, 4
	for _, kind := range []string{"l1", "l1_sum", "kl"} {
		for _, reduction := range []string{"mean", "image", "batch"} {
			for _, activation := range []string{"sigmoid", "tanh"} {
				if kind == "kl" && activation != "sigmoid" {
					continue
				}
				r := small("bce", "sigmoid", activation)
				r.Reduction, r.Sparsity, r.SparsityWeight, r.SparsityTarget = reduction, kind, 0.7, 0.1
				m := build(t, r, dim)
				x := uniform(B*dim, 2)
				shown := 1.0
				if reduction == "batch" {
					shown = B // figures are shown per image
				}
				loss := func() float64 { return shown * m.Gradients(Batch{Clean: x, Input: x}) }
				loss()
				grads := slices.Clone(m.Grads)
				if err := gradcheck.Check("weights", m.Values, grads, loss, 1e-2, 1e-3); err != nil {
					t.Errorf("%s %s %s: %v", kind, reduction, activation, err)
				}
				if got, want := m.Losses(Batch{Clean: x, Input: x}, make([]float32, B)), m.Gradients(Batch{Clean: x, Input: x}); math.Abs(got-want) > 1e-6*want {
					t.Errorf("%s %s %s: Losses %g, Gradients %g", kind, reduction, activation, got, want)
				}
			}
		}
	}
}

// The price of a batch does not depend on how many rows are evaluated at once, where it is a sum over rows.
func TestTheSummedPriceIsThatOfABatch(t *testing.T) {
	r := small("mse", "sigmoid", "tanh")
	r.Sparsity, r.SparsityWeight = "l1_sum", 1
	m := build(t, r, 7)
	x := uniform(7, 2)
	twice := append(slices.Clone(x), x...)
	one := m.Losses(Batch{Clean: x, Input: x}, make([]float32, 1))
	two := m.Losses(Batch{Clean: twice, Input: twice}, make([]float32, 2))
	if math.Abs(one-two) > 1e-6 {
		t.Errorf("one row %g, the same row twice %g", one, two)
	}
}

func TestSaturatedUnitsHaveAFinitePrice(t *testing.T) {
	r := recipe.Default()
	r.LatentDim, r.LatentActivation, r.Sparsity, r.SparsityTarget, r.SparsityWeight = 3, "sigmoid", "kl", 0.05, 1
	s := newSparsity(r)
	dZ := make([]float32, 6)
	price := s.add(dZ, []float32{0, 1, 0.05, 0, 1, 0.05}, 2, 2)
	if math.IsNaN(price) || math.IsInf(price, 0) || price < 0 || dZ[0] >= 0 || dZ[1] <= 0 || math.Abs(float64(dZ[2])) > 1e-5 {
		t.Errorf("price %g, gradient %v", price, dZ)
	}
}

func TestTopKKeepsTheLargest(t *testing.T) {
	for _, c := range []struct {
		k       int
		x, want []float32
	}{
		{2, []float32{1, 5, 3, 4, 2}, []float32{0, 5, 0, 4, 0}},
		{2, []float32{3, 3, 3, 1, 3}, []float32{3, 3, 0, 0, 0}},
		{1, []float32{-4, -2, -3, -9, -8}, []float32{0, -2, 0, 0, 0}},
		{9, []float32{1, 0, -3, 1, 2}, []float32{1, 0, -3, 1, 2}},
		{3, []float32{0, 0, 7, 0, 0}, []float32{0, 0, 7, 0, 0}},
	} {
		l := newTopK(5, c.k, 2)
		x := append(slices.Clone(c.x), c.x...)
		if got := l.Forward(x, 2); !slices.Equal(got[5:], c.want) || !slices.Equal(got[:5], c.want) {
			t.Errorf("%d of %v: %v, %v expected", c.k, c.x, got[:5], c.want)
		}
	}
	// Against sorting, and gradients of what was kept.
	l := newTopK(50, 7, 1)
	for key := range uint64(200) {
		x := make([]float32, 50)
		kernel.Gaussian(x, key)
		sorted := slices.Clone(x)
		slices.Sort(sorted)
		dY := make([]float32, 50)
		kernel.Fill(dY, 1)
		y, before := l.Forward(slices.Clone(x), 1), slices.Clone(x)
		l.Backward(dY, 1)
		for i, v := range before {
			keep := v >= sorted[43]
			if keep != (y[i] == v && dY[i] == 1) || !keep && (y[i] != 0 || dY[i] != 0) {
				t.Fatalf("key %d: unit %d of value %g is %g, gradient %g", key, i, v, y[i], dY[i])
			}
		}
	}
}

// Whole networks whose codes keep the strongest units, of a layer and of maps: gradients of all weights. The k-th value and
// the next one are further apart than a probe moves either, so that the choice, which has no derivative, stays.
func TestTopKGradients(t *testing.T) {
	const B, k, eps = 3, 4, 1e-3
	for _, link := range []string{
		"encoder=dense(8,tanh)&latent_activation=tanh&latent_dim=9&output_activation=sigmoid&reduction=image&sparsity=top_k&sparsity_k=4",
		"encoder=conv(2,3,s2,tanh)&latent=direct&reduction=image&sparsity=top_k&sparsity_k=4",
	} {
		m, in := network(t, link)
		x, found := []float32(nil), false
		for key := uint64(1); key < 1000 && !found; key++ {
			x = uniform(B*in.Size(), key)
			found = apart(m, x, B, k) > 100*eps
		}
		if !found {
			t.Fatalf("%s: no inputs without near ties", link)
		}
		loss := func() float64 { return m.Gradients(Batch{Clean: x, Input: x}) }
		loss()
		if err := gradcheck.Check("weights", m.Values, slices.Clone(m.Grads), loss, eps, 1e-3); err != nil {
			t.Errorf("%s: %v", link, err)
		}
	}
}

// apart is the least distance of the k-th largest value and the next one, of B codes before the choice.
func apart(m *Model, x []float32, B, k int) float32 {
	e := m.Encoder
	e.Layers = e.Layers[:len(e.Layers)-1]
	least := float32(math.Inf(1))
	for row := range slices.Chunk(slices.Clone(e.Forward(x, B)), m.Latent()) {
		slices.Sort(row)
		least = min(least, row[len(row)-k]-row[len(row)-k-1])
	}
	return least
}

// A code that holds no numbers any more must not hang or break the selection.
func TestTopKOfNaN(t *testing.T) {
	nan := float32(math.NaN())
	l := newTopK(5, 2, 1)
	for _, x := range [][]float32{{nan, nan, nan, nan, nan}, {1, nan, 3, nan, 2}, {nan, 1, 2, 3, 4}, {4, 3, 2, 1, nan}} {
		l.Forward(x, 1)
	}
}

func TestEncodingKeepsKUnits(t *testing.T) {
	r := small("mse", "sigmoid", "sigmoid")
	r.LatentDim, r.Sparsity, r.SparsityK = 9, "top_k", 4
	m := build(t, r, 7)
	z := make([]float32, 5*9)
	m.Encode(z, uniform(5*7, 1), 5)
	for i := range 5 {
		n := 0
		for _, v := range z[i*9 : (i+1)*9] {
			if v != 0 {
				n++
			}
		}
		if n != 4 {
			t.Errorf("image %d has %d units, 4 expected", i, n)
		}
	}
}
