// Package littleendian moves numbers of 32 bits to and from little-endian bytes, which is how checkpoints, messages and files
// hold them. Nearly every processor and WebAssembly hold them so as well: there it is one copy, where a
// loop of encoding/binary takes a quarter of a second for the 26 million numbers of the lesson faces in a browser. It is no
// format: lengths and headers are their business who have one.
package littleendian

import (
	"encoding/binary"
	"unsafe"
)

// Number is a number of 32 bits.
type Number interface{ ~float32 | ~int32 }

// Append appends the bytes of v to b.
func Append[T Number](b []byte, v []T) []byte {
	at := len(b)
	b = append(b, raw(v)...)
	order(b[at:])
	return b
}

// Read fills v with the first 4*len(v) bytes of b. It panics where b is shorter.
func Read[T Number](v []T, b []byte) {
	to := raw(v)
	copy(to, b[:len(to)])
	order(to)
}

// raw is the memory of v.
func raw[T Number](v []T) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(v))), 4*len(v))
}

var big = binary.NativeEndian.Uint16([]byte{1, 0}) != 1

// order turns each word round, between this machine's order and the little-endian one, where they differ.
func order(b []byte) {
	if !big {
		return
	}
	for ; len(b) > 0; b = b[4:] {
		b[0], b[1], b[2], b[3] = b[3], b[2], b[1], b[0]
	}
}
