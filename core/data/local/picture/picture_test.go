package picture

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"io"
	"runtime"
	"strings"
	"testing"

	"bottleneck/core/data/prepare"
)

// pngHeader is a PNG file that ends behind a header of the given size.
func pngHeader(w, h uint32) []byte {
	ihdr := binary.BigEndian.AppendUint32([]byte("IHDR"), w)
	ihdr = append(binary.BigEndian.AppendUint32(ihdr, h), 8, 0, 0, 0, 0)
	b := append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d"), ihdr...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(ihdr))
}

// gifHeader is a GIF file of 35 bytes with one picture of the given size.
func gifHeader(w, h uint16) []byte {
	b := binary.LittleEndian.AppendUint16([]byte("GIF89a"), w)
	b = append(binary.LittleEndian.AppendUint16(b, h), 0x80, 0, 0, 0, 0, 0, 255, 255, 255, ',', 0, 0, 0, 0)
	b = binary.LittleEndian.AppendUint16(b, w)
	return append(binary.LittleEndian.AppendUint16(b, h), 0, 2, 0, ';')
}

// jpegHeader is a JPEG file that ends behind its frame header.
func jpegHeader(w, h uint16) []byte {
	b := binary.BigEndian.AppendUint16([]byte("\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xc0\x00\x0b\x08"), h)
	return append(binary.BigEndian.AppendUint16(b, w), 1, 1, 0x11, 0)
}

func TestPictureRefused(t *testing.T) {
	valid := encodePNG(t, page(255, 0))
	tests := []struct {
		name string
		file []byte
		want string
	}{
		{"empty", nil, "data: picture: the file is empty"},
		{"text", []byte("Dear diary,\nthis is not a picture – and it has an umlaut: ä."), "data: picture: plain text found, PNG, JPEG, GIF, WebP, AVIF or BMP expected"},
		{"svg", []byte(`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>`), "data: picture: an SVG picture found, PNG, JPEG, GIF, WebP, AVIF or BMP expected"},
		{"html", []byte("\n<!DOCTYPE html><title>x</title>"), "data: picture: an HTML page found, PNG, JPEG, GIF, WebP, AVIF or BMP expected"},
		{"pdf", []byte("%PDF-1.7\n"), "data: picture: a PDF document found, PNG, JPEG, GIF, WebP, AVIF or BMP expected"},
		{"webp", []byte("RIFF\x12\x00\x00\x00WEBPVP8L\x05\x00\x00\x00\x2f\x08\x00\x01\x00\x00"), "data: picture: damaged WebP: the file ends early"},
		{"webp cut off", []byte("RIFF\x18\x00\x00\x00WEBPVP8 "), "data: picture: damaged WebP: the file ends early"},
		{"avif cut off", []byte("\x00\x00\x00\x20ftypavif\x00\x00\x00\x00"), "data: picture: damaged AVIF: the file ends early"},
		{"heic", []byte("\x00\x00\x00\x20ftypheic"), "data: picture: a HEIC picture found, PNG, JPEG, GIF, WebP, AVIF or BMP expected"},
		{"idx", []byte("\x00\x00\x08\x03\x00\x00\x00\x01\x00\x00\x00\x1c\x00\x00\x00\x1c"), "data: picture: an IDX file found, PNG, JPEG, GIF, WebP, AVIF or BMP expected"},
		{"unknown", []byte{1, 2, 3, 4, 5}, "data: picture: an unknown format (01 02 03 04) found, PNG, JPEG, GIF, WebP, AVIF or BMP expected"},
		{"one byte", []byte{0xff}, "data: picture: an unknown format (ff) found, PNG, JPEG, GIF, WebP, AVIF or BMP expected"},
		{"100 megapixels", pngHeader(10240, 10240), "data: picture: 10240x10240 = 100.0 megapixels found, at most 16 megapixels and 8192 a side expected"},
		{"30000 a side", pngHeader(30000, 30000), "data: picture: 30000x30000 = 858.3 megapixels found, at most 16 megapixels and 8192 a side expected"},
		{"gif 65535 a side", gifHeader(65535, 65535), "data: picture: 65535x65535 = 4095.9 megapixels found, at most 16 megapixels and 8192 a side expected"},
		{"jpeg 65500 a side", jpegHeader(65500, 65500), "data: picture: 65500x65500 = 4091.5 megapixels found, at most 16 megapixels and 8192 a side expected"},
		{"17 megapixels", pngHeader(4124, 4124), "data: picture: 4124x4124 = 16.2 megapixels found, at most 16 megapixels and 8192 a side expected"},
		{"too long", pngHeader(8193, 1), "data: picture: 8193x1 = 0.0 megapixels found, at most 16 megapixels and 8192 a side expected"},
		{"nothing behind the header", pngHeader(20, 20), "data: picture: damaged PNG: the file ends early"},
		{"half", valid[:len(valid)/2], "data: picture: damaged PNG: the file ends early"},
		{"blank", encodePNG(t, page(200, 200)), "data: picture: blank: brightness from 0.78 to 0.78 found, a difference of 0.09 expected"},
		{"all transparent", encodePNG(t, image.NewNRGBA(image.Rect(0, 0, 40, 40))), "data: picture: blank: brightness from 0.00 to 0.00 found, a difference of 0.09 expected"},
	}
	for _, c := range tests {
		t.Run(c.name, func(t *testing.T) {
			var err error
			cost := allocated(func() { _, err = Prepare(bytes.NewReader(c.file), int64(len(c.file))) })
			if err == nil || err.Error() != c.want {
				t.Errorf("%v\nfound, expected\n%s", err, c.want)
			}
			if cost > 1<<20 {
				t.Errorf("refusing costs %d bytes", cost)
			}
		})
	}
}

