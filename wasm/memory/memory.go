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
// [JoinData], [DropLines] and [ShortenCode] make a program smaller to send. They change nothing that it does.
//
// Source: WebAssembly core specification 2.0 with threads, chapter 5 (binary format).
package memory

import (
	"fmt"
	"slices"
)

// MaxPages is the largest memory, in pages of 64 KiB: 4 GiB.
const MaxPages = 1 << 16

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
	sections, err := split(module)
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
		if s.id != sectionImport {
			continue
		}
		found, err := findMemory(s)
		if err != nil {
			return nil, err
		}
		if found != nil {
			return nil, fmt.Errorf("memory: the module imports its memory already, as %s.%s", found.module, found.name)
		}
		r := reader{buf: s.body, at: s.start}
		if count, err = r.uvarint(32); err != nil {
			return nil, err
		}
		imports = s.body[r.pos:]
	}
	body := appendUvarint(nil, count+1)
	body = append(body, imports...)
	body = append(body, "\x03env\x06memory\x02"...)
	body = l.append(body)

	out := slices.Clone(module[:headerLen])
	done := false
	put := func() {
		if !done {
			out = appendSection(out, sectionImport, body)
			done = true
		}
	}
	for _, s := range sections {
		if s.id == sectionMemory {
			continue
		}
		if s.id == sectionImport {
			put()
			continue
		}
		if s.id > sectionImport {
			put() // the import section stands before function, table, ... but after type
		}
		out = append(out, module[s.head:s.end]...)
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
	sections, err := split(module)
	if err != nil {
		return nil, err
	}
	for _, s := range sections {
		if s.id != sectionImport {
			continue
		}
		found, err := findMemory(s)
		if err != nil {
			return nil, err
		}
		if found == nil {
			break
		}
		body := slices.Clone(s.body[:found.from])
		body = l.append(body)
		body = append(body, s.body[found.to:]...)
		out := slices.Clone(module[:s.head])
		out = appendSection(out, sectionImport, body)
		return append(out, module[s.end:]...), nil
	}
	return nil, fmt.Errorf("memory: no imported memory found")
}

// GetLimits reads the limits of the module's imported memory.
func GetLimits(module []byte) (Limits, error) {
	sections, err := split(module)
	if err != nil {
		return Limits{}, err
	}
	for _, s := range sections {
		if s.id != sectionImport {
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
	if l.Pages == 0 || l.Pages > MaxPages {
		return fmt.Errorf("memory: %d pages asked for, 1 to %d expected", l.Pages, MaxPages)
	}
	return nil
}

// append writes flags, minimum and maximum in paddedLen bytes.
func (l Limits) append(b []byte) []byte {
	flags := byte(hasMaximum)
	if l.Shared {
		flags |= isShared
	}
	b = append(b, flags)
	b = appendPadded(b, l.Pages)
	return appendPadded(b, l.Pages)
}
