package paint

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestEnlarge(t *testing.T) {
	enlarge := func(src []uint32, srcW, srcH, dstW, dstH int) []uint32 {
		dst := make([]uint32, dstW*dstH)
		newEnlarger(srcW, srcH, dstW, dstH).enlarge(dst, dstW, src, srcW)
		return dst
	}
	const a, b, c, d = 0xff000000, 0xff0000ff, 0xffff6400, 0xff00ff0a
	// Multiples: each pixel is repeated.
	if found, want := enlarge([]uint32{a, b, c, d}, 2, 2, 4, 6), []uint32{
		a, a, b, b, a, a, b, b, a, a, b, b,
		c, c, d, d, c, c, d, d, c, c, d, d,
	}; !slices.Equal(found, want) {
		t.Errorf("%x found, %x expected", found, want)
	}
	// Two pixels become three: the one between is half of each, in each channel.
	if found, want := enlarge([]uint32{b, c}, 2, 1, 3, 1), []uint32{b, 0xff803280, c}; !slices.Equal(found, want) {
		t.Errorf("%x found, %x expected", found, want)
	}
	if found, want := enlarge([]uint32{b, c}, 1, 2, 1, 3), []uint32{b, 0xff803280, c}; !slices.Equal(found, want) {
		t.Errorf("%x found, %x expected downwards", found, want)
	}
	// Whatever the size: what is flat stays flat, and each pixel is the average of the area that it covers.
	flat := make([]uint32, 5*7)
	for i := range flat {
		flat[i] = d
	}
	rng := rand.New(rand.NewPCG(1, 2))
	noise := make([]uint32, 5*7)
	for i := range noise {
		noise[i] = rng.Uint32()
	}
	for w := 5; w < 24; w++ {
		for h := 7; h < 30; h++ {
			for _, v := range enlarge(flat, 5, 7, w, h) {
				if v != d {
					t.Fatalf("%dx%d: %x found in a flat picture of %x", w, h, v, d)
				}
			}
			for i, v := range enlarge(noise, 5, 7, w, h) {
				for channel := range 4 {
					byteOf := func(v uint32) float64 { return float64(v >> (8 * channel) & 255) }
					want := 0.0
					for at, s := range noise {
						want += byteOf(s) * shareOf(i%w, w, at%5, 5) * shareOf(i/w, h, at/5, 7)
					}
					if d := byteOf(v) - want; d < -2 || d > 2 {
						t.Fatalf("%dx%d: channel %d of pixel %d is %g, %g expected", w, h, channel, i, byteOf(v), want)
					}
				}
			}
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("an Enlarger that shrinks does not panic")
		}
	}()
	newEnlarger(4, 4, 4, 3)
}

// shareOf is how much of pixel i of w lies in source pixel j of n.
func shareOf(i, w, j, n int) float64 {
	return float64(max(0, min((i+1)*n, (j+1)*w)-max(i*n, j*w))) / float64(n)
}

// A row longer than the picture: what lies beside it stays.
func TestEnlargeIntoAPart(t *testing.T) {
	src := []uint32{1, 2, 9, 3, 4, 9} // two by two, in rows of three
	dst := make([]uint32, 5*4)
	newEnlarger(2, 2, 4, 4).enlarge(dst, 5, src, 3)
	if want := []uint32{1, 1, 2, 2, 0, 1, 1, 2, 2, 0, 3, 3, 4, 4, 0, 3, 3, 4, 4, 0}; !slices.Equal(dst, want) {
		t.Errorf("%v found, %v expected", dst, want)
	}
}
