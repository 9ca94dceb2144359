package kernel

import (
	"math/rand/v2"
	"testing"
)

func TestPeakIsItsLoop(t *testing.T) {
	defer SetArithmetic(CurrentArithmetic())
	last := map[Arithmetic]float64{}
	for _, a := range []Arithmetic{Plain, Fused} {
		if a == Fused && !HasFused() {
			continue
		}
		SetArithmetic(a)
		r := rand.New(rand.NewPCG(1, 2))
		for _, rounds := range []int{0, 1, 2, 7, 8, 9, 17, 100} {
			found := newGuarded(PeakLanes, rounds%4)
			fillRandom(found.x, r, false)
			expected := append([]float32(nil), found.x...)
			Peak(found.x, rounds, 0.99, 0.013)
			peakRef(expected, rounds, 0.99, 0.013)
			compare(t, a.String(), found.x, expected)
			found.check(t, a.String())
			last[a] += Sum(expected)
		}
	}
	if HasFused() && last[Plain] == last[Fused] {
		t.Error("both arithmetics give the same: the test cannot tell them apart")
	}
}

func TestPeakRefuses(t *testing.T) {
	if text := panics(func() { Peak(make([]float32, PeakLanes-1), 1, 0, 0) }); text != msgLength {
		t.Errorf("panic %q, %q expected", text, msgLength)
	}
	if text := panics(func() { Peak(make([]float32, PeakLanes), -1, 0, 0) }); text != msgNegative {
		t.Errorf("panic %q, %q expected", text, msgNegative)
	}
}
