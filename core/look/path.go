package look

import (
	"math"

	"bottleneck/core/kernel"
)

// Path writes codes on the way from a to b, both (latent), to z (n, latent): a is the first and b the last, and the others
// follow one another evenly.
//
// The straight way is (1-t)a + tb. The spherical one turns from a's direction to b's at an even pace (Shoemake 1985, for codes White 2016),
//
//	sin((1-t)w)/sin(w) a + sin(tw)/sin(w) b    with w the angle between a and b,
//
// so that a way between codes of about the same length keeps that length, as the codes of a normal distribution have it in many dimensions,
// where a straight one passes near 0. Codes of one direction, opposite ones and 0 itself leave no turn to make: there the way is straight.
func Path(z, a, b []float32, spherical bool) {
	latent := len(a)
	n := len(z) / latent
	w, turns := 0.0, false
	if spherical {
		w, turns = angle(a, b)
	}
	for i := range n {
		t := 0.0
		if n > 1 {
			t = float64(i) / float64(n-1)
		}
		p, q := 1-t, t
		if turns {
			p, q = math.Sin((1-t)*w)/math.Sin(w), math.Sin(t*w)/math.Sin(w)
		}
		row := z[i*latent : (i+1)*latent]
		for j := range row {
			row[j] = float32(p*float64(a[j]) + q*float64(b[j]))
		}
		switch i { // not a bit away
		case 0:
			copy(row, a)
		case n - 1:
			copy(row, b)
		}
	}
}

// angle returns that between two codes, and whether there is a turn from one to the other.
func angle(a, b []float32) (w float64, turns bool) {
	length := math.Sqrt(kernel.SumSquares(a) * kernel.SumSquares(b))
	if !(length > 0) || math.IsInf(length, 0) {
		return 0, false
	}
	w = math.Acos(min(1, max(-1, kernel.Dot(a, b)/length)))
	return w, math.Sin(w) > 1e-3
}

// Between is the way of n codes from a to b, (n, latent), what they decode to, (n, dim), and where they lie on the plane that the latest
// snapshot shows, (n) each; nil where that is none of codes.
func (l *Looker) Between(a, b []float32, n int, spherical bool) (z, images, x, y []float32) {
	latent := l.run.Latent()
	z, images = make([]float32, n*latent), make([]float32, n*l.run.Dim())
	Path(z, a, b, spherical)
	l.run.Decode(images, z, n)
	if l.shownPlane == &l.plane {
		x, y = make([]float32, n), make([]float32, n)
		l.plane.project(x, y, z, n, latent)
		if l.plane.dims == 1 {
			clear(y)
		}
	}
	return z, images, x, y
}
