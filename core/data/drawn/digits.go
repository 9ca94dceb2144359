// Package drawn makes data up: digits, faces and a table, which stand in for
// data that is not there. Item i of a set depends on the seed and on i alone and
// has the same bytes on every machine. What is drawn is part of what a link
// means: a test pins its bytes.
package drawn

import (
	"math/rand/v2"
	"strconv"

	"bottleneck/core/data"
	"bottleneck/core/data/prepare"
)

// Digits draws n digits, 28x28, brought to size and place as MNIST's are, with
// their labels. Picture i depends on seed and i alone, so more digits begin
// with the same ones, and it has the same bytes on every machine.
func Digits(n int, seed uint64) *data.Set { return digitsRange(0, n, seed) }

// digitsRange draws digits lo to hi-1 of those that Digits draws, for a caller
// that cannot wait for all of them at once.
func digitsRange(lo, hi int, seed uint64) *data.Set {
	if lo < 0 || hi < lo {
		panic("drawn: digits out of range")
	}
	n := hi - lo
	s := &data.Set{
		Name:   "digits",
		Source: "digits drawn by Bottleneck, seed " + strconv.FormatUint(seed, 10),
		N:      n, H: 28, W: 28, C: 1,
		Pixels: make([]byte, n*28*28),
		Labels: make([]byte, n),
	}
	var w writer
	for i := range n {
		// An odd factor spreads neighboring numbers over the generator's state.
		w.chance.Seed(seed, uint64(lo+i)*0x9e3779b97f4a7c15)
		label := int(w.chance.unit() * 10)
		w.write(label)
		prepare.Center(s.Pixels[i*28*28:(i+1)*28*28], (*[28 * 28]float64)(&w.canvas))
		s.Labels[i] = byte(label)
	}
	return s
}

// chance draws numbers from a stream that is the same everywhere.
type chance struct{ rand.PCG }

// unit returns a number in [0, 1).
func (c *chance) unit() float64 { return float64(c.Uint64()>>11) / (1 << 53) }

// between returns a number in [lo, hi).
func (c *chance) between(lo, hi float64) float64 { return lo + float64((hi-lo)*c.unit()) }

// bell returns a number of mean 0 and variance 1, within 3.47: the sum of four
// uniform ones, which needs no logarithm.
func (c *chance) bell() float64 {
	u := c.Uint64()
	sum := u&0xffff + u>>16&0xffff + u>>32&0xffff + u>>48
	return (float64(sum)/0xffff - 2) * 1.7320508075688772
}

// writer draws one digit at a time.
type writer struct {
	chance
	canvas
	path []point // of all strokes
	ends []int   // where each stroke ends in path
	hand []point // control points of the stroke in work
}

// write draws one digit with the habits and the pen of a random hand.
func (w *writer) write(label int) {
	g := w.choose(glyphs[label])
	w.trace(g, w.habit())

	// The pen's outer edge touches a box of 20x20, as MNIST's digits do.
	r := min(max(1.36+float64(.42*w.bell()), .62), 2.8)
	soft := w.between(.9, 1.5)
	lo, hi := w.bounds()
	reach := r + float64(soft/4)
	scale := (20 - float64(2*reach)) / max(hi.x-lo.x, hi.y-lo.y)
	left := 14 - float64((lo.x+hi.x)/2*scale)
	top := 14 - float64((lo.y+hi.y)/2*scale)
	for i, p := range w.path {
		w.path[i] = point{left + float64(p.x*scale), top + float64(p.y*scale)}
	}

	w.canvas = canvas{}
	press := .12 * w.unit()
	at := 0
	for _, end := range w.ends {
		// Pressure changes from the beginning of a stroke to its end.
		r0, r1 := float64(r*(1+float64(press*w.bell()))), float64(r*(1+float64(press*w.bell())))
		n := float64(end - at)
		for i := at; i+1 < end; i++ {
			t := float64(i-at) / n
			w.line(w.path[i], w.path[i+1], r0+float64((r1-r0)*t), soft)
		}
		at = end
	}
}

// choose picks one way of writing by weight.
func (w *writer) choose(ways []glyph) *glyph {
	sum := 0.0
	for i := range ways {
		sum += ways[i].weight
	}
	u := w.unit() * sum
	for i := range ways {
		if u -= ways[i].weight; u < 0 {
			return &ways[i]
		}
	}
	return &ways[len(ways)-1]
}

// habit is how one hand deforms every form.
type habit struct {
	wide        float64 // width against height
	slant, tilt float64 // shear of the upright and of the base line
	cos, sin    float64 // rotation
	waist       float64 // where the middle lies: up or down
	taper       float64 // top against base
	bow, sag    float64 // bend of the upright and of the base line
	wobble      float64 // spread of each point
}

// habit draws a hand.
func (w *writer) habit() habit {
	h := habit{
		wide:   min(max(1.14+float64(.22*w.bell()), .6), 1.8),
		slant:  .06 + float64(.25*w.bell()),
		tilt:   .08 * w.bell(),
		waist:  .28 * w.bell(),
		taper:  .35 * w.bell(),
		bow:    .30 * w.bell(),
		sag:    .30 * w.bell(),
		wobble: w.between(.018, .082),
	}
	// The half-angle formulas turn a tangent into a rotation by plain arithmetic.
	t := float64(.04 * w.bell())
	d := 1 + float64(t*t)
	h.cos, h.sin = (1-float64(t*t))/d, float64(2*t)/d
	return h
}

// trace lays the glyph's strokes, deformed, into w.path.
func (w *writer) trace(g *glyph, h habit) {
	w.path, w.ends = w.path[:0], w.ends[:0]
	for _, s := range g.strokes {
		// Neighboring points stray together: a hand errs smoothly.
		drift := point{h.wobble * w.bell(), h.wobble * w.bell()}
		w.hand = w.hand[:0]
		for i, p := range s {
			if i > 0 && p == s[i-1] {
				w.hand = append(w.hand, w.hand[i-1]) // a corner stays one
				continue
			}
			drift.x = float64(.6*drift.x) + float64(.8*float64(h.wobble*w.bell()))
			drift.y = float64(.6*drift.y) + float64(.8*float64(h.wobble*w.bell()))
			p.x, p.y = p.x+drift.x, p.y+drift.y
			w.hand = append(w.hand, h.apply(p))
		}
		w.path = curve(w.path, w.hand, 4)
		w.ends = append(w.ends, len(w.path))
	}
}

// apply deforms one point.
func (h *habit) apply(p point) point {
	x, y := p.x-.3, p.y
	y += float64(h.waist * float64(y*(1-y)))
	x = float64(x * float64(h.wide*(1+float64(h.taper*(y-.5)))))
	x += float64(h.slant*(.5-y)) + float64(h.bow*float64((y-.5)*(y-.5)))
	y += float64(h.tilt*x) + float64(h.sag*float64(x*x))
	return point{float64(h.cos*x) - float64(h.sin*y), float64(h.sin*x) + float64(h.cos*y)}
}

// bounds returns the corners of the box around the path.
func (w *writer) bounds() (lo, hi point) {
	lo, hi = w.path[0], w.path[0]
	for _, p := range w.path {
		lo = point{min(lo.x, p.x), min(lo.y, p.y)}
		hi = point{max(hi.x, p.x), max(hi.y, p.y)}
	}
	return lo, hi
}
