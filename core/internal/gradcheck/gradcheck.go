// Package gradcheck compares gradients written by hand with central
// differences. It knows nothing of layers: it is given a function, the array
// to vary and the gradient that was claimed.
package gradcheck

import (
	"fmt"
	"math"
)

// Check varies every element of x (at most maxProbes of them, evenly spread)
// by +-eps and compares (f(x+eps) - f(x-eps)) / 2eps with grad. f is evaluated
// in float32 arithmetic inside but must sum in float64, so the numeric
// derivative itself carries an error of about 1e-7 |f| / eps: choose eps and tol
// with that in mind. The element is restored from a copy, since adding and
// subtracting eps does not return to the same float.
//
// It returns the first element whose difference exceeds
// tol * max(1, |numeric|, |claimed|), as an error that names it.
func Check(name string, x, grad []float32, f func() float64, eps, tol float64) error {
	const maxProbes = 200
	if len(x) != len(grad) {
		return fmt.Errorf("gradcheck: %s: %d gradients for %d values", name, len(grad), len(x))
	}
	stride := 1
	if len(x) > maxProbes {
		stride = (len(x) + maxProbes - 1) / maxProbes
	}
	for i := 0; i < len(x); i += stride {
		keep := x[i]
		hi, lo := keep+float32(eps), keep-float32(eps)
		x[i] = hi
		fHi := f()
		x[i] = lo
		fLo := f()
		x[i] = keep
		numeric := (fHi - fLo) / (float64(hi) - float64(lo))
		claimed := float64(grad[i])
		scale := math.Max(1, math.Max(math.Abs(numeric), math.Abs(claimed)))
		// The negation catches NaN as well.
		if d := math.Abs(numeric - claimed); !(d <= tol*scale) {
			return fmt.Errorf("gradcheck: %s[%d]: claimed %.6g, numeric %.6g, differ by %.2g of %.2g", name, i, claimed, numeric, d, tol*scale)
		}
	}
	return nil
}
