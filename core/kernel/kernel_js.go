//go:build js && wasm && !noasm

package kernel

import (
	"unsafe"

	"bottleneck/core/kernel/job"
)

// Name names the implementation.
const Name = "simd128"

func address[T float32 | byte](x []T) unsafe.Pointer { return unsafe.Pointer(unsafe.SliceData(x)) }

func flag(b bool) int32 {
	if b {
		return 1
	}
	return 0
}

var scratch [job.MaxThreads][job.ScratchBytes]byte // of each thread

// byGonum marks nothing: there are these kernels alone.
const byGonum Arithmetic = 0

// hasFused asks the module itself, as relaxed_madd may round once or twice.
var hasFused = fusedIsExact()

func fastFused() bool { return wasmFused() == 1 }

// fusedIsExact multiplies numbers whose rounded product differs from the exact one in the last bit that counts,
// in a tile of every height, and compares with fma32.
func fusedIsExact() bool {
	const m, n, k = 21, 8, 4
	a, b := make([]float32, m*k), make([]float32, k*n)
	for i := range a {
		a[i] = 1 + float32(i+1)/(1<<13)
	}
	for i := range b {
		b[i] = 1 - float32(i+1)/(1<<14)
	}
	c := make([]float32, m*n)
	for rows := 1; rows <= m; rows++ {
		wasmMatMulFused(address(c), address(a), address(b), int32(rows), n, k, 0, unsafe.Pointer(&scratch))
		for i, v := range c[:rows*n] {
			var s float32
			for l := range k {
				s = fma32(a[i/n*k+l], b[l*n+i%n], s)
			}
			if v != s {
				return false
			}
		}
	}
	return true
}

const (
	opMatMul = iota
	opMatMulNT
	opMatMulTN
	opSparseMatMul
	opSparseMatMulTN
)

type product func(c, a, b unsafe.Pointer, m, n, k, acc int32, scratch unsafe.Pointer)

// multiply computes a product whose operation, in job.Products, is op in plain arithmetic.
func multiply(r Arithmetic, op int, plain, fused product, c, a, b []float32, m, n, k int, acc bool) {
	switch {
	case len(c) == 0:
	case k == 0:
		if !acc {
			fill(c, 0)
		}
	case shareProduct(r, op, address(c), address(a), address(b), m, n, k, acc):
	case r == Fused:
		fused(address(c), address(a), address(b), int32(m), int32(n), int32(k), flag(acc), unsafe.Pointer(&scratch))
	default:
		plain(address(c), address(a), address(b), int32(m), int32(n), int32(k), flag(acc), unsafe.Pointer(&scratch))
	}
}

func matMul(r Arithmetic, c, a, b []float32, m, n, k int, acc bool) {
	if sparse(a, m, n, k) {
		multiply(r, opSparseMatMul, wasmSparseMatMul, wasmSparseMatMulFused, c, a, b, m, n, k, acc)
		return
	}
	multiply(r, opMatMul, wasmMatMul, wasmMatMulFused, c, a, b, m, n, k, acc)
}

func matMulNT(r Arithmetic, c, a, b []float32, m, n, k int, acc bool) {
	multiply(r, opMatMulNT, wasmMatMulNT, wasmMatMulNTFused, c, a, b, m, n, k, acc)
}

func matMulTN(r Arithmetic, c, a, b []float32, m, n, k int, acc bool) {
	if sparse(a, m, n, k) {
		multiply(r, opSparseMatMulTN, wasmSparseMatMulTN, wasmSparseMatMulTNFused, c, a, b, m, n, k, acc)
		return
	}
	multiply(r, opMatMulTN, wasmMatMulTN, wasmMatMulTNFused, c, a, b, m, n, k, acc)
}

func peak(r Arithmetic, s []float32, rounds int, x, y float32) {
	if r == Fused {
		wasmPeakFused(address(s), int32(rounds), x, y)
	} else {
		wasmPeak(address(s), int32(rounds), x, y)
	}
}

