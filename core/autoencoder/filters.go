package autoencoder

import "bottleneck/core/nn"

// Filters are weights of a layer as pictures, one a unit: unit u's weight of row y, column x is
// Value[u*Unit + y*Row + x*Col].
type Filters struct {
	Value          []float32 // the layer's own
	Units, H, W    int
	Unit, Row, Col int
	Window         bool // the pictures are windows; else they are as large as an input
	Channels       int  // of a picture, of which this is the first
	Channel        int  // from one to the next
}

// Looking is what the units of the encoder's first layer with weights look for in an input; false where that is no picture.
func (m *Model) Looking() (Filters, bool) {
	for _, l := range m.Encoder.Layers {
		if len(l.Params()) > 0 {
			if _, ok := l.(*nn.ConvTranspose2D); ok {
				break
			}
			return filtersOf(l, m.in)
		}
	}
	return Filters{}, false
}

// filtersOf is what the units or filters of a layer with weights look for in an input of shape in.
func filtersOf(l nn.Layer, in nn.Shape) (Filters, bool) {
	switch l := l.(type) {
	case *nn.Dense:
		return inputs(l.W.Value, in, l.Out), l.In == in.Size()
	case *nn.Conv2D:
		h, w, c, f := l.W.Shape[0], l.W.Shape[1], l.W.Shape[2], l.W.Shape[3]
		return Filters{l.W.Value, f, h, w, 1, w * c * f, c * f, true, c, f}, true
	case *nn.ConvTranspose2D:
		h, w, f, c := l.W.Shape[0], l.W.Shape[1], l.W.Shape[2], l.W.Shape[3]
		return Filters{l.W.Value, f, h, w, c, w * c * f, c * f, true, c, 1}, true
	}
	return Filters{}, false
}

// inputs are the weights (inputs, units) of a layer that sees whole inputs of shape in.
func inputs(value []float32, in nn.Shape, units int) Filters {
	return Filters{value, units, in.H, in.W, 1, in.W * in.C * units, in.C * units, false, in.C, units}
}

// Drawing is what each input of the decoder's last layer with weights draws; false where that is no picture.
func (m *Model) Drawing() (Filters, bool) {
	for i := len(m.Decoder.Layers) - 1; i >= 0; i-- {
		l := m.Decoder.Layers[i]
		if len(l.Params()) == 0 {
			continue
		}
		switch l := l.(type) {
		case *nn.Dense:
			return Filters{l.W.Value, l.In, m.in.H, m.in.W, l.Out, m.in.W * m.in.C, m.in.C, false, m.in.C, 1}, l.Out == m.dim
		case *nn.Conv2D:
			h, w, c, f := l.W.Shape[0], l.W.Shape[1], l.W.Shape[2], l.W.Shape[3]
			return Filters{l.W.Value, c, h, w, f, w * c * f, c * f, true, f, 1}, true
		case *nn.ConvTranspose2D:
			h, w, f, c := l.W.Shape[0], l.W.Shape[1], l.W.Shape[2], l.W.Shape[3]
			return Filters{l.W.Value, c, h, w, 1, w * c * f, c * f, true, f, c}, true
		}
		break
	}
	return Filters{}, false
}
