package shrink

import (
	"encoding/binary"
	"strings"
	"testing"
)

// startsImage is an image of a module of 40 functions at address 0x1008: a header, the description, the starts.
func startsImage(change func(word func(at int, v uint64), starts []byte)) []byte {
	const functions, last = 40, 0x123
	image := make([]byte, 400+20*16*functions)
	word := func(at int, v uint64) { binary.LittleEndian.PutUint64(image[at:], v) }
	module, starts := 104, image[400:]
	word(module+8*wordHeader, 0x1008+8)
	word(module+8*wordNames, 0x1008+72)
	word(module+8*wordFindFunc, 0x1008+400)
	word(module+8*wordLeastPC, 0x10000000)
	word(module+8*wordMostPC, 0x10000000+(functions-1)<<16+last)
	for i := range 16*(functions-1) + 1 {
		binary.LittleEndian.PutUint32(starts[20*i:], uint32(i/16))
	}
	starts[20*16*(functions-1)+4+2] = 7 // behind the end: the last start has two differences
	if change != nil {
		change(func(k int, v uint64) { word(module+8*k, v) }, starts)
	}
	return image
}

func TestShareStarts(t *testing.T) {
	image := startsImage(nil)
	for range 2 { // the second time changes nothing
		if err := shareStarts(image, 0x1008, 8, 72); err != nil {
			t.Fatal(err)
		}
		for i := range 16*39 + 1 {
			if got, want := binary.LittleEndian.Uint32(image[400+20*i:]), uint32(i/16/16*16); got != want {
				t.Fatalf("start %d is %d, %d expected", i, got, want)
			}
		}
	}
	for name, tt := range map[string]struct {
		want   string
		change func(word func(k int, v uint64), starts []byte)
	}{
		"no module":         {"no description", func(word func(int, uint64), _ []byte) { word(wordNames, 0) }},
		"another start":     {"start 16 is", func(_ func(int, uint64), starts []byte) { starts[20*16] = 2 }},
		"a difference":      {"start 5 is", func(_ func(int, uint64), starts []byte) { starts[20*5+4] = 1 }},
		"the table outside": {"outside the data", func(word func(int, uint64), _ []byte) { word(wordFindFunc, 1<<40) }},
		"too many":          {"outside the data", func(word func(int, uint64), _ []byte) { word(wordMostPC, 0x1fffffff) }},
		"no range":          {"lie from", func(word func(int, uint64), _ []byte) { word(wordMostPC, 1) }},
	} {
		if err := shareStarts(startsImage(tt.change), 0x1008, 8, 72); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, %q expected", name, err, tt.want)
		}
	}
	twice := append(startsImage(nil)[:304], startsImage(nil)[104:]...)
	if err := shareStarts(twice, 0x1008, 8, 72); err == nil || !strings.Contains(err.Error(), "two descriptions") {
		t.Errorf("two descriptions: error %v", err)
	}
}
