package safetensors

import (
	"strconv"
	"unicode/utf8"

	"bottleneck/core/fact"
)

// The header is a JSON object of a fixed form, read and written here without
// encoding/json: a tenth of the trainer's download would be that package, and it
// keeps the last of two entries with one name, which must be an error here.
//
//	{"__metadata__":{"key":"text",...}, "name":{"dtype":"F32","shape":[...],"data_offsets":[lo,hi]}, ...}

type entry struct {
	dtype   string
	shape   []int64
	offsets [2]int64
}

// readHeader parses the whole header.
func readHeader(text []byte) (map[string]entry, map[string]string, error) {
	s := scanner{text: text}
	entries := map[string]entry{}
	var metadata map[string]string
	s.object(func(name string) {
		if name == "__metadata__" {
			if metadata != nil {
				s.fail(fact.New("header_name_twice", "name", "__metadata__"))
			}
			metadata = map[string]string{}
			s.object(func(key string) { metadata[key] = s.str() })
			if s.err != nil {
				s.err = fact.Within("__metadata__", s.err)
			}
			return
		}
		if _, twice := entries[name]; twice {
			s.fail(fact.New("header_name_twice", "name", name))
		}
		entries[name] = s.entry(name)
		if len(entries) > maxTensors {
			s.fail(fact.New("header_tensors_too_many", "most", maxTensors))
		}
	})
	s.space()
	if s.err == nil && s.at < len(text) {
		s.fail(fact.New("header_not_over", "bytes", len(text)-s.at))
	}
	return entries, metadata, s.err
}

// entry reads what is said of one tensor.
func (s *scanner) entry(name string) entry {
	var e entry
	var dtype, shape, offsets bool
	s.object(func(key string) {
		switch key {
		case "dtype":
			e.dtype, dtype = s.str(), true
		case "shape":
			e.shape, shape = s.numbers(maxRank+1), true
		case "data_offsets":
			if n := s.numbers(2); len(n) == 2 {
				e.offsets, offsets = [2]int64(n), true
			}
		default:
			s.fail(fact.New("header_key_unknown", "tensor", name, "found", key))
		}
	})
	if !dtype || !shape || !offsets {
		s.fail(fact.New("header_key_missing", "tensor", name))
	}
	return e
}

// scanner reads the JSON of a header. After a failure it reads nothing more.
type scanner struct {
	text []byte
	at   int
	err  error
}

func (s *scanner) fail(f *fact.Fact) {
	if s.err == nil {
		s.err = fact.Within("safetensors: header: byte "+strconv.Itoa(s.at), f)
	}
}

func (s *scanner) space() {
	for s.at < len(s.text) && (s.text[s.at] == ' ' || s.text[s.at] == '\n' || s.text[s.at] == '\r' || s.text[s.at] == '\t') {
		s.at++
	}
}

// take moves past b if it comes next.
func (s *scanner) take(b byte) bool {
	s.space()
	if s.err != nil || s.at >= len(s.text) || s.text[s.at] != b {
		return false
	}
	s.at++
	return true
}

func (s *scanner) need(b byte) {
	if !s.take(b) {
		at := min(s.at, len(s.text))
		s.fail(fact.New("header_character", "found", string(s.text[at:min(at+1, len(s.text))]), "expected", string(rune(b))))
	}
}

// object reads {"key": value, ...}; value reads what stands behind a key.
func (s *scanner) object(value func(key string)) {
	s.need('{')
	for first := true; s.err == nil && !s.take('}'); first = false {
		if !first {
			s.need(',')
		}
		key := s.str()
		s.need(':')
		if s.err == nil {
			value(key)
		}
	}
}

// numbers reads an array of at most limit integers.
func (s *scanner) numbers(limit int) []int64 {
	s.need('[')
	n := []int64{}
	for s.err == nil && !s.take(']') {
		if len(n) > 0 {
			s.need(',')
		}
		s.space()
		from := s.at
		for s.at < len(s.text) && (s.text[s.at] == '-' || s.text[s.at] >= '0' && s.text[s.at] <= '9') {
			s.at++
		}
		digits := string(s.text[from:s.at])
		v, err := strconv.ParseInt(digits, 10, 64)
		if err != nil || strconv.FormatInt(v, 10) != digits && digits != "-0" { // JSON has no leading zeros
			s.fail(fact.New("header_integer"))
		}
		if n = append(n, v); len(n) > limit {
			s.fail(fact.New("header_numbers_too_many", "most", limit))
		}
	}
	return n
}

// str reads a JSON string.
func (s *scanner) str() string {
	s.need('"')
	var out []byte
	for s.err == nil {
		if s.at >= len(s.text) || s.text[s.at] < ' ' {
			s.fail(fact.New("header_string_open"))
			break
		}
		c := s.text[s.at]
		s.at++
		switch c {
		case '"':
			if !utf8.Valid(out) {
				s.fail(fact.New("header_string_not_utf8"))
			}
			return string(out)
		case '\\':
			out = s.escape(out)
		default:
			out = append(out, c)
		}
	}
	return ""
}

// escape appends what the escape sequence behind a backslash stands for.
func (s *scanner) escape(out []byte) []byte {
	c := byte(0)
	if s.at < len(s.text) {
		c = s.text[s.at]
	}
	s.at++
	switch c {
	case '"', '\\', '/':
		return append(out, c)
	case 'b':
		return append(out, '\b')
	case 'f':
		return append(out, '\f')
	case 'n':
		return append(out, '\n')
	case 'r':
		return append(out, '\r')
	case 't':
		return append(out, '\t')
	case 'u':
		r := s.unit()
		if 0xd800 <= r && r < 0xdc00 && s.at+1 < len(s.text) && s.text[s.at] == '\\' && s.text[s.at+1] == 'u' {
			s.at += 2
			if low := s.unit(); 0xdc00 <= low && low < 0xe000 {
				return utf8.AppendRune(out, 0x10000+(r-0xd800)<<10+(low-0xdc00))
			}
		}
		if 0xd800 <= r && r < 0xe000 {
			s.fail(fact.New("header_surrogate"))
		}
		return utf8.AppendRune(out, r)
	}
	s.fail(fact.New("header_escape"))
	return out
}

// unit reads four hex digits.
func (s *scanner) unit() rune {
	v, err := strconv.ParseUint(string(s.text[min(s.at, len(s.text)):min(s.at+4, len(s.text))]), 16, 16)
	if err != nil || s.at+4 > len(s.text) {
		s.fail(fact.New("header_hex"))
	}
	s.at += 4
	return rune(v)
}

const hex = "0123456789abcdef"

// quote appends s as a JSON string. s must be UTF-8.
func quote(b []byte, s string) []byte {
	b = append(b, '"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r < ' ':
			b = append(b, '\\', 'u', '0', '0', hex[r>>4], hex[r&15])
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return append(b, '"')
}
