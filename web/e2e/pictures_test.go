package e2e

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"slices"
	"strings"
	"testing"

	prepared "bottleneck/core/data/local/picture"
	"bottleneck/core/data/prepare"
)

// paint is a seven of w x h pixels.
func paint(w, h int, paper, ink color.Color) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			u, v := float64(x)/float64(w), float64(y)/float64(h)
			c := paper
			if u > .25 && u < .75 && v > .2 && v < .27 || v >= .27 && v < .8 && u > .95-v && u < 1.03-v {
				c = ink
			}
			m.Set(x, y, c)
		}
	}
	return m
}

func encoded(t *testing.T, encode func(b *bytes.Buffer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	must(t, encode(&b))
	return b.Bytes()
}

// exif is a TIFF directory with an orientation.
func exif(orientation byte) string {
	return "MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00" + string(orientation) + "\x00\x00\x00\x00\x00\x00"
}

// What the page makes of a picture file with the browser's decoders is what
// Go's make of it.
func TestPicturesAreDecodedAsInGo(t *testing.T) {
	toPNG := func(m image.Image) []byte {
		return encoded(t, func(b *bytes.Buffer) error { return png.Encode(b, m) })
	}
	toJPEG := func(m image.Image) []byte {
		return encoded(t, func(b *bytes.Buffer) error { return jpeg.Encode(b, m, &jpeg.Options{Quality: 90}) })
	}
	white, blue, clear := color.NRGBA{255, 255, 255, 255}, color.NRGBA{20, 30, 140, 255}, color.NRGBA{}
	plain := paint(200, 300, color.NRGBA{250, 240, 220, 255}, blue)
	files := map[string][]byte{
		"png":            toPNG(plain),
		"large png":      toPNG(paint(2500, 3100, white, blue)),
		"transparent":    toPNG(paint(200, 300, clear, color.NRGBA{0, 0, 0, 200})),
		"light on glass": toPNG(paint(200, 300, clear, color.NRGBA{255, 255, 240, 230})),
		"jpeg":           toJPEG(plain),
		"large jpeg":     toJPEG(paint(3000, 4000, white, blue)),
	}
	gray := image.NewGray16(plain.Rect)
	for y := range 300 {
		for x := range 200 {
			gray.Set(x, y, plain.At(x, y))
		}
	}
	files["16 bit"] = toPNG(gray)
	for o := byte(1); o <= 8; o++ {
		body := "Exif\x00\x00" + exif(o)
		b := files["jpeg"]
		files[fmt.Sprintf("jpeg, orientation %d", o)] = slices.Concat(b[:2], []byte{0xff, 0xe1, 0, byte(len(body) + 2)}, []byte(body), b[2:])
		b = files["png"]
		chunk := binary.BigEndian.AppendUint32(nil, uint32(len(exif(o))))
		chunk = append(append(chunk, "eXIf"...), exif(o)...)
		chunk = binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE(chunk[4:]))
		files[fmt.Sprintf("png, orientation %d", o)] = slices.Concat(b[:33], chunk, b[33:])
	}
	still := image.NewPaletted(plain.Rect, color.Palette{white, blue, clear})
	for i := range still.Pix {
		if plain.Pix[4*i] < 100 {
			still.Pix[i] = 1
		}
	}
	other := image.NewPaletted(plain.Rect, color.Palette{white, blue})
	files["gif"] = encoded(t, func(b *bytes.Buffer) error { return gif.Encode(b, still, nil) })
	files["animated gif"] = encoded(t, func(b *bytes.Buffer) error {
		return gif.EncodeAll(b, &gif.GIF{Image: []*image.Paletted{still, other}, Delay: []int{1, 1}})
	})
	files["gif of a part"] = encoded(t, func(b *bytes.Buffer) error {
		part := still.SubImage(image.Rect(40, 50, 160, 250)).(*image.Paletted)
		return gif.EncodeAll(b, &gif.GIF{Image: []*image.Paletted{part, other}, Delay: []int{1, 1}, Config: image.Config{Width: 200, Height: 300}})
	})

	p := visit(t, quick)
	for name, b := range files {
		want, err := prepared.Prepare(bytes.NewReader(b), -1)
		must(t, err)
		got := eval[[]float32](t, p, preparing(b)+`.then((x) => [...x])`)
		if len(got) != len(want.Pixels) {
			t.Fatalf("%s: %d numbers", name, len(got))
		}
		mean := 0.0
		for i, v := range want.Pixels {
			mean += max(float64(v-got[i]), float64(got[i]-v)) / float64(len(got))
		}
		t.Logf("%s: mean difference %.5f", name, mean)
		if mean > .01 {
			t.Errorf("%s: prepared in the page and in Go it differs by %.4f, at most 0.01 expected", name, mean)
		}
	}

	// What no decoder of Go's standard library reads is, by the browser's, the picture that it was made of.
	others := map[string][2][]byte{
		"bmp":  {bitmap(plain), files["png"]},
		"avif": {sevenAVIF(t), toPNG(paint(100, 150, white, blue))},
	}
	for name, quality := range map[string]string{"webp": "0.9", "webp without loss": "1"} {
		text := eval[string](t, p, `(async () => {
			const m = await createImageBitmap(new Blob([Uint8Array.from(atob("`+base64.StdEncoding.EncodeToString(files["png"])+`"), (c) => c.charCodeAt(0))]));
			const c = new OffscreenCanvas(m.width, m.height);
			c.getContext("2d").drawImage(m, 0, 0);
			const bytes = new Uint8Array(await (await c.convertToBlob({ type: "image/webp", quality: `+quality+` })).arrayBuffer());
			return btoa(Array.from(bytes, (b) => String.fromCharCode(b)).join(""));
		})()`)
		b, err := base64.StdEncoding.DecodeString(text)
		must(t, err)
		others[name] = [2][]byte{b, files["png"]}
	}
	for name, c := range others {
		want, err := prepared.Prepare(bytes.NewReader(c[1]), -1)
		must(t, err)
		if f, err := prepare.Inspect(c[0]); err != nil || f.Format == "PNG" {
			t.Fatalf("%s: %+v, %v", name, f, err)
		}
		mean := 0.0
		for i, v := range eval[[]float32](t, p, preparing(c[0])+`.then((x) => [...x])`) {
			mean += max(float64(v-want.Pixels[i]), float64(want.Pixels[i]-v)) / float64(len(want.Pixels))
		}
		t.Logf("%s: mean difference %.5f", name, mean)
		if mean > .01 {
			t.Errorf("%s: it differs from what it was made of by %.4f, at most 0.01 expected", name, mean)
		}
		if text := eval[string](t, p, preparing(c[0][:len(c[0])-9])+`.then(() => "accepted", (e) => e.message)`); !strings.Contains(text, "the file ends early") {
			t.Errorf("%s, cut off: %q", name, text)
		}
	}

	half := files["png"][:len(files["png"])/2]
	flipped := slices.Clone(files["png"])
	at := bytes.Index(flipped, []byte("IDAT")) + 4
	flipped[at+30] ^= 0x55
	n := int(binary.BigEndian.Uint32(flipped[at-8:]))
	binary.BigEndian.PutUint32(flipped[at+n:], crc32.ChecksumIEEE(flipped[at-4:at+n])) // only a decoder can tell
	scrambled := slices.Clone(files["jpeg"])
	for i := bytes.Index(scrambled, []byte{0xff, 0xc4}) + 4; i < bytes.Index(scrambled, []byte{0xff, 0xda}); i++ {
		scrambled[i] = 0x99
	}
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"half a png":    {half, "damaged PNG: the file ends early"},
		"half a jpeg":   {files["jpeg"][:len(files["jpeg"])/2], "damaged JPEG: the file ends early"},
		"half a gif":    {files["gif"][:len(files["gif"])/2], "damaged GIF: the file ends early"},
		"flipped png":   {flipped, "PNG"},
		"bad jpeg":      {scrambled, "JPEG"},
		"words as .png": {[]byte("these are words"), "plain text found"},
	} {
		if text := eval[string](t, p, preparing(c.file)+`.then(() => "accepted", (e) => e.message)`); !strings.Contains(text, c.want) {
			t.Errorf("%s: %q, %q expected", name, text, c.want)
		} else {
			t.Logf("%s: %s", name, text)
		}
	}
	huge := eval[string](t, p, "bottleneck.prepare("+hugePNG+`).then(() => "accepted", (e) => e.message)`)
	if !strings.Contains(huge, "30000x30000") {
		t.Errorf("huge: %q", huge)
	}

	// Many at once, while it trains: each answer finds its question.
	same := eval[bool](t, p, `(async () => {
		await bottleneck.start();
		const a = () => `+preparing(files["png"])+`, b = () => `+preparing(files["gif"])+`;
		const [x, y] = [await a(), await b()];
		const all = await Promise.all(Array.from({ length: 20 }, (_, i) => i % 2 ? b() : a()));
		return all.every((z, i) => z.every((v, k) => v === (i % 2 ? y : x)[k]));
	})()`)
	if !same {
		t.Error("pictures prepared at the same time differ from those prepared one by one")
	}
}

