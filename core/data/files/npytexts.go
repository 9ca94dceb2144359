package files

import (
	"encoding/binary"
	"strconv"
	"strings"

	"bottleneck/core/fact"
)

// textsOf reads an array of texts, one for each item, as labels: of bytes (S) or of code points (U), each of a fixed width and filled up with zeros. nil: it has no
// texts.
func textsOf(descr string, shape []int, b []byte) (*Array, error) {
	if len(descr) < 3 || descr[1] != 'U' && descr[1] != 'S' {
		return nil, nil
	}
	width, err := strconv.Atoi(descr[2:])
	if descr[1] == 'U' {
		width *= 4
	}
	items := 1
	for _, d := range shape[min(1, len(shape)):] {
		items *= max(d, 0)
	}
	if err != nil || width < 1 || width > 4096 || len(shape) < 1 || shape[0] < 1 || items != 1 {
		return nil, fact.About("npy", "npy_type", "found", short(descr))
	}
	if len(b)%width != 0 || len(b)/width != shape[0] {
		return nil, fact.About("npy", "npy_bytes_differ", "shape", shape, "type", descr, "expected", shape[0]*width, "found", len(b))
	}
	var order binary.ByteOrder = binary.LittleEndian
	if descr[0] == '>' {
		order = binary.BigEndian
	}
	var words []string
	for ; len(b) > 0; b = b[width:] {
		text := string(b[:width])
		if descr[1] == 'U' {
			var runes []rune
			for at := 0; at < width; at += 4 {
				runes = append(runes, rune(order.Uint32(b[at:])))
			}
			text = string(runes)
		}
		words = append(words, short(strings.TrimRight(text, "\x00")))
	}
	labels, names := classes(words)
	if labels == nil { // of one kind, or of more than labels can be
		return nil, fact.About("npy", "npy_texts", "texts", len(words))
	}
	return &Array{Shape: shape[:1], Bytes: labels, Names: names, Integer: true}, nil
}
