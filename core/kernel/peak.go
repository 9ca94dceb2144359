package kernel

// PeakLanes is the number of Peak's sums, twelve vectors of four. So many hide the time that an addition takes, and
// leave registers for the factors and a product.
const PeakLanes = 48

// Peak is the most arithmetic that one thread can do: multiply-adds whose sums and factors are in registers, but for
// six numbers a round, without which no two products would differ. What a matrix product reaches is measured against
// it. mulAdd is as in MatMul, so there are two peaks; f is a copy of s:
//
//	for r := range rounds {
//		for i := range s {
//			factor := x // y if i/4 is odd
//			s[i] = mulAdd(f[(6*r+i/8)%PeakLanes], factor, s[i])
//		}
//	}
//
// s has PeakLanes numbers. A round is 2*PeakLanes operations.
func (r Arithmetic) Peak(s []float32, rounds int, x, y float32) {
	r.available()
	same2(len(s), PeakLanes)
	if rounds < 0 {
		panic(msgNegative)
	}
	peak(r, s, rounds, x, y)
}

func peakRef(r Arithmetic, s []float32, rounds int, x, y float32) {
	var first [PeakLanes]float32
	copy(first[:], s)
	for round := range rounds {
		for i, v := range s {
			f, factor := first[(round*PeakLanes/8+i/8)%PeakLanes], x
			if i/4%2 == 1 {
				factor = y
			}
			if r&^byGonum == Fused {
				s[i] = fma32(f, factor, v)
			} else {
				s[i] = v + float32(f*factor)
			}
		}
	}
}
