package prepare

import (
	"encoding/binary"
	"io"
	"strconv"

	"bottleneck/core/fact"
)

// bmp reads the size from the information header of a BMP file, and whether the
// pixels that it announces are there. Pictures in another format within the file
// are refused: nobody has looked at their size. Source: Microsoft, "Bitmap Header
// Types" (BITMAPCOREHEADER to BITMAPV5HEADER).
func (f *File) bmp(b []byte) error {
	const plain, rle8, rle4, masks, alphaMasks = 0, 1, 2, 3, 6
	if len(b) < 26 {
		return f.Damaged(io.ErrUnexpectedEOF)
	}
	pixels, header := uint64(binary.LittleEndian.Uint32(b[10:])), binary.LittleEndian.Uint32(b[14:])
	bits, compression := uint64(0), uint32(plain)
	switch {
	case header == 12:
		f.W, f.H = int(binary.LittleEndian.Uint16(b[18:])), int(binary.LittleEndian.Uint16(b[20:]))
		bits = uint64(binary.LittleEndian.Uint16(b[24:]))
	case header >= 40 && header <= 124:
		if len(b) < 14+40 {
			return f.Damaged(io.ErrUnexpectedEOF)
		}
		f.W, f.H = int(int32(binary.LittleEndian.Uint32(b[18:]))), int(int32(binary.LittleEndian.Uint32(b[22:])))
		f.H = max(f.H, -f.H) // rows from the top down are fewer than none
		bits, compression = uint64(binary.LittleEndian.Uint16(b[28:])), binary.LittleEndian.Uint32(b[30:])
	default:
		return f.Damaged(fact.New("picture_without_size"))
	}
	if err := gate(f.W, f.H); err != nil {
		return err
	}
	switch bits {
	case 1, 2, 4, 8, 16, 24, 32:
	default:
		return f.Damaged(fact.New("bmp_bits", "found", bits))
	}
	need := uint64(1)
	switch compression {
	case plain, masks, alphaMasks:
		need = (uint64(f.W)*bits + 31) / 32 * 4 * uint64(f.H)
	case rle8, rle4:
	default:
		return fact.About(about, "bmp_compression", "found", strconv.FormatUint(uint64(compression), 10))
	}
	if pixels < 14+uint64(header) || pixels > uint64(len(b)) || need > uint64(len(b))-pixels {
		return f.Damaged(io.ErrUnexpectedEOF)
	}
	return nil
}
