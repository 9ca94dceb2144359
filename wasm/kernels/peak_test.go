package kernels

import (
	"math/rand/v2"
	"testing"

	"bottleneck/core/kernel"
)

func TestPeakIsItsLoop(t *testing.T) {
	m := newMachine(t, false)
	r := rand.New(rand.NewPCG(1, 2))
	for name, in := range map[string]kernel.Arithmetic{"peak": kernel.Plain, "peak_fused": kernel.Fused} {
		for rounds := range 20 {
			m.free()
			x := random(r, kernel.PeakLanes, false)
			v := m.vector(x, rounds%4)
			m.call(name, v, rounds, float32(0.99), float32(0.013))
			in.Peak(x, rounds, 0.99, 0.013)
			m.check(name)
		}
	}
}
