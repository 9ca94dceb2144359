package nn

import "bottleneck/core/kernel"

// Softmax is the cross-entropy of classes from logits, as Keras'
// SparseCategoricalCrossentropy(from_logits=True) and PyTorch's
// CrossEntropyLoss: for a row x (C) of the class c
//
//	p = exp(x - max x) / sum exp(x - max x)   loss = log sum exp(x - max x) - (x[c] - max x)
//
// in nats. The largest exponent is 0, so nothing overflows and no logarithm
// is of less than 1.
type Softmax struct {
	Classes int
	sums    []float32 // (maxB)
}

// NewSoftmax returns the loss of so many classes for batches of up to maxB rows.
func NewSoftmax(classes, maxB int) *Softmax {
	return &Softmax{Classes: classes, sums: make([]float32, maxB)}
}

// Gradient writes scale (p - onehot(class)) to dX (B, Classes), which may be x,
// and returns the sum of the losses of B rows of logits x (B, Classes).
// classes (B) holds numbers below Classes.
func (s *Softmax) Gradient(dX, x []float32, classes []byte, B int, scale float32) float64 {
	C := s.Classes
	if len(x) != B*C || len(dX) != B*C || len(classes) != B {
		panic("nn: softmax: len(x), len(dX) != B*Classes or len(classes) != B")
	}
	loss := 0.0
	for i, c := range classes {
		row, d := x[i*C:(i+1)*C], dX[i*C:(i+1)*C]
		top := row[Largest(row)]
		for j, v := range row {
			d[j] = v - top
		}
		loss -= float64(d[c])
	}
	kernel.Exp(dX, dX)
	sums := s.sums[:B]
	for i := range sums {
		sums[i] = 0
		for _, e := range dX[i*C : (i+1)*C] {
			sums[i] += e
		}
	}
	for i, c := range classes {
		d := dX[i*C : (i+1)*C]
		kernel.Scale(d, scale/sums[i])
		d[c] -= scale
	}
	kernel.Log(sums, sums)
	return loss + kernel.Sum(sums)
}

// Largest is the first position of the largest value of x, the class that a row
// of logits names.
func Largest(x []float32) int {
	top := 0
	for i, v := range x {
		if v > x[top] {
			top = i
		}
	}
	return top
}
