package data

import (
	"encoding/binary"
	"io"
	"strconv"

	"bottleneck/core/fact"
)

func init() { fact.Add(fact.OfFiles) }

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
	says := fact.New("header_says", "shape", sizes(size...))
	switch {
	case n == 0 || h == 0 || w == 0:
		return nil, fact.About("data: idx", "idx_empty", "says", says)
	case n > maxItems || h > MaxSide || w > MaxSide:
		return nil, fact.About("data: idx", "idx_too_large", "says", says, "most", maxItems, "side", MaxSide)
	case n*h*w > MaxInflated:
		return nil, fact.About("data: idx", "idx_too_many_bytes", "says", says, "bytes", n*h*w, "most", MaxInflated)
	}
	pix, err := s.items(int(n), int(h*w), max, says, false)
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
	says := fact.New("header_says_labels", "labels", size[0])
	if size[0] == 0 || size[0] > maxItems {
		return nil, fact.About("data: idx", "idx_labels_out_of_range", "says", says, "most", maxItems)
	}
	return s.items(int(size[0]), 1, max, says, true)
}

// header reads the magic number, which must be want, and the sizes.
func (s *source) header(want uint32) ([]uint64, error) {
	buf := make([]byte, 4+4*(want&0xff))
	if n, err := s.full(buf[:4]); err == errShort {
		return nil, fact.About("data: idx", "file_header_cut_off", "found", n, "expected", len(buf))
	} else if err != nil {
		return nil, err
	}
	if got := binary.BigEndian.Uint32(buf); got != want {
		return nil, fact.About("data: idx", "idx_magic", "found", magic(got), "expected", magic(want))
	}
	if n, err := s.full(buf[4:]); err == errShort {
		return nil, fact.About("data: idx", "file_header_cut_off", "found", 4+n, "expected", len(buf))
	} else if err != nil {
		return nil, err
	}
	size := make([]uint64, 0, 4)
	for at := 4; at < len(buf); at += 4 {
		size = append(size, uint64(binary.BigEndian.Uint32(buf[at:])))
	}
	return size, nil
}

// magic names a magic number.
func magic(m uint32) *fact.Fact {
	switch m {
	case idxLabels:
		return fact.New("magic_labels", "number", m)
	case idxImages:
		return fact.New("magic_images", "number", m)
	case 0x01080000, 0x03080000:
		return fact.New("magic_little_endian", "number", m)
	}
	return fact.New("magic", "number", m)
}

// sizes writes 60000x28x28.
func sizes(list ...uint64) string {
	s := ""
	for i, n := range list {
		if i > 0 {
			s += "x"
		}
		s += strconv.FormatUint(n, 10)
	}
	return s
}

// items reads n items of size bytes, or max of them if that is fewer.
func (s *source) items(n, size, max int, says *fact.Fact, labels bool) ([]byte, error) {
	take := n
	if max > 0 && max < n {
		take = max
	}
	buf, err := s.take(take * size)
	if err == errShort {
		whole, rest := len(buf)/size, len(buf)%size
		switch {
		case labels:
			return nil, fact.About("data: idx", "idx_labels_cut_off", "says", says, "labels", whole)
		case rest > 0:
			return nil, fact.About("data: idx", "idx_cut_off_in_image", "says", says, "images", whole, "bytes", rest)
		}
		return nil, fact.About("data: idx", "idx_images_cut_off", "says", says, "images", whole)
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
			return nil, fact.About("data: idx", "file_not_over", "says", says, "rest", follow(left))
		}
	}
	return buf, nil
}
