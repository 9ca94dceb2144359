package prepare

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// riff is a WebP file of chunks, each padded to even.
func riff(chunks ...[]byte) []byte {
	body := append([]byte("WEBP"), slices.Concat(chunks...)...)
	return append(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body))), body...)
}

func riffChunk(kind string, body []byte) []byte {
	b := append(binary.LittleEndian.AppendUint32([]byte(kind), uint32(len(body))), body...)
	if len(body)%2 == 1 {
		b = append(b, 0)
	}
	return b
}

// lossy and lossless are WebP's pictures of w x h, with nothing behind their headers; extended is the head of a file with a canvas,
// animated a frame of it.
func lossy(w, h uint16) []byte {
	b := binary.LittleEndian.AppendUint16([]byte("\x10\x02\x00\x9d\x01\x2a"), w)
	return riffChunk("VP8 ", binary.LittleEndian.AppendUint16(b, h))
}

func lossless(w, h uint32) []byte {
	return riffChunk("VP8L", binary.LittleEndian.AppendUint32([]byte{0x2f}, w-1|(h-1)<<14))
}

func three(n int) []byte { return []byte{byte(n), byte(n >> 8), byte(n >> 16)} }

func extended(w, h int) []byte {
	return riffChunk("VP8X", slices.Concat([]byte{2, 0, 0, 0}, three(w-1), three(h-1)))
}

func animated(x, y, w, h int, picture []byte) []byte {
	return riffChunk("ANMF", slices.Concat(three(x/2), three(y/2), three(w-1), three(h-1), three(100), []byte{0}, picture))
}

// bitmap is a BMP file of w x h pixels, rows from the top down where h is negative.
func bitmap(w, h int32, bits uint16, compression uint32, pixels int) []byte {
	b := make([]byte, 54, 54+pixels)
	copy(b, "BM")
	binary.LittleEndian.PutUint32(b[10:], 54)
	binary.LittleEndian.PutUint32(b[14:], 40)
	binary.LittleEndian.PutUint32(b[18:], uint32(w))
	binary.LittleEndian.PutUint32(b[22:], uint32(h))
	binary.LittleEndian.PutUint16(b[26:], 1)
	binary.LittleEndian.PutUint16(b[28:], bits)
	binary.LittleEndian.PutUint32(b[30:], compression)
	return append(b, make([]byte, pixels)...)
}

func isoBox(kind string, parts ...[]byte) []byte {
	body := slices.Concat(parts...)
	return append(append(binary.BigEndian.AppendUint32(nil, uint32(8+len(body))), kind...), body...)
}

// avifOf is an AVIF file whose first picture is item 2, with the second of two sizes; mark is what a byte of associations begins with.
func avifOf(brand string, w, h uint32, mark byte) []byte {
	ispe := func(w, h uint32) []byte {
		return isoBox("ispe", make([]byte, 4), binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, w), h))
	}
	return slices.Concat(
		isoBox("ftyp", []byte(brand+"\x00\x00\x00\x00mif1avifmiaf")),
		isoBox("meta", make([]byte, 4),
			isoBox("pitm", []byte{0, 0, 0, 0, 0, 2}),
			isoBox("iprp",
				isoBox("ipco", ispe(4, 4), isoBox("pixi", make([]byte, 8)), ispe(w, h)),
				isoBox("ipma", []byte{0, 0, 0, 0, 0, 0, 0, 2, 0, 1, 1, 1, 0, 2, 2, 2, mark | 3}))),
		isoBox("mdat", []byte{1, 2, 3}))
}

