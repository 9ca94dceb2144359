package kernel

import (
	"math"
	"math/rand/v2"
	"testing"
)

var (
	inf          = float32(math.Inf(1))
	nan          = float32(math.NaN())
	negativeZero = float32(math.Copysign(0, -1))
)

// special are the numbers on which vector and scalar code disagree most easily.
var special = []float32{0, negativeZero, 1, -1, inf, -inf, nan, math.SmallestNonzeroFloat32, -0x1p-130, minNormal,
	math.MaxFloat32, -math.MaxFloat32, 0.625, -0.625, 88.8, -88.8, 89, -104, 1e-20, -1e20}

// one makes a function of one number from a primitive, calling it on a vector of five so that vector
// code is reached in its body.
func one(f func(y, x []float32)) func(float32) float32 {
	x, y := make([]float32, 5), make([]float32, 5)
	return func(v float32) float32 {
		x[2] = v
		f(y, x)
		return y[2]
	}
}

// guarded is a vector between guard words, at a chosen offset from the start of its memory.
type guarded struct {
	memory, x []float32
	offset    int
}

const guardWords, guard = 8, -123456.75

func newGuarded(n, offset int) guarded {
	m := make([]float32, n+2*guardWords)
	for i := range m {
		m[i] = guard
	}
	lo := guardWords + offset
	return guarded{m, m[lo : lo+n : lo+n], lo}
}

// check reports a guard word that was overwritten.
func (g guarded) check(t *testing.T, name string) {
	t.Helper()
	for i, v := range g.memory {
		if inside := i >= g.offset && i < g.offset+len(g.x); !inside && v != guard {
			t.Errorf("%s: guard word at %d of a vector of %d overwritten with %g", name, i-g.offset, len(g.x), v)
			return
		}
	}
}

// sameBits says whether a and b are the same number, sign of zero included, or both NaN.
func sameBits(a, b float32) bool {
	return math.Float32bits(a) == math.Float32bits(b) || a != a && b != b
}

func sameBits64(a, b float64) bool {
	return math.Float64bits(a) == math.Float64bits(b) || a != a && b != b
}

// compare reports the first difference between found and expected.
func compare(t *testing.T, name string, found, expected []float32) {
	t.Helper()
	for i := range expected {
		if !sameBits(found[i], expected[i]) {
			t.Errorf("%s: [%d] of %d: found %g (%#08x), expected %g (%#08x)", name, i, len(expected),
				found[i], math.Float32bits(found[i]), expected[i], math.Float32bits(expected[i]))
			return
		}
	}
}

// fillRandom fills x with numbers of many magnitudes, and a share of special ones if wild.
func fillRandom(x []float32, r *rand.Rand, wild bool) {
	for i := range x {
		x[i] = float32(r.NormFloat64() * math.Exp(2*r.NormFloat64()))
		if wild && r.IntN(3) == 0 {
			x[i] = special[r.IntN(len(special))]
		}
	}
}

// panics returns the text with which f panics, "" if it does not.
func panics(f func()) (text string) {
	defer func() {
		if e := recover(); e != nil {
			text = e.(string)
		}
	}()
	f()
	return ""
}
