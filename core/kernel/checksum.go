package kernel

import "math"

// Checksum is FNV-1a over the bits of x, a word at a time, folded to 32 bits:
//
//	h := uint64(14695981039346656037)
//	for _, v := range x {
//		h = (h ^ uint64(bits(v))) * 1099511628211
//	}
//	return uint32(h>>32) ^ uint32(h)
//
// The constants are those of Fowler, Noll and Vo for 64 bits.
func Checksum(x []float32) uint32 { return checksum(x) }

func checksumRef(x []float32) uint32 {
	h := uint64(14695981039346656037)
	for _, v := range x {
		h = (h ^ uint64(math.Float32bits(v))) * 1099511628211
	}
	return uint32(h>>32) ^ uint32(h)
}
