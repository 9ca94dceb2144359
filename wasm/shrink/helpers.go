package shrink

import (
	"errors"
	"fmt"
	"slices"

	"bottleneck/wasm/binary"
)

// The sections of a module with helpers. They stand before the program's own functions, so that the most frequent have numbers of one
// byte. Go's own numbers of functions are places in the table that the element section fills, and stay as they are.

// types adds the type of helpers at the end of the type section.
func (h *helpers) types(r *binary.Reader) ([]byte, error) {
	n, err := r.Uint(32)
	if err != nil || len(h.bodies) == 0 {
		return r.Buf, err
	}
	return slices.Concat(binary.AppendUint(nil, n+1), r.Buf[r.Pos:], pushType), nil
}

// functions adds the helpers, of the type behind types, to the function section.
func (h *helpers) functions(r *binary.Reader, types int) ([]byte, error) {
	n, err := r.Uint(32)
	if err != nil {
		return nil, err
	}
	b := binary.AppendUint(nil, n+uint64(len(h.bodies)))
	for range h.bodies {
		b = binary.AppendUint(b, uint64(types))
	}
	return append(b, r.Buf[r.Pos:]...), nil
}

// exports moves the functions in the export section.
func (h *helpers) exports(r *binary.Reader) ([]byte, error) {
	n, err := r.Uint(32)
	b := binary.AppendUint(nil, n)
	for i := uint64(0); i < n && err == nil; i++ {
		var name string
		var kind byte
		var at uint64
		if name, err = r.Name(); err != nil {
			break
		}
		if kind, err = r.Byte(); err != nil {
			break
		}
		if at, err = r.Uint(32); err != nil {
			break
		}
		if kind == binary.KindFunction {
			at = uint64(h.moved(int64(at)))
		}
		b = binary.AppendUint(append(binary.AppendName(b, name), kind), at)
	}
	return b, err
}

// elements moves the functions in the table, of which Go's linker writes one run from a constant on.
func (h *helpers) elements(r *binary.Reader) ([]byte, error) {
	for _, want := range []byte{1, 0, opI32Const} {
		if b, err := r.Byte(); err != nil || b != want {
			return nil, errors.New("shrink: the table of functions is not one run from a constant on")
		}
	}
	if _, err := r.Int(32); err != nil {
		return nil, err
	}
	if b, err := r.Byte(); err != nil || b != opEnd {
		return nil, errors.New("shrink: the place of the table's functions is not a constant")
	}
	b := slices.Clip(r.Buf[:r.Pos])
	n, err := r.Uint(32)
	b = binary.AppendUint(b, n)
	for i := uint64(0); i < n && err == nil; i++ {
		var at uint64
		if at, err = r.Uint(32); err == nil {
			b = binary.AppendUint(b, uint64(h.moved(int64(at))))
		}
	}
	if err == nil && r.Left() > 0 {
		err = fmt.Errorf("shrink: %d bytes follow the table's functions", r.Left())
	}
	return b, err
}

// code writes the code section.
func (h *helpers) code(functions []*function) []byte {
	b := binary.AppendUint(nil, uint64(len(h.bodies)+len(functions)))
	for _, body := range h.bodies {
		b = append(binary.AppendUint(b, uint64(len(body))), body...)
	}
	for _, f := range functions {
		body := f.append(nil)
		b = append(binary.AppendUint(b, uint64(len(body))), body...)
	}
	return b
}
