package data

import (
	"bytes"
	"io"

	"bottleneck/core/fact"
)

// Limits on what a file may ask for. They hold whatever its header says.
const (
	MaxInflated = 256 << 20 // bytes after decompression
	maxItems    = 2_000_000 // pictures in a set
	MaxSide     = 8192      // pixels along one side of a picture
)

// source reads a file of known kind.
type source struct {
	what string // for messages: "idx"
	r    io.Reader
}

// open refuses an empty file.
func open(what string, r io.Reader) (*source, error) {
	var first [1]byte
	if _, err := io.ReadFull(r, first[:]); err == io.EOF {
		return nil, fact.About("data: "+what, "file_empty")
	} else if err != nil {
		return nil, fact.Within("data: "+what, err)
	}
	return &source{what, io.MultiReader(bytes.NewReader(first[:]), r)}, nil
}

// errShort marks a file that ends, in good order, before p is full.
var errShort = fact.New("file_ends_early")

// full fills p. It returns errShort, with the number of bytes read, when the
// content ends first.
func (s *source) full(p []byte) (int, error) {
	for n := 0; n < len(p); {
		m, err := s.r.Read(p[n:])
		n += m
		switch {
		case err == nil || n == len(p):
		case err == io.EOF:
			return n, errShort
		default:
			return n, fact.Within("data: "+s.what, err)
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

// trailing counts the bytes left over.
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
	return left, nil
}

// follow tells of trailing bytes.
func follow(n int) *fact.Fact {
	if n >= enough {
		return fact.New("more_bytes_follow", "bytes", enough)
	}
	return fact.New("bytes_follow", "bytes", n)
}
