package drawn

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"testing"

	"bottleneck/core/data/prepare"
)

// The bytes of the first thousand digits of seed 1, on every machine. A change
// of the digits changes it on purpose: runs on drawn digits then differ.
const digitsSum = "f5d717280049d1c35968618310ec2b414f8858f64cb88856c7ab5b53e3ae92a9"

func TestDigitsSameEverywhere(t *testing.T) {
	s := Digits(1000, 1)
	sum := sha256.Sum256(append(bytes.Clone(s.Pixels), s.Labels...))
	if got := hex.EncodeToString(sum[:]); got != digitsSum {
		t.Errorf("SHA-256 %s found, %s expected", got, digitsSum)
	}
}

func TestDigits(t *testing.T) {
	s := Digits(3000, 7)
	if s.Name != "digits" || s.N != 3000 || s.H != 28 || s.W != 28 || s.C != 1 || len(s.Pixels) != 3000*784 || len(s.Labels) != 3000 {
		t.Fatalf("a set %q of %dx%dx%dx%d", s.Name, s.N, s.H, s.W, s.C)
	}
	few := Digits(20, 7)
	if !bytes.Equal(few.Pixels, s.Pixels[:20*784]) || !bytes.Equal(few.Labels, s.Labels[:20]) {
		t.Error("fewer digits are other digits")
	}
	if bytes.Equal(Digits(20, 8).Pixels, few.Pixels) {
		t.Error("another seed gives the same digits")
	}
	var count [10]int
	seen := map[string]bool{}
	for i, l := range s.Labels {
		count[l]++
		seen[string(s.Pixels[i*784:(i+1)*784])] = true
	}
	for l, n := range count {
		if n < 220 || n > 380 {
			t.Errorf("digit %d comes %d times in 3000", l, n)
		}
	}
	if len(seen) != s.N {
		t.Errorf("%d different pictures of %d", len(seen), s.N)
	}
}

// Every drawn digit is as MNIST's are: full white, a box of 20, an empty
// frame, the center of mass in the middle.
func TestDigitsNormalized(t *testing.T) {
	s := Digits(2000, 3)
	kept, ink := 0, 0
	for i := range s.N {
		pix := s.Pixels[i*784 : (i+1)*784]
		w, h := box(pix)
		if long := max(w, h); long < 19 || long > 22 {
			t.Errorf("digit %d, a %d: a box of %dx%d", i, s.Labels[i], w, h)
		}
		for _, v := range pix {
			ink += int(v)
		}
		if p, err := prepare.FromGray(pix, 28, 28); err != nil {
			t.Errorf("digit %d: %v", i, err)
		} else if len(p.Steps) == 2 {
			kept++
		}
	}
	if kept < s.N*80/100 {
		t.Errorf("%d of %d digits count as prepared, 80%% expected", kept, s.N)
	}
	// MNIST's mean is 0.1307, over the digits as they come.
	if mean := float64(ink) / 255 / float64(len(s.Pixels)); mean < .11 || mean > .15 {
		t.Errorf("mean %.3f found, about 0.13 expected", mean)
	}
}

// box is the size of the rectangle around all that is not black in pix (28,28).
func box(pix []byte) (w, h int) {
	x0, x1, y0, y1 := 28, 0, 28, 0
	for i, v := range pix {
		if x, y := i%28, i/28; v > 0 {
			x0, x1, y0, y1 = min(x0, x), max(x1, x+1), min(y0, y), max(y1, y+1)
		}
	}
	return max(x1-x0, 0), max(y1-y0, 0)
}

// Every way of writing is drawn, and none leaves the paper.
func TestGlyphs(t *testing.T) {
	for digit, ways := range glyphs {
		for k, g := range ways {
			if !(g.weight > 0) || len(g.strokes) == 0 {
				t.Errorf("digit %d, way %d: weight %v, %d strokes", digit, k, g.weight, len(g.strokes))
			}
			for _, s := range g.strokes {
				if len(s) < 2 {
					t.Errorf("digit %d, way %d: a stroke of %d points", digit, k, len(s))
				}
				for _, p := range s {
					if p.x < -.35 || p.x > .95 || p.y < -.1 || p.y > 1.1 {
						t.Errorf("digit %d, way %d: a point at %v", digit, k, p)
					}
				}
			}
		}
	}
}

func BenchmarkDigits(b *testing.B) {
	for b.Loop() {
		Digits(100, 1)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(100*b.N), "ns/digit")
}
