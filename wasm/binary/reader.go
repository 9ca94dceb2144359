package binary

import "fmt"

// Reader walks bytes; every read is checked against the end.
type Reader struct {
	Buf []byte
	Pos int // of the next byte
	At  int // where Buf lies in the module, for messages
}

// Left is the number of bytes that are left.
func (r *Reader) Left() int { return len(r.Buf) - r.Pos }

// Byte reads one byte.
func (r *Reader) Byte() (byte, error) {
	if r.Pos >= len(r.Buf) {
		return 0, fmt.Errorf("wasm: cut off at byte %d", r.At+r.Pos)
	}
	b := r.Buf[r.Pos]
	r.Pos++
	return b, nil
}

// Bytes reads n bytes, which share the memory of Buf.
func (r *Reader) Bytes(n uint64) ([]byte, error) {
	if n > uint64(r.Left()) {
		return nil, fmt.Errorf("wasm: %d bytes announced at byte %d, %d left", n, r.At+r.Pos, r.Left())
	}
	b := r.Buf[r.Pos : r.Pos+int(n)]
	r.Pos += int(n)
	return b, nil
}

// Name reads a length and a string.
func (r *Reader) Name() (string, error) {
	n, err := r.Uint(32)
	if err != nil {
		return "", err
	}
	b, err := r.Bytes(n)
	return string(b), err
}

// Uint reads an unsigned LEB128 number of at most the given bits, in at most ceil(bits/7) bytes.
func (r *Reader) Uint(bits int) (uint64, error) {
	start := r.At + r.Pos
	var v uint64
	for shift := 0; shift < bits; shift += 7 {
		b, err := r.Byte()
		if err != nil {
			return 0, err
		}
		v |= uint64(b&0x7f) << shift
		if b < 0x80 {
			if v>>bits != 0 {
				break
			}
			return v, nil
		}
	}
	return 0, fmt.Errorf("wasm: number at byte %d exceeds %d bits", start, bits)
}

// Int reads a signed LEB128 number of at most the given bits.
func (r *Reader) Int(bits int) (int64, error) {
	start := r.At + r.Pos
	var v int64
	for shift := 0; shift < bits; shift += 7 {
		b, err := r.Byte()
		if err != nil {
			return 0, err
		}
		v |= int64(b&0x7f) << shift
		if b < 0x80 {
			if shift+7 < 64 && b&0x40 != 0 {
				v |= -1 << (shift + 7)
			}
			return v, nil
		}
	}
	return 0, fmt.Errorf("wasm: number at byte %d exceeds %d bits", start, bits)
}

// Limits reads flags, a minimum and, if the flags say so, a maximum.
func (r *Reader) Limits() (least, most uint64, flags byte, err error) {
	if flags, err = r.Byte(); err != nil {
		return
	}
	if flags&^(HasMaximum|IsShared) != 0 {
		err = fmt.Errorf("wasm: limits of unknown kind 0x%02x at byte %d", flags, r.At+r.Pos-1)
		return
	}
	if least, err = r.Uint(32); err != nil || flags&HasMaximum == 0 {
		return
	}
	most, err = r.Uint(32)
	return
}
