package prepare

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"bottleneck/core/fact"
)

// Sniff names what a file is by its first bytes; its name means nothing. The
// format is empty for everything that is not read here; found names it all the same.
func Sniff(b []byte) (format string, found *fact.Fact) {
	if isAVIF(b) {
		return "AVIF", fact.New("file_kind", "kind", "avif")
	}
	for _, known := range []struct {
		at                  int
		magic, format, kind string
	}{
		{0, "\x89PNG\r\n\x1a\n", "PNG", "png"},
		{0, "\xff\xd8\xff", "JPEG", "jpeg"},
		{0, "GIF87a", "GIF", "gif"},
		{0, "GIF89a", "GIF", "gif"},
		{8, "WEBP", "WebP", "webp"},
		{4, "ftyphei", "", "heic"},
		{4, "ftypmif1", "", "heif"},
		{0, "BM", "BMP", "bmp"},
		{0, "II*\x00", "", "tiff"},
		{0, "MM\x00*", "", "tiff"},
		{0, "%PDF", "", "pdf"},
		{0, "PK\x03\x04", "", "zip"},
		{0, "\x1f\x8b", "", "gzip"},
		{0, "\x00\x00\x08\x03", "", "idx"},
		{0, "\x00\x00\x08\x01", "", "idx"},
		{0, "\x00asm", "", "wasm"},
	} {
		if len(b) >= known.at && bytes.HasPrefix(b[known.at:], []byte(known.magic)) {
			return known.format, fact.New("file_kind", "kind", known.kind)
		}
	}
	head := b[:min(len(b), 512)]
	low := bytes.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r - 'A' + 'a'
		}
		return r
	}, head)
	for _, markup := range []struct{ tag, kind string }{{"<svg", "svg"}, {"<html", "html"}, {"<!doctype html", "html"}, {"<?xml", "xml"}} {
		if bytes.Contains(low, []byte(markup.tag)) {
			return "", fact.New("file_kind", "kind", markup.kind)
		}
	}
	if text(head) {
		return "", fact.New("file_kind", "kind", "text")
	}
	var first []string
	for _, c := range b[:min(len(b), 4)] {
		first = append(first, strconv.FormatUint(uint64(c)+0x100, 16)[1:])
	}
	return "", fact.New("file_kind_unknown", "bytes", strings.Join(first, " "))
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
