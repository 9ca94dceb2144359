//go:build !js && !noasm

package kernel

import (
	"math"

	"bottleneck/core/kernel/avx2"
)

// vectorName names the vector code where this processor has its instructions.
func vectorName() string {
	if avx2.Has {
		return "avx2"
	}
	return ""
}

func vectorProduct(r Arithmetic, c, a, b []float32, m, n, k, ai, al int, turned, acc bool) bool {
	if avx2.Has {
		avx2.Product(r == Fused, acc, c, avx2.Matrix{A: a, B: b, AI: ai, AL: al, Turned: turned}, m, n, k, threads)
	}
	return avx2.Has
}

// vectors does the first of the numbers by vector code and returns how many: the reference loops do the rest.
func vectors(op avx2.Op, a, b, c, d []float32, numbers ...float32) int {
	if !avx2.Has {
		return 0
	}
	n := len(a) &^ (avx2.Width - 1)
	if n > 0 {
		avx2.Run(op, threads, a[:n], b, c, d, numbers...)
	}
	return n
}

func peak(r Arithmetic, s []float32, rounds int, x, y float32) { peakRef(r, s, rounds, x, y) }

func fill(x []float32, v float32) {
	if math.Float32bits(v) == 0 {
		clear(x)
	} else {
		fillRef(x, v)
	}
}
func add(y, x []float32) {
	n := vectors(avx2.Add, y, x, nil, nil)
	addRef(y[n:], x[n:])
}
func axpy(y []float32, alpha float32, x []float32) {
	n := vectors(avx2.Axpy, y, x, nil, nil, alpha)
	axpyRef(y[n:], alpha, x[n:])
}
func scale(x []float32, alpha float32) {
	n := vectors(avx2.Scale, x, nil, nil, nil, alpha)
	scaleRef(x[n:], alpha)
}
func sub(y, a, b []float32) {
	n := vectors(avx2.Sub, y, a, b, nil)
	subRef(y[n:], a[n:], b[n:])
}
func mul(y, a, b []float32) {
	n := vectors(avx2.Mul, y, a, b, nil)
	mulRef(y[n:], a[n:], b[n:])
}
func clamp(y, x []float32, lo, hi float32) {
	n := vectors(avx2.Clamp, y, x, nil, nil, lo, hi)
	clampRef(y[n:], x[n:], lo, hi)
}
func addBias(y, b []float32, rows, cols int) {
	done := 0
	if avx2.Has {
		done = avx2.AddBias(y, b, rows, cols, threads)
	}
	addBiasRef(y[done*cols:], b, rows-done, cols)
}
func sumRows(db, dy []float32, rows, cols int) {
	if !avx2.Has {
		sumRowsRef(db, dy, rows, cols)
		return
	}
	for j := avx2.SumRows(db, dy, rows, cols, threads); j < cols; j++ {
		s := db[j]
		for i := j; i < len(dy); i += cols {
			s += dy[i]
		}
		db[j] = s
	}
}
func sum(x []float32) float64 {
	var s lanes
	s.add(x)
	return s.total()
}
func sumSquares(x []float32) float64 { return dot(x, x) }
func dot(a, b []float32) float64 {
	if !avx2.Has {
		return dotRef(a, b)
	}
	var s lanes
	n := avx2.Dot(a, b, (*[4]float64)(&s))
	b = b[n:]
	for i, v := range a[n:] {
		s[i%4] += float64(float64(v) * float64(b[i]))
	}
	return s.total()
}
func squaredDistance(a, b []float32) float64 { return squaredDistanceRef(a, b) }
func checksum(x []float32) uint32            { return checksumRef(x) }
func exp(y, x []float32) {
	n := vectors(avx2.Exp, y, x, nil, nil)
	expRef(y[n:], x[n:])
}
func log(y, x []float32) {
	n := vectors(avx2.Log, y, x, nil, nil)
	logRef(y[n:], x[n:])
}
func relu(y, x []float32) {
	n := vectors(avx2.ReLU, y, x, nil, nil)
	reluRef(y[n:], x[n:])
}
func reluBackward(dx, dy, y []float32) {
	n := vectors(avx2.ReLUBackward, dx, dy, y, nil)
	reluBackwardRef(dx[n:], dy[n:], y[n:])
}
func sigmoid(y, x []float32) {
	n := vectors(avx2.Sigmoid, y, x, nil, nil)
	sigmoidRef(y[n:], x[n:])
}
func sigmoidBackward(dx, dy, y []float32) {
	n := vectors(avx2.SigmoidBackward, dx, dy, y, nil)
	sigmoidBackwardRef(dx[n:], dy[n:], y[n:])
}
func tanh(y, x []float32) {
	n := vectors(avx2.Tanh, y, x, nil, nil)
	tanhRef(y[n:], x[n:])
}
func tanhBackward(dx, dy, y []float32) {
	n := vectors(avx2.TanhBackward, dx, dy, y, nil)
	tanhBackwardRef(dx[n:], dy[n:], y[n:])
}
func squaredError(dy, y, t []float32, scale float32) float64 {
	if !avx2.Has {
		return squaredErrorRef(dy, y, t, scale)
	}
	var s lanes
	n := len(dy) &^ (avx2.Width - 1)
	avx2.SquaredError(dy[:n], y[:n], t[:n], scale, (*[4]float64)(&s))
	s.squaredError(dy[n:], y[n:], t[n:], scale)
	return s.total()
}
func absoluteError(dy, y, t []float32, scale float32) float64 {
	return absoluteErrorRef(dy, y, t, scale)
}
func huberError(dy, y, t []float32, scale, delta float32) float64 {
	return huberErrorRef(dy, y, t, scale, delta)
}

