package look

import (
	"math"

	"bottleneck/core/autoencoder"
	"bottleneck/core/fact"
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
	ok := true
	switch {
	case of == "decoder":
		f, ok = l.run.Drawing()
		layer = -1
	case layer >= 0:
		f = l.run.PretrainingLooking(layer)
	default:
		f, ok = l.run.Looking()
	}
	if !ok {
		return nil
	}
	now := filtersOf{of == "decoder", layer, layers, f.Units, f.H, f.W, f.Channels, f.Window}
	colors := now.colors(l.run.Shape().C)
	if now != l.filtersOf {
		l.filtersOf = now
		m.Layer, m.Note = now.words(colors)
	}
	l.tile(f, min(n, f.Units), colors)
	return m
}

// colors is how many channels the tiles have: red, green and blue where the weights are of the pixels of pictures in color.
func (f filtersOf) colors(channels int) int {
	if channels == 3 && f.channels == 3 && f.layer <= 0 {
		return 3
	}
	return 1
}

// filtersOf is which filters are shown.
type filtersOf struct {
	decoder               bool
	layer, layers         int // in pre-training, from 0; -1: none
	units, h, w, channels int
	window                bool
}

// words names them, with a note where one is needed.
func (f filtersOf) words(colors int) (name, note string) {
	var n *fact.Fact
	switch {
	case f.decoder && f.window:
		n = fact.New("filters_last_windows", "units", f.units, "h", f.h, "w", f.w)
	case f.decoder:
		n = fact.New("filters_last_inputs", "units", f.units)
	case f.layer >= 0:
		n = fact.New("filters_pretraining", "layer", f.layer+1, "layers", f.layers, "units", f.units)
	case f.window:
		n = fact.New("filters_first_windows", "units", f.units, "h", f.h, "w", f.w)
	default:
		n = fact.New("filters_first_units", "units", f.units)
	}
	switch {
	case colors == 3:
		note = fact.New("filters_colors").Error()
	case f.channels > 1:
		note = fact.New("filters_channel", "channels", f.channels).Error()
	}
	if f.layer > 0 {
		note = fact.New("filters_through_layers").Error()
	}
	return n.Error(), note
}

// tile makes n tiles of f, of its first channels. The scale is three times the root mean square, so that
// a few large weights do not take the color from all others; or the largest.
func (l *Looker) tile(f autoencoder.Filters, n, channels int) {
	size := f.H * f.W * channels
	l.tiles = grow(l.tiles, n*size)
	for u := range n {
		at := l.tiles[u*size:]
		for y := range f.H {
			for x := range f.W {
				for c := range channels {
					at[(y*f.W+x)*channels+c] = f.Value[u*f.Unit+y*f.Row+x*f.Col+c*f.Channel]
				}
			}
		}
	}
	m := &l.filters
	m.N, m.H, m.W, m.C, m.Total = int32(n), int32(f.H), int32(f.W), int32(channels), int32(f.Units)
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
