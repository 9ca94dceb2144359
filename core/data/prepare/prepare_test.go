package prepare

import (
	"bytes"
	"slices"
	"testing"
)

// drawing is a one of 200x300 pixels: dark ink on light paper or the reverse.
func drawing(paper, ink byte) []byte {
	pix := bytes.Repeat([]byte{paper}, 200*300)
	for y := 60; y < 240; y++ {
		for x := range 20 {
			pix[y*200+90+x+y/20] = ink
		}
	}
	return pix
}

func TestPrepareGray(t *testing.T) {
	want, err := FromGray(drawing(0, 255), 200, 300)
	if err != nil {
		t.Fatal(err)
	}
	pix := drawing(255, 0)
	p, err := FromGray(pix, 200, 300)
	if err != nil || !slices.Equal(p.Pixels, want.Pixels) {
		t.Errorf("dark on light differs from light on dark: %v", err)
	}
	if !bytes.Equal(pix, drawing(255, 0)) {
		t.Error("the caller's pixels changed")
	}
	for want, c := range map[string]struct {
		n, w, h int
	}{
		"data: picture: 5 bytes found, 2x3 = 6 expected":                                                   {5, 2, 3},
		"data: picture: 0x3 pixels found, 1x1 and more expected":                                           {0, 0, 3},
		"data: picture: 9000x1 = 0.0 megapixels found, at most 16 megapixels and 8192 a side expected":     {9000, 9000, 1},
		"data: picture: blank: brightness from 0.00 to 0.00 found, a difference of 0.09 expected":          {400, 20, 20},
		"data: picture: -1x-1 pixels found, 1x1 and more expected":                                         {1, -1, -1},
		"data: picture: 8192x8192 = 64.0 megapixels found, at most 16 megapixels and 8192 a side expected": {0, 8192, 8192},
	} {
		if _, err := FromGray(make([]byte, c.n), c.w, c.h); err == nil || err.Error() != want {
			t.Errorf("%v\nfound, expected\n%s", err, want)
		}
	}
}

// shown prepares a file as a browser shows it: red, green, blue and alpha, (h,w,4).
func shown(pix []byte, w, h int) (*Picture, error) {
	f := &File{Format: "PNG", W: w, H: h, Orientation: 1, Frames: 1, frame: box{0, 0, w, h}}
	return f.PrepareShown(w, h, func(dst []byte, y int) { copy(dst, pix[4*w*y:]) })
}

// The same drawing is the same in color, as ink on glass and as light on glass.
func TestPrepareRGBA(t *testing.T) {
	ink := drawing(0, 255)
	want, err := FromGray(ink, 200, 300)
	if err != nil {
		t.Fatal(err)
	}
	for name, color := range map[string]func(v byte) [4]byte{
		"dark on light":  func(v byte) [4]byte { return [4]byte{255 - v, 255 - v, 255 - v, 255} },
		"light on dark":  func(v byte) [4]byte { return [4]byte{v, v, v, 255} },
		"dark on glass":  func(v byte) [4]byte { return [4]byte{0, 0, 0, v} },
		"light on glass": func(v byte) [4]byte { return [4]byte{255, 255, 255, v} },
	} {
		pix := make([]byte, 0, 4*len(ink))
		for _, v := range ink {
			c := color(v)
			pix = append(pix, c[:]...)
		}
		p, err := shown(pix, 200, 300)
		if err != nil || !slices.Equal(p.Pixels, want.Pixels) {
			t.Errorf("%s: differs: %v", name, err)
		}
	}
}

func TestBrightness(t *testing.T) {
	for _, c := range []struct {
		r, g, b, a  uint32
		light, dark byte
	}{
		{0, 0, 0, 0, 255, 0},
		{0, 0, 0, 0xffff, 0, 0},
		{0xffff, 0xffff, 0xffff, 0xffff, 255, 255},
		{0x8080, 0x8080, 0x8080, 0x8080, 255, 128},
		{0xffff, 0, 0, 0xffff, 76, 76},
		{0, 0xffff, 0, 0xffff, 150, 150},
		{0, 0, 0xffff, 0xffff, 29, 29},
	} {
		if light, dark := Brightness(c.r, c.g, c.b, c.a, false), Brightness(c.r, c.g, c.b, c.a, true); light != c.light || dark != c.dark {
			t.Errorf("%v: %d over white and %d over black", c, light, dark)
		}
	}
}

func FuzzPrepareGray(f *testing.F) {
	f.Add([]byte{0, 255, 0, 255}, 2, 2)
	f.Add(drawing(255, 0)[:8000], 200, 40)
	f.Add([]byte{0, 255, 0}, 1, 3)
	f.Add([]byte{}, -1, 1<<62)
	f.Fuzz(func(t *testing.T, pix []byte, w, h int) {
		p, err := FromGray(pix, w, h)
		if err == nil && len(p.Pixels) != 784 {
			t.Errorf("%d pixels", len(p.Pixels))
		}
		if err := gate(w, h); err != nil || len(pix) != 4*w*h {
			return
		}
		if p, err = shown(pix, w, h); err == nil && len(p.Pixels) != 784 {
			t.Errorf("%d pixels of RGBA", len(p.Pixels))
		}
	})
}
