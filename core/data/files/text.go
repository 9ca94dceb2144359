package files

import (
	"bytes"
	"encoding/binary"
	"unicode/utf16"
	"unicode/utf8"

	"bottleneck/core/fact"
)

// decoded is a text in UTF-8 with lines that end in \n, and what it was in, "" for UTF-8. Texts in UTF-16 say so by their first
// bytes or by every other one, those in UTF-32 by the first. What is not UTF-8 is Windows-1252, as spreadsheets of the west write it,
// unless hardly any of its characters are not.
func decoded(b []byte) (text []byte, from string, err error) {
	switch {
	case bytes.HasPrefix(b, []byte("\ufeff")):
		b = b[3:]
	case bytes.HasPrefix(b, []byte{0xff, 0xfe, 0, 0}):
		b, from = utf32Text(b[4:], binary.LittleEndian), "UTF-32"
	case bytes.HasPrefix(b, []byte{0, 0, 0xfe, 0xff}):
		b, from = utf32Text(b[4:], binary.BigEndian), "UTF-32"
	case bytes.HasPrefix(b, []byte{0xff, 0xfe}):
		b, from = utf16Text(b[2:], binary.LittleEndian), "UTF-16"
	case bytes.HasPrefix(b, []byte{0xfe, 0xff}):
		b, from = utf16Text(b[2:], binary.BigEndian), "UTF-16"
	case everyOther(b, 1):
		b, from = utf16Text(b, binary.LittleEndian), "UTF-16"
	case everyOther(b, 0):
		b, from = utf16Text(b, binary.BigEndian), "UTF-16"
	}
	switch {
	case len(bytes.TrimSpace(b)) == 0:
		return nil, "", fact.About("csv", "file_empty")
	case len(b) > maxText:
		return nil, "", fact.About("csv", "file_too_large", "found", len(b)>>20, "most", maxText>>20)
	case bytes.IndexByte(b, 0) >= 0:
		return nil, "", fact.About("csv", "csv_binary")
	}
	if from == "" && !utf8.Valid(b) {
		if good, bad := characters(b); 5*bad <= good {
			b, from = bytes.ToValidUTF8(b, []byte("\ufffd")), "UTF-8"
		} else {
			b, from = windows1252(b), "Windows-1252"
		}
	}
	return oneEnd(b), from, nil
}

// oneEnd has \n alone at the ends of lines, for \r\n, for \r as an old Macintosh wrote them, and for both of them in one text.
func oneEnd(b []byte) []byte {
	if bytes.IndexByte(b, '\r') < 0 {
		return b
	}
	out := make([]byte, 0, len(b))
	for {
		at := bytes.IndexByte(b, '\r')
		if at < 0 {
			return append(out, b...)
		}
		out = append(append(out, b[:at]...), '\n')
		end := at
		for end < len(b) && b[end] == '\r' {
			end++
		}
		if b = b[at+1:]; at+1+len(b) > end && b[end-at-1] == '\n' { // \r\n, and \r\r\n of a text that was converted twice
			b = b[end-at:]
		}
	}
}

// everyOther tells whether the bytes of a text at odd places, or even ones, are 0, as in UTF-16, and hardly any others.
func everyOther(b []byte, odd int) bool {
	b = b[:min(len(b), 4096)]
	zeros := [2]int{}
	for i, c := range b {
		if c == 0 {
			zeros[i&1]++
		}
	}
	return len(b) > 1 && 4*zeros[odd] > len(b) && 50*zeros[1-odd] < len(b)
}

// characters counts those of UTF-8 beyond ASCII, and bytes that are of none.
func characters(b []byte) (good, bad int) {
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		if r == utf8.RuneError && n == 1 {
			bad++
		} else if n > 1 {
			good++
		}
		b = b[n:]
	}
	return good, bad
}

func utf32Text(b []byte, order binary.ByteOrder) []byte {
	out := make([]byte, 0, len(b)/4)
	for ; len(b) >= 4; b = b[4:] {
		out = utf8.AppendRune(out, rune(order.Uint32(b)))
	}
	return out
}

func utf16Text(b []byte, order binary.ByteOrder) []byte {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = order.Uint16(b[2*i:])
	}
	out := make([]byte, 0, len(units))
	for _, r := range utf16.Decode(units) {
		out = utf8.AppendRune(out, r)
	}
	return out
}

// high1252 are the characters of bytes 0x80 to 0x9f; those of the others are of the same number.
const high1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ"

func windows1252(b []byte) []byte {
	high := []rune(high1252)
	out := make([]byte, 0, len(b)+len(b)/8)
	for _, c := range b {
		switch {
		case c >= 0x80 && c < 0xa0:
			out = utf8.AppendRune(out, high[c-0x80])
		default:
			out = utf8.AppendRune(out, rune(c))
		}
	}
	return out
}

// high437 are the characters of bytes 0x80 to 0xff in code page 437, in which zip archives have names that are not said to be UTF-8.
const high437 = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0"

func codePage437(s string) string {
	high := []rune(high437)
	out := make([]byte, 0, 2*len(s))
	for i := range len(s) {
		if c := s[i]; c >= 0x80 {
			out = utf8.AppendRune(out, high[c-0x80])
		} else {
			out = append(out, c)
		}
	}
	return string(out)
}
