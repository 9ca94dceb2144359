package data

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
)

// Limits on what a file may ask for. They hold whatever its header says.
const (
	MaxFile     = 64 << 20  // bytes of a picture file
	MaxInflated = 256 << 20 // bytes after decompression
	MaxItems    = 2_000_000 // pictures in a set
	MaxSide     = 8192      // pixels along one side of a picture
	MaxPixels   = 16 << 20  // pixels in one picture: 16 megapixels
)

// counter counts the bytes a decoder takes from a file. It has ReadByte, so
// compress/flate takes no byte more than it needs and the count is exact.
type counter struct {
	r *bufio.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

func (c *counter) ReadByte() (byte, error) {
	b, err := c.r.ReadByte()
	if err == nil {
		c.n++
	}
	return b, err
}

// source reads a file that may be compressed.
type source struct {
	what string // for messages: "idx"
	raw  *counter
	zip  *gzip.Reader // nil when the file is not compressed
}

// open looks at the first two bytes of r to see whether it is a gzip archive.
func open(what string, r io.Reader) (*source, error) {
	s := &source{what: what, raw: &counter{r: bufio.NewReader(r)}}
	head, err := s.raw.r.Peek(2)
	if len(head) == 0 {
		if err != nil && err != io.EOF {
			return nil, fmt.Errorf("data: %s: %w", what, err)
		}
		return nil, fmt.Errorf("data: %s: the file is empty", what)
	}
	if len(head) == 2 && head[0] == 0x1f && head[1] == 0x8b {
		if s.zip, err = gzip.NewReader(s.raw); err != nil {
			return nil, s.damaged(err)
		}
		s.zip.Multistream(false)
	}
	return s, nil
}

// damaged says where a compressed file stopped making sense.
func (s *source) damaged(err error) error {
	return fmt.Errorf("data: %s: gzip archive damaged at byte %d: %w", s.what, s.raw.n, err)
}

// errShort marks a file that ends, in good order, before p is full.
var errShort = errors.New("file ends early")

// full fills p. It returns errShort, with the number of bytes read, when the
// content ends first, and a message when the file is damaged.
func (s *source) full(p []byte) (int, error) {
	var r io.Reader = s.raw
	if s.zip != nil {
		r = s.zip
	}
	for n := 0; n < len(p); {
		m, err := r.Read(p[n:])
		n += m
		switch {
		case err == nil || n == len(p):
		case err == io.EOF:
			return n, errShort
		case s.zip != nil:
			return n, s.damaged(err)
		default:
			return n, fmt.Errorf("data: %s: %w", s.what, err)
		}
	}
	return len(p), nil
}

// take reads want bytes into memory that grows as they arrive, so a header
// that lies costs no more than a few times what the file really holds. It
// returns what there was, with errShort, when the content ends first.
func (s *source) take(want int) ([]byte, error) {
	buf := make([]byte, min(want, 64<<10))
	for at := 0; ; {
		n, err := s.full(buf[at:])
		at += n
		if err != nil || at == want {
			return buf[:at], err
		}
		next := make([]byte, min(want, 2*len(buf)))
		copy(next, buf)
		buf = next
	}
}

// enough is where trailing stops to count.
const enough = 1 << 20

// trailing counts the bytes left over. Bytes behind the end of a gzip archive
// are an error of their own.
func (s *source) trailing() (int, error) {
	buf, left := make([]byte, 4<<10), 0
	for left < enough {
		n, err := s.full(buf)
		left += n
		if err == errShort {
			break
		}
		if err != nil {
			return left, err
		}
	}
	if s.zip == nil || left > 0 {
		return left, nil
	}
	behind := 0
	for behind < enough {
		n, err := s.raw.Read(buf)
		behind += n
		if err != nil {
			break
		}
	}
	if behind > 0 {
		return 0, fmt.Errorf("data: %s: %s behind the end of the gzip archive", s.what, follow(behind))
	}
	return 0, nil
}

// follow words a count of trailing bytes.
func follow(n int) string {
	switch {
	case n == 1:
		return "1 byte follows"
	case n >= enough:
		return fmt.Sprintf("more than %d bytes follow", enough)
	}
	return fmt.Sprintf("%d bytes follow", n)
}
