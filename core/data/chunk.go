package data

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// A chunk carries a part of a set to the page, little-endian. Its file is a gzip archive of it, which the browser unpacks:
// Go's own decompression would be 20 KB of the page's download.
//
//	"BNCHUNK" and the version 2                    8 bytes
//	N, H, W, C, number of labels (N or 0)          5 x uint32
//	lengths of name and source                     2 x uint16
//	name, source                                   UTF-8
//	N*H*W*C pixels, then the labels
const (
	chunkMagic   = "BNCHUNK"
	chunkVersion = 2
	chunkHeader  = 8 + 5*4 + 2*2
)

// WriteChunk writes s as a chunk, not yet packed. The same set gives the same bytes.
func WriteChunk(w io.Writer, s *Set) error {
	if err := s.check(); err != nil {
		return err
	}
	head := append([]byte(chunkMagic), chunkVersion)
	for _, n := range []int{s.N, s.H, s.W, s.C, len(s.Labels)} {
		head = binary.LittleEndian.AppendUint32(head, uint32(n))
	}
	for _, text := range []string{s.Name, s.Source} {
		head = binary.LittleEndian.AppendUint16(head, uint16(len(text)))
	}
	head = append(append(head, s.Name...), s.Source...)
	if _, err := w.Write(head); err != nil {
		return err
	}
	if _, err := w.Write(s.Pixels); err != nil {
		return err
	}
	_, err := w.Write(s.Labels)
	return err
}

// check tells whether s can be written and read back.
func (s *Set) check() error {
	if s.N < 1 || s.H < 1 || s.W < 1 || s.C < 1 || s.N > MaxItems || s.H > MaxSide || s.W > MaxSide || s.C > 4 {
		return fmt.Errorf("data: chunk: %dx%dx%dx%d found, 1 to %d pictures of at most %dx%dx4 expected", s.N, s.H, s.W, s.C, MaxItems, MaxSide, MaxSide)
	}
	if size := uint64(s.N) * uint64(s.Dim()); size > MaxInflated || uint64(len(s.Pixels)) != size {
		return fmt.Errorf("data: chunk: %d bytes of pixels found, %d expected, at most %d", len(s.Pixels), size, MaxInflated)
	}
	if s.Labels != nil && len(s.Labels) != s.N {
		return fmt.Errorf("data: chunk: %d labels found, %d expected", len(s.Labels), s.N)
	}
	if len(s.Name) > 0xffff || len(s.Source) > 0xffff {
		return errors.New("data: chunk: name or source longer than 65535 bytes")
	}
	return nil
}

// ReadChunk reads an unpacked chunk. It must end where its header says.
func ReadChunk(r io.Reader) (*Set, error) {
	head := make([]byte, chunkHeader)
	if n, err := io.ReadFull(r, head); err == io.EOF {
		return nil, errors.New("data: chunk: the file is empty")
	} else if err == io.ErrUnexpectedEOF {
		return nil, fmt.Errorf("data: chunk: file ends after %d bytes, a header of %d expected", n, chunkHeader)
	} else if err != nil {
		return nil, fmt.Errorf("data: chunk: %w", err)
	}
	if !bytes.HasPrefix(head, []byte(chunkMagic)) {
		return nil, fmt.Errorf("data: chunk: %q found, %q expected", head[:len(chunkMagic)], chunkMagic)
	}
	if v := head[7]; v != chunkVersion {
		return nil, fmt.Errorf("data: chunk: version %d found, %d expected", v, chunkVersion)
	}
	var size [5]uint64
	for i := range size {
		size[i] = uint64(binary.LittleEndian.Uint32(head[8+4*i:]))
	}
	n, h, w, c, labels := size[0], size[1], size[2], size[3], size[4]
	says := fmt.Sprintf("header says %dx%dx%dx%d", n, h, w, c)
	if n < 1 || h < 1 || w < 1 || c < 1 || n > MaxItems || h > MaxSide || w > MaxSide || c > 4 || n*h*w*c > MaxInflated {
		return nil, fmt.Errorf("data: chunk: %s, 1 to %d pictures of at most %dx%dx4 and %d bytes expected", says, MaxItems, MaxSide, MaxSide, MaxInflated)
	}
	if labels != 0 && labels != n {
		return nil, fmt.Errorf("data: chunk: %s and %d labels, none or one a picture expected", says, labels)
	}
	name := binary.LittleEndian.Uint16(head[28:])
	texts := make([]byte, int(name)+int(binary.LittleEndian.Uint16(head[30:])))
	if _, err := io.ReadFull(r, texts); err != nil {
		return nil, errors.New("data: chunk: file ends in the name")
	}
	src, err := open("chunk", r)
	if err != nil {
		return nil, err
	}
	s := &Set{Name: string(texts[:name]), Source: string(texts[name:]), N: int(n), H: int(h), W: int(w), C: int(c)}
	if s.Pixels, err = src.chunk(int(n*h*w*c), says); err != nil {
		return nil, err
	}
	if labels > 0 {
		if s.Labels, err = src.chunk(int(labels), says); err != nil {
			return nil, err
		}
	}
	if left, err := src.trailing(); err != nil {
		return nil, err
	} else if left > 0 {
		return nil, fmt.Errorf("data: chunk: %s, %s", says, follow(left))
	}
	return s, nil
}

// chunk reads n bytes of a chunk's content.
func (s *source) chunk(n int, says string) ([]byte, error) {
	b, err := s.take(n)
	if err == errShort {
		return nil, fmt.Errorf("data: chunk: %s, content ends after %d of %d bytes", says, len(b), n)
	}
	return b, err
}
