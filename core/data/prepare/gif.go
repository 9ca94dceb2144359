package prepare

import (
	"encoding/binary"
	"io"

	"bottleneck/core/fact"
)

// gif reads the size of a GIF file's screen, where its first frame is and how
// many there are. Source: GIF89a, CompuServe 1990.
func (f *File) gif(b []byte) error {
	if len(b) < gifHead {
		return f.Damaged(io.ErrUnexpectedEOF)
	}
	f.W, f.H = int(binary.LittleEndian.Uint16(b[6:])), int(binary.LittleEndian.Uint16(b[8:]))
	if err := gate(f.W, f.H); err != nil {
		return err
	}
	frames, first, end := gifFrames(b)
	switch {
	case frames == 0 && end >= len(b), frames == 1 && end > len(b):
		return f.Damaged(io.ErrUnexpectedEOF)
	case frames == 0:
		return f.Damaged(fact.New("gif_without_picture"))
	case first.w() < 1 || first.h() < 1 || first.x1 > f.W || first.y1 > f.H:
		return f.Damaged(fact.New("frame_outside", "w", first.w(), "h", first.h(), "x", first.x0, "y", first.y0, "screen_w", f.W, "screen_h", f.H))
	}
	f.Frames, f.frame = frames, first
	return nil
}

const gifHead = 13 // bytes before the palette

// gifFrames counts the pictures in a GIF file, as far as it is in order, and
// returns the place of the first one and where in the file the counting ended.
func gifFrames(b []byte) (n int, first box, at int) {
	if len(b) < gifHead {
		return 0, first, len(b)
	}
	for at = gifHead + palette(b[10]); at < len(b); {
		switch b[at] {
		case ',': // a picture: place, size, palette, code size, blocks
			if at+10 > len(b) {
				return n, first, len(b)
			}
			if n++; n == 1 {
				word := func(i int) int { return int(binary.LittleEndian.Uint16(b[at+i:])) }
				first = box{word(1), word(3), word(1) + word(5), word(3) + word(7)}
			}
			at = blocks(b, at+10+palette(b[at+9])+1)
		case '!': // an extension: label, blocks
			at = blocks(b, at+2)
		default:
			return n, first, at
		}
	}
	return n, first, at
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
