package kernel

import (
	"math/rand/v2"
	"testing"
)

func TestChecksum(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 9))
	for n := range 70 {
		x := make([]float32, n)
		fillRandom(x, r, true)
		if found, want := Checksum(x), checksumRef(x); found != want {
			t.Fatalf("of %d numbers %08x found, %08x expected", n, found, want)
		}
	}
	// Of one word w: (14695981039346656037 ^ w) * 1099511628211, its halves combined.
	for _, c := range []struct {
		x    []float32
		want uint32
	}{{nil, 0xcbf29ce4 ^ 0x84222325}, {[]float32{0}, 0xaf63bd4c ^ 0x8601b7df}} {
		if found := Checksum(c.x); found != c.want {
			t.Errorf("of %v %08x found, %08x expected", c.x, found, c.want)
		}
	}
	a, b := Checksum([]float32{1, 2, 3}), Checksum([]float32{1, 3, 2})
	if a == b || Checksum([]float32{0}) == Checksum([]float32{negativeZero}) {
		t.Error("order and sign do not count")
	}
}
