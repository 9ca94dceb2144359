package shrink

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
)

// Words of runtime.moduledata (runtime/symtab.go).
const (
	wordHeader    = 0 // address of the table's header
	wordNames     = 1 // address of the names
	wordFindFunc  = 19
	wordLeastPC   = 20
	wordMostPC    = 21
	moduleWords   = 22
	bucketPCs     = 4096    // internal/abi.FuncTabBucketSize
	bucketBytes   = 4 + 16  // runtime.findfuncbucket: index, 16 differences
	functionPCs   = 1 << 16 // in WebAssembly; so a function has 16 buckets
	sharedStarts  = 16      // so many functions are found from one start
	bucketsOfFunc = functionPCs / bucketPCs
)

// shareStarts rewrites the table that tells the runtime where to begin the search for the function of an instruction. It
// searches upwards, so a lower start finds the same; when 16 functions in a row share one, the table all but vanishes
// compressed. at and names are where the header of the table of functions and the names lie in the image.
func shareStarts(image []byte, base uint32, at, names int) error {
	le := binary.LittleEndian
	word := func(at, k int) uint64 { return le.Uint64(image[at+8*k:]) }
	module := -1
	for a := int(-base % 8); a+8*moduleWords <= len(image); a += 8 {
		if word(a, wordHeader) == uint64(base)+uint64(at) && word(a, wordNames) == uint64(base)+uint64(names) {
			if module >= 0 {
				return errors.New("shrink: two descriptions of the module found, 1 expected")
			}
			module = a
		}
	}
	if module < 0 {
		return errors.New("shrink: no description of the module found; has Go changed its layout?")
	}
	from, least, most := word(module, wordFindFunc)-uint64(base), word(module, wordLeastPC), word(module, wordMostPC)
	if most < least || most-least > 1<<32 {
		return fmt.Errorf("shrink: the functions lie from 0x%x to 0x%x", least, most)
	}
	n := (most - least + bucketPCs - 1) / bucketPCs
	size := 4*n + (most-least+bucketPCs/16-1)/(bucketPCs/16) // the last has as many differences as it needs
	if from > uint64(len(image)) || size > uint64(len(image))-from {
		return fmt.Errorf("shrink: %d starts at %d lie outside the data", n, from)
	}
	for i := range n {
		b := image[from+i*bucketBytes : from+min((i+1)*bucketBytes, size)]
		f := uint32(i / bucketsOfFunc)
		start := f - f%sharedStarts
		if got := le.Uint32(b); got != f && got != start || len(bytes.Trim(b[4:], "\x00")) > 0 {
			return fmt.Errorf("shrink: start %d is % x, %d expected; has Go changed its layout?", i, b, f)
		}
		le.PutUint32(b, start)
	}
	return nil
}
