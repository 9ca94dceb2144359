package kernel

import "math"

// fma32 returns a*b + c rounded once, to nearest even: what a fused multiply-add instruction gives.
//
// The product of two float32 is exact in float64. Their sum with c is rounded to odd there (the last
// bit is set when anything was lost), which keeps enough for the rounding to float32 to be the right
// one (Boldo and Melquiond, "Emulation of a FMA and correctly rounded sums", 2008).
func fma32(a, b, c float32) float32 {
	p, d := float64(a)*float64(b), float64(c)
	s := p + d
	// TwoSum: e is the exact error of s.
	v := s - p
	e := (p - (s - v)) + (d - v)
	if e != 0 && e-e == 0 { // something finite was lost
		if u := math.Float64bits(s); u&1 == 0 {
			if (e > 0) == (s > 0) {
				u++
			} else {
				u--
			}
			s = math.Float64frombits(u)
		}
	}
	return float32(s)
}
