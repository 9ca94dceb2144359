package binary

import "slices"

// AppendUint appends v as unsigned LEB128.
func AppendUint(b []byte, v uint64) []byte {
	for v >= 0x80 {
		b = append(b, byte(v)|0x80)
		v >>= 7
	}
	return append(b, byte(v))
}

// AppendInt appends v as signed LEB128.
func AppendInt(b []byte, v int64) []byte {
	for v < -64 || v >= 64 {
		b = append(b, byte(v)|0x80)
		v >>= 7
	}
	return append(b, byte(v)&0x7f)
}

// appendPadded appends v as unsigned LEB128 of size bytes, whatever its value, so that another can be written in its
// place. It panics where v does not fit.
func appendPadded(b []byte, v uint32, size int) []byte {
	if uint64(v)>>(7*size) != 0 {
		panic("binary: number does not fit")
	}
	for range size - 1 {
		b = append(b, byte(v)|0x80)
		v >>= 7
	}
	return append(b, byte(v))
}

// AppendName appends a length and a string.
func AppendName(b []byte, s string) []byte { return append(AppendUint(b, uint64(len(s))), s...) }

// AppendLimits appends the limits of a memory of exactly so many pages, 1+2*size bytes: flags, minimum and maximum.
func AppendLimits(b []byte, pages uint32, shared bool, size int) []byte {
	flags := byte(HasMaximum)
	if shared {
		flags |= IsShared
	}
	return appendPadded(appendPadded(append(b, flags), pages, size), pages, size)
}

// AppendSection appends a section.
func AppendSection(b []byte, id byte, body []byte) []byte {
	return append(AppendUint(append(b, id), uint64(len(body))), body...)
}

// AppendVector appends a section that holds a vector of items.
func AppendVector(b []byte, id byte, items [][]byte) []byte {
	return AppendSection(b, id, append(AppendUint(nil, uint64(len(items))), slices.Concat(items...)...))
}
