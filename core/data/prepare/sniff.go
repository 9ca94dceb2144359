package prepare

import (
	"bytes"
	"fmt"
	"unicode/utf8"
)

// Sniff names what a file is by its first bytes; its name means nothing. The
// format is empty for everything that is not read here.
func Sniff(b []byte) (format, found string) {
	for _, known := range []struct {
		at                  int
		magic, format, name string
	}{
		{0, "\x89PNG\r\n\x1a\n", "PNG", "PNG"},
		{0, "\xff\xd8\xff", "JPEG", "JPEG"},
		{0, "GIF87a", "GIF", "GIF"},
		{0, "GIF89a", "GIF", "GIF"},
		{8, "WEBP", "", "a WebP picture"},
		{4, "ftypavif", "", "an AVIF picture"},
		{4, "ftyphei", "", "a HEIC picture"},
		{4, "ftypmif1", "", "a HEIF picture"},
		{0, "BM", "", "a BMP picture"},
		{0, "II*\x00", "", "a TIFF picture"},
		{0, "MM\x00*", "", "a TIFF picture"},
		{0, "%PDF", "", "a PDF document"},
		{0, "PK\x03\x04", "", "a ZIP archive"},
		{0, "\x1f\x8b", "", "a gzip archive"},
		{0, "\x00\x00\x08\x03", "", "an IDX file"},
		{0, "\x00\x00\x08\x01", "", "an IDX file"},
		{0, "\x00asm", "", "a WebAssembly module"},
	} {
		if len(b) >= known.at && bytes.HasPrefix(b[known.at:], []byte(known.magic)) {
			return known.format, known.name
		}
	}
	head := b[:min(len(b), 512)]
	for _, markup := range []struct{ tag, name string }{{"<svg", "an SVG picture"}, {"<html", "an HTML page"}, {"<!doctype html", "an HTML page"}, {"<?xml", "an XML file"}} {
		if bytes.Contains(bytes.ToLower(head), []byte(markup.tag)) {
			return "", markup.name
		}
	}
	if text(head) {
		return "", "plain text"
	}
	return "", fmt.Sprintf("an unknown format (% x)", b[:min(len(b), 4)])
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
