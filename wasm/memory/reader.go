package memory

import "fmt"

// reader walks bytes; every read is checked against the end. at is the position of buf in the module, for messages.
type reader struct {
	buf []byte
	pos int
	at  int
}

func (r *reader) byte() (byte, error) {
	if r.pos >= len(r.buf) {
		return 0, fmt.Errorf("memory: cut off at byte %d", r.at+r.pos)
	}
	b := r.buf[r.pos]
	r.pos++
	return b, nil
}

func (r *reader) bytes(n uint64) ([]byte, error) {
	if n > uint64(len(r.buf)-r.pos) {
		return nil, fmt.Errorf("memory: %d bytes announced at byte %d, %d left", n, r.at+r.pos, len(r.buf)-r.pos)
	}
	b := r.buf[r.pos : r.pos+int(n)]
	r.pos += int(n)
	return b, nil
}

func (r *reader) name() (string, error) {
	n, err := r.uvarint(32)
	if err != nil {
		return "", err
	}
	b, err := r.bytes(n)
	return string(b), err
}

// uvarint reads an unsigned LEB128 number of at most the given bits, in at most ceil(bits/7) bytes.
func (r *reader) uvarint(bits int) (uint64, error) {
	start := r.at + r.pos
	var v uint64
	for shift := 0; shift < bits; shift += 7 {
		b, err := r.byte()
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
	return 0, fmt.Errorf("memory: number at byte %d exceeds %d bits", start, bits)
}

// varint reads a signed LEB128 number of at most the given bits.
func (r *reader) varint(bits int) (int64, error) {
	start := r.at + r.pos
	var v int64
	for shift := 0; shift < bits; shift += 7 {
		b, err := r.byte()
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
	return 0, fmt.Errorf("memory: number at byte %d exceeds %d bits", start, bits)
}

// limits reads flags, a minimum and, if the flags say so, a maximum.
func (r *reader) limits() (least, most uint64, flags byte, err error) {
	if flags, err = r.byte(); err != nil {
		return
	}
	if flags&^(hasMaximum|isShared) != 0 {
		err = fmt.Errorf("memory: limits of unknown kind 0x%02x at byte %d", flags, r.at+r.pos-1)
		return
	}
	if least, err = r.uvarint(32); err != nil || flags&hasMaximum == 0 {
		return
	}
	most, err = r.uvarint(32)
	return
}

func appendUvarint(b []byte, v uint64) []byte {
	for v >= 0x80 {
		b = append(b, byte(v)|0x80)
		v >>= 7
	}
	return append(b, byte(v))
}

// appendVarint writes signed LEB128.
func appendVarint(b []byte, v int64) []byte {
	for {
		low := byte(v) & 0x7f
		v >>= 7
		if v == 0 && low&0x40 == 0 || v == -1 && low&0x40 != 0 {
			return append(b, low)
		}
		b = append(b, low|0x80)
	}
}

// appendPadded writes v < 1<<21 in three bytes, whatever its value. Padding is legal LEB128.
func appendPadded(b []byte, v uint32) []byte {
	return append(b, byte(v)|0x80, byte(v>>7)|0x80, byte(v>>14)&0x7f)
}

func appendSection(b []byte, id byte, body []byte) []byte {
	b = append(b, id)
	b = appendUvarint(b, uint64(len(body)))
	return append(b, body...)
}
