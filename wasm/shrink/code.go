package shrink

import (
	"errors"
	"fmt"

	"bottleneck/wasm/binary"
)

// goType is the type of functions with a table of segments: (i32) -> i32.
var goType = []byte{binary.FuncType, 1, byte(binary.I32), 1, byte(binary.I32)}

// shortenCode returns the module with its functions rewritten so that they say the same in fewer bytes, above all in
// fewer different ones: compressed, a quarter of the code goes. Nothing that a program can observe changes.
//
// It knows the code that Go's compiler emits for WebAssembly (Go 1.24 to 1.26, cmd/internal/obj/wasm) and refuses
// other instructions and other shapes. Functions without a table of segments, which are few, stay as they are.
//
// steady has the numbers of the functions whose frame is known to be the same from place 1 on.
func shortenCode(module []byte, steady map[int64]bool) ([]byte, error) {
	sections, err := binary.Split(module)
	if err != nil {
		return nil, err
	}
	var isGo, bodies []bool
	var functions []*function
	imports, found, named := 0, 0, false
	for _, s := range sections {
		r := s.Reader()
		switch s.ID {
		case binary.SectionType:
			isGo, err = readTypes(r)
		case binary.SectionImport:
			imports, err = countImports(r)
		case binary.SectionFunction:
			bodies, err = readFunctions(r, isGo)
		case binary.SectionCode:
			functions, found, err = readCode(r, bodies)
		case binary.SectionCustom:
			name, _ := r.Name()
			named = named || name == "name"
		}
		if err != nil {
			return nil, err
		}
	}
	if found == 0 {
		return nil, errors.New("shrink: no function with a table of segments found; is this a Go program?")
	}
	for _, f := range functions {
		if f.table != nil {
			if err := f.shorten(steady); err != nil {
				return nil, err
			}
		}
	}
	h := help(functions, imports, named)
	out := []byte(binary.Header)
	for _, s := range sections {
		r := s.Reader()
		body := s.Body
		switch s.ID {
		case binary.SectionType:
			body, err = h.types(r)
		case binary.SectionFunction:
			body, err = h.functions(r, len(isGo))
		case binary.SectionExport:
			body, err = h.exports(r)
		case binary.SectionElement:
			body, err = h.elements(r)
		case binary.SectionCode:
			body = h.code(functions)
		case binary.SectionStart:
			err = errors.New("shrink: the module has a function to start with, which Go's linker does not write")
		}
		if err != nil {
			return nil, err
		}
		out = binary.AppendSection(out, s.ID, body)
	}
	return out, nil
}

// readTypes reads the type section: which types are goType.
func readTypes(r *binary.Reader) (isGo []bool, err error) {
	n, err := r.Uint(32)
	for i := uint64(0); i < n && err == nil; i++ {
		start := r.Pos
		var kind byte
		if kind, err = r.Byte(); err != nil {
			break
		}
		if kind != goType[0] {
			return nil, fmt.Errorf("shrink: type of unknown kind 0x%02x at byte %d", kind, r.At+start)
		}
		for range 2 { // parameters, results
			var n uint64
			if n, err = r.Uint(32); err == nil {
				_, err = r.Bytes(n)
			}
		}
		isGo = append(isGo, string(r.Buf[start:r.Pos]) == string(goType))
	}
	return isGo, err
}

// countImports reads the import section: how many functions are imported. Go's linker imports nothing else.
func countImports(r *binary.Reader) (int, error) {
	n, err := r.Uint(32)
	for i := uint64(0); i < n && err == nil; i++ {
		for range 2 { // module, name
			if _, err = r.Name(); err != nil {
				return 0, err
			}
		}
		kind, err := r.Byte()
		if err != nil {
			return 0, err
		}
		if kind != binary.KindFunction {
			return 0, fmt.Errorf("shrink: import %d is of kind %d, a function expected", i, kind)
		}
		if _, err = r.Uint(32); err != nil {
			return 0, err
		}
	}
	return int(n), err
}

// readFunctions reads the function section: which functions are of type goType.
func readFunctions(r *binary.Reader, isGo []bool) (bodies []bool, err error) {
	n, err := r.Uint(32)
	for i := uint64(0); i < n && err == nil; i++ {
		var t uint64
		if t, err = r.Uint(32); err != nil {
			break
		}
		if t >= uint64(len(isGo)) {
			return nil, fmt.Errorf("shrink: function %d is of type %d, %d types found", i, t, len(isGo))
		}
		bodies = append(bodies, isGo[t])
	}
	return bodies, err
}

// readCode reads the code section, and tells how many functions have a table of segments.
func readCode(r *binary.Reader, isGo []bool) (functions []*function, found int, err error) {
	n, err := r.Uint(32)
	if err != nil {
		return nil, 0, err
	}
	if n != uint64(len(isGo)) {
		return nil, 0, fmt.Errorf("shrink: %d functions and %d bodies found", len(isGo), n)
	}
	for i := range n {
		size, err := r.Uint(32)
		if err != nil {
			return nil, 0, err
		}
		at := r.At + r.Pos
		body, err := r.Bytes(size)
		if err != nil {
			return nil, 0, err
		}
		f, err := parseFunction(body, at)
		if err == nil {
			if !isGo[i] {
				return nil, 0, fmt.Errorf("shrink: function at byte %d has a table, but not the type that Go's functions have", at)
			}
			found++
		} else if err != errOther {
			return nil, 0, err
		}
		functions = append(functions, f)
	}
	if r.Left() > 0 {
		return nil, 0, fmt.Errorf("shrink: %d bytes follow the code", r.Left())
	}
	return functions, found, nil
}

// shorten applies everything that is known to shorten a function by itself.
func (f *function) shorten(steady map[int64]bool) error {
	if f.loops {
		if err := f.jump(); err != nil {
			return fmt.Errorf("shrink: function at byte %d: %w", f.at, err)
		}
	}
	f.leave()
	for s, code := range f.segments {
		code = address(condition(code))
		if len(f.head) > 0 { // local 1 is SP
			code = pushes(pop(fold(code)))
		}
		f.segments[s] = code
	}
	f.base(steady)
	return nil
}
