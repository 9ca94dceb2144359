package autoencoder

import "bottleneck/core/nn"

// topK keeps the K largest values of each row and sets the others to zero (Makhzani and Frey 2013, k-sparse autoencoders). Of
// equal values the first ones stay. Gradients pass where values did.
type topK struct {
	units, k int
	scratch  []float32 // (units)
	dropped  []bool    // (maxB, units)
}

func newTopK(units, k, maxB int) *topK {
	return &topK{units: units, k: min(k, units), scratch: make([]float32, units), dropped: make([]bool, maxB*units)}
}

// Forward works in place on x (B, units).
func (l *topK) Forward(x []float32, B int) []float32 {
	for b := range B {
		row, dropped := x[b*l.units:(b+1)*l.units], l.dropped[b*l.units:(b+1)*l.units]
		copy(l.scratch, row)
		least := kth(l.scratch, l.k)
		equal := l.k
		for _, v := range row {
			if v > least {
				equal--
			}
		}
		for i, v := range row {
			dropped[i] = v < least || v == least && equal <= 0
			if v == least {
				equal--
			}
			if dropped[i] {
				row[i] = 0
			}
		}
	}
	return x
}

// Backward works in place on dY (B, units).
func (l *topK) Backward(dY []float32, B int) []float32 {
	for i := range dY {
		if l.dropped[i] {
			dY[i] = 0
		}
	}
	return dY
}

func (l *topK) Params() []*nn.Param { return nil }

// kth returns the k-th largest value of x, and reorders x (Hoare's selection).
func kth(x []float32, k int) float32 {
	lo, hi, at := 0, len(x)-1, k-1
	for lo < hi {
		pivot, i, j := x[(lo+hi)/2], lo, hi
		for i <= j {
			for x[i] > pivot {
				i++
			}
			for x[j] < pivot {
				j--
			}
			if i <= j {
				x[i], x[j] = x[j], x[i]
				i, j = i+1, j-1
			}
		}
		switch {
		case at <= j:
			hi = j
		case at >= i:
			lo = i
		default:
			return x[at]
		}
	}
	return x[at]
}
