package paint

import (
	"bytes"
	"math/rand/v2"
	"testing"
)

func TestShrink(t *testing.T) {
	// 4x2 to 2x1: means of 2x2 blocks.
	src := make([]byte, 4*2*4)
	for i, v := range []byte{0, 10, 100, 100, 20, 30, 200, 100} {
		for c := range 4 {
			src[4*i+c] = v
		}
	}
	dst := make([]byte, 2*4)
	NewShrinker(4, 2, 2, 1, 4).Shrink(dst, src)
	if want := []byte{15, 15, 15, 15, 125, 125, 125, 125}; !bytes.Equal(dst, want) {
		t.Errorf("%v found, %v expected", dst, want)
	}
	// Same size: a copy. A flat image stays flat at any size. The mean is kept.
	for size := 1; size <= 28; size++ {
		flat := bytes.Repeat([]byte{77}, 28*28*4)
		dst := make([]byte, size*size*4)
		s := NewShrinker(28, 28, size, size, 4)
		s.Shrink(dst, flat)
		if !bytes.Equal(dst, bytes.Repeat([]byte{77}, len(dst))) {
			t.Fatalf("flat image is not flat at %d pixels", size)
		}
		dot := make([]byte, 28*28*4)
		for i := range dot {
			dot[i] = byte(i * 31 >> 3)
		}
		s.Shrink(dst, dot)
		if size == 28 && !bytes.Equal(dst, dot) {
			t.Fatal("shrinking to the same size changes the image")
		}
		if d := mean(dst) - mean(dot); d > 0.6 || d < -0.6 {
			t.Fatalf("mean %g found at %d pixels, %g expected", mean(dst), size, mean(dot))
		}
	}
	// A side that grows while the other shrinks.
	dst = make([]byte, 2*3)
	NewShrinker(4, 2, 2, 3, 1).Shrink(dst, []byte{0, 20, 100, 120, 60, 80, 200, 220})
	if want := []byte{10, 110, 40, 160, 70, 210}; !bytes.Equal(dst, want) {
		t.Errorf("%v found, %v expected", dst, want)
	}
	defer func() {
		if recover() == nil {
			t.Error("a Shrinker to nothing does not panic")
		}
	}()
	NewShrinker(4, 4, 0, 4, 1)
}

// Halving has a way of its own, with the same bytes.
func TestHalve(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	src := make([]byte, 28*20)
	for i := range src {
		src[i] = byte(rng.Uint32())
	}
	fast := make([]byte, 14*10)
	s := NewShrinker(28, 20, 14, 10, 1)
	s.Shrink(fast, src)
	slow := make([]byte, 14*10)
	for y, from := range s.y.from {
		for at := range 3 {
			s.x.across(s.row[(from+at)*14:(from+at+1)*14], src[(from+at)*28:(from+at+1)*28], 1)
		}
		s.y.down(slow[y*14:(y+1)*14], s.row[from*14:], y)
	}
	if !bytes.Equal(fast, slow) {
		t.Errorf("%v found, %v expected", fast, slow)
	}
}

func mean(b []byte) float64 {
	sum := 0
	for _, v := range b {
		sum += int(v)
	}
	return float64(sum) / float64(len(b))
}

func BenchmarkShrinkGrid(b *testing.B) {
	s := NewShrinker(28, 28, 15, 15, 1)
	src, dst := make([]byte, 784), make([]byte, 225)
	for b.Loop() {
		for range 400 {
			s.Shrink(dst, src)
		}
	}
}
