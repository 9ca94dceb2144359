package wire

import (
	"encoding/binary"
	"strconv"

	"bottleneck/core/fact"
)

// The frame, all little-endian:
//
//	offset  bytes  meaning
//	0       4      "BNSF"
//	4       4      version
//	8       4      run
//	12      4      step
//	16      4      epoch
//	20      4      number of sections
//	24             sections
//
// A section is a tag of four letters, the length of its body in bytes (a multiple of 4), and the body. Within a
// body, numbers are 32 bits wide; an array or a list is its count and its elements; bytes and text are padded with
// zeros to a multiple of 4, so that every array of a frame is aligned. A reader skips sections with an unknown tag,
// so that one can be added without a new version; it refuses a tag that comes twice and an unknown version.
const (
	frameMagic  = "BNSF"
	frameHeader = 24
)

// Limits of a frame. What exceeds them is refused.
const (
	maxFrame    = 64 << 20 // bytes
	maxSections = 64
	maxSide     = 1024 // height and width of an image
	maxChannels = 4
	maxImages   = 4096
	maxGrid     = 128     // tiles to a side
	maxPoints   = 1 << 20 // points of a scatter or a curve, units of a code
	maxText     = 256     // bytes of a text
	maxColumns  = 1024    // columns of a table
	maxPhases   = 256     // phases of a run
)

// head passes what is before the sections.
func (s *Snapshot) head(c *codec) {
	c.uint("run", &s.Run)
	c.int("step", &s.Step)
	c.int("epoch", &s.Epoch)
}

// Encode writes the frame over dst, growing it when needed, and returns it. With the returned slice given back it
// allocates nothing. It panics when the lengths of s contradict each other.
func (s *Snapshot) Encode(dst []byte) []byte {
	c := codec{b: append(dst[:0], frameMagic...)}
	c.b = binary.LittleEndian.AppendUint32(c.b, Version)
	s.head(&c)
	c.b = append(c.b, 0, 0, 0, 0) // sections, which section counts
	s.sections(&c)
	return c.b
}

// Decode reads a frame. An error names the section, what was found and what was expected; nothing is allocated
// before its bytes are known to be there. A section without an image or a row is as good as none.
func Decode(frame []byte) (*Snapshot, error) {
	c, err := check(frame)
	if err != nil {
		return nil, err
	}
	s := new(Snapshot)
	c.take(s)
	return s, nil
}

// Merge takes over what a frame brings, by copy into the memory that s has for it. What the frame leaves out stays. A
// later run begins with nothing, and the frame of an earlier one is dropped. It returns what came: those sections,
// as s has them, and no others. On an error s is as it was.
func (s *Snapshot) Merge(frame []byte) (came Snapshot, err error) {
	c, err := check(frame)
	if err != nil || int32(c.head.Run-s.Run) < 0 {
		return came, err
	}
	if c.head.Run != s.Run {
		*s = Snapshot{}
	}
	return c.take(s), nil
}

// checked is a frame that can be taken.
type checked struct {
	head     Snapshot
	sections []byte
	nothing  uint64 // the sections that are as good as none, a bit for each
}

// check goes through a frame without taking what is in it.
func check(b []byte) (f checked, err error) {
	if len(b) > maxFrame {
		return f, fact.About("wire", "frame_too_large", "found", len(b), "most", maxFrame)
	}
	if len(b) < frameHeader {
		return f, fact.About("wire", "frame_cut_off", "found", len(b), "expected", frameHeader)
	}
	if string(b[:4]) != frameMagic {
		return f, fact.About("wire", "frame_magic", "found", string(b[:4]), "expected", frameMagic)
	}
	if v := binary.LittleEndian.Uint32(b[4:]); v != Version {
		return f, fact.About("wire", "frame_version", "found", v, "expected", Version)
	}
	count := binary.LittleEndian.Uint32(b[frameHeader-4:])
	if count > maxSections {
		return f, fact.About("wire", "sections_too_many", "found", count, "most", maxSections)
	}
	f.head.head(&codec{b: b[8:], mode: taking})
	b = b[frameHeader:]
	f.sections = b
	c := codec{mode: checking}
	var s Snapshot
	for i := range count {
		if len(b) < 8 {
			return f, fact.About("wire", "section_cut_off", "found", len(b))
		}
		tag, size := b[:4], uint64(binary.LittleEndian.Uint32(b[4:]))
		b = b[8:]
		if size > uint64(len(b)) || size%4 != 0 {
			return f, fact.About("wire: section "+strconv.Quote(string(tag)), "section_length", "found", size, "most", len(b))
		}
		c.tag, c.b, c.nothing = tag, b[:size:size], false
		if s.sections(&c); c.err != nil {
			return f, c.err
		}
		if c.nothing {
			f.nothing |= 1 << i
		}
		b = b[size:]
	}
	if len(b) > 0 {
		return f, fact.About("wire", "frame_not_over", "bytes", len(b))
	}
	return f, nil
}

// take writes the frame over s, and returns what came.
func (f *checked) take(s *Snapshot) (came Snapshot) {
	s.Run, s.Step, s.Epoch = f.head.Run, f.head.Step, f.head.Epoch
	c := codec{mode: taking}
	for i, b := 0, f.sections; len(b) > 0; i++ {
		size := 8 + int(binary.LittleEndian.Uint32(b[4:]))
		if f.nothing>>i&1 == 0 {
			c.tag, c.b = b[:4], b[8:size]
			s.sections(&c)
		}
		b = b[size:]
	}
	if c.err != nil {
		panic("BUG: wire: what was checked does not fit: " + c.err.Error())
	}
	came = *s
	c.mode = dropping
	came.sections(&c)
	return came
}
