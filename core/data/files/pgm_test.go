package files

import (
	"slices"
	"strings"
	"testing"
)

func TestReadPGM(t *testing.T) {
	for name, text := range map[string]string{
		"binary":      "P5\n3 2\n255\n\x00\x7f\xff\x01\x02\x03",
		"text":        "P2\n# made by hand\n3 2 # size\n255\n0 127 255\n1 2 3\n",
		"16 bit":      "P5 3 2 65535\n\x00\x00\x7f\x7f\xff\xff\x01\x01\x02\x02\x03\x03",
		"bytes after": "P5\n3 2\n255\n\x00\x7f\xff\x01\x02\x03more",
	} {
		g, err := readPGM([]byte(text))
		if err != nil || g.W != 3 || g.H != 2 || !slices.Equal(g.Pix, []byte{0, 127, 255, 1, 2, 3}) {
			t.Errorf("%s: %+v, %v", name, g, err)
		}
	}
	if g, err := readPGM([]byte("P2 2 1 4 0 3")); err != nil || !slices.Equal(g.Pix, []byte{0, 191}) {
		t.Errorf("white of 4: %+v, %v", g, err)
	}
	for text, want := range map[string]string{
		"P7\n1 1\n255\nabc":       "P2 or P5) or PPM",
		"P6\n2 1 255\nabcde":      "2x1 = 6 bytes, the file has 5",
		"P3\n1 1 255\n1 2 x45":    "pixel 3 of 3: a number expected",
		"P5\n1":                   "header",
		"P5\n0 1 255\n":           "header",
		"P5\n9000 1 255\n":        "9000x1, at most",
		"P5\n8000 8000 255\n":     "8000x8000, at most",
		"P5\n2 2 65536\n":         "white is 65536",
		"P5\n2 2 255\nabc":        "2x2 = 4 bytes, the file has 3",
		"P2\n2 2 255\n1 2 3 x456": "pixel 4 of 4: a number expected",
		"P5\n1 1 7\n\x08":         "pixel 1 of 1 is 8, at most 7",
		"P5\n999999999 1 1\n1":    "header",
	} {
		if _, err := readPGM([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, %q expected", text, err, want)
		}
	}
}

func FuzzReadPGM(f *testing.F) {
	for _, seed := range []string{"P5\n3 2\n255\n\x00\x7f\xff\x01\x02\x03", "P2\n#x\n3 2\n9\n0 1 2 3 4 5", "P5 1 1 65535 ab", "P6 1 2 255\nabcdef", "P3\n1 1 9 1 2 3"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if g, err := readPGM(b); err == nil && (g.W < 1 || g.H < 1 || len(g.Pix) != g.W*g.H*g.C || len(g.Pix) > len(b)) {
			t.Fatalf("%dx%d of %d bytes", g.W, g.H, len(b))
		}
	})
}

// Red, green and blue of a pixel follow each other in the file, and the channels in what is read.
func TestReadPPM(t *testing.T) {
	for _, text := range []string{"P6 2 1 255\n\x01\x02\x03\x04\x05\x06", "P3\n2 1\n255\n1 2 3\n4 5 6"} {
		p, err := readPGM([]byte(text))
		if err != nil || p.W != 2 || p.H != 1 || p.C != 3 || string(p.Pix) != "\x01\x04\x02\x05\x03\x06" {
			t.Errorf("%q: %+v, %v", text, p, err)
		}
	}
}
