//go:build noasm || (!js && !amd64)

package kernel

// Where there is no vector code, what is no matrix product is its reference loop.

func peak(r Arithmetic, s []float32, rounds int, x, y float32) { peakRef(r, s, rounds, x, y) }

func fill(x []float32, v float32)                            { fillRef(x, v) }
func add(y, x []float32)                                     { addRef(y, x) }
func axpy(y []float32, alpha float32, x []float32)           { axpyRef(y, alpha, x) }
func scale(x []float32, alpha float32)                       { scaleRef(x, alpha) }
func sub(y, a, b []float32)                                  { subRef(y, a, b) }
func mul(y, a, b []float32)                                  { mulRef(y, a, b) }
func clamp(y, x []float32, lo, hi float32)                   { clampRef(y, x, lo, hi) }
func addBias(y, b []float32, rows, cols int)                 { addBiasRef(y, b, rows, cols) }
func sumRows(db, dy []float32, rows, cols int)               { sumRowsRef(db, dy, rows, cols) }
func sum(x []float32) float64                                { return sumRef(x) }
func sumSquares(x []float32) float64                         { return sumSquaresRef(x) }
func dot(a, b []float32) float64                             { return dotRef(a, b) }
func squaredDistance(a, b []float32) float64                 { return squaredDistanceRef(a, b) }
func checksum(x []float32) uint32                            { return checksumRef(x) }
func exp(y, x []float32)                                     { expRef(y, x) }
func log(y, x []float32)                                     { logRef(y, x) }
func relu(y, x []float32)                                    { reluRef(y, x) }
func reluBackward(dx, dy, y []float32)                       { reluBackwardRef(dx, dy, y) }
func sigmoid(y, x []float32)                                 { sigmoidRef(y, x) }
func sigmoidBackward(dx, dy, y []float32)                    { sigmoidBackwardRef(dx, dy, y) }
func tanh(y, x []float32)                                    { tanhRef(y, x) }
func tanhBackward(dx, dy, y []float32)                       { tanhBackwardRef(dx, dy, y) }
func squaredError(dy, y, t []float32, scale float32) float64 { return squaredErrorRef(dy, y, t, scale) }
func absoluteError(dy, y, t []float32, scale float32) float64 {
	return absoluteErrorRef(dy, y, t, scale)
}
func huberError(dy, y, t []float32, scale, delta float32) float64 {
	return huberErrorRef(dy, y, t, scale, delta)
}
func crossEntropy(dx, x, t []float32, scale float32) float64 { return crossEntropyRef(dx, x, t, scale) }
func crossEntropyTerms(dx, x, t, terms []float32, scale float32) {
	crossEntropyTermsRef(dx, x, t, terms, scale)
}
func sgd(p, g []float32, lr float32) { sgdRef(p, g, lr) }
func momentumStep(p, g, v []float32, lr, momentum float32, nesterov bool) {
	momentumRef(p, g, v, lr, momentum, nesterov)
}
func adam(p, g, m, v []float32, lr, beta1, beta2, eps, c1, c2 float32) {
	adamRef(p, g, m, v, lr, beta1, beta2, eps, c1, c2)
}
func rmsprop(p, g, s []float32, lr, rho, eps float32)     { rmspropRef(p, g, s, lr, rho, eps) }
func adadelta(p, g, s, d []float32, lr, rho, eps float32) { adadeltaRef(p, g, s, d, lr, rho, eps) }
func adagrad(p, g, s []float32, lr, eps float32)          { adagradRef(p, g, s, lr, eps) }
func replace(y, x []float32, black, white float32)        { replaceRef(y, x, black, white) }
func sumRowSquares(db, dy []float32, rows, cols int)      { sumRowSquaresRef(db, dy, rows, cols) }
func axpyRows(y, s, x []float32, rows, cols int)          { axpyRowsRef(y, s, x, rows, cols) }
func uniform(x []float32, k [4]uint32)                    { uniformRef(x, k) }
func gaussian(x []float32, k [4]uint32)                   { gaussianRef(x, k) }
func fromBytes(dst []float32, src []byte)                 { fromBytesRef(dst, src) }
func toBytes(dst []byte, src []float32)                   { toBytesRef(dst, src) }
func gatherBytes(dst []float32, src []byte, index []int32, cols int) {
	gatherBytesRef(dst, src, index, cols)
}
