package nn

import (
	"math"

	"bottleneck/core/kernel"
)

// LeakySlope is PyTorch's default; Keras' has been 0.3 and is 0.2 where the
// name stands for the function.
const LeakySlope = 0.01

// chunk is how many values an activation made of several kernels takes at a
// time, so that they stay in the cache.
const chunk = 1024

// leakyReLU is x where x > 0 and slope x elsewhere (Maas, Hannun and Ng 2013),
// NaN stays NaN. Its sign is the input's, so the output tells its derivative;
// at 0 that is slope.
type leakyReLU struct {
	slope float32
	part  [chunk]float32
}

func (l *leakyReLU) forward(y, x []float32) {
	for lo := 0; lo < len(x); lo += chunk {
		hi := min(lo+chunk, len(x))
		y, x, positive := y[lo:hi], x[lo:hi], l.part[:hi-lo]
		kernel.ReLU(positive, x)
		kernel.Clamp(y, x, float32(math.Inf(-1)), 0)
		kernel.Scale(y, l.slope)
		kernel.Add(y, positive)
	}
}

func (l *leakyReLU) backward(dX, dY, y []float32) {
	for lo := 0; lo < len(y); lo += chunk {
		hi := min(lo+chunk, len(y))
		dX, dY, y, positive := dX[lo:hi], dY[lo:hi], y[lo:hi], l.part[:hi-lo]
		kernel.ReLUBackward(positive, dY, y)
		kernel.Sub(dX, dY, positive)
		kernel.Scale(dX, l.slope)
		kernel.Add(dX, positive)
	}
}
