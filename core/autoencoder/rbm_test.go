package autoencoder

import (
	"fmt"
	"math"
	"testing"

	"bottleneck/core/kernel"
	"bottleneck/core/nn"
)

func param(name string, shape ...int) *nn.Param {
	n := 1
	for _, d := range shape {
		n *= d
	}
	return &nn.Param{Name: name, Shape: shape, Value: make([]float32, n), Grad: make([]float32, n)}
}

// machine returns a machine whose weights have deviation sigma and whose biases are in [-1/2, 1/2).
func machine(visible, hidden Units, V, H, maxB int, sigma float32) *RBM {
	w, a, b := param("weight", V, H), param("bias", V), param("bias", H)
	kernel.Gaussian(w.Value, 11)
	kernel.Scale(w.Value, sigma)
	for i, p := range []*nn.Param{a, b} {
		kernel.Uniform(p.Value, uint64(20+i))
		for j := range p.Value {
			p.Value[j] -= 0.5
		}
	}
	return newRBM(kernel.Plain, visible, hidden, w, a, b, make([]float32, velocitySize(V, H)), maxB)
}

var kinds = []struct {
	visible, hidden Units
	V, H            int
	sigma           float32
}{
	{Binary, Binary, 4, 3, 1.5},
	{Gaussian, Binary, 2, 3, 0.7},
	{Binary, Gaussian, 4, 2, 0.7},
}

func (u Units) String() string { return [...]string{"binary", "gaussian"}[u] }

func TestFreeEnergyIsTheSumOverHiddenStates(t *testing.T) {
	for _, k := range kinds {
		r := machine(k.visible, k.hidden, k.V, k.H, 8, k.sigma)
		v := make([]float32, 8*k.V)
		kernel.Uniform(v, 3)
		r.draw(v, v, k.visible, 4)
		f := make([]float64, 8)
		r.FreeEnergy(f, v, 8)
		for i := range f {
			row := make([]float64, k.V)
			for j := range row {
				row[j] = float64(v[i*k.V+j])
			}
			sum := 0.0
			each(k.hidden, k.H, func(h []float64, weight float64) { sum += weight * math.Exp(-energy(r, row, h)) })
			want := -math.Log(sum)
			if k.hidden == Gaussian {
				want += float64(k.H) / 2 * math.Log(2*math.Pi)
			}
			if math.Abs(f[i]-want) > 1e-5*(1+math.Abs(want)) {
				t.Errorf("%v %v: free energy %.7g, %.7g by enumeration", k.visible, k.hidden, f[i], want)
			}
		}
	}
}

// With more rounds the gradient of contrastive divergence tends to that of the exact log-likelihood, and one round is
// visibly short of it.
func TestContrastiveDivergenceTendsToTheLikelihood(t *testing.T) {
	t.Parallel()
	const B, repeats = 1024, 40
	for _, k := range kinds {
		r := machine(k.visible, k.hidden, k.V, k.H, B, k.sigma)
		r.DrawVisible = true
		// Data far from what the machine believes: three patterns, in equal shares.
		v := make([]float32, B*k.V)
		for i := range B {
			for j := range k.V {
				v[i*k.V+j] = float32((i%3 + j) % 2)
				if i%3 == 2 && j == 0 {
					v[i*k.V+j] = 1
				}
			}
		}
		_, vh, mv, mh := partition(r)
		h := make([]float32, B*k.H)
		r.hidden(h, v, B)
		exact := make([]float64, 0, k.V*k.H+k.V+k.H)
		for i := range k.V {
			for j := range k.H {
				s := 0.0
				for n := range B {
					s += float64(v[n*k.V+i]) * float64(h[n*k.H+j])
				}
				exact = append(exact, vh[i*k.H+j]-s/B)
			}
		}
		bias := func(model []float64, data []float32) {
			for i := range model {
				s := 0.0
				for n := range B {
					s += float64(data[n*len(model)+i])
				}
				exact = append(exact, model[i]-s/B)
			}
		}
		bias(mv, v)
		bias(mh, h)

		off := func(rounds int) float64 {
			r.K = rounds
			mean := make([]float64, len(exact))
			for n := range repeats {
				r.Gradients(v, B, uint64(1000*rounds*(n+1)))
				at := 0
				for _, p := range []*nn.Param{r.w, r.a, r.b} {
					for _, g := range p.Grad {
						mean[at] += float64(g) / repeats
						at++
					}
				}
			}
			d, size := 0.0, 0.0
			for i := range exact {
				d += (mean[i] - exact[i]) * (mean[i] - exact[i])
				size += exact[i] * exact[i]
			}
			return math.Sqrt(d / size)
		}
		one, two, many := off(1), off(2), off(25)
		r.DrawVisible = false
		short := off(25)
		t.Logf("%v %v: off by %.3f after 1 round, %.3f after 2, %.4f after 25; %.3f by means", k.visible, k.hidden, one, two, many, short)
		if !(one > 0.1 && two < 0.7*one && many < 0.03) {
			t.Errorf("%v %v: off by %.3f after 1 round, %.3f after 2, %.4f after 25", k.visible, k.hidden, one, two, many)
		}
		if short < 2*many {
			t.Errorf("%v %v: off by %.3f with the means of visible units for states: no more than with states", k.visible, k.hidden, short)
		}
	}
}

