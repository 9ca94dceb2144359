package prepare

import (
	"bytes"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"slices"
	"strings"
	"testing"
)

// files are small pictures of 9x5 pixels in the three formats.
func files(t testing.TB) map[string][]byte {
	t.Helper()
	m := image.NewPaletted(image.Rect(0, 0, 9, 5), color.Palette{color.White, color.Black})
	m.Pix[20] = 1
	var p, j, g bytes.Buffer
	for _, err := range []error{png.Encode(&p, m), jpeg.Encode(&j, m, nil), gif.Encode(&g, m, nil)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return map[string][]byte{"PNG": p.Bytes(), "JPEG": j.Bytes(), "GIF": g.Bytes()}
}

func TestInspect(t *testing.T) {
	for format, b := range files(t) {
		f, err := Inspect(b)
		if err != nil {
			t.Fatal(err)
		}
		if f.Format != format || f.W != 9 || f.H != 5 || f.Orientation != 1 || f.Frames != 1 || f.MIME() != "image/"+strings.ToLower(format) || f.note()[0].Error() != format+" of 9x5" {
			t.Errorf("%+v found", f)
		}
		trailed := append(slices.Clone(b), "and more"...)
		if _, err := Inspect(trailed); err != nil {
			t.Errorf("%s with bytes behind its end: %v", format, err)
		}
		for n := range b {
			if _, err := Inspect(b[:n]); err == nil && (format != "GIF" || n < len(b)-1) {
				t.Errorf("%s cut at %d of %d: no error", format, n, len(b))
			} else if n >= 8 && err != nil && !strings.HasPrefix(err.Error(), "data: picture: damaged "+format+": ") {
				t.Errorf("%s cut at %d: %v", format, n, err)
			}
		}
	}
}

func TestInspectDamaged(t *testing.T) {
	all := files(t)
	changed := func(format string, at int, with ...byte) []byte {
		b := slices.Clone(all[format])
		copy(b[at:], with)
		return b
	}
	idat := bytes.Index(all["PNG"], []byte("IDAT"))
	sof := bytes.Index(all["JPEG"], []byte{0xff, 0xc0})
	sos := bytes.Index(all["JPEG"], []byte{0xff, 0xda})
	picture := bytes.IndexByte(all["GIF"], ',')
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"png data":       {changed("PNG", idat+6, 0xaa, 0x55), `damaged PNG: checksum of chunk "IDAT" is wrong`},
		"png no size":    {changed("PNG", 12, 'J'), "damaged PNG: it does not begin with its size"},
		"png no data":    {append(slices.Clone(all["PNG"][:33]), all["PNG"][len(all["PNG"])-12:]...), "damaged PNG: it has no pixels"},
		"png long chunk": {changed("PNG", 33, 0xff, 0xff, 0xff, 0xff), "damaged PNG: the file ends early"},
		"jpeg no size":   {slices.Concat(all["JPEG"][:2], all["JPEG"][sos:]), "damaged JPEG: it has pixels before its size"},
		"jpeg two sizes": {slices.Concat(all["JPEG"][:sof], jpegHeader(9, 5)[20:], all["JPEG"][sof:]), "damaged JPEG: it has two frame headers"},
		"jpeg end first": {[]byte("\xff\xd8\xff\xd9\x00\x00"), "damaged JPEG: it has no pixels"},
		"jpeg size 1":    {[]byte("\xff\xd8\xff\xe0\x00\x01"), "damaged JPEG: segment e0 of 1 bytes found, 2 and more expected"},
		"jpeg short":     {[]byte("\xff\xd8\xff\xc0\x00\x04\x00\x00\x00\x00"), "damaged JPEG: frame header of 4 bytes found, 8 and more expected"},
		"jpeg no pixels": {changed("JPEG", sof+5, 0, 0), "9x0 pixels found, 1x1 and more expected"},
		"gif frame":      {changed("GIF", picture+1, 3), "damaged GIF: a frame of 9x5 at 3, 0 found, one inside 9x5 expected"},
		"gif no frame":   {changed("GIF", picture, ';'), "damaged GIF: it has no picture"},
	} {
		if _, err := Inspect(c.file); err == nil || err.Error() != "data: picture: "+c.want {
			t.Errorf("%s: %v found, %s expected", name, err, c.want)
		}
	}
	// Decoders pass over stray bytes and restarts between segments.
	if f, err := Inspect(slices.Concat(all["JPEG"][:sof], []byte{0xff, 0xff, 0xff, 0xd3, 7, 0xff, 0}, all["JPEG"][sof:])); err != nil || f.W != 9 {
		t.Errorf("stray bytes: %v", err)
	}
}

