package kernel

import "math"

// Uniform fills x with uniform numbers of [0,1): x[i] depends on key and i only, whatever len(x):
//
//	k := keyWords(key)
//	for i := range x {
//		x[i] = float32(hash(uint32(i), k[0], k[1])>>8) * 0x1p-24
//	}
func Uniform(x []float32, key uint64) { uniform(x, keyWords(key)) }

// Gaussian fills x with normal numbers, mean 0 and variance 1: x[i] depends on key and i only,
// whatever len(x). Box and Muller's transform (1958) makes them in pairs; x[8j+l] and x[8j+l+4] come
// from draw 4j+l:
//
//	r := sqrt(-2 * log((float32(hash(4j+l, k[0], k[1]))+0.5)*0x1p-32))
//	x[8j+l], x[8j+l+4] = r*cos(a), r*sin(a)
//
// with a uniform angle a from hash(4j+l, k[2], k[3]). No number exceeds 6.77 in magnitude.
func Gaussian(x []float32, key uint64) { gaussian(x, keyWords(key)) }

// Replace is, for numbers u such as Uniform's in y,
//
//	for i, u := range y {
//		switch {
//		case u < black:
//			y[i] = 0
//		case u < white:
//			y[i] = 1
//		default:
//			y[i] = x[i]
//		}
//	}
func Replace(y, x []float32, black, white float32) {
	same2(len(y), len(x))
	replace(y, x, black, white)
}

func replaceRef(y, x []float32, black, white float32) {
	for i, u := range y {
		switch {
		case u < black:
			y[i] = 0
		case u < white:
			y[i] = 1
		default:
			y[i] = x[i]
		}
	}
}

// keyWords stretches a key to four words (SplitMix64, Steele, Lea and Flood, 2014), so that nearby keys
// have nothing in common.
func keyWords(key uint64) (k [4]uint32) {
	for i := 0; i < 4; i += 2 {
		key += 0x9e3779b97f4a7c15
		z := key
		z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
		z = (z ^ z>>27) * 0x94d049bb133111eb
		z ^= z >> 31
		k[i], k[i+1] = uint32(z), uint32(z>>32)
	}
	return k
}

// hash mixes a counter with two key words.
func hash(i, k0, k1 uint32) uint32 { return mix(mix(i^k0) + k1) }

// mix is a bijection of 32-bit words with low bias (Wellons's "hash-prospector", 2018: shifts 16, 15, 15).
func mix(h uint32) uint32 {
	h ^= h >> 16
	h *= 0x21f0aaad
	h ^= h >> 15
	h *= 0xd35a2d97
	h ^= h >> 15
	return h
}

func uniformRef(x []float32, k [4]uint32) {
	for i := range x {
		x[i] = float32(float32(int32(hash(uint32(i), k[0], k[1])>>8)) * 0x1p-24)
	}
}

func gaussianRef(x []float32, k [4]uint32) {
	for i := 0; i < len(x); i += 8 {
		g := x[i:min(i+8, len(x))]
		for l := range min(4, len(g)) {
			n := uint32(i/8*4 + l)
			u := float32((float32(hash(n, k[0], k[1])) + 0.5) * 0x1p-32)
			r := sqrt32(float32(-2 * log32(u)))
			cos, sin := cosSin(hash(n, k[2], k[3]))
			g[l] = float32(r * cos)
			if l+4 < len(g) {
				g[l+4] = float32(r * sin)
			}
		}
	}
}

// cosSin returns cosine and sine of an angle given by h: its two high bits are the quadrant, the others
// a signed fraction of a quarter turn in [-1/2, 1/2).
func cosSin(h uint32) (cos, sin float32) {
	a := float32(float32(int32(h<<2)>>8) * (math.Pi / 2 * 0x1p-24))
	z := float32(a * a)
	s := float32(-1.9515295891e-4*z) + 8.3321608736e-3
	s = float32(s*z) - 1.6666654611e-1
	s = float32(float32(s*z)*a) + a
	c := float32(2.443315711809948e-5*z) - 1.388731625493765e-3
	c = float32(c*z) + 4.166664568298827e-2
	c = float32(c*float32(z*z)) - float32(0.5*z)
	c++
	q := h >> 30
	if q&1 != 0 {
		c, s = s, c
	}
	// cos is negative in quadrants 1 and 2, sin in 2 and 3.
	cos = math.Float32frombits(math.Float32bits(c) ^ (q^q<<1)>>1<<31)
	sin = math.Float32frombits(math.Float32bits(s) ^ q>>1<<31)
	return cos, sin
}
