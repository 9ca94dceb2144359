package prepare

import (
	"encoding/binary"
	"io"

	"bottleneck/core/fact"
)

// isAVIF tells whether a file of boxes begins as one of the AVIF brands, alone or
// among those that it is compatible with.
func isAVIF(b []byte) bool {
	if len(b) < 16 || string(b[4:8]) != "ftyp" {
		return false
	}
	end := min(uint64(binary.BigEndian.Uint32(b)), uint64(len(b)))
	for at := uint64(8); at+4 <= end; at += 4 {
		if brand := string(b[at : at+4]); at != 12 && (brand == "avif" || brand == "avis") { // at 12 is a version
			return true
		}
	}
	return false
}

// avif goes over the boxes of an AVIF file to the size of its first picture. All
// pictures in it, tiles and thumbnails too, must be bearable. The bits of AV1
// have the size once more; a decoder finds out whether it is the same one, and
// PrepareShown after it. Sources: AV1 Image File Format 1.1; ISO/IEC 14496-12,
// section 4.2; ISO/IEC 23008-12, section 9.3.
func (f *File) avif(b []byte) error {
	var meta []byte
	data := false
	if err := f.boxes(b, func(kind string, body []byte) error {
		switch kind {
		case "meta":
			if meta == nil && len(body) >= 4 {
				meta = body[4:]
			}
		case "mdat":
			data = data || len(body) > 0
		}
		return nil
	}); err != nil {
		return err
	}
	var m items
	if err := f.boxes(meta, func(kind string, body []byte) error { return m.read(f, kind, body) }); err != nil {
		return err
	}
	f.W, f.H = m.size()
	switch {
	case f.W == 0:
		return f.Damaged(fact.New("picture_without_size"))
	case !data && !m.inside:
		return f.Damaged(fact.New("picture_without_pixels"))
	}
	return nil
}

// boxes calls each for the boxes in b, which must fill it.
func (f *File) boxes(b []byte, each func(kind string, body []byte) error) error {
	for len(b) > 0 {
		if len(b) < 8 {
			return f.Damaged(io.ErrUnexpectedEOF)
		}
		size, head := uint64(binary.BigEndian.Uint32(b)), uint64(8)
		switch {
		case size == 0: // to the end
			size = uint64(len(b))
		case size == 1 && len(b) >= 16:
			size, head = binary.BigEndian.Uint64(b[8:]), 16
		}
		if size < head || size > uint64(len(b)) {
			return f.Damaged(io.ErrUnexpectedEOF)
		}
		if err := each(string(b[4:8]), b[head:size]); err != nil {
			return err
		}
		b = b[size:]
	}
	return nil
}

// items is what the meta box of a file says of the pictures in it.
type items struct {
	sizes   [][2]int // of properties, which count from 1; 0, 0 where one is no size
	primary uint32
	of      map[uint32][]int // properties of an item
	inside  bool             // pixels lie within the box
}

func (m *items) read(f *File, kind string, body []byte) error {
	switch kind {
	case "pitm": // version, flags, item
		switch {
		case len(body) >= 6 && body[0] == 0:
			m.primary = uint32(binary.BigEndian.Uint16(body[4:]))
		case len(body) >= 8:
			m.primary = binary.BigEndian.Uint32(body[4:])
		}
	case "idat":
		m.inside = len(body) > 0
	case "iprp":
		return f.boxes(body, func(kind string, body []byte) error {
			switch kind {
			case "ipco":
				return m.properties(f, body)
			case "ipma":
				m.associate(body)
			}
			return nil
		})
	}
	return nil
}

// properties reads what items may have, the sizes among them.
func (m *items) properties(f *File, body []byte) error {
	m.sizes = [][2]int{{}}
	return f.boxes(body, func(kind string, body []byte) error {
		size := [2]int{}
		if kind == "ispe" {
			if len(body) < 12 {
				return f.Damaged(fact.New("picture_without_size"))
			}
			w, h := binary.BigEndian.Uint32(body[4:]), binary.BigEndian.Uint32(body[8:])
			if err := gate(int(w), int(h)); err != nil {
				return err
			}
			size = [2]int{int(w), int(h)}
		}
		m.sizes = append(m.sizes, size)
		return nil
	})
}

// associate reads which properties an item has. What ends early says nothing.
func (m *items) associate(b []byte) {
	if len(b) < 8 {
		return
	}
	version, wide := b[0], b[3]&1 == 1
	b = b[8:]
	m.of = map[uint32][]int{}
	for len(b) > 0 {
		id, head := uint32(0), 2
		if version > 0 {
			head = 4
		}
		if len(b) < head+1 {
			return
		}
		for _, v := range b[:head] {
			id = id<<8 | uint32(v)
		}
		n := int(b[head])
		b = b[head+1:]
		for ; n > 0 && len(b) > 0; n-- {
			at, step := int(b[0]&0x7f), 1
			if wide {
				if len(b) < 2 {
					return
				}
				at, step = at<<8|int(b[1]), 2
			}
			m.of[id] = append(m.of[id], at)
			b = b[step:]
		}
	}
}

// size is that of the first picture, before any turn that the file asks for. 0, 0: it has none.
func (m *items) size() (w, h int) {
	for _, at := range m.of[m.primary] {
		if at > 0 && at < len(m.sizes) && m.sizes[at][0] > 0 {
			return m.sizes[at][0], m.sizes[at][1]
		}
	}
	return 0, 0
}
