// Package json reads and writes the JSON of the trainer's messages, by the struct tags of encoding/json. It does what
// the trainer needs of that package with a tenth of the code: encoding/json alone would be an eighth of the download.
//
// Kinds: bool, string, integers, floats, slices, arrays, structs, pointers to those, and, to write, maps from string to
// string or to any of these. Tags: a name, "-" and omitempty; embedded structs are flattened. Differences in writing: NaN and
// infinities become null, text is not escaped for HTML, bytes are not base64, and MarshalJSON is not called: what implements it
// would be linked, used or not. In reading: keys match exactly, and an object may not have a key twice.
//
// Source of the grammar: RFC 8259.
package json

import (
	"reflect"
	"strings"
)

// fault is what is wrong with a text or a value, for those who write programs.
type fault string

func (f fault) Error() string { return "json: " + string(f) }

// in names the key that an error is in.
func in(key string, err error) error {
	if f, ok := err.(fault); ok {
		return fault(key + ": " + string(f))
	}
	return err
}

// maxDepth bounds the nesting of what is read.
const maxDepth = 64

// member is a field of a struct as JSON sees it.
type member struct {
	name      string
	index     []int
	omitEmpty bool
}

// tagOf returns the tag of a field, `json:"..."`, the only one that it may have; what is in the quotes has none. Tag.Lookup would bring all that reads Go's quoted strings.
func tagOf(f reflect.StructField) (tag string, tagged bool) {
	tag, tagged = strings.CutPrefix(string(f.Tag), `json:"`)
	return strings.TrimSuffix(tag, `"`), tagged
}

// members lists the fields of a struct type, embedded structs flattened in place.
func members(t reflect.Type, at []int, list []member) []member {
	for i := range t.NumField() {
		f := t.Field(i)
		index := append(append([]int(nil), at...), i)
		tag, tagged := tagOf(f)
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