func TestInspectFormats(t *testing.T) {
	core := append([]byte("BM\x00\x00\x00\x00\x00\x00\x00\x00\x1a\x00\x00\x00\x0c\x00\x00\x00\x09\x00\x05\x00\x01\x00\x18\x00"), make([]byte, 28*5)...)
	wide := avifOf("avif", 9, 5, 0)
	for name, c := range map[string]struct {
		file   []byte
		format string
		mime   string
		frames int
		frame  box
	}{
		"lossy":           {riff(lossy(9, 5)), "WebP", "image/webp", 1, box{0, 0, 9, 5}},
		"lossless":        {riff(lossless(9, 5)), "WebP", "image/webp", 1, box{0, 0, 9, 5}},
		"extended":        {riff(extended(9, 5), riffChunk("ALPH", []byte{0}), lossy(9, 5), riffChunk("EXIF", []byte("II*"))), "WebP", "image/webp", 1, box{0, 0, 9, 5}},
		"animated":        {riff(extended(9, 5), riffChunk("ANIM", make([]byte, 6)), animated(2, 0, 4, 3, lossless(4, 3)), animated(0, 0, 9, 5, lossy(9, 5))), "WebP", "image/webp", 2, box{2, 0, 6, 3}},
		"avif":            {wide, "AVIF", "image/avif", 1, box{0, 0, 9, 5}},
		"avif, essential": {avifOf("mif1", 9, 5, 0x80), "AVIF", "image/avif", 1, box{0, 0, 9, 5}},
		"24 bits":         {bitmap(9, 5, 24, 0, 28*5), "BMP", "image/bmp", 1, box{0, 0, 9, 5}},
		"from the top":    {bitmap(9, -5, 32, 3, 36*5), "BMP", "image/bmp", 1, box{0, 0, 9, 5}},
		"runs":            {bitmap(9, 5, 8, 1, 1), "BMP", "image/bmp", 1, box{0, 0, 9, 5}},
		"OS/2":            {core, "BMP", "image/bmp", 1, box{0, 0, 9, 5}},
	} {
		f, err := Inspect(c.file)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if f.Format != c.format || f.W != 9 || f.H != 5 || f.MIME() != c.mime || f.Frames != c.frames || f.frame != c.frame {
			t.Errorf("%s: %+v found, %+v expected", name, f, c)
		}
		for n := range c.file {
			if _, err := Inspect(c.file[:n]); err == nil {
				t.Errorf("%s cut at %d of %d: no error", name, n, len(c.file))
			} else if !strings.HasPrefix(err.Error(), "data: picture: ") {
				t.Errorf("%s cut at %d: %v", name, n, err)
			}
		}
	}
}

