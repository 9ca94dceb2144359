package picture

import (
	"bytes"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/data/prepare"
)

// page is a 200x300 drawing of a seven: dark ink on light paper or the
// reverse.
func page(paper, ink byte) *image.Gray {
	m := image.NewGray(image.Rect(0, 0, 200, 300))
	for i := range m.Pix {
		m.Pix[i] = paper
	}
	for x := 60; x < 140; x++ {
		for d := range 14 {
			m.SetGray(x, 80+d, color.Gray{ink})
			m.SetGray(140-d-(x-60)/3, 80+x*2-120, color.Gray{ink})
			m.SetGray(140-d-(x-60)/3, 81+x*2-120, color.Gray{ink})
		}
	}
	return m
}

func encodePNG(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func encodeJPEG(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func prepared(t testing.TB, b []byte) *prepare.Picture {
	t.Helper()
	p, err := Prepare(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Pixels) != 784 || len(p.Steps) < 2 {
		t.Fatalf("%d pixels and %d steps found", len(p.Pixels), len(p.Steps))
	}
	for _, s := range p.Steps {
		if len(s.Gray) != s.W*s.H || s.W > 160 || s.H > 160 || s.Name == "" || s.Note.Error() == "" {
			t.Errorf("step %q %q: %dx%d with %d bytes", s.Name, s.Note, s.W, s.H, len(s.Gray))
		}
	}
	return p
}

// distance is the mean absolute difference.
func distance(a, b []float32) float64 {
	sum := 0.0
	for i := range a {
		sum += max(float64(a[i]-b[i]), float64(b[i]-a[i]))
	}
	return sum / float64(len(a))
}

// notes joins the names and notes of all steps.
func notes(p *prepare.Picture) string {
	var all []string
	for _, s := range p.Steps {
		all = append(all, s.Name+": "+s.Note.Error())
	}
	return strings.Join(all, "; ")
}

func TestPrepareSteps(t *testing.T) {
	p := prepared(t, encodePNG(t, page(240, 16)))
	want := "picture: PNG of 200x300; inverted: the border is light (0.94); contrast: 0.06 to 0.94 became 0 to 1; " +
		"box: ink of 81x160 scaled to 10x20; centered: center of mass in the middle of 28x28"
	if got := notes(p); got != want {
		t.Errorf("%s\nfound, expected\n%s", got, want)
	}
	var ink image.Rectangle
	for i, v := range p.Steps[len(p.Steps)-1].Gray {
		if v > 0 {
			ink = ink.Union(image.Rect(i%28, i/28, i%28+1, i/28+1))
		}
	}
	if ink.Dx() != 10 || ink.Dy() != 20 {
		t.Errorf("ink of %dx%d found, 10x20 expected", ink.Dx(), ink.Dy())
	}
	var sum, sumX, sumY float64
	for i, v := range p.Pixels {
		sum += float64(v)
		sumX += float64(v) * float64(i%28)
		sumY += float64(v) * float64(i/28)
	}
	if x, y := sumX/sum, sumY/sum; x < 13.5 || x > 14.5 || y < 13.5 || y > 14.5 {
		t.Errorf("center of mass at %.2f, %.2f found, 14, 14 expected", x, y)
	}
	if p := prepared(t, encodePNG(t, page(0, 255))); strings.Contains(notes(p), "inverted") || strings.Contains(notes(p), "contrast") {
		t.Errorf("bright ink on dark was changed: %s", notes(p))
	}
}

// The same drawing is the same however its file holds it.
func TestPrepareFormats(t *testing.T) {
	want := prepared(t, encodePNG(t, page(255, 0))).Pixels
	m := page(255, 0)
	draw := func(dst interface {
		image.Image
		Set(x, y int, c color.Color)
	}, paper, ink color.Color) image.Image {
		for y := range 300 {
			for x := range 200 {
				if m.GrayAt(x, y).Y > 0 {
					dst.Set(x, y, paper)
				} else {
					dst.Set(x, y, ink)
				}
			}
		}
		return dst
	}
	r := m.Rect
	ink, paper := color.Gray{0}, color.Gray{255}
	paletted := draw(image.NewPaletted(r, color.Palette{color.White, color.Black, color.Transparent}), color.White, color.Black)
	var one, animated bytes.Buffer
	if err := gif.Encode(&one, paletted, nil); err != nil {
		t.Fatal(err)
	}
	second := image.NewPaletted(r, color.Palette{color.White, color.Black})
	if err := gif.EncodeAll(&animated, &gif.GIF{Image: []*image.Paletted{paletted.(*image.Paletted), second, second}, Delay: []int{1, 1, 1}}); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		file []byte
		note string
		near float64
	}{
		"reversed":         {encodePNG(t, page(0, 255)), "PNG of 200x300", 0},
		"jpeg":             {encodeJPEG(t, m), "JPEG of 200x300", .004},
		"jpeg color":       {encodeJPEG(t, draw(image.NewRGBA(r), color.White, color.RGBA{0, 0, 90, 255})), "JPEG of 200x300", .01},
		"rgba":             {encodePNG(t, draw(image.NewRGBA(r), paper, ink)), "PNG", 0},
		"paletted":         {encodePNG(t, paletted), "PNG", 0},
		"16 bit":           {encodePNG(t, draw(image.NewGray16(r), paper, ink)), "PNG", 0},
		"16 bit color":     {encodePNG(t, draw(image.NewNRGBA64(r), paper, ink)), "PNG", 0},
		"transparent":      {encodePNG(t, draw(image.NewNRGBA(r), color.Transparent, ink)), "inverted", 0},
		"white on nothing": {encodePNG(t, draw(image.NewNRGBA(r), color.Transparent, color.White)), "light ink on a transparent ground", 0},
		"palette alpha":    {encodePNG(t, draw(image.NewPaletted(r, color.Palette{color.Transparent, color.Black}), color.Transparent, color.Black)), "inverted", 0},
		"gif":              {one.Bytes(), "GIF of 200x300; ", 0},
		"animated gif":     {animated.Bytes(), "GIF of 200x300, the first of 3 frames; ", 0},
	} {
		p := prepared(t, c.file)
		if d := distance(p.Pixels, want); d > c.near {
			t.Errorf("%s: pixels differ by %.4f, at most %.4f expected", name, d, c.near)
		}
		if !strings.Contains(notes(p), c.note) {
			t.Errorf("%s: %q lacks %q", name, notes(p), c.note)
		}
	}
}

// exif returns a JPEG file with an orientation, in either byte order.
func exif(file []byte, orientation byte, order string) []byte {
	tiff := "MM\x00*\x00\x00\x00\x08\x00\x02\x01\x0f\x00\x02\x00\x00\x00\x01A\x00\x00\x00\x01\x12\x00\x03\x00\x00\x00\x01\x00" + string(orientation) + "\x00\x00\x00\x00\x00\x00"
	if order == "II" {
		tiff = "II*\x00\x08\x00\x00\x00\x02\x00\x0f\x01\x02\x00\x01\x00\x00\x00A\x00\x00\x00\x12\x01\x03\x00\x01\x00\x00\x00" + string(orientation) + "\x00\x00\x00\x00\x00\x00\x00"
	}
	body := "Exif\x00\x00" + tiff
	return slices.Concat(file[:2], []byte{0xff, 0xe1, 0, byte(len(body) + 2)}, []byte(body), file[2:])
}

// stored is how a camera keeps an upright page for an EXIF orientation: where
// the corner of the first row and column lies, and which way the rows run.
func stored(m *image.Gray, orientation int) *image.Gray {
	right, bottom := m.Rect.Dx()-1, m.Rect.Dy()-1
	place := map[int]func(x, y int) (int, int){
		1: func(x, y int) (int, int) { return x, y },
		2: func(x, y int) (int, int) { return right - x, y },
		3: func(x, y int) (int, int) { return right - x, bottom - y },
		4: func(x, y int) (int, int) { return x, bottom - y },
		5: func(x, y int) (int, int) { return y, x },
		6: func(x, y int) (int, int) { return y, right - x },
		7: func(x, y int) (int, int) { return bottom - y, right - x },
		8: func(x, y int) (int, int) { return bottom - y, x },
	}[orientation]
	out := image.NewGray(m.Rect)
	if orientation >= 5 {
		out = image.NewGray(image.Rect(0, 0, bottom+1, right+1))
	}
	for y := range bottom + 1 {
		for x := range right + 1 {
			tx, ty := place(x, y)
			out.SetGray(tx, ty, m.GrayAt(x, y))
		}
	}
	return out
}

func TestPrepareOrientation(t *testing.T) {
	m := page(250, 10)
	want := prepared(t, encodeJPEG(t, m)).Pixels
	for o := 1; o <= 8; o++ {
		for _, order := range []string{"MM", "II"} {
			p := prepared(t, exif(encodeJPEG(t, stored(m, o)), byte(o), order))
			if d := distance(p.Pixels, want); d > .004 {
				t.Errorf("orientation %d %s: pixels differ by %.4f", o, order, d)
			}
			if said := strings.Contains(notes(p), "turned upright"); said != (o > 1) {
				t.Errorf("orientation %d: %s", o, notes(p))
			}
		}
	}
}

// A thin pen on a large page must not fade away.
func TestPrepareThinPen(t *testing.T) {
	m := image.NewGray(image.Rect(0, 0, 900, 900))
	for i := range 700 {
		m.SetGray(100+i, 120, color.Gray{255})
		m.SetGray(800-i/2, 120+i, color.Gray{255})
		m.SetGray(801-i/2, 120+i, color.Gray{255})
	}
	p := prepared(t, encodePNG(t, m))
	ink := 0.0
	for _, v := range p.Pixels {
		ink += float64(v)
	}
	if !strings.Contains(notes(p), "thickened") || ink < 50 || ink > 110 {
		t.Errorf("ink of %.0f pixels found, 50 to 110 expected: %s", ink, notes(p))
	}
}

// Shadow, noise and dust on a photographed page leave the digit as it is.
func TestPreparePhoto(t *testing.T) {
	want := prepared(t, encodePNG(t, page(255, 0))).Pixels
	m := page(255, 0)
	c := rand.NewPCG(1, 1)
	bell := func() float64 { // of mean 0 and variance 1
		u := c.Uint64()
		return (float64(u&0xffff+u>>16&0xffff+u>>32&0xffff+u>>48)/0xffff - 2) * math.Sqrt(3)
	}
	for y := range 300 {
		for x := range 200 {
			at := y*200 + x
			shade := 190 - x/5 - y/10 // from 190 down to 120
			v := 40 + int(m.Pix[at])*(shade-40)/255 + int(4*bell())
			m.Pix[at] = byte(v)
		}
	}
	for i := range 3 {
		m.SetGray(20+i, 260, color.Gray{30})
		m.SetGray(170, 30+i, color.Gray{30})
	}
	p := prepared(t, encodeJPEG(t, m))
	if d := distance(p.Pixels, want); d > .02 || !strings.Contains(notes(p), "leveled: ") || !strings.Contains(notes(p), "swept: ") {
		t.Errorf("pixels differ by %.4f: %s", d, notes(p))
	}
}
