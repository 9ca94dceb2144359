package wire

import (
	"encoding/binary"
	"slices"
)

// Tags of sections that a frame may be kept without.
const (
	CurveTag = "CURV"
	TermsTag = "TERM"
	ProbeTag = "PROB"
	SpotTag  = "SPOT"
	LineTag  = "LINE"
	NodeTag  = "NODE"
)

// AppendWithout appends a frame to dst, but none of its sections that have one of the tags. The frame is one that
// Snapshot.Encode has made.
func AppendWithout(dst, frame []byte, tags ...string) []byte {
	start := len(dst)
	dst = append(dst, frame[:frameHeader]...)
	kept := uint32(0)
	for b := frame[frameHeader:]; len(b) > 0; {
		size := 8 + int(binary.LittleEndian.Uint32(b[4:]))
		if !slices.Contains(tags, string(b[:4])) {
			dst = append(dst, b[:size]...)
			kept++
		}
		b = b[size:]
	}
	binary.LittleEndian.PutUint32(dst[start+frameHeader-4:], kept)
	return dst
}

// SetRun changes the run that a frame is of.
func SetRun(frame []byte, run uint32) { binary.LittleEndian.PutUint32(frame[8:], run) }
