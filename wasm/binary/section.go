package binary

import "fmt"

// Section is one section of a module: module[Head:End] is all of it, module[Start:End] its body.
type Section struct {
	ID               byte
	Head, Start, End int
	Body             []byte
}

// Reader returns a reader of the body, which tells places in the module.
func (s Section) Reader() *Reader { return &Reader{Buf: s.Body, At: s.Start} }

// Split cuts a module into its sections and checks that known ones come once and in order.
func Split(module []byte) ([]Section, error) {
	if len(module) < len(Header) || string(module[:len(Header)]) != Header {
		return nil, fmt.Errorf("wasm: not a WebAssembly module of version 1: % x found", module[:min(len(module), len(Header))])
	}
	var sections []Section
	last := 0
	r := Reader{Buf: module, Pos: len(Header)}
	for r.Left() > 0 {
		s := Section{Head: r.Pos}
		id, err := r.Byte()
		if err != nil {
			return nil, err
		}
		s.ID = id
		n, err := r.Uint(32)
		if err != nil {
			return nil, err
		}
		s.Start = r.Pos
		if s.Body, err = r.Bytes(n); err != nil {
			return nil, fmt.Errorf("wasm: section %d: %w", id, err)
		}
		s.End = r.Pos
		if id != SectionCustom {
			o := order(id)
			if o == 0 {
				return nil, fmt.Errorf("wasm: unknown section %d at byte %d", id, s.Head)
			}
			if o <= last {
				return nil, fmt.Errorf("wasm: section %d at byte %d is out of order", id, s.Head)
			}
			last = o
		}
		sections = append(sections, s)
	}
	return sections, nil
}

// order is the place of a section: the numbers rise, but the tag section (13) stands after memory
// and the data count (12) before code.
func order(id byte) int {
	switch {
	case id >= 1 && id <= 5:
		return int(id)
	case id == 13:
		return 6
	case id >= 6 && id <= 9:
		return int(id) + 1
	case id == SectionDataCount:
		return 11
	case id == SectionCode || id == SectionData:
		return int(id) + 2
	}
	return 0
}
