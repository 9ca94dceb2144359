package data

import "bottleneck/core/kernel"

// Noise corrupts pictures so that a network learns to clean them.
//
//	none      a copy
//	gaussian  clip(x + Amount * N(0,1), 0, 1): Amount is the standard deviation
//
// An empty Kind is none.
type Noise struct {
	Kind   string
	Amount float32
}

// Corrupt writes x, corrupted, to dst of the same length, which must not be x.
// The noise depends on key and on the position alone; a caller takes a new key
// for each batch.
func (n Noise) Corrupt(dst, x []float32, key uint64) {
	if len(dst) != len(x) {
		panic("data: noise length mismatch")
	}
	if len(x) == 0 {
		return
	}
	switch n.Kind {
	case "", "none":
		copy(dst, x)
	case "gaussian":
		if &dst[0] == &x[0] {
			panic("data: noise in place")
		}
		kernel.Gaussian(dst, key)
		kernel.Scale(dst, n.Amount)
		kernel.Add(dst, x)
		kernel.Clamp(dst, dst, 0, 1)
	default:
		panic("data: unknown noise")
	}
}
