package kernel

// Fill is
//
//	for i := range x {
//		x[i] = v
//	}
func Fill(x []float32, v float32) { fill(x, v) }

// Add is, in place,
//
//	for i := range y {
//		y[i] += x[i]
//	}
func Add(y, x []float32) {
	same2(len(y), len(x))
	add(y, x)
}

// Axpy is, in place,
//
//	for i := range y {
//		y[i] += float32(alpha * x[i])
//	}
func Axpy(y []float32, alpha float32, x []float32) {
	same2(len(y), len(x))
	axpy(y, alpha, x)
}

// Scale is
//
//	for i := range x {
//		x[i] *= alpha
//	}
func Scale(x []float32, alpha float32) { scale(x, alpha) }

// Sub is, in place allowed,
//
//	for i := range y {
//		y[i] = a[i] - b[i]
//	}
func Sub(y, a, b []float32) {
	same3(len(y), len(a), len(b))
	sub(y, a, b)
}

// Mul is, in place allowed,
//
//	for i := range y {
//		y[i] = a[i] * b[i]
//	}
func Mul(y, a, b []float32) {
	same3(len(y), len(a), len(b))
	mul(y, a, b)
}

// Clamp is, in place allowed, and NaN stays NaN,
//
//	for i, v := range x {
//		if v < lo {
//			v = lo
//		}
//		if hi < v {
//			v = hi
//		}
//		y[i] = v
//	}
func Clamp(y, x []float32, lo, hi float32) {
	same2(len(y), len(x))
	clamp(y, x, lo, hi)
}

func fillRef(x []float32, v float32) {
	for i := range x {
		x[i] = v
	}
}

func addRef(y, x []float32) {
	for i := range y {
		y[i] += x[i]
	}
}

func axpyRef(y []float32, alpha float32, x []float32) {
	for i := range y {
		y[i] += float32(alpha * x[i])
	}
}

func scaleRef(x []float32, alpha float32) {
	for i := range x {
		x[i] *= alpha
	}
}

func subRef(y, a, b []float32) {
	for i := range y {
		y[i] = a[i] - b[i]
	}
}

func mulRef(y, a, b []float32) {
	for i := range y {
		y[i] = a[i] * b[i]
	}
}

func clampRef(y, x []float32, lo, hi float32) {
	for i, v := range x {
		if v < lo {
			v = lo
		}
		if hi < v {
			v = hi
		}
		y[i] = v
	}
}
