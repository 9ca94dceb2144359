package data

import "bottleneck/core/kernel"

// Noise corrupts pictures so that a network learns to clean them.
//
//	none             a copy
//	gaussian         clip(x + Amount N(0,1), 0, 1): Amount is the standard deviation
//	heteroscedastic  clip(x + Amount Scale[i] N(0,1), 0, 1) for value i of a picture: each has a deviation of its own
//	masking          0 for a share Amount of the pixels, chosen at random
//	salt_pepper      0 for half of such a share, 1 for the other half
//	dropout          0 for such a share, x / (1 - Amount) for the others, so that the mean stays; not clipped
//
// An empty Kind is none. Values that need not lie in [0,1], as a standardized table's, are not clipped.
type Noise struct {
	Kind   string
	Amount float32
	Scale  []float32 // (Dim), used by heteroscedastic
	Free   bool      // values need not lie in [0,1]
}

// Scales returns what heteroscedastic noise needs for pictures of dim values:
// uniform numbers of [0, 2), whose mean is 1, that depend on key alone.
func Scales(dim int, key uint64) []float32 {
	s := make([]float32, dim)
	kernel.Uniform(s, key)
	kernel.Scale(s, 2)
	return s
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
	if n.Kind == "" || n.Kind == "none" {
		copy(dst, x)
		return
	}
	if &dst[0] == &x[0] {
		panic("data: noise in place")
	}
	switch n.Kind {
	case "gaussian", "heteroscedastic":
		kernel.Gaussian(dst, key)
		kernel.Scale(dst, n.Amount)
		if n.Kind == "heteroscedastic" {
			n.spread(dst)
		}
		kernel.Add(dst, x)
		if !n.Free {
			kernel.Clamp(dst, dst, 0, 1)
		}
	case "masking", "salt_pepper":
		n.replace(dst, x, key)
	case "dropout":
		n.replace(dst, x, key)
		kernel.Scale(dst, 1/(1-n.Amount))
	default:
		panic("data: unknown noise")
	}
}

// spread gives each value of a picture its own deviation.
func (n Noise) spread(dst []float32) {
	dim := len(n.Scale)
	if dim == 0 || len(dst)%dim != 0 {
		panic("data: noise: len(x) is no multiple of len(Scale)")
	}
	for i := 0; i < len(dst); i += dim {
		kernel.Mul(dst[i:i+dim], dst[i:i+dim], n.Scale)
	}
}

// replace puts black, or black and white, where a uniform number is below the share.
func (n Noise) replace(dst, x []float32, key uint64) {
	kernel.Uniform(dst, key)
	black := n.Amount
	if n.Kind == "salt_pepper" {
		black /= 2
	}
	kernel.Replace(dst, x, black, n.Amount)
}
