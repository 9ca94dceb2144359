package kernels

import (
	"math/rand/v2"
	"testing"

	"bottleneck/core/kernel"
)

func TestPeakIsItsLoop(t *testing.T) {
	m := newMachine(t, false)
	r := rand.New(rand.NewPCG(1, 2))
	for _, name := range []string{"peak", "peak_fused"} { // the same in the module without relaxed instructions
		for rounds := range 20 {
			m.free()
			x := random(r, kernel.PeakLanes, false)
			v := m.vector(x, rounds%4)
			m.call(name, v, rounds, float32(0.99), float32(0.013))
			kernel.Plain.Peak(x, rounds, 0.99, 0.013)
			m.check(name)
		}
	}
}
