package kernel

// one makes a function of one number from a primitive, calling it on a vector of five so that vector
// code is reached in its body.
func one(f func(y, x []float32)) func(float32) float32 {
	var a, b [5]float32
	x, y := a[:], b[:]
	return func(v float32) float32 {
		x[2] = v
		f(y, x)
		return y[2]
	}
}
