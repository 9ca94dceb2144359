package board

import (
	"slices"

	"bottleneck/core/fact"
	"bottleneck/core/wire"
	"bottleneck/wasm/canvas/paint"
)

// termNames are the terms of a loss as the legend has them, in the order of theme.Terms.
var termNames = [...]struct{ kind, name string }{
	{"reconstruction", said(fact.New("term_reconstruction"))},
	{"divergence", said(fact.New("term_divergence"))},
	{"sparsity", said(fact.New("term_sparsity"))},
	{"contraction", said(fact.New("term_contraction"))},
}

// band is what a term adds to the loss: from the top of the band below to its own.
type band struct {
	term         int // of termNames
	Values       []float32
	Lower, Upper []paint.XY // its borders
}

// stacked lays the terms of a loss one on the other; nil where there are none, or of another curve. Where one is not known none is drawn.
func (k *curves) stacked(c *wire.Curve, t *wire.Terms, share float64) (list []band) {
	base := make([]float32, len(c.Train))
	for _, term := range t.List {
		kind := slices.IndexFunc(termNames[:], func(n struct{ kind, name string }) bool { return n.kind == term.Kind })
		if kind < 0 || len(term.Loss) != len(base) {
			return nil
		}
		b := band{term: kind, Values: term.Loss}
		if share > 0 {
			b.Values = smooth(term.Loss, share)
		}
		for i, v := range b.Values {
			upper := base[i] + v
			if !drawable(upper, false) {
				base[i] = upper
				continue
			}
			x := float32(k.x(float64(c.Train[i].Step)))
			b.Lower = append(b.Lower, paint.XY{X: x, Y: float32(k.Y.at(float64(base[i])))})
			b.Upper = append(b.Upper, paint.XY{X: x, Y: float32(k.Y.at(float64(upper)))})
			base[i] = upper
		}
		list = append(list, b)
	}
	return list
}

// paintStack paints the bands, each with a line along its top. The top of all is the curve of the loss.
func (r *loss) paintStack(area paint.Brush) {
	theme := r.theme()
	for i, b := range r.curves.Stack {
		color := theme.Terms[b.term]
		area.Band(b.Lower, b.Upper, faded(color, bandShade))
		if i+1 < len(r.curves.Stack) {
			area.Line(b.Upper, r.screen.Scale, color)
		}
	}
}

// bandShade is how much of its color a band has, so that curves and text stand out.
const bandShade = 0.3
