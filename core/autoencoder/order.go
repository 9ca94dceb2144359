package autoencoder

import (
	"slices"

	"bottleneck/core/fact"
	"bottleneck/core/nn"
	"bottleneck/core/recipe"
)

func init() { fact.Add(fact.OfWeights) }

// An image that becomes a vector is rows, columns, channels here, and channels, rows, columns in PyTorch. So the same vector
// may stand in another order there: in that of the image it was flattened from, or, where a dense layer made it, of the image
// that a reshape is to make of it. The order of a vector is told by that image; a flat shape is the same order in both.

// orders returns the orders of what goes into each level of a network, encoder and decoder in a row, and of what comes out.
// misread are the levels that no order of PyTorch's makes the same.
func orders(levels []recipe.Level) (in, out []nn.Shape, misread []bool) {
	// What the levels from i on expect of a vector.
	wanted := make([]nn.Shape, len(levels)+1)
	for i := len(levels) - 1; i >= 0; i-- {
		switch v := levels[i]; v.Order() {
		case recipe.Renamed:
			wanted[i] = v.Out
		case recipe.Kept:
			wanted[i] = wanted[i+1]
		}
	}
	in, out, misread = make([]nn.Shape, len(levels)), make([]nn.Shape, len(levels)), make([]bool, len(levels))
	for i, v := range levels {
		in[i], out[i] = v.In, v.Out
		if i > 0 {
			in[i] = out[i-1]
		}
		var needed nn.Shape
		switch v.Order() {
		case recipe.AnyOrder:
			if w := wanted[i+1]; w.Size() == v.Units {
				out[i] = w
			}
			continue
		case recipe.Kept:
			out[i] = in[i]
			continue
		case recipe.Renamed:
			needed = v.Out
		case recipe.InPlace:
			needed = v.In
		}
		misread[i] = !slices.Equal(flattened(in[i]), flattened(needed))
	}
	return in, out, misread
}

// foreign names the first module that is misread, "" where none is.
func foreign(modules []Module) string {
	for _, v := range modules {
		if !v.Misread {
			continue
		}
		as := v.In
		if v.Order() == recipe.Renamed {
			as = v.Out
		}
		return fact.New("order_foreign", "layer", v.Layer, "from", v.From, "as", as).Error()
	}
	return ""
}
