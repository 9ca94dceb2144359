// Package json reads and writes the JSON of messages and file headers, by the struct tags of encoding/json. It does
// what this program needs of that package, in a tenth of the code: encoding/json alone would be a sixth of the
// trainer's download.
//
// Kinds: bool, string, integers, floats, slices, arrays, maps with string keys, structs, pointers to those, and types
// with a MarshalJSON method. Tags: a name, "-" and omitempty; embedded structs are flattened. Two differences in
// writing: NaN and infinities become null, and text is not escaped for HTML. Two in reading: keys match exactly, and
// an object may not have a key twice. Bytes are not base64.
//
// Source of the grammar: RFC 8259.
package json

import (
	"reflect"
	"strings"
)

// maxDepth bounds the nesting of what is read.
const maxDepth = 64

// Marshaler is a type that writes itself.
type Marshaler interface{ MarshalJSON() ([]byte, error) }

// member is a field of a struct as JSON sees it.
type member struct {
	name      string
	index     []int
	omitEmpty bool
}

// members lists the fields of a struct type, embedded structs flattened in place.
func members(t reflect.Type, at []int, list []member) []member {
	for i := range t.NumField() {
		f := t.Field(i)
		index := append(append([]int(nil), at...), i)
		tag, tagged := f.Tag.Lookup("json")
		name, options, _ := strings.Cut(tag, ",")
		switch {
		case tag == "-":
			continue
		case f.Anonymous && !tagged && f.Type.Kind() == reflect.Struct:
			list = members(f.Type, index, list)
			continue
		case !f.IsExported():
			continue
		case name == "":
			name = f.Name
		}
		list = append(list, member{name, index, strings.Contains(options, "omitempty")})
	}
	return list
}
