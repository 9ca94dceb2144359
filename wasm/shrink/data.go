package shrink

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"bottleneck/wasm/binary"
)

const (
	opI32Const = 0x41
	opEnd      = 0x0b

	// joinGap is how many zeros between two segments are written out rather than skipped.
	joinGap = 256
)

// segment is one active data segment: bytes that a memory holds from offset on.
type segment struct {
	offset uint32
	bytes  []byte
}

// joinData returns the module with neighboring data segments joined. Go's linker leaves out every zero word of its data,
// which makes tens of thousands of segments; their headers cost more than the zeros once the module is compressed (an
// eighth of the trainer), and time at every start. The joined segments write zeros where a fresh memory has them anyway.
//
// It refuses what Go's linker does not write: passive segments, other memories, computed offsets, overlaps.
func joinData(module []byte) ([]byte, error) {
	return rewriteData(module, func(segments []segment) ([]segment, error) { return join(segments), nil })
}

// rewriteData returns the module with its data segments, ordered by their offsets, put through f. It does not call f where there are none.
func rewriteData(module []byte, f func([]segment) ([]segment, error)) ([]byte, error) {
	sections, err := binary.Split(module)
	if err != nil {
		return nil, err
	}
	out := []byte(binary.Header)
	for _, s := range sections {
		switch s.ID {
		case binary.SectionDataCount:
			return nil, errors.New("shrink: the module counts its data segments, which Go's linker does not")
		case binary.SectionData:
			segments, err := readSegments(s)
			if err != nil {
				return nil, err
			}
			if segments, err = f(segments); err != nil {
				return nil, err
			}
			out = binary.AppendSection(out, binary.SectionData, appendSegments(nil, segments))
		default:
			out = append(out, module[s.Head:s.End]...)
		}
	}
	return out, nil
}

// join merges segments that at most joinGap zeros separate, and cuts them where more do.
func join(segments []segment) []segment {
	var joined []segment
	for _, s := range segments {
		if n := len(joined); n > 0 {
			last := &joined[n-1]
			if gap := int(s.offset) - int(last.offset) - len(last.bytes); gap <= joinGap {
				last.bytes = append(append(last.bytes, make([]byte, gap)...), s.bytes...)
				continue
			}
		}
		joined = append(joined, segment{s.offset, append([]byte(nil), s.bytes...)})
	}
	var out []segment
	for _, s := range joined {
		for len(s.bytes) > 0 {
			// Up to the first zero of too many.
			end, zeros := 0, 0
			for end+zeros < len(s.bytes) && zeros <= joinGap {
				if s.bytes[end+zeros] == 0 {
					zeros++
				} else {
					end, zeros = end+zeros+1, 0
				}
			}
			if end > 0 {
				out = append(out, segment{s.offset, s.bytes[:end]})
			}
			s.offset, s.bytes = s.offset+uint32(end+zeros), s.bytes[end+zeros:]
		}
	}
	return out
}

// readSegments returns the segments by their offset; as none overlap, their order does not matter.
func readSegments(s binary.Section) ([]segment, error) {
	r := s.Reader()
	n, err := r.Uint(32)
	if err != nil {
		return nil, err
	}
	var segments []segment
	for i := range n {
		s, err := readSegment(r)
		if err != nil {
			return nil, fmt.Errorf("shrink: data segment %d: %w", i, err)
		}
		segments = append(segments, s)
	}
	if r.Left() > 0 {
		return nil, fmt.Errorf("shrink: %d bytes follow the data segments", r.Left())
	}
	slices.SortFunc(segments, func(a, b segment) int { return cmp.Compare(a.offset, b.offset) })
	for i := 1; i < len(segments); i++ {
		a, b := segments[i-1], segments[i]
		if uint64(a.offset)+uint64(len(a.bytes)) > uint64(b.offset) {
			return nil, fmt.Errorf("shrink: the data segments at %d and %d overlap", a.offset, b.offset)
		}
	}
	return segments, nil
}

// readSegment reads an active segment of memory 0 with a constant offset.
func readSegment(r *binary.Reader) (segment, error) {
	var s segment
	for _, want := range []byte{0, opI32Const} {
		b, err := r.Byte()
		if err != nil {
			return s, err
		}
		if b != want {
			return s, fmt.Errorf("byte 0x%02x found at %d, 0x%02x expected (an active segment of memory 0 at a constant)", b, r.At+r.Pos-1, want)
		}
	}
	offset, err := r.Int(32)
	if err != nil {
		return s, err
	}
	s.offset = uint32(offset) // an address, which LEB128 gives a sign
	if b, err := r.Byte(); err != nil || b != opEnd {
		return s, fmt.Errorf("the offset does not end at byte %d", r.At+r.Pos-1)
	}
	n, err := r.Uint(32)
	if err != nil {
		return s, err
	}
	s.bytes, err = r.Bytes(n)
	return s, err
}

func appendSegments(b []byte, segments []segment) []byte {
	b = binary.AppendUint(b, uint64(len(segments)))
	for _, s := range segments {
		b = binary.AppendInt(append(b, 0, opI32Const), int64(int32(s.offset)))
		b = binary.AppendUint(append(b, opEnd), uint64(len(s.bytes)))
		b = append(b, s.bytes...)
	}
	return b
}