// endless is a file without end that begins like a picture.
type endless struct{ head []byte }

func (e *endless) Read(p []byte) (int, error) {
	n := copy(p, e.head)
	e.head = e.head[n:]
	clear(p[n:])
	return len(p), nil
}

func TestPictureTooLarge(t *testing.T) {
	if _, err := Prepare(nil, 65<<20); err == nil || err.Error() != "data: picture: file of 68157440 bytes, at most 67108864 expected" {
		t.Error(err)
	}
	if _, err := Prepare(&endless{pngHeader(20, 20)}, -1); err == nil || err.Error() != "data: picture: file of more than 67108864 bytes, at most that expected" {
		t.Error(err)
	}
}

// A JPEG with a scan more for every ten bytes would keep a decoder busy for hours.
func TestPictureScans(t *testing.T) {
	b := encodeJPEG(t, page(255, 0))
	b = append(b[:len(b)-2], bytes.Repeat([]byte("\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00"), 1000)...)
	if _, err := Prepare(bytes.NewReader(b), -1); err == nil || err.Error() != "data: picture: JPEG of 1001 scans, at most 100 expected" {
		t.Error(err)
	}
}

// A picture cut anywhere is refused or, where only its last bytes are missing,
// read; never a panic.
func TestPictureCut(t *testing.T) {
	var g bytes.Buffer
	m := image.NewPaletted(image.Rect(0, 0, 20, 20), color.Palette{color.White, color.Black})
	for i := range m.Pix[:200] {
		m.Pix[i] = byte(i & 1)
	}
	if err := gif.Encode(&g, m, nil); err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string][]byte{"png": encodePNG(t, m), "jpeg": encodeJPEG(t, m), "gif": g.Bytes()} {
		for n := range b {
			p, err := Prepare(bytes.NewReader(b[:n]), int64(n))
			if err == nil && len(p.Pixels) != 784 {
				t.Errorf("%s cut at %d: %d pixels", name, n, len(p.Pixels))
			}
			if err != nil && !strings.HasPrefix(err.Error(), "data: picture: ") {
				t.Errorf("%s cut at %d: %v", name, n, err)
			}
			if err == nil && n < len(b)*3/4 {
				t.Errorf("%s cut at %d of %d: no error", name, n, len(b))
			}
		}
	}
}

// A decoder that panics is one that refuses, and so is one that finds another
// size than the one that was let through.
func TestDecoderRefuses(t *testing.T) {
	f, err := prepare.Inspect(encodePNG(t, image.NewGray(image.Rect(0, 0, 9, 9))))
	if err != nil {
		t.Fatal(err)
	}
	size := image.Config{Width: 9, Height: 9}
	panics := func(io.Reader) (image.Image, error) { panic("makeslice: len out of range") }
	c := codec{func(io.Reader) (image.Config, error) { return size, nil }, panics}
	if _, err := decode(c, f, nil); err == nil || err.Error() != "data: picture: damaged PNG: makeslice: len out of range" {
		t.Error(err)
	}
	size.Width = 30000
	if _, err := decode(c, f, nil); err == nil || err.Error() != "data: picture: damaged PNG: 30000x9 pixels found, 9x9 expected" {
		t.Error(err)
	}
}

// allocated returns how many bytes f allocates.
func allocated(f func()) int {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return int(after.TotalAlloc - before.TotalAlloc)
}

func FuzzPrepare(f *testing.F) {
	small := image.NewPaletted(image.Rect(0, 0, 12, 12), color.Palette{color.White, color.Black, color.Transparent})
	for i := range small.Pix {
		small.Pix[i] = byte(i % 3)
	}
	var g bytes.Buffer
	if err := gif.EncodeAll(&g, &gif.GIF{Image: []*image.Paletted{small, small}, Delay: []int{1, 1}}); err != nil {
		f.Fatal(err)
	}
	for _, b := range [][]byte{encodePNG(f, small), encodeJPEG(f, small), exif(encodeJPEG(f, small), 6, "II"), g.Bytes(),
		pngHeader(10240, 10240), gifHeader(65535, 65535), gifHeader(300, 300), jpegHeader(65500, 65500), []byte("<svg>"), []byte("text"), {}} {
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if f, err := prepare.Inspect(b); err == nil && f.W*f.H > 1<<20 {
			return // allowed, but slow
		}
		p, err := Prepare(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			if !strings.HasPrefix(err.Error(), "data: picture: ") {
				t.Error(err)
			}
			return
		}
		if len(p.Pixels) != 784 {
			t.Errorf("%d pixels", len(p.Pixels))
		}
		for _, v := range p.Pixels {
			if !(v >= 0 && v <= 1) {
				t.Errorf("value %v", v)
			}
		}
	})
}
