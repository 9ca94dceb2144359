package json

import (
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// scanner walks JSON text.
type scanner struct {
	text []byte
	pos  int
}

func (s *scanner) space() {
	for s.pos < len(s.text) {
		switch s.text[s.pos] {
		case ' ', '\t', '\n', '\r':
			s.pos++
		default:
			return
		}
	}
}

// peek returns the next byte, 0 at the end.
func (s *scanner) peek() byte {
	if s.pos < len(s.text) {
		return s.text[s.pos]
	}
	return 0
}

func (s *scanner) unexpected(expected string) error {
	if s.pos >= len(s.text) {
		return fault("cut off at byte " + strconv.Itoa(s.pos) + ", " + expected + " expected")
	}
	return fault("at byte " + strconv.Itoa(s.pos) + ": " + strconv.Quote(string(s.text[s.pos:min(s.pos+12, len(s.text))])) + " found, " + expected + " expected")
}

// end checks that nothing but space is left.
func (s *scanner) end() error {
	if s.space(); s.pos < len(s.text) {
		return s.unexpected("the end")
	}
	return nil
}

func (s *scanner) word(w string) error {
	if len(s.text)-s.pos < len(w) || string(s.text[s.pos:s.pos+len(w)]) != w {
		return s.unexpected(w)
	}
	s.pos += len(w)
	return nil
}

// take consumes c if it is next, after space.
func (s *scanner) take(c byte) bool {
	s.space()
	if s.peek() != c || s.pos >= len(s.text) {
		return false
	}
	s.pos++
	return true
}

// object walks an object; f reads the value of each key.
func (s *scanner) object(depth int, f func(key string) error) error {
	if depth > maxDepth {
		return fault("nested deeper than " + strconv.Itoa(maxDepth))
	}
	if !s.take('{') {
		return s.unexpected("an object")
	}
	if s.take('}') {
		return nil
	}
	seen := map[string]bool{}
	for {
		if s.space(); s.peek() != '"' {
			return s.unexpected("a key")
		}
		key, err := s.quoted()
		if err != nil {
			return err
		}
		if seen[key] {
			return fault("key " + strconv.Quote(key[:min(len(key), 60)]) + " found twice")
		}
		seen[key] = true
		if !s.take(':') {
			return s.unexpected("a colon")
		}
		if err := f(key); err != nil {
			return err
		}
		if s.take('}') {
			return nil
		}
		if !s.take(',') {
			return s.unexpected("a comma or }")
		}
	}
}

// elements walks an array; f reads each element.
func (s *scanner) elements(f func() error) error {
	if !s.take('[') {
		return s.unexpected("an array")
	}
	if s.take(']') {
		return nil
	}
	for {
		if err := f(); err != nil {
			return err
		}
		if s.take(']') {
			return nil
		}
		if !s.take(',') {
			return s.unexpected("a comma or ]")
		}
	}
}

// skip walks over any value and checks its form.
func (s *scanner) skip(depth int) error {
	if depth > maxDepth {
		return fault("nested deeper than " + strconv.Itoa(maxDepth))
	}
	s.space()
	switch c := s.peek(); {
	case c == '{':
		return s.object(depth, func(string) error { return s.skip(depth + 1) })
	case c == '[':
		return s.elements(func() error { return s.skip(depth + 1) })
	case c == '"':
		_, err := s.quoted()
		return err
	case c == 't':
		return s.word("true")
	case c == 'f':
		return s.word("false")
	case c == 'n':
		return s.word("null")
	case c == '-' || '0' <= c && c <= '9':
		return s.digits()
	}
	return s.unexpected("a value")
}

// digits walks over a number: -?(0|[1-9][0-9]*)(.[0-9]+)?([eE][+-]?[0-9]+)?
func (s *scanner) digits() error {
	run := func() int {
		from := s.pos
		for c := s.peek(); '0' <= c && c <= '9'; c = s.peek() {
			s.pos++
		}
		return s.pos - from
	}
	if s.peek() == '-' {
		s.pos++
	}
	zero := s.peek() == '0'
	if n := run(); n == 0 || zero && n > 1 {
		return s.unexpected("a number")
	}
	if s.peek() == '.' {
		s.pos++
		if run() == 0 {
			return s.unexpected("a digit")
		}
	}
	if c := s.peek(); c == 'e' || c == 'E' {
		s.pos++
		if c := s.peek(); c == '+' || c == '-' {
			s.pos++
		}
		if run() == 0 {
			return s.unexpected("a digit")
		}
	}
	return nil
}

// quoted reads a string.
func (s *scanner) quoted() (string, error) {
	s.pos++ // the quote
	var out []byte
	for {
		if s.pos >= len(s.text) {
			return "", s.unexpected("a closing quote")
		}
		switch c := s.text[s.pos]; {
		case c == '"':
			s.pos++
			return string(out), nil
		case c < ' ':
			return "", s.unexpected("no control character")
		case c == '\\':
			r, err := s.escape()
			if err != nil {
				return "", err
			}
			out = utf8.AppendRune(out, r)
		default:
			r, n := utf8.DecodeRune(s.text[s.pos:])
			if r == utf8.RuneError && n == 1 {
				return "", s.unexpected("UTF-8")
			}
			out = append(out, s.text[s.pos:s.pos+n]...)
			s.pos += n
		}
	}
}

// What may follow a backslash, and what it means there.
const (
	escapes = `"\/bfnrt`
	meant   = "\"\\/\b\f\n\r\t"
)

// escape reads what follows a backslash. A lone surrogate becomes U+FFFD.
func (s *scanner) escape() (rune, error) {
	s.pos++
	c := s.peek()
	for i := range len(escapes) {
		if escapes[i] == c {
			s.pos++
			return rune(meant[i]), nil
		}
	}
	if c != 'u' {
		return 0, s.unexpected("an escape")
	}
	r, err := s.unit()
	if err != nil || !utf16.IsSurrogate(r) {
		return r, err
	}
	if s.pos+1 < len(s.text) && s.text[s.pos] == '\\' && s.text[s.pos+1] == 'u' {
		at := s.pos
		s.pos++
		low, err := s.unit()
		if err != nil {
			return 0, err
		}
		if both := utf16.DecodeRune(r, low); both != utf8.RuneError {
			return both, nil
		}
		s.pos = at // the second escape stands for itself
	}
	return utf8.RuneError, nil
}

// unit reads u and four hex digits.
func (s *scanner) unit() (rune, error) {
	if len(s.text)-s.pos < 5 {
		s.pos = len(s.text)
		return 0, s.unexpected("four hex digits")
	}
	v, err := strconv.ParseUint(string(s.text[s.pos+1:s.pos+5]), 16, 16)
	if err != nil {
		return 0, s.unexpected("four hex digits")
	}
	s.pos += 5
	return rune(v), nil
}