// bars returns the pictures of 3 x 3 pixels that consist of whole rows or of whole columns, without doubles.
func bars() []float32 {
	var x []float32
	for m := range 8 {
		for _, across := range []bool{true, false} {
			if !across && (m == 0 || m == 7) {
				continue
			}
			for i := range 9 {
				at := i % 3
				if across {
					at = i / 3
				}
				x = append(x, float32(m>>at&1))
			}
		}
	}
	return x
}

func TestLearningRaisesTheLikelihood(t *testing.T) {
	t.Parallel()
	x := bars()
	B := len(x) / 9
	for _, hidden := range []Units{Binary, Gaussian} {
		r := machine(Binary, hidden, 9, 8, B, 0.01)
		r.LearningRate, r.Momentum, r.WeightDecay = 0.1, 0.5, 0.0002
		rounds := 3000
		if hidden == Gaussian {
			r.LearningRate = 0.005
		}
		first := surprise(r, x, B)
		var early, late float64
		for i := range rounds {
			e := r.Gradients(x, B, uint64(1e6)+uint64(i*r.Draws()))
			r.Update()
			switch {
			case i < 100:
				early += e / 100
			case i >= rounds-100:
				late += e / 100
			}
		}
		last := surprise(r, x, B)
		t.Logf("%v: -log p %.3f, then %.3f (at best %.3f); reconstruction %.4f, then %.4f", hidden, first, last, math.Log(float64(B)), early, late)
		if !(last < first-0.8 && last > math.Log(float64(B)) && late < early/1.5) {
			t.Errorf("%v: -log p %.3f, then %.3f; reconstruction %.4f, then %.4f", hidden, first, last, early, late)
		}
	}
}

// Every bit of some steps, so that all kernels agree, and the size, which tells how far off they are.
func TestRBMIsPinned(t *testing.T) {
	sizes := [...]float64{74.092527, 72.611513, 70.286947}
	want := map[kernel.Arithmetic][]uint64{
		kernel.Plain: {0x4d4c4e10ab5322e3, 0x3c0b2bbd6b9ff457, 0x53e37b964e8c14fb},
		kernel.Fused: {0xadea07ca5a5ec60a, 0x8fb438692139be2c, 0x266d1a39a053045e},
	}
	for arithmetic, prints := range want {
		if arithmetic == kernel.Fused && !kernel.HasFused() {
			t.Logf("the %s kernels have no fused arithmetic; not checked", kernel.Name)
			continue
		}
		for i, k := range kinds {
			r := machine(k.visible, k.hidden, 37, 21, 19, 0.1)
			r.arithmetic = arithmetic
			r.LearningRate, r.Momentum, r.WeightDecay, r.K, r.DrawVisible = 0.05, 0.5, 0.001, 2, true
			for n := range 5 {
				r.Gradients(uniform(19*37, uint64(n)), 19, uint64(n*r.Draws()))
				r.Update()
			}
			got, size := uint64(14695981039346656037), 0.0
			for _, p := range []*nn.Param{r.w, r.a, r.b} {
				for _, v := range p.Value {
					size += math.Abs(float64(v))
					got = (got ^ uint64(math.Float32bits(v))) * 1099511628211
				}
			}
			if math.Abs(size-sizes[i]) > 1e-4*sizes[i] {
				t.Errorf("%v, %v %v: weights of size %.6f, %.6f expected", arithmetic, k.visible, k.hidden, size, sizes[i])
			}
			if got != prints[i] {
				t.Errorf("%v, %v %v: weights of print %#x, %#x expected", arithmetic, k.visible, k.hidden, got, prints[i])
			}
		}
	}
}

func TestRBMAllocatesNothing(t *testing.T) {
	for _, k := range kinds {
		r := machine(k.visible, k.hidden, 30, 20, 16, 0.1)
		r.DrawVisible = true
		v := uniform(16*30, 1)
		f := make([]float64, 16)
		if n := testing.AllocsPerRun(10, func() { r.Gradients(v, 16, 5); r.Update(); r.FreeEnergy(f, v, 16) }); n != 0 {
			t.Errorf("%v %v: %v allocations a step", k.visible, k.hidden, n)
		}
	}
}

func TestRBMRefusesOtherShapes(t *testing.T) {
	r := machine(Binary, Binary, 4, 3, 2, 1)
	for name, f := range map[string]func(){
		"a batch":    func() { r.Gradients(make([]float32, 7), 2, 0) },
		"energies":   func() { r.FreeEnergy(make([]float64, 1), make([]float32, 8), 2) },
		"weights":    func() { newRBM(kernel.Plain, Binary, Binary, r.w, r.b, r.b, nil, 1) },
		"velocities": func() { newRBM(kernel.Plain, Binary, Binary, r.w, r.a, r.b, nil, 1) },
	} {
		func() {
			defer func() {
				if p := fmt.Sprint(recover()); len(p) < 10 || p[:17] != "autoencoder: rbm:" {
					t.Errorf("%s: %q", name, p)
				}
			}()
			f()
		}()
	}
}
