package prepare

import (
	"encoding/binary"
	"io"

	"bottleneck/core/fact"
)

// webp goes over the chunks of a WebP file: the size of the picture or, of an
// extended file, of its canvas, and whether all frames lie within. Source: WebP
// Container Specification, Google 2023; RFC 6386, section 9.1; WebP Lossless
// Bitstream Specification, section 3.
func (f *File) webp(b []byte) error {
	if len(b) < 12 {
		return f.Damaged(io.ErrUnexpectedEOF)
	}
	size := uint64(binary.LittleEndian.Uint32(b[4:]))
	if size > uint64(len(b)-8) || size < 4 {
		return f.Damaged(io.ErrUnexpectedEOF)
	}
	b = b[12 : 8+size]
	pictures, canvas := 0, false
	for first := true; len(b) > 0; first = false {
		kind, body, rest, err := f.chunk(b)
		if err != nil {
			return err
		}
		switch {
		case kind == "VP8X" && first:
			if len(body) < 10 {
				return f.Damaged(io.ErrUnexpectedEOF)
			}
			f.W, f.H = 1+word24(body[4:]), 1+word24(body[7:])
			canvas = true
			if err := gate(f.W, f.H); err != nil {
				return err
			}
		case kind == "VP8 " || kind == "VP8L":
			w, h, err := f.bitstream(kind, body)
			if err != nil {
				return err
			}
			if f.W > 0 && (w != f.W || h != f.H) {
				return f.Damaged(sizeDiffers(w, h, f.W, f.H))
			}
			f.W, f.H = w, h
			pictures++
		case kind == "ANMF" && canvas:
			at, err := f.webpFrame(body)
			if err != nil {
				return err
			}
			if f.Frames = 1 + pictures; pictures == 0 {
				f.frame = at
			}
			pictures++
		}
		b = rest
	}
	if pictures == 0 {
		return f.Damaged(fact.New("picture_without_pixels"))
	}
	return nil
}

// chunk cuts the first chunk off b: its kind, its bytes, and what follows.
func (f *File) chunk(b []byte) (kind string, body, rest []byte, err error) {
	if len(b) < 8 {
		return "", nil, nil, f.Damaged(io.ErrUnexpectedEOF)
	}
	n := uint64(binary.LittleEndian.Uint32(b[4:]))
	if n > uint64(len(b)-8) {
		return "", nil, nil, f.Damaged(io.ErrUnexpectedEOF)
	}
	body, rest = b[8:8+n], b[8+n:]
	if n%2 == 1 && len(rest) > 0 { // padded to even
		rest = rest[1:]
	}
	return string(b[:4]), body, rest, nil
}

// webpFrame is the place of a frame of an animation on the canvas.
func (f *File) webpFrame(body []byte) (box, error) {
	if len(body) < 16 {
		return box{}, f.Damaged(io.ErrUnexpectedEOF)
	}
	x, y, w, h := 2*word24(body), 2*word24(body[3:]), 1+word24(body[6:]), 1+word24(body[9:])
	if x+w > f.W || y+h > f.H {
		return box{}, f.Damaged(fact.New("frame_outside", "w", w, "h", h, "x", x, "y", y, "screen_w", f.W, "screen_h", f.H))
	}
	for b := body[16:]; len(b) > 0; {
		kind, part, rest, err := f.chunk(b)
		if err != nil {
			return box{}, err
		}
		if kind == "VP8 " || kind == "VP8L" {
			foundW, foundH, err := f.bitstream(kind, part)
			if err == nil && (foundW != w || foundH != h) {
				err = f.Damaged(sizeDiffers(foundW, foundH, w, h))
			}
			return box{x, y, x + w, y + h}, err
		}
		b = rest
	}
	return box{}, f.Damaged(fact.New("picture_without_pixels"))
}

// bitstream is the size in the header of a lossy ("VP8 ") or a lossless ("VP8L") picture.
func (f *File) bitstream(kind string, b []byte) (w, h int, err error) {
	switch {
	case kind == "VP8 " && len(b) >= 10 && b[0]&1 == 0 && string(b[3:6]) == "\x9d\x01\x2a":
		w, h = int(binary.LittleEndian.Uint16(b[6:]))&0x3fff, int(binary.LittleEndian.Uint16(b[8:]))&0x3fff
	case kind == "VP8L" && len(b) >= 5 && b[0] == 0x2f:
		bits := binary.LittleEndian.Uint32(b[1:])
		w, h = 1+int(bits&0x3fff), 1+int(bits>>14&0x3fff)
	default:
		return 0, 0, f.Damaged(fact.New("picture_without_size"))
	}
	return w, h, gate(w, h)
}

// word24 is a number of three bytes, the lowest first.
func word24(b []byte) int { return int(b[0]) | int(b[1])<<8 | int(b[2])<<16 }
