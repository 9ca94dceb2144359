package prepare

import (
	"bytes"
	"encoding/binary"
)

// orientation returns the EXIF orientation of a JPEG file, 1 (upright) to 8,
// and 1 when it says nothing or nonsense. Cameras store how they were held in
// tag 0x0112 of the first directory of segment APP1.
func orientation(b []byte) int {
	for at := 2; at+4 <= len(b) && b[at] == 0xff; {
		marker, size := b[at+1], int(binary.BigEndian.Uint16(b[at+2:]))
		if marker == 0xda || size < 2 || at+2+size > len(b) {
			return 1
		}
		if body := b[at+4 : at+2+size]; marker == 0xe1 && bytes.HasPrefix(body, []byte("Exif\x00\x00")) {
			return tiffOrientation(body[6:])
		}
		at += 2 + size
	}
	return 1
}

// tiffOrientation looks for the tag in the first directory of a TIFF header.
func tiffOrientation(b []byte) int {
	if len(b) < 8 {
		return 1
	}
	var order binary.ByteOrder = binary.BigEndian
	if b[0] == 'I' {
		order = binary.LittleEndian
	}
	at := uint64(order.Uint32(b[4:]))
	if at+2 > uint64(len(b)) {
		return 1
	}
	entries := int(order.Uint16(b[at:]))
	for b = b[at+2:]; entries > 0 && len(b) >= 12; entries, b = entries-1, b[12:] {
		if order.Uint16(b) != 0x0112 {
			continue
		}
		if v := int(order.Uint16(b[8:])); v >= 1 && v <= 8 {
			return v
		}
		return 1
	}
	return 1
}

// turn brings a grey picture upright. EXIF's numbers mean, for the stored
// picture: 2 mirrored, 3 upside down, 4 both, 5 to 8 the same lying on a side.
func (g *Gray) turn(orientation int) *Gray {
	if orientation < 2 || orientation > 8 {
		return g
	}
	out := &Gray{W: g.W, H: g.H, Pix: make([]byte, len(g.Pix))}
	if orientation >= 5 {
		out.W, out.H = g.H, g.W
	}
	for y := range out.H {
		for x := range out.W {
			fromX, fromY := x, y
			switch orientation {
			case 2:
				fromX = g.W - 1 - x
			case 3:
				fromX, fromY = g.W-1-x, g.H-1-y
			case 4:
				fromY = g.H - 1 - y
			case 5:
				fromX, fromY = y, x
			case 6:
				fromX, fromY = y, g.H-1-x
			case 7:
				fromX, fromY = g.W-1-y, g.H-1-x
			case 8:
				fromX, fromY = g.W-1-y, x
			}
			out.Pix[y*out.W+x] = g.Pix[fromY*g.W+fromX]
		}
	}
	return out
}
