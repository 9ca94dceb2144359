package data

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"unicode/utf8"
)

// maxScans is how many passes a progressive JPEG may make over the picture.
// Each costs time and hardly any bytes; cameras and tools write about ten.
const maxScans = 100

// picture is a decoded file.
type picture struct {
	image.Image
	format      string // "PNG", "JPEG", "GIF"
	orientation int    // EXIF's, 1 to 8
	frames      int    // more than 1: an animation, of which this is the first
}

// codec is a format this package reads.
type codec struct {
	name   string
	config func(io.Reader) (image.Config, error)
	decode func(io.Reader) (image.Image, error)
}

var (
	pngCodec  = &codec{"PNG", png.DecodeConfig, png.Decode}
	jpegCodec = &codec{"JPEG", jpeg.DecodeConfig, jpeg.Decode}
	gifCodec  = &codec{"GIF", gif.DecodeConfig, gif.Decode}
)

// readPicture reads and decodes a picture file of at most MaxFile bytes. size
// is what is known of its length, negative if nothing.
func readPicture(r io.Reader, size int64) (*picture, error) {
	if size > MaxFile {
		return nil, fmt.Errorf("data: picture: file of %d bytes, at most %d expected", size, MaxFile)
	}
	b, err := io.ReadAll(io.LimitReader(r, MaxFile+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("data: picture: %w", err)
	case len(b) > MaxFile:
		return nil, fmt.Errorf("data: picture: file of more than %d bytes, at most that expected", MaxFile)
	case len(b) == 0:
		return nil, errors.New("data: picture: the file is empty")
	}
	c, found := sniff(b)
	if c == nil {
		return nil, fmt.Errorf("data: picture: %s found, PNG, JPEG or GIF expected", found)
	}
	return c.read(b)
}

// read checks what the header asks for, then decodes. A decoder that panics is
// a decoder that refuses.
func (c *codec) read(b []byte) (p *picture, err error) {
	defer func() {
		if v := recover(); v != nil {
			p, err = nil, fmt.Errorf("data: picture: damaged %s: %v", c.name, v)
		}
	}()
	size, err := c.config(bytes.NewReader(b))
	if err != nil {
		return nil, c.damaged(err)
	}
	if err := gate(size.Width, size.Height); err != nil {
		return nil, err
	}
	p = &picture{format: c.name, orientation: 1, frames: 1}
	switch c {
	case jpegCodec:
		if n := bytes.Count(b, []byte{0xff, 0xda}); n > maxScans {
			return nil, fmt.Errorf("data: picture: JPEG of %d scans, at most %d expected", n, maxScans)
		}
		p.orientation = orientation(b)
	case gifCodec:
		p.frames = gifFrames(b)
	}
	if p.Image, err = c.decode(bytes.NewReader(b)); err != nil {
		return nil, c.damaged(err)
	}
	return p, nil
}

// damaged words a decoder's error.
func (c *codec) damaged(err error) error {
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return fmt.Errorf("data: picture: damaged %s: the file ends early", c.name)
	}
	return fmt.Errorf("data: picture: damaged %s: %w", c.name, err)
}

// gate refuses pictures that are too large to decode.
func gate(w, h int) error {
	switch {
	case w < 1 || h < 1:
		return fmt.Errorf("data: picture: %dx%d pixels found, 1x1 and more expected", w, h)
	case w > MaxSide || h > MaxSide || w*h > MaxPixels:
		return fmt.Errorf("data: picture: %dx%d = %.1f megapixels found, at most %d megapixels and %d a side expected",
			w, h, float64(w)*float64(h)/(1<<20), MaxPixels>>20, MaxSide)
	}
	return nil
}

// sniff names what a file is by its first bytes; its name means nothing. The
// codec is nil for everything that is not read here.
func sniff(b []byte) (*codec, string) {
	for _, known := range []struct {
		at    int
		magic string
		codec *codec
		name  string
	}{
		{0, "\x89PNG\r\n\x1a\n", pngCodec, "PNG"},
		{0, "\xff\xd8\xff", jpegCodec, "JPEG"},
		{0, "GIF87a", gifCodec, "GIF"},
		{0, "GIF89a", gifCodec, "GIF"},
		{8, "WEBP", nil, "a WebP picture"},
		{4, "ftypavif", nil, "an AVIF picture"},
		{4, "ftyphei", nil, "a HEIC picture"},
		{4, "ftypmif1", nil, "a HEIF picture"},
		{0, "BM", nil, "a BMP picture"},
		{0, "II*\x00", nil, "a TIFF picture"},
		{0, "MM\x00*", nil, "a TIFF picture"},
		{0, "%PDF", nil, "a PDF document"},
		{0, "PK\x03\x04", nil, "a ZIP archive"},
		{0, "\x1f\x8b", nil, "a gzip archive"},
		{0, "\x00\x00\x08\x03", nil, "an IDX file"},
		{0, "\x00\x00\x08\x01", nil, "an IDX file"},
		{0, "\x00asm", nil, "a WebAssembly module"},
	} {
		if len(b) >= known.at && bytes.HasPrefix(b[known.at:], []byte(known.magic)) {
			return known.codec, known.name
		}
	}
	head := b[:min(len(b), 512)]
	for _, markup := range []struct{ tag, name string }{{"<svg", "an SVG picture"}, {"<html", "an HTML page"}, {"<!doctype html", "an HTML page"}, {"<?xml", "an XML file"}} {
		if bytes.Contains(bytes.ToLower(head), []byte(markup.tag)) {
			return nil, markup.name
		}
	}
	if text(head) {
		return nil, "plain text"
	}
	return nil, fmt.Sprintf("an unknown format (% x)", b[:min(len(b), 4)])
}

// text tells whether b is text. Its end may cut a character.
func text(b []byte) bool {
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		if r == utf8.RuneError && n == 1 {
			return len(b) < utf8.UTFMax && !utf8.FullRune(b)
		}
		if r < ' ' && r != '\n' && r != '\r' && r != '\t' || r == 0x7f {
			return false
		}
		b = b[n:]
	}
	return true
}

// gifFrames counts the pictures in a GIF file, as far as it is in order.
func gifFrames(b []byte) int {
	const header = 13
	if len(b) < header {
		return 0
	}
	at, n := header+palette(b[10]), 0
	for at < len(b) {
		switch b[at] {
		case ',': // a picture: place, size, palette, code size, blocks
			if at+10 > len(b) {
				return n
			}
			n++
			at = blocks(b, at+10+palette(b[at+9])+1)
		case '!': // an extension: label, blocks
			at = blocks(b, at+2)
		default:
			return n
		}
	}
	return n
}

// palette returns the bytes of the color table that flags announce.
func palette(flags byte) int {
	if flags&0x80 == 0 {
		return 0
	}
	return 3 << (flags&7 + 1)
}

// blocks returns the place behind the data blocks at b[at:].
func blocks(b []byte, at int) int {
	for at < len(b) && b[at] != 0 {
		at += 1 + int(b[at])
	}
	return at + 1
}
