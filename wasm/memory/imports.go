package memory

import (
	"fmt"

	"bottleneck/wasm/binary"
)

// ownMemory returns the minimum of the module's only memory, in pages.
func ownMemory(sections []binary.Section) (least uint64, err error) {
	for _, s := range sections {
		if s.ID != binary.SectionMemory {
			continue
		}
		r := s.Reader()
		n, err := r.Uint(32)
		if err != nil {
			return 0, err
		}
		if n != 1 {
			return 0, fmt.Errorf("memory: %d memories found, 1 expected", n)
		}
		least, _, _, err := r.Limits()
		if err != nil {
			return 0, err
		}
		if r.Left() > 0 {
			return 0, fmt.Errorf("memory: %d bytes too many in the memory section", r.Left())
		}
		return least, nil
	}
	return 0, fmt.Errorf("memory: the module has no memory of its own")
}

// imported is an import of kind memory; body[from:to] holds its limits.
type imported struct {
	module, name string
	from, to     int
	least, most  uint64
	flags        byte
}

func (m *imported) limits() (Limits, error) {
	if m.flags&binary.HasMaximum == 0 || m.least != m.most {
		return Limits{}, fmt.Errorf("memory: the size of %s.%s is not fixed: minimum %d, maximum %d", m.module, m.name, m.least, m.most)
	}
	return Limits{Pages: uint32(m.least), Shared: m.flags&binary.IsShared != 0}, nil
}

// findMemory walks an import section to its end and returns the memory import, or nil.
func findMemory(s binary.Section) (*imported, error) {
	r := s.Reader()
	n, err := r.Uint(32)
	if err != nil {
		return nil, err
	}
	var found *imported
	for i := uint64(0); i < n; i++ {
		m, err := entry(r)
		if err != nil {
			return nil, fmt.Errorf("memory: import %d of %d: %w", i+1, n, err)
		}
		if m == nil {
			continue
		}
		if found != nil {
			return nil, fmt.Errorf("memory: two imported memories found, 1 expected")
		}
		found = m
	}
	if r.Left() > 0 {
		return nil, fmt.Errorf("memory: %d bytes too many in the import section", r.Left())
	}
	return found, nil
}

// entry reads one import and returns it when it is a memory.
func entry(r *binary.Reader) (*imported, error) {
	module, err := r.Name()
	if err != nil {
		return nil, err
	}
	name, err := r.Name()
	if err != nil {
		return nil, err
	}
	kind, err := r.Byte()
	if err != nil {
		return nil, err
	}
	switch kind {
	case 0: // function: type index
		_, err = r.Uint(32)
	case 1: // table: element type, limits
		if _, err = r.Byte(); err == nil {
			_, _, _, err = r.Limits()
		}
	case binary.KindMemory:
		m := &imported{module: module, name: name, from: r.Pos}
		m.least, m.most, m.flags, err = r.Limits()
		m.to = r.Pos
		return m, err
	case 3: // global: type, mutability
		_, err = r.Bytes(2)
	case 4: // tag: attribute, type index
		if _, err = r.Byte(); err == nil {
			_, err = r.Uint(32)
		}
	default:
		return nil, fmt.Errorf("memory: import %s.%s is of unknown kind %d", module, name, kind)
	}
	return nil, err
}
