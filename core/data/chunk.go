package data

import (
	"bytes"
	"encoding/binary"
	"io"
	"strconv"

	"bottleneck/core/fact"
)

func init() { fact.Add(fact.OfFiles) }

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
	if s.N < 1 || s.H < 1 || s.W < 1 || s.C < 1 || s.N > maxItems || s.H > MaxSide || s.W > MaxSide || s.C > 4 {
		return fact.About("data: chunk", "chunk_shape", "found", sizes(uint64(s.N), uint64(s.H), uint64(s.W), uint64(s.C)), "most", maxItems, "side", MaxSide)
	}
	if size := uint64(s.N) * uint64(s.Dim()); size > MaxInflated || uint64(len(s.Pixels)) != size {
		return fact.About("data: chunk", "chunk_pixels_differ", "found", len(s.Pixels), "expected", size, "most", MaxInflated)
	}
	if s.Labels != nil && len(s.Labels) != s.N {
		return fact.About("data: chunk", "labels_differ", "found", len(s.Labels), "expected", s.N)
	}
	if len(s.Name) > 0xffff || len(s.Source) > 0xffff {
		return fact.About("data: chunk", "chunk_name_too_long")
	}
	return nil
}

// ReadChunk reads an unpacked chunk. It must end where its header says.
func ReadChunk(r io.Reader) (*Set, error) {
	head := make([]byte, chunkHeader)
	if n, err := io.ReadFull(r, head); err == io.EOF {
		return nil, fact.About("data: chunk", "file_empty")
	} else if err == io.ErrUnexpectedEOF {
		return nil, fact.About("data: chunk", "file_header_cut_off", "found", n, "expected", chunkHeader)
	} else if err != nil {
		return nil, fact.Within("data: chunk", err)
	}
	if !bytes.HasPrefix(head, []byte(chunkMagic)) {
		return nil, fact.About("data: chunk", "chunk_magic", "found", string(head[:len(chunkMagic)]), "expected", chunkMagic)
	}
	if v := head[7]; v != chunkVersion {
		return nil, fact.About("data: chunk", "chunk_version", "found", v, "expected", chunkVersion)
	}
	var size [5]uint64
	for i := range size {
		size[i] = uint64(binary.LittleEndian.Uint32(head[8+4*i:]))
	}
	n, h, w, c, labels := size[0], size[1], size[2], size[3], size[4]
	says := fact.New("header_says", "shape", sizes(n, h, w, c))
	if n < 1 || h < 1 || w < 1 || c < 1 || n > maxItems || h > MaxSide || w > MaxSide || c > 4 || n*h*w*c > MaxInflated {
		return nil, fact.About("data: chunk", "chunk_too_large", "says", says, "most", maxItems, "side", MaxSide, "bytes", MaxInflated)
	}
	if labels != 0 && labels != n {
		return nil, fact.About("data: chunk", "chunk_labels", "says", says, "labels", labels)
	}
	name := binary.LittleEndian.Uint16(head[28:])
	texts := make([]byte, int(name)+int(binary.LittleEndian.Uint16(head[30:])))
	if _, err := io.ReadFull(r, texts); err != nil {
		return nil, fact.About("data: chunk", "chunk_name_cut_off")
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
		return nil, fact.About("data: chunk", "file_not_over", "says", says, "rest", follow(left))
	}
	return s, nil
}

// chunk reads n bytes of a chunk's content.
func (s *source) chunk(n int, says *fact.Fact) ([]byte, error) {
	b, err := s.take(n)
	if err == errShort {
		return nil, fact.About("data: chunk", "chunk_cut_off", "says", says, "found", len(b), "expected", n)
	}
	return b, err
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
