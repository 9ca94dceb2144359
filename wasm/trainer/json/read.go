package json

import (
	"reflect"
	"strconv"
)

// Unmarshal reads text, one JSON value, into what v points to. Keys that v has no field for are skipped; null leaves
// a field as it is, and empties a pointer or slice. After an error v may be filled in part.
func Unmarshal(text []byte, v any) error {
	p := reflect.ValueOf(v)
	if p.Kind() != reflect.Pointer || p.IsNil() {
		panic("json: Unmarshal needs a pointer")
	}
	s := scanner{text: text}
	if err := s.into(p.Elem(), 0); err != nil {
		return err
	}
	return s.end()
}

// into reads a value into v.
func (s *scanner) into(v reflect.Value, depth int) error {
	if depth > maxDepth {
		return fault("nested deeper than " + strconv.Itoa(maxDepth))
	}
	s.space()
	c := s.peek()
	if c == 'n' {
		switch v.Kind() {
		case reflect.Pointer, reflect.Slice:
			v.Set(reflect.Zero(v.Type()))
		}
		return s.word("null")
	}
	kind := v.Kind()
	switch {
	case kind == reflect.Pointer:
		if v.IsNil() {
			v.Set(reflect.New(v.Type().Elem()))
		}
		return s.into(v.Elem(), depth)
	case kind == reflect.Bool && (c == 't' || c == 'f'):
		v.SetBool(c == 't')
		return s.skip(depth)
	case kind == reflect.String && c == '"':
		text, err := s.quoted()
		v.SetString(text)
		return err
	case (c == '-' || '0' <= c && c <= '9') && (v.CanInt() || v.CanUint() || v.CanFloat()):
		return s.number(v)
	case (kind == reflect.Slice || kind == reflect.Array) && c == '[':
		return s.list(v, depth)
	case kind == reflect.Struct && c == '{':
		return s.structure(v, depth)
	}
	return s.unexpected(v.Type().String())
}

func (s *scanner) number(v reflect.Value) error {
	from := s.pos
	if err := s.digits(); err != nil {
		return err
	}
	text := string(s.text[from:s.pos])
	var err error
	switch bits := v.Type().Bits(); {
	case v.CanInt():
		var n int64
		n, err = strconv.ParseInt(text, 10, bits)
		v.SetInt(n)
	case v.CanUint():
		var n uint64
		n, err = strconv.ParseUint(text, 10, bits)
		v.SetUint(n)
	default:
		var f float64
		f, err = strconv.ParseFloat(text, bits)
		v.SetFloat(f)
	}
	if err != nil {
		return fault("at byte " + strconv.Itoa(from) + ": " + text[:min(len(text), 40)] + " found, " + v.Type().String() + " expected")
	}
	return nil
}

func (s *scanner) list(v reflect.Value, depth int) error {
	n := 0
	if v.Kind() == reflect.Slice {
		v.Set(reflect.MakeSlice(v.Type(), 0, 0))
	}
	err := s.elements(func() error {
		n++
		if v.Kind() == reflect.Array {
			if n > v.Len() {
				return s.skip(depth + 1)
			}
			return s.into(v.Index(n-1), depth+1)
		}
		v.Set(reflect.Append(v, reflect.Zero(v.Type().Elem())))
		return s.into(v.Index(n-1), depth+1)
	})
	if err == nil && v.Kind() == reflect.Array && n != v.Len() {
		return fault("before byte " + strconv.Itoa(s.pos) + ": " + strconv.Itoa(n) + " elements found, " + strconv.Itoa(v.Len()) + " expected")
	}
	return err
}

func (s *scanner) structure(v reflect.Value, depth int) error {
	list := members(v.Type(), nil, nil)
	return s.object(depth, func(key string) error {
		for _, m := range list {
			if m.name == key {
				if err := s.into(v.FieldByIndex(m.index), depth+1); err != nil {
					return in(key, err)
				}
				return nil
			}
		}
		return s.skip(depth + 1)
	})
}