// What a browser shows of a file is what was stored, upright.
func TestPrepareShown(t *testing.T) {
	ink := drawing(255, 0)
	want, err := FromGray(ink, 200, 300)
	if err != nil {
		t.Fatal(err)
	}
	row := func(dst []byte, y int) {
		for x, v := range ink[y*200 : (y+1)*200] {
			copy(dst[4*x:], []byte{v, v, v, 255})
		}
	}
	for _, f := range []*File{
		{Format: "PNG", W: 200, H: 300, Orientation: 1, Frames: 1, frame: box{0, 0, 200, 300}},
		{Format: "JPEG", W: 300, H: 200, Orientation: 6, Frames: 1, frame: box{0, 0, 300, 200}},
		{Format: "GIF", W: 200, H: 300, Orientation: 1, Frames: 4, frame: box{0, 0, 200, 300}},
	} {
		p, err := f.PrepareShown(200, 300, row)
		if err != nil || !slices.Equal(p.Pixels, want.Pixels) {
			t.Errorf("%s: differs: %v", f.Format, err)
		} else if p.Steps[0].Note.Error() != held(f) {
			t.Errorf("%q found, %q expected", p.Steps[0].Note, held(f))
		}
		if _, err := f.PrepareShown(201, 300, row); err == nil || !strings.Contains(err.Error(), "201x300 pixels found") {
			t.Errorf("%s: %v", f.Format, err)
		}
	}
	// Of a GIF whose first frame is a part of its screen that part counts.
	part := &File{Format: "GIF", W: 200, H: 300, Orientation: 1, Frames: 1, frame: box{40, 50, 180, 250}}
	var cut []byte
	for y := 50; y < 250; y++ {
		cut = append(cut, ink[y*200+40:y*200+180]...)
	}
	if want, err = FromGray(cut, 140, 200); err != nil {
		t.Fatal(err)
	}
	if p, err := part.PrepareShown(200, 300, row); err != nil || !slices.Equal(p.Pixels, want.Pixels) || p.Steps[0].W != 112 {
		t.Errorf("a part of the screen: %v", err)
	}
}

// jpegHeader is a JPEG file that ends behind its frame header.
func jpegHeader(w, h byte) []byte {
	return append([]byte("\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xc0\x00\x0b\x08"), 0, h, 0, w, 1, 1, 0x11, 0)
}

func FuzzInspect(f *testing.F) {
	for _, b := range files(f) {
		f.Add(b)
		f.Add(b[:len(b)/2])
	}
	f.Add(jpegHeader(9, 5))
	f.Add([]byte("<svg>"))
	f.Fuzz(func(t *testing.T, b []byte) {
		file, err := Inspect(b)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "data: picture: ") {
				t.Error(err)
			}
			return
		}
		if gate(file.W, file.H) != nil || gate(file.frame.w(), file.frame.h()) != nil || file.MIME() == "" {
			t.Errorf("%+v was let through", file)
		}
	})
}

func TestGIFFrames(t *testing.T) {
	m := image.NewPaletted(image.Rect(0, 0, 9, 9), color.Palette{color.White, color.Black})
	g := &gif.GIF{LoopCount: 3}
	for n := 1; n <= 5; n++ {
		g.Image, g.Delay = append(g.Image, m), append(g.Delay, 10)
		var b bytes.Buffer
		if err := gif.EncodeAll(&b, g); err != nil {
			t.Fatal(err)
		}
		if got, _, _ := gifFrames(b.Bytes()); got != n {
			t.Errorf("%d frames found, %d expected", got, n)
		}
		for cut := range b.Len() {
			if got, _, _ := gifFrames(b.Bytes()[:cut]); got > n {
				t.Errorf("cut at %d: %d frames of %d", cut, got, n)
			}
		}
	}
}

// held is the note of a file in words.
func held(f *File) string {
	var parts []string
	for _, part := range f.note() {
		parts = append(parts, part.Error())
	}
	return strings.Join(parts, ", ")
}
