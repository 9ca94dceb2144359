package train

import (
	"fmt"
	"math"

	"bottleneck/core/kernel"
	"bottleneck/core/nn"
	"bottleneck/core/wire"
)

// maxFilters is how many tiles a snapshot holds at most.
const maxFilters = 1024

// weights are those of a layer seen from the picture: unit u's weight of row y,
// column x of its tile is value[u*unit + y*row + x*col].
type weights struct {
	value          []float32
	units, h, w    int
	unit, row, col int
	what, note     string
}

// snapshotFilters shows what each unit of the encoder's first layer looks for, or
// what each input of the decoder's last layer draws: as large as the picture
// where the layer is dense, as the window where it is a convolution. It returns
// nil where the layer is neither.
func (r *Run) snapshotFilters(of string, n int) *wire.Filters {
	var w weights
	ok := false
	if i := r.latestLayer(); i >= 0 && of != "decoder" {
		w, ok = r.lookingAt(i), true
	} else if of == "decoder" {
		layers := r.model.Decoder.Layers
		for i := len(layers) - 1; i >= 0; i-- {
			if len(layers[i].Params()) > 0 {
				w, ok = r.drawing(layers[i])
				break
			}
		}
	} else {
		for _, l := range r.model.Encoder.Layers {
			if len(l.Params()) > 0 {
				w, ok = r.looking(l)
				break
			}
		}
	}
	if !ok {
		return nil
	}
	return r.tile(w, min(n, w.units, maxFilters))
}

// looking is the first layer's weights.
func (r *Run) looking(l nn.Layer) (weights, bool) {
	switch l := l.(type) {
	case *nn.Dense:
		if l.In != r.test.Dim() {
			break
		}
		c := r.test.C
		return weights{l.W.Value, l.Out, r.test.H, r.test.W, 1, r.test.W * c * l.Out, c * l.Out,
			fmt.Sprintf("first layer, %d units", l.Out), channels(c)}, true
	case *nn.Conv2D:
		h, w, c, f := l.W.Shape[0], l.W.Shape[1], l.W.Shape[2], l.W.Shape[3]
		return weights{l.W.Value, f, h, w, 1, w * c * f, c * f,
			fmt.Sprintf("first layer, %d filters of %dx%d", f, h, w), channels(c)}, true
	}
	return weights{}, false
}

// drawing is the last layer's weights.
func (r *Run) drawing(l nn.Layer) (weights, bool) {
	switch l := l.(type) {
	case *nn.Dense:
		if l.Out != r.test.Dim() {
			break
		}
		c := r.test.C
		return weights{l.W.Value, l.In, r.test.H, r.test.W, l.Out, r.test.W * c, c,
			fmt.Sprintf("last layer, what its %d inputs draw", l.In), channels(c)}, true
	case *nn.Conv2D:
		h, w, c, f := l.W.Shape[0], l.W.Shape[1], l.W.Shape[2], l.W.Shape[3]
		return weights{l.W.Value, c, h, w, f, w * c * f, c * f,
			fmt.Sprintf("last layer, %d inputs, windows of %dx%d", c, h, w), channels(f)}, true
	case *nn.ConvTranspose2D:
		h, w, f, c := l.W.Shape[0], l.W.Shape[1], l.W.Shape[2], l.W.Shape[3]
		return weights{l.W.Value, c, h, w, 1, w * c * f, c * f,
			fmt.Sprintf("last layer, %d inputs, windows of %dx%d", c, h, w), channels(f)}, true
	}
	return weights{}, false
}

func channels(c int) string {
	if c == 1 {
		return ""
	}
	return fmt.Sprintf("channel 1 of %d", c)
}

// tile makes n tiles of w. The scale is three times the root mean square, so that
// a few large weights do not take the color from all others; or the largest.
func (r *Run) tile(w weights, n int) *wire.Filters {
	b, size := &r.view, w.h*w.w
	b.tiles = grow(b.tiles, n*size)
	for u := range n {
		at := b.tiles[u*size:]
		for y := range w.h {
			for x := range w.w {
				at[y*w.w+x] = w.value[u*w.unit+y*w.row+x*w.col]
			}
		}
	}
	m := &b.filters
	m.N, m.H, m.W, m.C, m.Total, m.Layer, m.Note = int32(n), int32(w.h), int32(w.w), 1, int32(w.units), w.what, w.note
	paint(m, b.tiles)
	return m
}

// paint makes bytes of tiles (N,H,W,C).
func paint(m *wire.Filters, tiles []float32) {
	most := float32(0)
	for _, v := range tiles {
		most = max(most, v, -v)
	}
	m.Scale = min(most, float32(3*math.Sqrt(kernel.SumSquares(tiles)/float64(len(tiles)))))
	m.Pixels = grow(m.Pixels, len(tiles))
	for i, v := range tiles {
		m.Pixels[i] = signedByte(v, m.Scale)
	}
}

// signedByte is 128 for zero and 128±127 for ±scale and what lies beyond.
func signedByte(v, scale float32) byte {
	if !(scale > 0) {
		return 128
	}
	return byte(int32(min(1, max(-1, v/scale))*127 + 128.5))
}
