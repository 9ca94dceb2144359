package autoencoder

import "math"

// states lists what a unit may be, with its share of the sum over all: two states, or a fine grid instead of an integral.
func states(u Units) (values []float64, weight float64) {
	if u == Binary {
		return []float64{0, 1}, 1
	}
	const step = 0.25
	for x := -8.0; x <= 8; x += step {
		values = append(values, x)
	}
	return values, step
}

// each calls f for every joint state of n units.
func each(u Units, n int, f func(s []float64, weight float64)) {
	values, weight := states(u)
	s := make([]float64, n)
	var fill func(i int)
	fill = func(i int) {
		if i == n {
			f(s, math.Pow(weight, float64(n)))
			return
		}
		for _, v := range values {
			s[i] = v
			fill(i + 1)
		}
	}
	fill(0)
}

// energy is the definition, in float64.
func energy(r *RBM, v, h []float64) float64 {
	e := 0.0
	layer := func(u Units, s []float64, c []float32) {
		for i, x := range s {
			if u == Gaussian {
				e += (x - float64(c[i])) * (x - float64(c[i])) / 2
			} else {
				e -= float64(c[i]) * x
			}
		}
	}
	layer(r.Visible, v, r.a.Value)
	layer(r.Hidden, h, r.b.Value)
	for i := range v {
		for j := range h {
			e -= v[i] * float64(r.w.Value[i*r.H+j]) * h[j]
		}
	}
	return e
}

// partition enumerates all states: log Z and the means of v h', v and h under the machine.
func partition(r *RBM) (logZ float64, vh, v, h []float64) {
	vh, v, h = make([]float64, r.V*r.H), make([]float64, r.V), make([]float64, r.H)
	z := 0.0
	each(r.Visible, r.V, func(vs []float64, wv float64) {
		each(r.Hidden, r.H, func(hs []float64, wh float64) {
			p := wv * wh * math.Exp(-energy(r, vs, hs))
			z += p
			for i := range vs {
				v[i] += p * vs[i]
				for j := range hs {
					vh[i*r.H+j] += p * vs[i] * hs[j]
				}
			}
			for j := range hs {
				h[j] += p * hs[j]
			}
		})
	})
	for _, s := range [][]float64{vh, v, h} {
		for i := range s {
			s[i] /= z
		}
	}
	return math.Log(z), vh, v, h
}

// surprise is the mean of -log p(v), exactly.
func surprise(r *RBM, v []float32, B int) float64 {
	logZ := math.Inf(-1)
	f := make([]float64, 1)
	each(Binary, r.V, func(s []float64, _ float64) {
		x := make([]float32, r.V)
		for i := range s {
			x[i] = float32(s[i])
		}
		r.FreeEnergy(f, x, 1)
		big, small := max(logZ, -f[0]), min(logZ, -f[0])
		logZ = big + math.Log1p(math.Exp(small-big))
	})
	sum := 0.0
	f = make([]float64, B)
	r.FreeEnergy(f, v, B)
	for _, e := range f {
		sum += e
	}
	return sum/float64(B) + logZ
}
