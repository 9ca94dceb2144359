package kernels

import (
	"bytes"
	"encoding/binary"
)

const (
	memoryModule = "env"
	memoryName   = "memory"
	kindMemory   = 0x02
	limitsMax    = 0x01 // there is a maximum
	limitsShared = 0x03 // there is a maximum, and the memory is shared
)

// memoryImport is the one entry of the import section: env.memory, minimum and maximum alike.
func memoryImport(pages uint32, shared bool) []byte {
	return limits(append(name(name(nil, memoryModule), memoryName), kindMemory), pages, shared)
}

// limits appends a memory's limits: eleven bytes, whatever the numbers.
func limits(b []byte, pages uint32, shared bool) []byte {
	flag := byte(limitsMax)
	if shared {
		flag = limitsShared
	}
	return uleb5(uleb5(append(b, flag), pages), pages)
}

// SetMemory returns a copy of a module made by Module that imports a memory of exactly so many pages of
// 64 KiB, shared or not. A WebAssembly engine demands that the module's import and the memory it is
// given agree. It panics on other modules.
func SetMemory(module []byte, pages uint32, shared bool) []byte {
	b := bytes.Clone(module)
	at := LimitsOffset(b)
	limits(b[:at], pages, shared)
	return b
}

// LimitsOffset returns where the limits of the imported memory are in a module made by Module. A loader
// can patch them in place: one byte of flags (3 shared, 1 not), then the minimum and the maximum
// number of pages, each an unsigned LEB128 of five bytes. It panics on other modules.
func LimitsOffset(module []byte) int {
	const found = "kernels: not a module of this package"
	b := module
	if len(b) < 8 || string(b[:4]) != "\x00asm" {
		panic(found)
	}
	for at := 8; at < len(b); {
		id := b[at]
		size, n := binary.Uvarint(b[at+1:])
		body := at + 1 + n
		if n <= 0 || size > uint64(len(b)-body) {
			break
		}
		if id == sectionImport {
			want := memoryImport(0, true)
			head := append([]byte{1}, want[:len(want)-11]...)
			if int(size) == len(want)+1 && bytes.HasPrefix(b[body:], head) {
				return body + len(head)
			}
			break
		}
		at = body + int(size)
	}
	panic(found)
}
