package kernel

// SquaredError writes the gradient and returns the sum of the squared errors of y against t:
//
//	for i := range dy {
//		d := y[i] - t[i]
//		dy[i] = scale * d
//		s[i%4] += float64(d) * float64(d)
//	}
//
// with Sum's four lanes. dy may be y or t.
func SquaredError(dy, y, t []float32, scale float32) float64 {
	same3(len(dy), len(y), len(t))
	return squaredError(dy, y, t, scale)
}

// AbsoluteError writes the gradient and returns the sum of the absolute errors of y against t:
//
//	for i := range dy {
//		d := y[i] - t[i]
//		c := 0
//		if d > 0 {
//			c = 1
//		}
//		if d < 0 {
//			c = -1
//		}
//		dy[i] = scale * c
//		s[i%4] += float64(c) * float64(d)
//	}
//
// with Sum's four lanes. The gradient at 0 is 0, as PyTorch has it. dy may be y or t.
func AbsoluteError(dy, y, t []float32, scale float32) float64 {
	same3(len(dy), len(y), len(t))
	return absoluteError(dy, y, t, scale)
}

// HuberError writes the gradient and returns the sum of Huber's errors of y against t, d^2/2 of a difference d up to delta
// and delta (|d| - delta/2) of a greater one:
//
//	for i := range dy {
//		d := y[i] - t[i]
//		c := min(max(d, -delta), delta)
//		dy[i] = scale * c
//		s[i%4] += float64(c) * float64(d - c/2)
//	}
//
// with Sum's four lanes. delta is positive. dy may be y or t.
func HuberError(dy, y, t []float32, scale, delta float32) float64 {
	same3(len(dy), len(y), len(t))
	return huberError(dy, y, t, scale, delta)
}

// CrossEntropyLogits writes the gradient and returns the sum of the binary cross-entropies, in nats, of
// the logits x against t in [0,1]: the Sum of what CrossEntropyTerms writes. dx may be x or t.
func CrossEntropyLogits(dx, x, t []float32, scale float32) float64 {
	same3(len(dx), len(x), len(t))
	return crossEntropy(dx, x, t, scale)
}

const (
	termBlock = 64 // numbers, of which terms stand for four
	certain   = 87 // a logit from which on the exponential stays as it is, a normal number
)

// Terms is the number of terms that CrossEntropyTerms makes of n numbers: four of each 64, the last of them perhaps fewer.
func Terms(n int) int { return 4 * ((n + termBlock - 1) / termBlock) }

// CrossEntropyTerms is CrossEntropyLogits but for the sum, of which it writes terms:
//
//	for i, v := range x {
//		e := exp(-min(|v|, 87))
//		if v >= 0 {
//			n = 1
//		} else {
//			n = e
//		}
//		dx[i] = scale * (n/(1+e) - t[i])
//		s[i/64][i%4] += max(v, 0) - float32(v*t[i])
//		p[i/64][i%4] *= 1 + e
//	}
//	terms[4*j+l] = s[j][l] + log(p[j][l])
//
// where s begins with 0 and p with 1. A sum of logarithms is the logarithm of a product, and one of sixteen factors up to
// 2 is far from overflow: so there is a logarithm for sixteen numbers. The error of a term is that of its sum, some 1e-6.
func CrossEntropyTerms(dx, x, t, terms []float32, scale float32) {
	same3(len(dx), len(x), len(t))
	same2(len(terms), Terms(len(x)))
	crossEntropyTerms(dx, x, t, terms, scale)
}

func squaredErrorRef(dy, y, t []float32, scale float32) float64 {
	var s lanes
	s.squaredError(dy, y, t, scale)
	return s.total()
}

// squaredError goes on with sums that have had a multiple of four numbers.
func (s *lanes) squaredError(dy, y, t []float32, scale float32) {
	for i, v := range y {
		d := v - t[i]
		dy[i] = scale * d
		s[i%4] += float64(float64(d) * float64(d))
	}
}

func absoluteErrorRef(dy, y, t []float32, scale float32) float64 {
	var s lanes
	for i, v := range y {
		d := v - t[i]
		var c float32
		if d > 0 {
			c = 1
		}
		if d < 0 {
			c = -1
		}
		dy[i] = scale * c
		s[i%4] += float64(float64(c) * float64(d))
	}
	return s.total()
}

func huberErrorRef(dy, y, t []float32, scale, delta float32) float64 {
	var s lanes
	for i, v := range y {
		d := v - t[i]
		c := d
		if c < -delta {
			c = -delta
		}
		if delta < c {
			c = delta
		}
		dy[i] = scale * c
		s[i%4] += float64(float64(c) * float64(d-float32(c/2)))
	}
	return s.total()
}

// crossEntropyRef sums terms as it makes them, block by block.
func crossEntropyRef(dx, x, t []float32, scale float32) float64 {
	var s lanes
	var terms [4]float32
	for lo := 0; lo < len(x); lo += termBlock {
		hi := min(lo+termBlock, len(x))
		crossEntropyTermsRef(dx[lo:hi], x[lo:hi], t[lo:hi], terms[:], scale)
		for l, v := range terms {
			s[l] += float64(v)
		}
	}
	return s.total()
}

func crossEntropyTermsRef(dx, x, t, terms []float32, scale float32) {
	var s, p [4]float32
	for i, v := range x {
		if i%termBlock == 0 {
			s, p = [4]float32{}, [4]float32{1, 1, 1, 1}
		}
		u := t[i]
		e := exp32(-min(abs32(v), certain))
		n, positive := e, v
		if v >= 0 {
			n = 1
		}
		if v < 0 {
			positive = 0
		}
		dx[i] = float32(scale * (float32(n/(1+e)) - u))
		s[i%4] += positive - float32(v*u)
		p[i%4] = float32(p[i%4] * (1 + e))
		if i%termBlock == termBlock-1 || i == len(x)-1 {
			for l := range s {
				terms[i/termBlock*4+l] = s[l] + log32(p[l])
			}
		}
	}
}