func TestInspectFormatsRefused(t *testing.T) {
	replaced := func(b []byte, old, with string) []byte {
		if !bytes.Contains(b, []byte(old)) {
			t.Fatalf("%q is not in the file", old)
		}
		return bytes.Replace(b, []byte(old), []byte(with), 1)
	}
	large := func(w, h int) string {
		return fmt.Sprintf("%dx%d = %.1f megapixels found, at most 16 megapixels and 8192 a side expected", w, h, float64(w)*float64(h)/(1<<20))
	}
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"webp, large":           {riff(lossy(16383, 16383)), large(16383, 16383)},
		"webp, lossless, large": {riff(lossless(16384, 2)), large(16384, 2)},
		"webp, large canvas":    {riff(extended(1<<24, 1<<24), animated(0, 0, 1, 1, lossy(1, 1))), large(1<<24, 1<<24)},
		"webp, hidden size":     {riff(extended(9, 5), lossy(8000, 2000)), "damaged WebP: 8000x2000 pixels found, 9x5 expected"},
		"webp, hidden frame":    {riff(extended(9, 5), animated(0, 0, 9, 5, lossless(8000, 2000))), "damaged WebP: 8000x2000 pixels found, 9x5 expected"},
		"webp, frame outside":   {riff(extended(9, 5), animated(6, 0, 4, 5, lossy(4, 5))), "damaged WebP: a frame of 4x5 at 6, 0 found, one inside 9x5 expected"},
		"webp, empty frame":     {riff(extended(9, 5), animated(0, 0, 4, 5, nil)), "damaged WebP: it has no pixels"},
		"webp, no picture":      {riff(extended(9, 5)), "damaged WebP: it has no pixels"},
		"webp, no key frame":    {replaced(riff(lossy(9, 5)), "\x10\x02\x00\x9d", "\x11\x02\x00\x9d"), "damaged WebP: it does not begin with its size"},
		"webp, no pixels":       {riff(lossy(9, 0)), "9x0 pixels found, 1x1 and more expected"},
		"avif, large":           {avifOf("avif", 30000, 30000, 0), large(30000, 30000)},
		"avif, 2^32":            {avifOf("avif", 1<<32-1, 1<<32-1, 0), large(1<<32-1, 1<<32-1)},
		"avif, another item":    {replaced(avifOf("avif", 9, 5, 0), "pitm\x00\x00\x00\x00\x00\x02", "pitm\x00\x00\x00\x00\x00\x03"), "damaged AVIF: it does not begin with its size"},
		"avif, no pixels":       {replaced(avifOf("avif", 9, 5, 0), "mdat", "free"), "damaged AVIF: it has no pixels"},
		"avif, box too long":    {replaced(avifOf("avif", 9, 5, 0), "\x00\x00\x00\x0bmdat", "\x00\x00\x00\x0cmdat"), "damaged AVIF: the file ends early"},
		"avif, box too short":   {replaced(avifOf("avif", 9, 5, 0), "\x00\x00\x00\x0bmdat", "\x00\x00\x00\x07mdat"), "damaged AVIF: the file ends early"},
		"bmp, large":            {bitmap(30000, 30000, 1, 0, 4), large(30000, 30000)},
		"bmp, least height":     {bitmap(9, -1<<31, 24, 0, 4), large(9, 1<<31)},
		"bmp, negative width":   {bitmap(-9, 5, 24, 0, 4), "-9x5 pixels found, 1x1 and more expected"},
		"bmp, bits":             {bitmap(9, 5, 12, 0, 999), "damaged BMP: 12 bits a pixel found, 1, 2, 4, 8, 16, 24 or 32 expected"},
		"bmp, png inside":       {bitmap(9, 5, 24, 5, 999), "BMP of compression 5 found, one without, of runs (1, 2) or of masks (3, 6) expected"},
		"bmp, half":             {bitmap(9, 5, 24, 0, 28*5-1), "damaged BMP: the file ends early"},
		"bmp, header":           {replaced(bitmap(9, 5, 24, 0, 28*5), "\x28\x00\x00\x00", "\x0d\x00\x00\x00"), "damaged BMP: it does not begin with its size"},
	} {
		if _, err := Inspect(c.file); err == nil || err.Error() != "data: picture: "+c.want {
			t.Errorf("%s: %v found, %s expected", name, err, c.want)
		}
	}
}

// A WebP whose first frame is a part of its canvas is prepared as that part, as a GIF is.
func TestPartOfACanvas(t *testing.T) {
	f, err := Inspect(riff(extended(40, 30), animated(10, 10, 20, 10, lossy(20, 10))))
	if err != nil {
		t.Fatal(err)
	}
	g, err := f.GrayShown(40, 30, func(dst []byte, y int) {
		for x := range 40 {
			copy(dst[4*x:], []byte{byte(x), byte(x), byte(x), 255})
		}
	})
	if err != nil || g.W != 20 || g.H != 10 || g.Pix[0] != 10 {
		t.Errorf("%v, %v", g, err)
	}
}

// What is let through is bearable and has a media type, whatever the bytes.
func FuzzFormats(f *testing.F) {
	for _, b := range [][]byte{
		riff(lossy(9, 5)), riff(lossless(9, 5)), riff(extended(9, 5), lossy(9, 5)),
		riff(extended(9, 5), animated(2, 0, 4, 3, lossless(4, 3)), animated(0, 0, 9, 5, lossy(9, 5))),
		avifOf("avif", 9, 5, 0), avifOf("mif1", 9, 5, 0x80), avifOf("avis", 30000, 30000, 0),
		bitmap(9, 5, 24, 0, 28*5), bitmap(9, -5, 32, 3, 36*5), bitmap(9, 5, 8, 1, 4),
	} {
		f.Add(b)
		f.Add(b[:len(b)/2])
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		file, err := Inspect(b)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "data: picture: ") {
				t.Error(err)
			}
			return
		}
		if gate(file.W, file.H) != nil || file.frame.w() < 1 || file.frame.h() < 1 || file.frame.x1 > file.W || file.frame.y1 > file.H || file.MIME() == "" {
			t.Errorf("%+v was let through", file)
		}
	})
}
