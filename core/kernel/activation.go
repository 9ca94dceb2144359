package kernel

import "math"

// ReLU is, in place allowed, and NaN stays NaN,
//
//	for i, v := range x {
//		if v < 0 {
//			v = 0
//		}
//		y[i] = v
//	}
func ReLU(y, x []float32) {
	same2(len(y), len(x))
	relu(y, x)
}

// ReLUBackward is, for ReLU's output y, in place allowed,
//
//	for i, g := range dy {
//		if !(y[i] > 0) {
//			g = 0
//		}
//		dx[i] = g
//	}
func ReLUBackward(dx, dy, y []float32) {
	same3(len(dx), len(dy), len(y))
	reluBackward(dx, dy, y)
}

// Sigmoid is 1/(1+exp(-x)), in place allowed, in a form that keeps its relative accuracy on the left:
//
//	for i, v := range x {
//		e := exp(-|v|)
//		if v >= 0 {
//			y[i] = 1 / (1 + e)
//		} else {
//			y[i] = e / (1 + e)
//		}
//	}
//
// within 3 ulp of the true value.
func Sigmoid(y, x []float32) {
	same2(len(y), len(x))
	sigmoid(y, x)
}

// SigmoidBackward is, for Sigmoid's output y, in place allowed,
//
//	for i := range dx {
//		dx[i] = dy[i] * float32(y[i]*(1-y[i]))
//	}
func SigmoidBackward(dx, dy, y []float32) {
	same3(len(dx), len(dy), len(y))
	sigmoidBackward(dx, dy, y)
}

// Tanh is, in place allowed,
//
//	for i := range y {
//		y[i] = tanh(x[i])
//	}
//
// within 2 ulp of the true value: an odd polynomial below 0.625, 1 - 2/(exp(2|x|)+1) above.
func Tanh(y, x []float32) {
	same2(len(y), len(x))
	tanh(y, x)
}

// TanhBackward is, for Tanh's output y, in place allowed,
//
//	for i := range dx {
//		dx[i] = dy[i] * (1 - float32(y[i]*y[i]))
//	}
func TanhBackward(dx, dy, y []float32) {
	same3(len(dx), len(dy), len(y))
	tanhBackward(dx, dy, y)
}

func reluRef(y, x []float32) {
	for i, v := range x {
		if v < 0 {
			v = 0
		}
		y[i] = v
	}
}

func reluBackwardRef(dx, dy, y []float32) {
	for i, g := range dy {
		if !(y[i] > 0) {
			g = 0
		}
		dx[i] = g
	}
}

func sigmoidRef(y, x []float32) {
	for i, v := range x {
		y[i] = sigmoid32(v)
	}
}

func sigmoidBackwardRef(dx, dy, y []float32) {
	for i := range dx {
		dx[i] = dy[i] * float32(y[i]*(1-y[i]))
	}
}

func tanhRef(y, x []float32) {
	for i, v := range x {
		y[i] = tanh32(v)
	}
}

func tanhBackwardRef(dx, dy, y []float32) {
	for i := range dx {
		dx[i] = dy[i] * (1 - float32(y[i]*y[i]))
	}
}

func abs32(x float32) float32 { return math.Float32frombits(math.Float32bits(x) &^ (1 << 31)) }

func sigmoid32(x float32) float32 {
	e := exp32(-abs32(x))
	n := e
	if x >= 0 {
		n = 1
	}
	return float32(n / (1 + e))
}

func tanh32(x float32) float32 {
	a := abs32(x)
	var y float32
	if a < 0.625 {
		z := float32(a * a)
		p := float32(-5.70498872745e-3*z) + 2.06390887954e-2
		p = float32(p*z) - 5.37397155531e-2
		p = float32(p*z) + 1.33314422036e-1
		p = float32(p*z) - 3.33332819422e-1
		y = float32(float32(p*z)*a) + a
	} else {
		y = 1 - float32(2/(exp32(a+a)+1))
	}
	return math.Float32frombits(math.Float32bits(y) | math.Float32bits(x)&(1<<31))
}
