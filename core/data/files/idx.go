package files

import (
	"encoding/binary"

	"bottleneck/core/fact"
)

// isIDX tells whether b begins as an IDX file does: two zeros, a type of number, and how many dimensions there are.
func isIDX(b []byte) bool {
	_, known := idxTypes[at(b, 2)]
	return len(b) > 8 && b[0] == 0 && b[1] == 0 && known && b[3] >= 1 && b[3] <= 4
}

func at(b []byte, i int) byte {
	if i < len(b) {
		return b[i]
	}
	return 0
}

// idxTypes are the numbers of IDX files, all big-endian.
var idxTypes = map[byte]numeric{
	0x08: {'u', 1, true}, 0x09: {'i', 1, true}, 0x0b: {'i', 2, true}, 0x0c: {'i', 4, true}, 0x0d: {'f', 4, true}, 0x0e: {'f', 8, true},
}

// ReadIDX reads an IDX file, unpacked, of any type and one to four dimensions (http://yann.lecun.com/exdb/mnist/).
func ReadIDX(b []byte) (*Array, error) {
	if !isIDX(b) {
		return nil, fact.About("idx", "idx_missing")
	}
	num, n := idxTypes[b[2]], int(b[3])
	if len(b) < 4+4*n {
		return nil, fact.About("idx", "field_cut_off", "found", len(b), "least", 4+4*n)
	}
	var shape []int
	count := 1
	for i := range n {
		d := int(binary.BigEndian.Uint32(b[4+4*i:]))
		shape = append(shape, d)
		if d < 1 || d > maxArray/count/num.width {
			return nil, fact.About("idx", "npy_size", "shape", shape, "most", maxArray>>20)
		}
		count *= d
	}
	b = b[4+4*n:]
	if len(b) != count*num.width {
		return nil, fact.About("idx", "idx_bytes_differ", "shape", shape, "expected", count*num.width, "found", len(b))
	}
	return num.array(shape, b, func(i int) int { return i })
}
