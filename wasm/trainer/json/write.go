package json

import (
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Marshal returns v as JSON. It fails for kinds that have no JSON.
func Marshal(v any) ([]byte, error) { return appendValue(nil, reflect.ValueOf(v)) }

func appendValue(b []byte, v reflect.Value) ([]byte, error) {
	if !v.IsValid() {
		return append(b, "null"...), nil
	}
	switch v.Kind() {
	case reflect.Bool:
		return strconv.AppendBool(b, v.Bool()), nil
	case reflect.String:
		return appendString(b, v.String()), nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return strconv.AppendInt(b, v.Int(), 10), nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return strconv.AppendUint(b, v.Uint(), 10), nil
	case reflect.Float32:
		return appendFloat(b, v.Float(), 32), nil
	case reflect.Float64:
		return appendFloat(b, v.Float(), 64), nil
	case reflect.Pointer, reflect.Interface:
		return appendValue(b, v.Elem())
	case reflect.Slice, reflect.Array:
		return appendList(b, v)
	case reflect.Map:
		switch m := v.Interface().(type) {
		case map[string]string:
			all := make(map[string]any, len(m))
			for k, v := range m {
				all[k] = v
			}
			return appendMap(b, all, m == nil)
		case map[string]any:
			return appendMap(b, m, m == nil)
		}
	case reflect.Struct:
		return appendStruct(b, v)
	}
	return b, fault(v.Type().String() + " has no JSON")
}

func appendFloat(b []byte, v float64, bits int) []byte {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return append(b, "null"...)
	}
	return strconv.AppendFloat(b, v, 'g', -1, bits)
}

func appendList(b []byte, v reflect.Value) ([]byte, error) {
	if v.Kind() == reflect.Slice && v.IsNil() {
		return append(b, "null"...), nil
	}
	var err error
	b = append(b, '[')
	for i := range v.Len() {
		if i > 0 {
			b = append(b, ',')
		}
		if b, err = appendValue(b, v.Index(i)); err != nil {
			return b, err
		}
	}
	return append(b, ']'), nil
}

// appendMap writes the keys in order, so that the same map gives the same text.
func appendMap(b []byte, m map[string]any, none bool) ([]byte, error) {
	if none {
		return append(b, "null"...), nil
	}
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.SortStableFunc(keys, strings.Compare) // as core/safetensors sorts: every sort of other items takes as much code again
	var err error
	b = append(b, '{')
	for i, k := range keys {
		if i > 0 {
			b = append(b, ',')
		}
		if b, err = appendValue(append(appendString(b, k), ':'), reflect.ValueOf(m[k])); err != nil {
			return b, in(k, err)
		}
	}
	return append(b, '}'), nil
}

func appendStruct(b []byte, v reflect.Value) ([]byte, error) {
	var err error
	b = append(b, '{')
	first := true
	for _, m := range members(v.Type(), nil, nil) {
		f := v.FieldByIndex(m.index)
		if m.omitEmpty && empty(f) {
			continue
		}
		if !first {
			b = append(b, ',')
		}
		first = false
		b = append(appendString(b, m.name), ':')
		if b, err = appendValue(b, f); err != nil {
			return b, in(m.name, err)
		}
	}
	return append(b, '}'), nil
}

// empty is what omitempty leaves out: false, 0, nil, and what has no elements.
func empty(v reflect.Value) bool {
	switch {
	case v.Kind() == reflect.Bool:
		return !v.Bool()
	case v.CanInt():
		return v.Int() == 0
	case v.CanUint():
		return v.Uint() == 0
	case v.CanFloat():
		return v.Float() == 0
	case v.Kind() == reflect.Pointer:
		return v.IsNil()
	case v.Kind() == reflect.Struct:
		return false
	}
	return v.Len() == 0
}

const hex = "0123456789abcdef"

// appendString escapes quotes, backslashes and control characters; bytes that are no UTF-8 become U+FFFD. The line
// separators U+2028 and U+2029 are escaped too, because scripts did not always allow them in strings.
func appendString(b []byte, s string) []byte {
	b = append(b, '"')
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r < ' ':
			b = append(b, '\\', 'u', '0', '0', hex[r>>4], hex[r&15])
		case r == 0x2028 || r == 0x2029:
			b = append(b, '\\', 'u', '2', '0', '2', hex[r&15])
		default:
			b = utf8.AppendRune(b, r) // RuneError for what is no UTF-8
		}
		i += n
	}
	return append(b, '"')
}
