package wire

import (
	"encoding/binary"
	"math"
	"sync"

	"bottleneck/core/littleendian"
)

// Encode writes the frame over dst, growing it when needed, and returns it. With the returned slice given back it
// allocates nothing. It panics when the lengths of s contradict each other.
func (s *Snapshot) Encode(dst []byte) []byte {
	w := writers.Get().(*writer)
	w.b = append(dst[:0], frameMagic...)
	w.word(Version)
	s.head(w)
	w.word(0) // sections, which section counts
	s.sections(w)
	dst, w.b = w.b, nil
	writers.Put(w)
	return dst
}

var writers = sync.Pool{New: func() any { return new(writer) }}

// writer appends to a frame.
type writer struct {
	b     []byte
	start int // of the section
}

func (w *writer) section(tag, _ string, there bool) action {
	if !there {
		return skip
	}
	n := binary.LittleEndian.Uint32(w.b[frameHeader-4:])
	binary.LittleEndian.PutUint32(w.b[frameHeader-4:], n+1)
	w.b = append(w.b, tag...)
	w.word(0) // its length
	w.start = len(w.b)
	return pass
}

func (w *writer) end() {
	binary.LittleEndian.PutUint32(w.b[w.start-4:], uint32(len(w.b)-w.start))
}

func (w *writer) word(v uint32) { w.b = binary.LittleEndian.AppendUint32(w.b, v) }

func (w *writer) uint(_ string, v *uint32)           { w.word(*v) }
func (w *writer) int(_ string, v *int32)             { w.word(uint32(*v)) }
func (w *writer) count(_ string, v *int32, _ uint32) { w.word(uint32(*v)) }
func (w *writer) some(_ string, v *int32, _ uint32)  { w.word(uint32(*v)) }
func (w *writer) float(_ string, v *float32)         { w.word(math.Float32bits(*v)) }

func (w *writer) bool(_ string, v *bool) {
	if *v {
		w.word(1)
	} else {
		w.word(0)
	}
}

func (w *writer) text(_ string, v *string) {
	w.word(uint32(len(*v)))
	w.b = append(w.b, *v...)
	w.pad()
}

// length writes that of an array.
func (w *writer) length(n int, want length) int {
	if !want.allows(n) {
		panic("wire: length mismatch")
	}
	w.word(uint32(n))
	return n
}

func (w *writer) bytes(_ string, v *[]byte, want length) int {
	n := w.length(len(*v), want)
	w.b = append(w.b, *v...)
	w.pad()
	return n
}

func (w *writer) floats(_ string, v *[]float32, want length) int {
	n := w.length(len(*v), want)
	w.b = littleendian.Append(w.b, *v)
	return n
}

func (w *writer) ints(_ string, v *[]int32, want length) int {
	n := w.length(len(*v), want)
	w.b = littleendian.Append(w.b, *v)
	return n
}

func (w *writer) pad() {
	for len(w.b)%4 != 0 {
		w.b = append(w.b, 0)
	}
}

func (w *writer) list(_ string, n int, _, _ uint32) int {
	w.word(uint32(n))
	return n
}

func (w *writer) endList() {}