// bitmap is a picture as a BMP of 24 bits, its rows from the bottom up.
func bitmap(m *image.NRGBA) []byte {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	row := (3*w + 3) / 4 * 4
	b := make([]byte, 54+row*h)
	copy(b, "BM")
	for at, v := range map[int]int{2: len(b), 10: 54, 14: 40, 18: w, 22: h, 34: row * h} {
		binary.LittleEndian.PutUint32(b[at:], uint32(v))
	}
	b[26], b[28] = 1, 24
	for y := range h {
		for x := range w {
			p := m.Pix[m.PixOffset(x, h-1-y):]
			copy(b[54+y*row+3*x:], []byte{p[2], p[1], p[0]})
		}
	}
	return b
}

// sevenAVIF is paint(100, 150, white, blue), written by libavif.
func sevenAVIF(t *testing.T) []byte {
	t.Helper()
	b, err := base64.StdEncoding.DecodeString("" +
		"AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUIAAADybWV0YQAAAAAAAAAoaGRscgAAAAAAAAAAcGljdAAAAAAAAAAAAAAAAGxpYmF2aWYAAAAADnBp" +
		"dG0AAAAAAAEAAAAeaWxvYwAAAABEAAABAAEAAAABAAABGgAAAN4AAAAoaWluZgAAAAAAAQAAABppbmZlAgAAAAABAABhdjAxQ29sb3IAAAAAamlwcnAAAABL" +
		"aXBjbwAAABRpc3BlAAAAAAAAAGQAAACWAAAAEHBpeGkAAAAAAwgICAAAAAxhdjFDgQAMAAAAABNjb2xybmNseAACAAIABoAAAAAXaXBtYQAAAAAAAAABAAEE" +
		"AQKDBAAAAOZtZGF0EgAKCRgZ8cqyQICBoTLOAURkAAAEXIDjOSsW0Inb36laNNk9vL7VTUtgSrQdRy9oO9resIGmOBOqggI2dQPgf3m1k1kK4617bRywzT56" +
		"3cuUkV/Y744Kra8gCWT3HZxMw/NOhASmhp6V5AFVyakVyd0fX9ZneI+WgmN6Wbz37xJlVp5nYaCnpldJ7ca5KJMCUSIcKFnlBrf2e5qZbfz4olZoCvs8Zsxy" +
		"uB+9b2Bfwcibyg+hU4KGK9qGDrdcv2YFU4z8irTj1sMkqUnCwcGAvzTDIdOrxlLlNvSvd7uA")
	must(t, err)
	return b
}

// preparing is the call with a file's bytes.
func preparing(b []byte) string {
	return `bottleneck.prepare(new Blob([Uint8Array.from(atob("` + base64.StdEncoding.EncodeToString(b) + `"), (c) => c.charCodeAt(0))], {type: "text/plain"}))`
}
