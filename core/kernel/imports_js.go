//go:build js && wasm && !noasm

package kernel

import "unsafe"

// The functions of kernels.wasm, which package bottleneck/wasm/kernels writes. They work on Go's memory,
// in which a slice does not move while it is reachable, and they never keep a pointer. They touch nothing
// where a length is 0.

//go:wasmimport kernels fill
func wasmFill(x unsafe.Pointer, n int32, v float32)

//go:wasmimport kernels add
func wasmAdd(y, x unsafe.Pointer, n int32)

//go:wasmimport kernels axpy
func wasmAxpy(y, x unsafe.Pointer, n int32, alpha float32)

//go:wasmimport kernels scale
func wasmScale(x unsafe.Pointer, n int32, alpha float32)

//go:wasmimport kernels sub
func wasmSub(y, a, b unsafe.Pointer, n int32)

//go:wasmimport kernels mul
func wasmMul(y, a, b unsafe.Pointer, n int32)

//go:wasmimport kernels clamp
func wasmClamp(y, x unsafe.Pointer, n int32, lo, hi float32)

//go:wasmimport kernels sum
func wasmSum(x unsafe.Pointer, n int32) float64

//go:wasmimport kernels sum_squares
func wasmSumSquares(x unsafe.Pointer, n int32) float64

//go:wasmimport kernels dot
func wasmDot(a, b unsafe.Pointer, n int32) float64

//go:wasmimport kernels squared_distance
func wasmSquaredDistance(a, b unsafe.Pointer, n int32) float64

//go:wasmimport kernels checksum
func wasmChecksum(x unsafe.Pointer, n int32) uint32

//go:wasmimport kernels exp
func wasmExp(y, x unsafe.Pointer, n int32)

//go:wasmimport kernels log
func wasmLog(y, x unsafe.Pointer, n int32)

//go:wasmimport kernels relu
func wasmRelu(y, x unsafe.Pointer, n int32)

//go:wasmimport kernels relu_backward
func wasmReluBackward(dx, dy, y unsafe.Pointer, n int32)

//go:wasmimport kernels sigmoid
func wasmSigmoid(y, x unsafe.Pointer, n int32)

//go:wasmimport kernels sigmoid_backward
func wasmSigmoidBackward(dx, dy, y unsafe.Pointer, n int32)

//go:wasmimport kernels tanh
func wasmTanh(y, x unsafe.Pointer, n int32)

//go:wasmimport kernels tanh_backward
func wasmTanhBackward(dx, dy, y unsafe.Pointer, n int32)

//go:wasmimport kernels squared_error
func wasmSquaredError(dy, y, t unsafe.Pointer, n int32, scale float32) float64

//go:wasmimport kernels absolute_error
func wasmAbsoluteError(dy, y, t unsafe.Pointer, n int32, scale float32) float64

//go:wasmimport kernels huber_error
func wasmHuberError(dy, y, t unsafe.Pointer, n int32, scale, delta float32) float64

//go:wasmimport kernels cross_entropy_terms
func wasmCrossEntropyTerms(dx, x, t, terms unsafe.Pointer, n int32, scale float32)

//go:wasmimport kernels sgd
func wasmSgd(p, g unsafe.Pointer, n int32, lr float32)

//go:wasmimport kernels adam
func wasmAdam(p, g, m, v unsafe.Pointer, n int32, lr, beta1, beta2, eps, c1, c2 float32)

//go:wasmimport kernels rmsprop
func wasmRmsprop(p, g, s unsafe.Pointer, n int32, lr, rho, eps float32)

//go:wasmimport kernels adadelta
func wasmAdadelta(p, g, s, d unsafe.Pointer, n int32, lr, rho, eps float32)

//go:wasmimport kernels adagrad
func wasmAdagrad(p, g, s unsafe.Pointer, n int32, lr, eps float32)

//go:wasmimport kernels replace
func wasmReplace(y, x unsafe.Pointer, n int32, black, white float32)

//go:wasmimport kernels sum_row_squares
func wasmSumRowSquares(db, dy unsafe.Pointer, rows, cols int32)

//go:wasmimport kernels axpy_rows
func wasmAxpyRows(y, s, x unsafe.Pointer, rows, cols int32)

//go:wasmimport kernels from_bytes
func wasmFromBytes(dst, src unsafe.Pointer, n int32)

//go:wasmimport kernels to_bytes
func wasmToBytes(dst, src unsafe.Pointer, n int32)

//go:wasmimport kernels momentum
func wasmMomentum(p, g, v unsafe.Pointer, n, nesterov int32, lr, momentum float32)

//go:wasmimport kernels add_bias
func wasmAddBias(y, b unsafe.Pointer, rows, cols int32)

//go:wasmimport kernels sum_rows
func wasmSumRows(db, dy unsafe.Pointer, rows, cols int32)

//go:wasmimport kernels uniform
func wasmUniform(x unsafe.Pointer, n int32, k0, k1 uint32)

//go:wasmimport kernels gaussian
func wasmGaussian(x unsafe.Pointer, n int32, k0, k1, k2, k3 uint32)

//go:wasmimport kernels matmul
func wasmMatMul(c, a, b unsafe.Pointer, m, n, k, acc int32, scratch unsafe.Pointer)

//go:wasmimport kernels matmul_nt
func wasmMatMulNT(c, a, b unsafe.Pointer, m, n, k, acc int32, scratch unsafe.Pointer)

//go:wasmimport kernels matmul_tn
func wasmMatMulTN(c, a, b unsafe.Pointer, m, n, k, acc int32, scratch unsafe.Pointer)

//go:wasmimport kernels matmul_fused
func wasmMatMulFused(c, a, b unsafe.Pointer, m, n, k, acc int32, scratch unsafe.Pointer)

//go:wasmimport kernels matmul_nt_fused
func wasmMatMulNTFused(c, a, b unsafe.Pointer, m, n, k, acc int32, scratch unsafe.Pointer)

//go:wasmimport kernels matmul_tn_fused
func wasmMatMulTNFused(c, a, b unsafe.Pointer, m, n, k, acc int32, scratch unsafe.Pointer)

//go:wasmimport kernels fused
func wasmFused() int32

//go:wasmimport kernels peak
func wasmPeak(s unsafe.Pointer, rounds int32, x, y float32)

//go:wasmimport kernels peak_fused
func wasmPeakFused(s unsafe.Pointer, rounds int32, x, y float32)
