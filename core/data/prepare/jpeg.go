package prepare

import (
	"bytes"
	"encoding/binary"
	"io"
	"strconv"

	"bottleneck/core/fact"
)

// jpeg reads the size from the frame header (SOF) of a JPEG file and checks that
// the file goes on to its end. Source: ITU-T T.81, annex B. Like decoders, it
// passes over stray bytes between segments.
func (f *File) jpeg(b []byte) error {
	for at := 2; ; {
		for at+1 < len(b) && (b[at] != 0xff || b[at+1] == 0xff || b[at+1] == 0) {
			at++
		}
		if at+4 > len(b) {
			return f.Damaged(io.ErrUnexpectedEOF)
		}
		marker, size := b[at+1], int(binary.BigEndian.Uint16(b[at+2:]))
		switch {
		case marker >= 0xd0 && marker <= 0xd7: // restarts stand alone
			at += 2
			continue
		case marker == 0xd9:
			return f.Damaged(fact.New("picture_without_pixels"))
		case size < 2:
			return f.Damaged(fact.New("jpeg_segment", "marker", strconv.FormatUint(uint64(marker), 16), "size", size))
		case at+2+size > len(b):
			return f.Damaged(io.ErrUnexpectedEOF)
		case marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc:
			if size < 8 {
				return f.Damaged(fact.New("jpeg_frame_header", "size", size))
			}
			if f.W > 0 {
				return f.Damaged(fact.New("jpeg_two_frame_headers"))
			}
			f.H, f.W = int(binary.BigEndian.Uint16(b[at+5:])), int(binary.BigEndian.Uint16(b[at+7:]))
			if err := gate(f.W, f.H); err != nil {
				return err
			}
		case marker == 0xda:
			return f.scans(b, at)
		}
		at += 2 + size
	}
}

// scans checks what follows a JPEG file's headers; the first scan begins at at.
func (f *File) scans(b []byte, at int) error {
	if f.W == 0 {
		return f.Damaged(fact.New("jpeg_pixels_first"))
	}
	if n := bytes.Count(b, []byte{0xff, 0xda}); n > maxScans {
		return fact.About(about, "jpeg_scans_too_many", "scans", n, "most", maxScans)
	}
	if !bytes.Contains(b[at:], []byte{0xff, 0xd9}) {
		return f.Damaged(io.ErrUnexpectedEOF)
	}
	f.Orientation = orientation(b)
	return nil
}
