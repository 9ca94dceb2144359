package memory

import (
	"errors"
	"fmt"
)

const (
	sectionType     = 1
	sectionFunction = 3
	sectionCode     = 10
)

// goType is the type of functions with a table of segments: (i32) -> i32.
var goType = []byte{0x60, 1, 0x7f, 1, 0x7f}

// ShortenCode returns the module with its functions rewritten so that they say the same in fewer bytes, above all in
// fewer different ones: compressed, a sixth of the code goes. Nothing that a program can observe changes.
//
// It knows the code that Go's compiler emits for WebAssembly (Go 1.24 to 1.26, cmd/internal/obj/wasm) and refuses
// other instructions and other shapes. Functions without a table of segments, which are few, stay as they are.
func ShortenCode(module []byte) ([]byte, error) {
	sections, err := split(module)
	if err != nil {
		return nil, err
	}
	out := append(make([]byte, 0, len(module)), module[:headerLen]...)
	var bodies, isGo []bool
	found := 0
	for _, s := range sections {
		r := reader{buf: s.body, at: s.start}
		switch s.id {
		case sectionType:
			isGo, err = r.types()
		case sectionFunction:
			bodies, err = r.functions(isGo)
		case sectionCode:
			var code []byte
			if code, found, err = r.code(bodies); err == nil {
				out = appendSection(out, sectionCode, code)
				continue
			}
		}
		if err != nil {
			return nil, err
		}
		out = append(out, module[s.head:s.end]...)
	}
	if found == 0 {
		return nil, errors.New("memory: no function with a table of segments found; is this a Go program?")
	}
	return out, nil
}

// types reads the type section: which types are goType.
func (r *reader) types() (isGo []bool, err error) {
	n, err := r.uvarint(32)
	for i := uint64(0); i < n && err == nil; i++ {
		start := r.pos
		var kind byte
		if kind, err = r.byte(); err != nil {
			break
		}
		if kind != goType[0] {
			return nil, fmt.Errorf("memory: type of unknown kind 0x%02x at byte %d", kind, r.at+start)
		}
		for range 2 { // parameters, results
			var n uint64
			if n, err = r.uvarint(32); err == nil {
				_, err = r.bytes(n)
			}
		}
		isGo = append(isGo, string(r.buf[start:r.pos]) == string(goType))
	}
	return isGo, err
}

// functions reads the function section: which functions are of type goType.
func (r *reader) functions(isGo []bool) (bodies []bool, err error) {
	n, err := r.uvarint(32)
	for i := uint64(0); i < n && err == nil; i++ {
		var t uint64
		if t, err = r.uvarint(32); err != nil {
			break
		}
		if t >= uint64(len(isGo)) {
			return nil, fmt.Errorf("memory: function %d is of type %d, %d types found", i, t, len(isGo))
		}
		bodies = append(bodies, isGo[t])
	}
	return bodies, err
}

// code rewrites the code section and returns how many functions it could rewrite.
func (r *reader) code(isGo []bool) (out []byte, found int, err error) {
	n, err := r.uvarint(32)
	if err != nil {
		return nil, 0, err
	}
	if n != uint64(len(isGo)) {
		return nil, 0, fmt.Errorf("memory: %d functions and %d bodies found", len(isGo), n)
	}
	out = appendUvarint(nil, n)
	for i := range n {
		size, err := r.uvarint(32)
		if err != nil {
			return nil, 0, err
		}
		at := r.at + r.pos
		body, err := r.bytes(size)
		if err != nil {
			return nil, 0, err
		}
		f, err := parseFunction(body, at)
		if err == nil {
			if !isGo[i] {
				return nil, 0, fmt.Errorf("memory: function at byte %d has a table, but not the type that Go's functions have", at)
			}
			if err := f.shorten(); err != nil {
				return nil, 0, fmt.Errorf("memory: function at byte %d: %w", at, err)
			}
			body = f.append(nil)
			found++
		} else if err != errOther {
			return nil, 0, err
		}
		out = append(appendUvarint(out, uint64(len(body))), body...)
	}
	if r.pos != len(r.buf) {
		return nil, 0, fmt.Errorf("memory: %d bytes follow the code", len(r.buf)-r.pos)
	}
	return out, found, nil
}

// shorten applies everything that is known to shorten a function.
func (f *function) shorten() error {
	if f.loops {
		if err := f.jump(); err != nil {
			return err
		}
	}
	f.leave()
	for s, code := range f.segments {
		code = address(condition(code))
		if len(f.head) > 0 { // local 1 is SP
			code = pop(fold(code))
		}
		f.segments[s] = code
	}
	f.base()
	return nil
}
