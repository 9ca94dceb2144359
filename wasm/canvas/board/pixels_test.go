package board

import "testing"

func TestErrorColors(t *testing.T) {
	at := func(d int) (r, g, b uint8) { c := errorColors[d+255]; return c.R, c.G, c.B }
	if r, g, b := at(0); r != 0 || g != 0 || b != 0 {
		t.Errorf("%d %d %d found where images agree, black expected", r, g, b)
	}
	for d := 1; d <= 255; d++ {
		r, _, b := at(d)
		if b >= r {
			t.Fatalf("+%d: red %d, blue %d found, orange expected", d, r, b)
		}
		if before, _, _ := at(d - 1); r < before {
			t.Fatalf("+%d: darker than +%d", d, d-1)
		}
		if r, _, b := at(-d); r >= b {
			t.Fatalf("-%d: red %d, blue %d found, blue expected", d, r, b)
		}
	}
	var pixel [4]byte
	writeError(pixel[:], []byte{200, 100, 0}, []byte{100, 100, 100}, 3) // +100, 0, -100: red and blue are off
	if pixel != [4]byte{160, 0, 160, 255} {
		t.Errorf("%v found, what red and blue differ by expected", pixel)
	}
	writeError(pixel[:], []byte{7, 7, 7}, []byte{7, 7, 7}, 3)
	if pixel != [4]byte{0, 0, 0, 255} {
		t.Errorf("%v found where colors agree, black expected", pixel)
	}
	writeGray(pixel[:], []byte{1, 2, 3}, 3)
	if pixel != [4]byte{1, 2, 3, 255} {
		t.Errorf("%v found for a colored pixel", pixel)
	}
	writeGray(pixel[:], []byte{9}, 1)
	if pixel != [4]byte{9, 9, 9, 255} {
		t.Errorf("%v found for a gray pixel", pixel)
	}
}
