package data

import (
	"encoding/binary"
	"fmt"
	"io"
)

// The magic numbers of IDX files of bytes: 0x08 is the type, the last byte the
// number of sizes that follow.
const (
	idxLabels = 0x00000801
	idxImages = 0x00000803
)

// ReadIDXImages reads the pictures of an IDX file (magic 0x00000803, sizes N,
// H, W as big-endian uint32, then the bytes), unpacked. If max > 0 and the file
// holds more, it returns the first max and reads no further; otherwise the file
// must end where its header says. The format is that of http://yann.lecun.com/exdb/mnist/.
func ReadIDXImages(r io.Reader, max int) (*Set, error) {
	s, err := open("idx", r)
	if err != nil {
		return nil, err
	}
	size, err := s.header(idxImages)
	if err != nil {
		return nil, err
	}
	n, h, w := size[0], size[1], size[2]
	says := fmt.Sprintf("header says %dx%dx%d", n, h, w)
	switch {
	case n == 0 || h == 0 || w == 0:
		return nil, fmt.Errorf("data: idx: %s, sizes of 1 and more expected", says)
	case n > MaxItems || h > MaxSide || w > MaxSide:
		return nil, fmt.Errorf("data: idx: %s, at most %d pictures of %dx%d expected", says, MaxItems, MaxSide, MaxSide)
	case n*h*w > MaxInflated:
		return nil, fmt.Errorf("data: idx: %s = %d bytes, at most %d expected", says, n*h*w, MaxInflated)
	}
	pix, err := s.items(int(n), int(h*w), max, says, "images")
	if err != nil {
		return nil, err
	}
	return &Set{N: len(pix) / int(h*w), H: int(h), W: int(w), C: 1, Pixels: pix}, nil
}

// ReadIDXLabels reads the labels of an IDX file (magic 0x00000801, the number
// N, then a byte for each), with the same rules as ReadIDXImages.
func ReadIDXLabels(r io.Reader, max int) ([]byte, error) {
	s, err := open("idx", r)
	if err != nil {
		return nil, err
	}
	size, err := s.header(idxLabels)
	if err != nil {
		return nil, err
	}
	says := fmt.Sprintf("header says %d labels", size[0])
	if size[0] == 0 || size[0] > MaxItems {
		return nil, fmt.Errorf("data: idx: %s, 1 to %d expected", says, MaxItems)
	}
	return s.items(int(size[0]), 1, max, says, "labels")
}

// header reads the magic number, which must be want, and the sizes.
func (s *source) header(want uint32) ([]uint64, error) {
	buf := make([]byte, 4+4*(want&0xff))
	if n, err := s.full(buf[:4]); err == errShort {
		return nil, fmt.Errorf("data: idx: file ends after %d bytes, a header of %d expected", n, len(buf))
	} else if err != nil {
		return nil, err
	}
	if got := binary.BigEndian.Uint32(buf); got != want {
		return nil, fmt.Errorf("data: idx: magic number %s found, %s expected", magic(got), magic(want))
	}
	if n, err := s.full(buf[4:]); err == errShort {
		return nil, fmt.Errorf("data: idx: file ends after %d bytes, a header of %d expected", 4+n, len(buf))
	} else if err != nil {
		return nil, err
	}
	size := make([]uint64, 0, 4)
	for at := 4; at < len(buf); at += 4 {
		size = append(size, uint64(binary.BigEndian.Uint32(buf[at:])))
	}
	return size, nil
}

// magic words a magic number.
func magic(m uint32) string {
	name := ""
	switch m {
	case idxLabels:
		name = " (labels)"
	case idxImages:
		name = " (images)"
	case 0x01080000, 0x03080000:
		name = " (little-endian)"
	}
	return fmt.Sprintf("0x%08x%s", m, name)
}

// items reads n items of size bytes, or max of them if that is fewer.
func (s *source) items(n, size, max int, says, plural string) ([]byte, error) {
	take := n
	if max > 0 && max < n {
		take = max
	}
	buf, err := s.take(take * size)
	if err == errShort {
		return nil, fmt.Errorf("data: idx: %s, file ends after %d %s%s", says, len(buf)/size, plural, and(len(buf)%size))
	}
	if err != nil {
		return nil, err
	}
	if take == n {
		left, err := s.trailing()
		if err != nil {
			return nil, err
		}
		if left > 0 {
			return nil, fmt.Errorf("data: idx: %s, %s", says, follow(left))
		}
	}
	return buf, nil
}

// and words a rest of bytes.
func and(rest int) string {
	switch rest {
	case 0:
		return ""
	case 1:
		return " and 1 byte"
	}
	return fmt.Sprintf(" and %d bytes", rest)
}
