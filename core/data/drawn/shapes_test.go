package drawn

import (
	"hash/crc32"
	"testing"
)

// What links with data=shapes mean: these bytes, on every machine.
func TestShapesAreTheSameEverywhere(t *testing.T) {
	s := ShapesRange(0, 50, 32, 3, ShapesSeed)
	if sum := crc32.ChecksumIEEE(s.Pixels); sum != 0xef01727d {
		t.Errorf("checksum %08x", sum)
	}
	if sum := crc32.ChecksumIEEE(s.Labels); sum != 0xface9fe1 {
		t.Errorf("checksum of labels %08x", sum)
	}
}

// In gray nothing is left of the hue: the shapes of all six are equally bright.
func TestGrayTellsNoHue(t *testing.T) {
	const n = 1200
	color, gray := ShapesRange(0, n, 8, 3, 9), ShapesRange(0, n, 8, 1, 9)
	var count [len(hues)]int
	var light, red [len(hues)]float64
	for i := range n {
		l := gray.Labels[i]
		if l != color.Labels[i] {
			t.Fatalf("picture %d has label %d in gray, %d in color", i, l, color.Labels[i])
		}
		count[l]++
		most := i * 64 // the brightest pixel, one of the shape
		for p := i * 64; p < (i+1)*64; p++ {
			if gray.Pixels[p] > gray.Pixels[most] {
				most = p
			}
		}
		light[l] += float64(gray.Pixels[most])
		red[l] += float64(color.Pixels[3*most])
	}
	for l, k := range count {
		if k < n/len(hues)-60 || k > n/len(hues)+60 {
			t.Errorf("%d of %d pictures are of hue %d", k, n, l)
		}
		if mean := light[l] / float64(k); mean < 155 || mean > 170 {
			t.Errorf("hue %d has a brightness of %.1f in gray", l, mean)
		}
	}
	if red[0]/float64(count[0]) < 2*red[3]/float64(count[3]) {
		t.Errorf("red is as red as cyan: %v", red)
	}
}
