package kernel

import (
	"math/rand/v2"
	"testing"
)

func TestPeakIsItsLoop(t *testing.T) {
	last := map[Arithmetic]float64{}
	for _, in := range available() {
		r := rand.New(rand.NewPCG(1, 2))
		for _, rounds := range []int{0, 1, 2, 7, 8, 9, 17, 100} {
			found := newGuarded(PeakLanes, rounds%4)
			fillRandom(found.x, r, false)
			expected := append([]float32(nil), found.x...)
			in.Peak(found.x, rounds, 0.99, 0.013)
			peakRef(in, expected, rounds, 0.99, 0.013)
			compare(t, in.String(), found.x, expected)
			found.check(t, in.String())
			last[in] += Sum(expected)
		}
	}
	if HasFused() && last[Plain] == last[Fused] {
		t.Error("both arithmetics give the same: the test cannot tell them apart")
	}
}

func TestPeakRefuses(t *testing.T) {
	if text := panics(func() { Plain.Peak(make([]float32, PeakLanes-1), 1, 0, 0) }); text != msgLength {
		t.Errorf("panic %q, %q expected", text, msgLength)
	}
	if text := panics(func() { Plain.Peak(make([]float32, PeakLanes), -1, 0, 0) }); text != msgNegative {
		t.Errorf("panic %q, %q expected", text, msgNegative)
	}
}
