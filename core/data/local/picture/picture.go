// Package picture prepares PNG, JPEG, GIF, WebP and BMP files with Go's decoders. They are
// large, and a browser has its own: the page's trainer does without this package
// and hands what the browser decoded to prepare.File's PrepareShown. AVIF, which a
// browser decodes too, has no decoder here and is refused by name.
package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"

	"golang.org/x/image/bmp"
	"golang.org/x/image/webp"

	"bottleneck/core/data/prepare"
)

// Prepare reads a picture file and brings it to what MNIST holds: grey,
// bright ink on dark, its box scaled to 20x20 keeping its shape, its center of
// mass in the middle of 28x28. Light paper is inverted; the border decides.
// Transparent is white paper, or dark if nothing shows on white. size is the
// length of the file, negative if not known. A file of more than prepare.MaxFile
// bytes or a picture of more than prepare.MaxPixels pixels is refused before it is
// decoded.
func Prepare(r io.Reader, size int64) (*prepare.Picture, error) {
	f, m, err := read(r, size)
	if err != nil {
		return nil, err
	}
	return f.Prepare(m.Bounds().Dx(), m.Bounds().Dy(), luma(m, prepare.Brightness))
}

// Planes reads a picture file, in gray where it has no color, on white paper where it is transparent, or on
// dark if nothing shows on white, turned upright. A picture of more than 1024 pixels a side is shrunk
// by a whole factor. Prepare's limits hold.
func Planes(r io.Reader, size int64) (prepare.Planes, error) {
	f, m, err := read(r, size)
	if err != nil {
		return prepare.Planes{}, err
	}
	return f.Planes(m.Bounds().Dx(), m.Bounds().Dy(), func(t prepare.Tone) prepare.Luma { return luma(m, t) })
}

func read(r io.Reader, size int64) (*prepare.File, image.Image, error) {
	b, f, err := prepare.ReadFile(r, size)
	if err != nil {
		return nil, nil, err
	}
	c, here := codecs[f.Format]
	if !here {
		return nil, nil, fmt.Errorf("data: picture: %s found: the page reads it, this program PNG, JPEG, GIF, WebP and BMP", f.Format)
	}
	m, err := decode(c, f, b)
	return f, m, err
}

// codec is a format's decoder.
type codec struct {
	config func(io.Reader) (image.Config, error)
	decode func(io.Reader) (image.Image, error)
}

var codecs = map[string]codec{
	"PNG":  {png.DecodeConfig, png.Decode},
	"JPEG": {jpeg.DecodeConfig, jpeg.Decode},
	"GIF":  {gif.DecodeConfig, gif.Decode},
	"WebP": {webp.DecodeConfig, webp.Decode},
	"BMP":  {bmp.DecodeConfig, bmp.Decode},
}

// decode decodes a file that was inspected. The decoder must find the size that
// was let through. One that panics is one that refuses.
func decode(c codec, f *prepare.File, b []byte) (m image.Image, err error) {
	defer func() {
		if v := recover(); v != nil {
			m, err = nil, f.Damaged(fmt.Errorf("%v", v))
		}
	}()
	size, err := c.config(bytes.NewReader(b))
	if err != nil {
		return nil, f.Damaged(err)
	}
	if size.Width != f.W || size.Height != f.H {
		return nil, f.Damaged(fmt.Errorf("%dx%d pixels found, %dx%d expected", size.Width, size.Height, f.W, f.H))
	}
	if m, err = c.decode(bytes.NewReader(b)); err != nil {
		return nil, f.Damaged(err)
	}
	return m, nil
}
