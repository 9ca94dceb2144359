package prepare

import (
	"encoding/binary"
	"hash/crc32"
	"io"

	"bottleneck/core/fact"
)

// png reads the size from the first chunk of a PNG file, then goes over all
// chunks to the last one: are they there, and are they what was written? Source:
// PNG (Third Edition), W3C Recommendation 2025, section 5.
func (f *File) png(b []byte) error {
	const header = 8 + 8 + 13 + 4
	if len(b) < header {
		return f.Damaged(io.ErrUnexpectedEOF)
	}
	if string(b[8:16]) != "\x00\x00\x00\x0dIHDR" {
		return f.Damaged(fact.New("picture_without_size"))
	}
	w, h := binary.BigEndian.Uint32(b[16:]), binary.BigEndian.Uint32(b[20:])
	f.W, f.H = int(w), int(h)
	if err := gate(f.W, f.H); err != nil {
		return err
	}
	for pixels, b := false, b[8:]; ; {
		if len(b) < 12 {
			return f.Damaged(io.ErrUnexpectedEOF)
		}
		n := uint64(binary.BigEndian.Uint32(b))
		if n > uint64(len(b)-12) {
			return f.Damaged(io.ErrUnexpectedEOF)
		}
		kind, body := string(b[4:8]), b[8:8+n]
		if want := binary.BigEndian.Uint32(b[8+n:]); crc32.ChecksumIEEE(b[4:8+n]) != want {
			return f.Damaged(fact.New("png_checksum", "chunk", kind))
		}
		switch kind {
		case "IDAT":
			pixels = true
		case "eXIf":
			f.Orientation = tiffOrientation(body)
		case "IEND":
			if !pixels {
				return f.Damaged(fact.New("picture_without_pixels"))
			}
			return nil
		}
		b = b[12+n:]
	}
}
