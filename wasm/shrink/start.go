package shrink

import (
	"errors"
	"slices"

	"bottleneck/wasm/binary"
)

// startWith returns the module with a function of this body, without parameters and results, behind all others, which runs when the module is instantiated.
func startWith(module, body []byte) ([]byte, error) {
	sections, err := binary.Split(module)
	if err != nil {
		return nil, err
	}
	// Another item at the end of a section.
	longer := func(s binary.Section, item []byte) ([]byte, uint64, error) {
		r := s.Reader()
		n, err := r.Uint(32)
		return slices.Concat(binary.AppendUint(nil, n+1), r.Buf[r.Pos:], item), n, err
	}
	out := []byte(binary.Header)
	var kind, number uint64
	started := false
	for _, s := range sections {
		if !started && s.ID > binary.SectionStart {
			out = binary.AppendSection(out, binary.SectionStart, binary.AppendUint(nil, number))
			started = true
		}
		content := s.Body
		switch s.ID {
		case binary.SectionType:
			content, kind, err = longer(s, []byte{binary.FuncType, 0, 0})
		case binary.SectionImport:
			var imports int
			imports, err = countImports(s.Reader())
			number += uint64(imports)
		case binary.SectionFunction:
			var n uint64
			content, n, err = longer(s, binary.AppendUint(nil, kind))
			number += n
		case binary.SectionStart:
			err = errors.New("shrink: the module has a function to start with, which Go's linker does not write")
		case binary.SectionCode:
			content, _, err = longer(s, append(binary.AppendUint(nil, uint64(len(body))), body...))
		}
		if err != nil {
			return nil, err
		}
		out = binary.AppendSection(out, s.ID, content)
	}
	return out, nil
}
