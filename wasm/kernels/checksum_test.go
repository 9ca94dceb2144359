package kernels

import (
	"math/rand/v2"
	"testing"

	"bottleneck/core/kernel"
)

func TestChecksum(t *testing.T) {
	m := newMachine(t, false)
	r := rand.New(rand.NewPCG(1, 2))
	for _, n := range sizes() {
		m.free()
		x := random(r, n, true)
		if found, want := uint32(m.call("checksum", m.vector(x, 1), n)), kernel.Checksum(x); found != want {
			t.Errorf("of %d numbers %08x found, %08x expected", n, found, want)
		}
		m.check("checksum")
	}
}
