package recipe

import (
	"slices"

	"bottleneck/core/geometry"
)

// An image that becomes a vector is rows, columns, channels here, and channels, rows, columns in PyTorch. So the same vector
// may stand in another order there: in that of the image it was flattened from, or, where a dense layer made it, of the image
// that a reshape is to make of it. The order of a vector is told by that image; a flat shape is the same order in both.

// Orders returns the orders of what goes into each level of a network, encoder and decoder in a row, and of what comes out.
// misread are the levels that no order of PyTorch's makes the same.
func Orders(levels []Level) (in, out []geometry.Shape, misread []bool) {
	// What the levels from i on expect of a vector.
	wanted := make([]geometry.Shape, len(levels)+1)
	for i := len(levels) - 1; i >= 0; i-- {
		switch v := levels[i]; v.Order() {
		case Renamed:
			wanted[i] = v.Out
		case Kept:
			wanted[i] = wanted[i+1]
		}
	}
	in, out, misread = make([]geometry.Shape, len(levels)), make([]geometry.Shape, len(levels)), make([]bool, len(levels))
	for i, v := range levels {
		in[i], out[i] = v.In, v.Out
		if i > 0 {
			in[i] = out[i-1]
		}
		var needed geometry.Shape
		switch v.Order() {
		case AnyOrder:
			if w := wanted[i+1]; w.Size() == v.Units {
				out[i] = w
			}
			continue
		case Kept:
			out[i] = in[i]
			continue
		case Renamed:
			needed = v.Out
		case InPlace:
			needed = v.In
		}
		misread[i] = !slices.Equal(in[i].ChannelsFirst(), needed.ChannelsFirst())
	}
	return in, out, misread
}

// CodeOrder is the image by whose channels, rows and columns PyTorch has the numbers of a code, flat where they are in the same order there.
func (p Plan) CodeOrder() geometry.Shape {
	_, out, _ := Orders(slices.Concat(p.Encoder, p.Decoder))
	if len(p.Encoder) == 0 {
		return p.Code()
	}
	return out[len(p.Encoder)-1]
}
