package look

import (
	"fmt"
	"math"

	"bottleneck/core/autoencoder"
	"bottleneck/core/kernel"
	"bottleneck/core/wire"
)

// snapshotFilters shows what each unit of the encoder's first layer looks for, or of the layer in pre-training, or what
// each input of the decoder's last layer draws: as large as the picture where the layer is dense, as the window where it is a
// convolution. It returns nil where the layer is neither.
func (l *Looker) snapshotFilters(of string, n int) *wire.Filters {
	m := &l.filters
	layer, layers := l.run.Pretraining()
	var f autoencoder.Filters
	var ok bool
	switch {
	case of == "decoder":
		if f, ok = l.run.Drawing(); !ok {
			return nil
		}
		if m.Layer = fmt.Sprintf("last layer, what its %d inputs draw", f.Units); f.Window {
			m.Layer = fmt.Sprintf("last layer, %d inputs, windows of %dx%d", f.Units, f.H, f.W)
		}
	case layer >= 0:
		f = l.run.PretrainingLooking(layer)
		m.Layer = fmt.Sprintf("layer %d of %d, %d units", layer+1, layers, f.Units)
	default:
		if f, ok = l.run.Looking(); !ok {
			return nil
		}
		if m.Layer = fmt.Sprintf("first layer, %d units", f.Units); f.Window {
			m.Layer = fmt.Sprintf("first layer, %d filters of %dx%d", f.Units, f.H, f.W)
		}
	}
	m.Note = ""
	if f.Channels > 1 {
		m.Note = fmt.Sprintf("channel 1 of %d", f.Channels)
	}
	if layer > 0 && of != "decoder" {
		m.Note = "seen through the layers below as if they were linear"
	}
	l.tile(f, min(n, f.Units))
	return m
}

// tile makes n tiles of f. The scale is three times the root mean square, so that
// a few large weights do not take the color from all others; or the largest.
func (l *Looker) tile(f autoencoder.Filters, n int) {
	size := f.H * f.W
	l.tiles = grow(l.tiles, n*size)
	for u := range n {
		at := l.tiles[u*size:]
		for y := range f.H {
			for x := range f.W {
				at[y*f.W+x] = f.Value[u*f.Unit+y*f.Row+x*f.Col]
			}
		}
	}
	m := &l.filters
	m.N, m.H, m.W, m.C, m.Total = int32(n), int32(f.H), int32(f.W), 1, int32(f.Units)
	paint(m, l.tiles)
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