func fill(x []float32, v float32) { wasmFill(address(x), int32(len(x)), v) }
func add(y, x []float32)          { wasmAdd(address(y), address(x), int32(len(y))) }
func axpy(y []float32, alpha float32, x []float32) {
	wasmAxpy(address(y), address(x), int32(len(y)), alpha)
}
func scale(x []float32, alpha float32)     { wasmScale(address(x), int32(len(x)), alpha) }
func sub(y, a, b []float32)                { wasmSub(address(y), address(a), address(b), int32(len(y))) }
func mul(y, a, b []float32)                { wasmMul(address(y), address(a), address(b), int32(len(y))) }
func clamp(y, x []float32, lo, hi float32) { wasmClamp(address(y), address(x), int32(len(y)), lo, hi) }
func sum(x []float32) float64              { return wasmSum(address(x), int32(len(x))) }
func sumSquares(x []float32) float64       { return wasmSumSquares(address(x), int32(len(x))) }
func dot(a, b []float32) float64           { return wasmDot(address(a), address(b), int32(len(a))) }
func checksum(x []float32) uint32          { return wasmChecksum(address(x), int32(len(x))) }
func squaredDistance(a, b []float32) float64 {
	return wasmSquaredDistance(address(a), address(b), int32(len(a)))
}
func exp(y, x []float32) { wasmExp(address(y), address(x), int32(len(y))) }
func log(y, x []float32) { wasmLog(address(y), address(x), int32(len(y))) }
func relu(y, x []float32) {
	if !shareVectors(opRelu, len(y), address(y), address(x), nil, nil) {
		wasmRelu(address(y), address(x), int32(len(y)))
	}
}
func reluBackward(dx, dy, y []float32) {
	if shareVectors(opReluBackward, len(dx), address(dx), address(dy), address(y), nil) {
		return
	}
	wasmReluBackward(address(dx), address(dy), address(y), int32(len(dx)))
}
func sigmoid(y, x []float32) {
	if !shareVectors(opSigmoid, len(y), address(y), address(x), nil, nil) {
		wasmSigmoid(address(y), address(x), int32(len(y)))
	}
}
func sigmoidBackward(dx, dy, y []float32) {
	if shareVectors(opSigmoidBackward, len(dx), address(dx), address(dy), address(y), nil) {
		return
	}
	wasmSigmoidBackward(address(dx), address(dy), address(y), int32(len(dx)))
}
func tanh(y, x []float32) {
	if !shareVectors(opTanh, len(y), address(y), address(x), nil, nil) {
		wasmTanh(address(y), address(x), int32(len(y)))
	}
}
func tanhBackward(dx, dy, y []float32) {
	if shareVectors(opTanhBackward, len(dx), address(dx), address(dy), address(y), nil) {
		return
	}
	wasmTanhBackward(address(dx), address(dy), address(y), int32(len(dx)))
}
func squaredError(dy, y, t []float32, scale float32) float64 {
	return wasmSquaredError(address(dy), address(y), address(t), int32(len(dy)), scale)
}
func absoluteError(dy, y, t []float32, scale float32) float64 {
	return wasmAbsoluteError(address(dy), address(y), address(t), int32(len(dy)), scale)
}
func huberError(dy, y, t []float32, scale, delta float32) float64 {
	return wasmHuberError(address(dy), address(y), address(t), int32(len(dy)), scale, delta)
}

var terms []float32 // of crossEntropy: there is one goroutine that calls

func crossEntropy(dx, x, t []float32, scale float32) float64 {
	n := Terms(len(x))
	if len(terms) < n {
		terms = make([]float32, n)
	}
	crossEntropyTerms(dx, x, t, terms[:n], scale)
	return sum(terms[:n])
}
func crossEntropyTerms(dx, x, t, terms []float32, scale float32) {
	if !shareVectors(opCrossEntropyTerms, len(dx), address(dx), address(x), address(t), address(terms), scale) {
		wasmCrossEntropyTerms(address(dx), address(x), address(t), address(terms), int32(len(dx)), scale)
	}
}
func sgd(p, g []float32, lr float32) {
	if !shareVectors(opSGD, len(p), address(p), address(g), nil, nil, lr) {
		wasmSgd(address(p), address(g), int32(len(p)), lr)
	}
}
func adam(p, g, m, v []float32, lr, beta1, beta2, eps, c1, c2 float32) {
	if shareVectors(opAdam, len(p), address(p), address(g), address(m), address(v), lr, beta1, beta2, eps, c1, c2) {
		return
	}
	wasmAdam(address(p), address(g), address(m), address(v), int32(len(p)), lr, beta1, beta2, eps, c1, c2)
}
func rmsprop(p, g, s []float32, lr, rho, eps float32) {
	if shareVectors(opRMSprop, len(p), address(p), address(g), address(s), nil, lr, rho, eps) {
		return
	}
	wasmRmsprop(address(p), address(g), address(s), int32(len(p)), lr, rho, eps)
}
func adadelta(p, g, s, d []float32, lr, rho, eps float32) {
	if shareVectors(opAdadelta, len(p), address(p), address(g), address(s), address(d), lr, rho, eps) {
		return
	}
	wasmAdadelta(address(p), address(g), address(s), address(d), int32(len(p)), lr, rho, eps)
}
func adagrad(p, g, s []float32, lr, eps float32) {
	if !shareVectors(opAdagrad, len(p), address(p), address(g), address(s), nil, lr, eps) {
		wasmAdagrad(address(p), address(g), address(s), int32(len(p)), lr, eps)
	}
}
func replace(y, x []float32, black, white float32) {
	wasmReplace(address(y), address(x), int32(len(y)), black, white)
}
func sumRowSquares(db, dy []float32, rows, cols int) {
	wasmSumRowSquares(address(db), address(dy), int32(rows), int32(cols))
}
func axpyRows(y, s, x []float32, rows, cols int) {
	wasmAxpyRows(address(y), address(s), address(x), int32(rows), int32(cols))
}
func fromBytes(dst []float32, src []byte) { wasmFromBytes(address(dst), address(src), int32(len(dst))) }
func toBytes(dst []byte, src []float32)   { wasmToBytes(address(dst), address(src), int32(len(dst))) }
func momentumStep(p, g, v []float32, lr, momentum float32, nesterov bool) {
	block[job.VectorFlag] = uint32(flag(nesterov))
	if shareVectors(opMomentum, len(p), address(p), address(g), address(v), nil, lr, momentum) {
		return
	}
	wasmMomentum(address(p), address(g), address(v), int32(len(p)), flag(nesterov), lr, momentum)
}
func uniform(x []float32, k [4]uint32) { wasmUniform(address(x), int32(len(x)), k[0], k[1]) }
func gaussian(x []float32, k [4]uint32) {
	wasmGaussian(address(x), int32(len(x)), k[0], k[1], k[2], k[3])
}
