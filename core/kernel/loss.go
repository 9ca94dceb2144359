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

// CrossEntropyLogits writes the gradient and returns the sum of the binary cross-entropies, in nats, of
// the logits x against t in [0,1]:
//
//	for i, v := range x {
//		e := exp(-|v|)
//		dx[i] = scale * (sigmoid(v) - t[i])
//		s[i%4] += float64((max(v, 0) - float32(v*t[i])) + log(1+e))
//	}
//
// with Sum's four lanes; log(1+e) is within 2 ulp for every e in [0,1]. dx may be x or t.
func CrossEntropyLogits(dx, x, t []float32, scale float32) float64 {
	same3(len(dx), len(x), len(t))
	return crossEntropyLogits(dx, x, t, scale)
}

func squaredErrorRef(dy, y, t []float32, scale float32) float64 {
	var s lanes
	for i, v := range y {
		d := v - t[i]
		dy[i] = scale * d
		s[i%4] += float64(float64(d) * float64(d))
	}
	return s.total()
}

func crossEntropyLogitsRef(dx, x, t []float32, scale float32) float64 {
	var s lanes
	for i, v := range x {
		u := t[i]
		e := exp32(-abs32(v))
		n, positive := e, v
		if v >= 0 {
			n = 1
		}
		if v < 0 {
			positive = 0
		}
		dx[i] = float32(scale * (float32(n/(1+e)) - u))
		s[i%4] += float64((positive - float32(v*u)) + log1p32(e))
	}
	return s.total()
}
