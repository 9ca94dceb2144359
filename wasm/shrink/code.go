package shrink

import (
	"errors"
	"fmt"

	"bottleneck/wasm/binary"
)

// goType is the type of functions with a table of segments: (i32) -> i32.
var goType = []byte{binary.FuncType, 1, byte(binary.I32), 1, byte(binary.I32)}

// shortenCode returns the module with its functions rewritten so that they say the same in fewer bytes, above all in
// fewer different ones: compressed, a sixth of the code goes. Nothing that a program can observe changes.
//
// It knows the code that Go's compiler emits for WebAssembly (Go 1.24 to 1.26, cmd/internal/obj/wasm) and refuses
// other instructions and other shapes. Functions without a table of segments, which are few, stay as they are.
func shortenCode(module []byte) ([]byte, error) {
	sections, err := binary.Split(module)
	if err != nil {
		return nil, err
	}
	out := append(make([]byte, 0, len(module)), module[:len(binary.Header)]...)
	var bodies, isGo []bool
	found := 0
	for _, s := range sections {
		r := s.Reader()
		switch s.ID {
		case binary.SectionType:
			isGo, err = readTypes(r)
		case binary.SectionFunction:
			bodies, err = readFunctions(r, isGo)
		case binary.SectionCode:
			var code []byte
			if code, found, err = rewriteCode(r, bodies); err == nil {
				out = binary.AppendSection(out, binary.SectionCode, code)
				continue
			}
		}
		if err != nil {
			return nil, err
		}
		out = append(out, module[s.Head:s.End]...)
	}
	if found == 0 {
		return nil, errors.New("shrink: no function with a table of segments found; is this a Go program?")
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

// rewriteCode rewrites the code section and returns how many functions it could rewrite.
func rewriteCode(r *binary.Reader, isGo []bool) (out []byte, found int, err error) {
	n, err := r.Uint(32)
	if err != nil {
		return nil, 0, err
	}
	if n != uint64(len(isGo)) {
		return nil, 0, fmt.Errorf("shrink: %d functions and %d bodies found", len(isGo), n)
	}
	out = binary.AppendUint(nil, n)
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
			if err := f.shorten(); err != nil {
				return nil, 0, fmt.Errorf("shrink: function at byte %d: %w", at, err)
			}
			body = f.append(nil)
			found++
		} else if err != errOther {
			return nil, 0, err
		}
		out = append(binary.AppendUint(out, uint64(len(body))), body...)
	}
	if r.Left() > 0 {
		return nil, 0, fmt.Errorf("shrink: %d bytes follow the code", r.Left())
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
