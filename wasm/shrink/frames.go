package shrink

import (
	"encoding/binary"
	"errors"
	"fmt"

	wasm "bottleneck/wasm/binary"
)

// steadyFrames returns the numbers of the functions whose frame has the same size from place 1 on, by the table that tells the
// runtime how large the frame is at a place. Functions of Go's compiler take their frame at once, so these are all of them.
func steadyFrames(module []byte) (map[int64]bool, error) {
	t, err := tableIn(module)
	if err != nil {
		return nil, err
	}
	return t.steady()
}

// tableIn is the runtime's table of functions in a module.
func tableIn(module []byte) (*table, error) {
	sections, err := wasm.Split(module)
	if err != nil {
		return nil, err
	}
	for _, s := range sections {
		if s.ID != wasm.SectionData {
			continue
		}
		segments, err := readSegments(s)
		if err != nil {
			return nil, err
		}
		if len(segments) == 0 {
			break
		}
		image, _ := imageOf(segments)
		return findTable(image)
	}
	return nil, errors.New("shrink: the module has no data")
}

func (t *table) steady() (map[int64]bool, error) {
	steady := map[int64]bool{}
	for i := range t.count {
		f, err := t.function(i)
		if err != nil {
			return nil, err
		}
		from := int(binary.LittleEndian.Uint32(f[funcPCSP:]))
		if from == 0 {
			continue
		}
		runs, first := 0, uint64(0)
		if _, err := t.walk(from, func(_, pcs uint64) {
			if runs++; runs == 1 {
				first = pcs
			}
		}); err != nil {
			return nil, fmt.Errorf("shrink: function %d: %w", i, err)
		}
		steady[int64(binary.LittleEndian.Uint32(f))] = runs == 1 || runs == 2 && first == 1
	}
	return steady, nil
}
