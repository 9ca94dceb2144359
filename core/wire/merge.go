package wire

import (
	"encoding/binary"
	"strconv"

	"bottleneck/core/fact"
)

// Decode reads a frame. An error names the section, what was found and what was expected; nothing is allocated
// before its bytes are known to be there. A section without an image or a row is as good as none.
func Decode(frame []byte) (*Snapshot, error) {
	r, err := check(frame)
	if err != nil {
		return nil, err
	}
	s := new(Snapshot)
	r.takeOver(s)
	return s, nil
}

// Merge takes over what a frame brings, by copy into the memory that s has for it. What the frame leaves out stays. A
// later run begins with nothing, and the frame of an earlier one is dropped. It returns what came: those sections,
// as s has them, and no others. On an error s is as it was.
func (s *Snapshot) Merge(frame []byte) (came Snapshot, err error) {
	r, err := check(frame)
	if err != nil || int32(r.head.Run-s.Run) < 0 {
		return came, err
	}
	if r.head.Run != s.Run {
		*s = Snapshot{}
	}
	return r.takeOver(s), nil
}

// check goes through a frame without taking what is in it, and returns a reader that can.
func check(b []byte) (*reader, error) {
	if len(b) > maxFrame {
		return nil, fact.About("wire", "frame_too_large", "found", len(b), "most", maxFrame)
	}
	if len(b) < frameHeader {
		return nil, fact.About("wire", "frame_cut_off", "found", len(b), "expected", frameHeader)
	}
	if string(b[:4]) != frameMagic {
		return nil, fact.About("wire", "frame_magic", "found", string(b[:4]), "expected", frameMagic)
	}
	if v := binary.LittleEndian.Uint32(b[4:]); v != Version {
		return nil, fact.About("wire", "frame_version", "found", v, "expected", Version)
	}
	count := binary.LittleEndian.Uint32(b[frameHeader-4:])
	if count > maxSections {
		return nil, fact.About("wire", "sections_too_many", "found", count, "most", maxSections)
	}
	r := &reader{b: b[8:], sections: b[frameHeader:]}
	r.head.head(r)
	r.mode = checking
	b = r.sections
	var s Snapshot
	for i := range count {
		if len(b) < 8 {
			return nil, fact.About("wire", "section_cut_off", "found", len(b))
		}
		tag, size := b[:4], uint64(binary.LittleEndian.Uint32(b[4:]))
		b = b[8:]
		if size > uint64(len(b)) || size%4 != 0 {
			return nil, fact.About("wire: section "+strconv.Quote(string(tag)), "section_length", "found", size, "most", len(b))
		}
		r.open(tag, b[:size:size])
		if s.sections(r); r.err != nil {
			return nil, r.err
		}
		if r.nothing {
			r.empty |= 1 << i
		}
		b = b[size:]
	}
	if len(b) > 0 {
		return nil, fact.About("wire", "frame_not_over", "bytes", len(b))
	}
	return r, nil
}

// takeOver writes a frame that was checked over s, and returns what came.
func (r *reader) takeOver(s *Snapshot) (came Snapshot) {
	s.Run, s.Step, s.Epoch = r.head.Run, r.head.Step, r.head.Epoch
	r.mode, r.came = taking, 0
	for i, b := 0, r.sections; len(b) > 0; i++ {
		size := 8 + int(binary.LittleEndian.Uint32(b[4:]))
		if r.empty>>i&1 == 0 {
			r.open(b[:4], b[8:size])
			s.sections(r)
		}
		b = b[size:]
	}
	if r.err != nil {
		panic("BUG: wire: what was checked does not fit: " + r.err.Error())
	}
	came = *s
	r.mode = dropping
	r.open(nil, nil)
	came.sections(r)
	return came
}
