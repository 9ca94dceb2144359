// Package memory rewrites linked WebAssembly modules so that they share one memory of fixed size.
//
// Go's linker gives every js/wasm program a memory of its own, which no other module can work on. [Import] turns it
// into an import, env.memory, shared and with minimum = maximum: the loader creates the memory first and hands the same
// one to the program and to the kernels. A memory import shifts no function index, and the program's export "mem"
// names memory 0 before and after.
//
// The limits are written in a padded form of constant length, so that [SetLimits], and web/worker/memory.js in the browser,
// can change size and sharing in place, without parsing more than the import section.
//
// What a program needs to work with the kernels is here. What only makes it smaller is in wasm/shrink.
package memory

import (
	"fmt"
	"slices"

	"bottleneck/wasm/binary"
)

// maxPages is the largest memory, in pages of 64 KiB: 4 GiB.
const maxPages = 1 << 16

// Limits describes an imported memory.
type Limits struct {
	Pages  uint32 // minimum = maximum, in pages of 64 KiB
	Shared bool
}

// Import returns the module with its memory section replaced by the import env.memory with the limits given.
// It refuses a module that is malformed, has no memory or more than one, imports a memory already, or needs more
// pages than l grants.
func Import(module []byte, l Limits) ([]byte, error) {
	if err := l.check(); err != nil {
		return nil, err
	}
	sections, err := binary.Split(module)
	if err != nil {
		return nil, err
	}
	least, err := ownMemory(sections)
	if err != nil {
		return nil, err
	}
	if least > uint64(l.Pages) {
		return nil, fmt.Errorf("memory: %d pages given, the module needs at least %d", l.Pages, least)
	}
	var imports []byte
	count := uint64(0)
	for _, s := range sections {
		if s.ID != binary.SectionImport {
			continue
		}
		found, err := findMemory(s)
		if err != nil {
			return nil, err
		}
		if found != nil {
			return nil, fmt.Errorf("memory: the module imports its memory already, as %s.%s", found.module, found.name)
		}
		r := s.Reader()
		if count, err = r.Uint(32); err != nil {
			return nil, err
		}
		imports = s.Body[r.Pos:]
	}
	body := binary.AppendUint(nil, count+1)
	body = append(body, imports...)
	body = append(body, "\x03env\x06memory\x02"...)
	body = l.append(body)

	out := slices.Clone(module[:len(binary.Header)])
	done := false
	put := func() {
		if !done {
			out = binary.AppendSection(out, binary.SectionImport, body)
			done = true
		}
	}
	for _, s := range sections {
		if s.ID == binary.SectionMemory {
			continue
		}
		if s.ID == binary.SectionImport {
			put()
			continue
		}
		if s.ID > binary.SectionImport {
			put() // the import section stands before function, table, ... but after type
		}
		out = append(out, module[s.Head:s.End]...)
	}
	put()
	return out, nil
}

// SetLimits returns the module with the limits of its imported memory env.memory replaced. Other bytes stay, unless
// the old limits were not padded: then the import section grows once.
func SetLimits(module []byte, l Limits) ([]byte, error) {
	if err := l.check(); err != nil {
		return nil, err
	}
	sections, err := binary.Split(module)
	if err != nil {
		return nil, err
	}
	for _, s := range sections {
		if s.ID != binary.SectionImport {
			continue
		}
		found, err := findMemory(s)
		if err != nil {
			return nil, err
		}
		if found == nil {
			break
		}
		body := slices.Clone(s.Body[:found.from])
		body = l.append(body)
		body = append(body, s.Body[found.to:]...)
		out := slices.Clone(module[:s.Head])
		out = binary.AppendSection(out, binary.SectionImport, body)
		return append(out, module[s.End:]...), nil
	}
	return nil, fmt.Errorf("memory: no imported memory found")
}

// GetLimits reads the limits of the module's imported memory.
func GetLimits(module []byte) (Limits, error) {
	sections, err := binary.Split(module)
	if err != nil {
		return Limits{}, err
	}
	for _, s := range sections {
		if s.ID != binary.SectionImport {
			continue
		}
		found, err := findMemory(s)
		if err != nil {
			return Limits{}, err
		}
		if found != nil {
			return found.limits()
		}
	}
	return Limits{}, fmt.Errorf("memory: no imported memory found")
}

func (l Limits) check() error {
	if l.Pages == 0 || l.Pages > maxPages {
		return fmt.Errorf("memory: %d pages asked for, 1 to %d expected", l.Pages, maxPages)
	}
	return nil
}

// padded is the length of the minimum and of the maximum, which are written so that others can take their place.
const padded = 3

func (l Limits) append(b []byte) []byte { return binary.AppendLimits(b, l.Pages, l.Shared, padded) }
