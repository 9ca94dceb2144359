package data

import "bottleneck/core/kernel"

// Noise corrupts pictures so that a network learns to clean them.
//
//	none         a copy
//	gaussian     clip(x + Amount * N(0,1), 0, 1): Amount is the standard deviation
//	masking      0 for a share Amount of the pixels, chosen at random
//	salt_pepper  0 for half of such a share, 1 for the other half
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
	case "masking", "salt_pepper":
		n.replace(dst, x, key)
	default:
		panic("data: unknown noise")
	}
}

// replace puts black, or black and white, where a uniform number is below the share.
func (n Noise) replace(dst, x []float32, key uint64) {
	if &dst[0] == &x[0] {
		panic("data: noise in place")
	}
	kernel.Uniform(dst, key)
	black := n.Amount
	if n.Kind == "salt_pepper" {
		black /= 2
	}
	for i, u := range dst {
		switch {
		case u < black:
			dst[i] = 0
		case u < n.Amount:
			dst[i] = 1
		default:
			dst[i] = x[i]
		}
	}
}
