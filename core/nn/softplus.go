package nn

import (
	"math"

	"bottleneck/core/kernel"
)

// softplus is log(1+exp(x)), a smooth ReLU that is never negative, within 3 ulp
// of the true value as far as that is a normal float. With e = exp(-|x|) and
// u = 1+e rounded,
//
//	y = max(x, 0) + (log(u) + (e - (u-1)))
//
// where the last bracket makes up for what the rounding of u took. Its
// derivative, sigmoid(x), is of the output alone, within 4 ulp:
//
//	1 - exp(-y) = tanh(y/2) (1 + exp(-y))
//
// and the right side keeps its accuracy where y is small.
type softplus struct {
	ones, a, b, c [chunk]float32
}

func newSoftplus() *softplus {
	s := new(softplus)
	kernel.Fill(s.ones[:], 1)
	return s
}

func (s *softplus) forward(y, x []float32) {
	for lo := 0; lo < len(x); lo += chunk {
		hi := min(lo+chunk, len(x))
		n := hi - lo
		y, x, ones, positive, u, rest := y[lo:hi], x[lo:hi], s.ones[:n], s.a[:n], s.b[:n], s.c[:n]
		kernel.ReLU(positive, x)
		kernel.Clamp(y, x, float32(math.Inf(-1)), 0)
		kernel.Sub(y, y, positive) // -|x|
		kernel.Exp(y, y)           // e
		copy(u, ones)
		kernel.Add(u, y)
		kernel.Sub(rest, u, ones)
		kernel.Sub(y, y, rest)
		kernel.Log(u, u)
		kernel.Add(y, u)
		kernel.Add(y, positive)
	}
}

func (s *softplus) backward(dX, dY, y []float32) {
	for lo := 0; lo < len(y); lo += chunk {
		hi := min(lo+chunk, len(y))
		n := hi - lo
		dX, dY, y, tanh, rest := dX[lo:hi], dY[lo:hi], y[lo:hi], s.a[:n], s.b[:n]
		copy(tanh, y)
		kernel.Scale(tanh, 0.5)
		kernel.Tanh(tanh, tanh)
		copy(rest, y)
		kernel.Scale(rest, -1)
		kernel.Exp(rest, rest)
		kernel.Add(rest, s.ones[:n])
		kernel.Mul(tanh, tanh, rest)
		kernel.Mul(dX, dY, tanh)
	}
}