// sumBlocks is how many blocks of a cross-entropy are summed at a time.
const sumBlocks = 4096

var blockTerms avx2.Spare[[4 * sumBlocks]float32]

func crossEntropy(dx, x, t []float32, scale float32) float64 {
	var s lanes
	terms := blockTerms.Take()
	for lo := 0; lo < len(x); lo += sumBlocks * termBlock {
		hi := min(lo+sumBlocks*termBlock, len(x))
		n := Terms(hi - lo)
		crossEntropyTerms(dx[lo:hi], x[lo:hi], t[lo:hi], terms[:n], scale)
		s.add(terms[:n])
	}
	blockTerms.Give(terms)
	return s.total()
}

// add goes on with sums that have had a multiple of four numbers.
func (s *lanes) add(x []float32) {
	n := 0
	if avx2.Has {
		n = avx2.Sum(x, (*[4]float64)(s))
	}
	for i, v := range x[n:] {
		s[i%4] += float64(v)
	}
}
func crossEntropyTerms(dx, x, t, terms []float32, scale float32) {
	n := 0
	if avx2.Has {
		n = len(x) / termBlock * termBlock
		avx2.Run(avx2.CrossEntropy, threads, dx[:n], x, t, terms, scale)
	}
	crossEntropyTermsRef(dx[n:], x[n:], t[n:], terms[n/termBlock*4:], scale)
}
func sgd(p, g []float32, lr float32) {
	n := vectors(avx2.SGD, p, g, nil, nil, lr)
	sgdRef(p[n:], g[n:], lr)
}
func momentumStep(p, g, v []float32, lr, momentum float32, nesterov bool) {
	op := avx2.Momentum
	if nesterov {
		op = avx2.Nesterov
	}
	n := vectors(op, p, g, v, nil, lr, momentum)
	momentumRef(p[n:], g[n:], v[n:], lr, momentum, nesterov)
}
func adam(p, g, m, v []float32, lr, beta1, beta2, eps, c1, c2 float32) {
	n := vectors(avx2.Adam, p, g, m, v, lr, beta1, 1-beta1, beta2, 1-beta2, eps, c1, c2)
	adamRef(p[n:], g[n:], m[n:], v[n:], lr, beta1, beta2, eps, c1, c2)
}
func rmsprop(p, g, s []float32, lr, rho, eps float32) {
	n := vectors(avx2.RMSprop, p, g, s, nil, lr, rho, 1-rho, eps)
	rmspropRef(p[n:], g[n:], s[n:], lr, rho, eps)
}
func adadelta(p, g, s, d []float32, lr, rho, eps float32) {
	n := vectors(avx2.Adadelta, p, g, s, d, lr, rho, 1-rho, eps)
	adadeltaRef(p[n:], g[n:], s[n:], d[n:], lr, rho, eps)
}
func adagrad(p, g, s []float32, lr, eps float32) {
	n := vectors(avx2.Adagrad, p, g, s, nil, lr, eps)
	adagradRef(p[n:], g[n:], s[n:], lr, eps)
}
func replace(y, x []float32, black, white float32)   { replaceRef(y, x, black, white) }
func sumRowSquares(db, dy []float32, rows, cols int) { sumRowSquaresRef(db, dy, rows, cols) }
func axpyRows(y, s, x []float32, rows, cols int)     { axpyRowsRef(y, s, x, rows, cols) }
func uniform(x []float32, k [4]uint32)               { uniformRef(x, k) }
func gaussian(x []float32, k [4]uint32)              { gaussianRef(x, k) }
func toBytes(dst []byte, src []float32)              { toBytesRef(dst, src) }
func fromBytes(dst []float32, src []byte) {
	n := 0
	if avx2.Has {
		n = avx2.FromBytes(dst, src)
	}
	fromBytesRef(dst[n:], src[n:])
}
func gatherBytes(dst []float32, src []byte, index []int32, cols int) {
	if !avx2.Has {
		gatherBytesRef(dst, src, index, cols)
		return
	}
	n := avx2.GatherBytes(dst, src, index, cols, threads)
	if n == cols {
		return
	}
	for i, row := range index {
		fromBytesRef(dst[i*cols+n:(i+1)*cols], src[int(row)*cols+n:])
	}
}
