package kernel

import (
	"math"
	"testing"
)

func TestBytesThereAndBack(t *testing.T) {
	all := make([]byte, 256)
	for i := range all {
		all[i] = byte(i)
	}
	x, back := make([]float32, 256), make([]byte, 256)
	FromBytes(x, all)
	ToBytes(back, x)
	for i, v := range x {
		if want := float32(float64(i) / 255); v != want || back[i] != byte(i) {
			t.Errorf("%d: found %g and back %d, expected %g", i, v, back[i], want)
		}
	}
}

func TestBytesOfAllLengths(t *testing.T) {
	for n := range 70 {
		memory := make([]byte, n+16)
		for i := range memory {
			memory[i] = byte(37 * i)
		}
		src := memory[n%8 : n%8+n]
		g, want := newGuarded(n, n%4), make([]float32, n)
		FromBytes(g.x, src)
		fromBytesRef(want, src)
		compare(t, "FromBytes", g.x, want)
		g.check(t, "FromBytes")

		for i := range g.x {
			g.x[i] = float32(i-3) / 60
		}
		wantBytes := append([]byte(nil), memory...)
		toBytesRef(wantBytes[n%8:n%8+n], g.x)
		ToBytes(src, g.x)
		if string(memory) != string(wantBytes) {
			t.Errorf("ToBytes of %d: found %x, expected %x", n, memory, wantBytes)
		}
	}
}

func TestGatheredBytes(t *testing.T) {
	const cols = 37
	src := make([]byte, 11*cols)
	for i := range src {
		src[i] = byte(i * i)
	}
	for _, index := range [][]int32{nil, {10}, {3, 3, 0}, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}} {
		g, want := newGuarded(len(index)*cols, 1), make([]float32, len(index)*cols)
		GatherBytes(g.x, src, index, cols)
		for i := range want {
			want[i] = float32(src[int(index[i/cols])*cols+i%cols]) / 255
		}
		compare(t, "GatherBytes", g.x, want)
		g.check(t, "GatherBytes")
	}
	for _, at := range []int32{-1, 11} {
		if text := panics(func() { GatherBytes(make([]float32, cols), src, []int32{at}, cols) }); text != msgIndex {
			t.Errorf("row %d: panic %q found, %q expected", at, text, msgIndex)
		}
	}
}

func TestToBytesRoundsAndClamps(t *testing.T) {
	for _, c := range []struct {
		x    float32
		want byte
	}{
		{0, 0}, {negativeZero, 0}, {1, 255}, {-1, 0}, {2, 255}, {nan, 0}, {inf, 255}, {-inf, 0},
		{0.5 / 255, 1}, {0.499 / 255, 0}, {254.5 / 255, 255}, {254.49 / 255, 254},
		{math.SmallestNonzeroFloat32, 0}, {math.MaxFloat32, 255},
	} {
		x, b := make([]float32, 5), make([]byte, 5)
		x[1], x[4] = c.x, c.x // in the body of vector code, and in its tail
		ToBytes(b, x)
		if b[1] != c.want || b[4] != c.want {
			t.Errorf("%g: found %d and %d, expected %d", c.x, b[1], b[4], c.want)
		}
	}
}
