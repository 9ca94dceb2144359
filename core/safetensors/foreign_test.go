package safetensors

import (
	"encoding/binary"
	"strings"
	"testing"
)

// A header may have a length whose bytes begin another format: 640 is 0x280, and a pickle begins with 0x80 0x02.
func TestAHeaderIsNoPickle(t *testing.T) {
	for _, n := range []int{640, 1152} {
		header := `{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}`
		header += strings.Repeat(" ", n-len(header))
		b := binary.LittleEndian.AppendUint64(nil, uint64(n))
		b = append(append(b, header...), 0, 0, 0, 0)
		if _, _, err := Unmarshal(b); err != nil {
			t.Errorf("a header of %d bytes: %v", n, err)
		}
	}
	if f := foreign([]byte("\x80\x02}q\x00X\x05\x00")); f == nil || f.Code != "tensors_of_torch" {
		t.Errorf("a pickle: %v", f)
	}
}
