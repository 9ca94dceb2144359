package memory

import "fmt"

const (
	headerLen     = 8
	sectionCustom = 0
	sectionImport = 2
	sectionMemory = 5

	hasMaximum = 1
	isShared   = 2
)

// section is one section of a module: module[head:end] is all of it, module[start:end] its body.
type section struct {
	id               byte
	head, start, end int
	body             []byte
}

// split cuts a module into its sections and checks that known ones come once and in order.
func split(module []byte) ([]section, error) {
	if len(module) < headerLen || string(module[:headerLen]) != "\x00asm\x01\x00\x00\x00" {
		return nil, fmt.Errorf("memory: not a WebAssembly module of version 1: % x found", module[:min(len(module), headerLen)])
	}
	var sections []section
	last := 0
	r := reader{buf: module, pos: headerLen}
	for r.pos < len(module) {
		s := section{head: r.pos}
		id, err := r.byte()
		if err != nil {
			return nil, err
		}
		s.id = id
		n, err := r.uvarint(32)
		if err != nil {
			return nil, err
		}
		s.start = r.pos
		if s.body, err = r.bytes(n); err != nil {
			return nil, fmt.Errorf("memory: section %d: %w", id, err)
		}
		s.end = r.pos
		if id != sectionCustom {
			o := order(id)
			if o == 0 {
				return nil, fmt.Errorf("memory: unknown section %d at byte %d", id, s.head)
			}
			if o <= last {
				return nil, fmt.Errorf("memory: section %d at byte %d is out of order", id, s.head)
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
	case id == 12:
		return 11
	case id == 10 || id == 11:
		return int(id) + 2
	}
	return 0
}

// ownMemory returns the minimum of the module's only memory, in pages.
func ownMemory(sections []section) (least uint64, err error) {
	for _, s := range sections {
		if s.id != sectionMemory {
			continue
		}
		r := reader{buf: s.body, at: s.start}
		n, err := r.uvarint(32)
		if err != nil {
			return 0, err
		}
		if n != 1 {
			return 0, fmt.Errorf("memory: %d memories found, 1 expected", n)
		}
		least, _, _, err := r.limits()
		if err != nil {
			return 0, err
		}
		if r.pos != len(s.body) {
			return 0, fmt.Errorf("memory: %d bytes too many in the memory section", len(s.body)-r.pos)
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
	if m.flags&hasMaximum == 0 || m.least != m.most {
		return Limits{}, fmt.Errorf("memory: the size of %s.%s is not fixed: minimum %d, maximum %d", m.module, m.name, m.least, m.most)
	}
	return Limits{Pages: uint32(m.least), Shared: m.flags&isShared != 0}, nil
}

// findMemory walks an import section to its end and returns the memory import, or nil.
func findMemory(s section) (*imported, error) {
	r := reader{buf: s.body, at: s.start}
	n, err := r.uvarint(32)
	if err != nil {
		return nil, err
	}
	var found *imported
	for i := uint64(0); i < n; i++ {
		m, err := r.entry()
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
	if r.pos != len(s.body) {
		return nil, fmt.Errorf("memory: %d bytes too many in the import section", len(s.body)-r.pos)
	}
	return found, nil
}

// entry reads one import and returns it when it is a memory.
func (r *reader) entry() (*imported, error) {
	module, err := r.name()
	if err != nil {
		return nil, err
	}
	name, err := r.name()
	if err != nil {
		return nil, err
	}
	kind, err := r.byte()
	if err != nil {
		return nil, err
	}
	switch kind {
	case 0: // function: type index
		_, err = r.uvarint(32)
	case 1: // table: element type, limits
		if _, err = r.byte(); err == nil {
			_, _, _, err = r.limits()
		}
	case 2: // memory
		m := &imported{module: module, name: name, from: r.pos}
		m.least, m.most, m.flags, err = r.limits()
		m.to = r.pos
		return m, err
	case 3: // global: type, mutability
		_, err = r.bytes(2)
	case 4: // tag: attribute, type index
		if _, err = r.byte(); err == nil {
			_, err = r.uvarint(32)
		}
	default:
		return nil, fmt.Errorf("memory: import %s.%s is of unknown kind %d", module, name, kind)
	}
	return nil, err
}
