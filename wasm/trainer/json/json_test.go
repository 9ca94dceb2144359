package json

import (
	"bytes"
	std "encoding/json"
	"math"
	"reflect"
	"strings"
	"testing"
)

type inner struct {
	A int     `json:"a"`
	B *string `json:"b,omitempty"`
}

type deep struct {
	inner            // unexported, as Go allows: its exported fields count
	X      float32   `json:"x"`
	Y      []float64 `json:"y,omitempty"`
	Hidden string    `json:"-"`
	Plain  bool
	Pair   [2]int64          `json:"pair"`
	List   []inner           `json:"list"`
	Next   *deep             `json:"next,omitempty"`
	Words  map[string]string `json:"-"`
	N8     uint8             `json:"n8"`
	Text   string            `json:"text,omitempty"`
}

func sample() deep {
	s := "q\"\\\n\t\x01é😀<&>"
	return deep{inner: inner{A: -7, B: &s}, X: 0.1, Y: []float64{1e-9, 3, -2.5e30},
		Hidden: "no", Plain: true, Pair: [2]int64{math.MinInt64, math.MaxInt64}, List: []inner{{A: 1}, {A: 2}},
		Next: &deep{Text: s}, N8: 255}
}

// TestAgainstStandard writes what encoding/json reads to the same value, and reads what it writes.
func TestAgainstStandard(t *testing.T) {
	for _, v := range []deep{{}, sample()} {
		ours, err := Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		theirs, err := std.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		var a, b, c deep
		if err := std.Unmarshal(ours, &a); err != nil {
			t.Fatalf("encoding/json refuses %s: %v", ours, err)
		}
		if err := Unmarshal(theirs, &b); err != nil {
			t.Fatalf("%s: %v", theirs, err)
		}
		if err := std.Unmarshal(theirs, &c); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(a, c) || !reflect.DeepEqual(b, c) {
			t.Errorf("written %+v, read %+v, %+v expected", a, b, c)
		}
	}
}

func TestMarshal(t *testing.T) {
	for _, c := range []struct {
		v    any
		want string
	}{
		{math.NaN(), "null"}, {math.Inf(-1), "null"}, {float32(0.1), "0.1"}, {nil, "null"}, {[]int(nil), "null"}, {[]int{}, "[]"},
		{"a\u2028b\xff<", `"a\u2028b` + "\uFFFD" + `<"`}, {map[string]string{"y": "1", "x": "\""}, `{"x":"\"","y":"1"}`},
		{struct{ M map[string]string }{}, `{"M":null}`}, {map[string]any(nil), "null"},
		{map[string]any{"n": 1, "list": []string{"a"}, "in": &struct{ X float32 }{0.1}, "none": nil}, `{"in":{"X":0.1},"list":["a"],"n":1,"none":null}`},
	} {
		got, err := Marshal(c.v)
		if err != nil || string(got) != c.want {
			t.Errorf("Marshal(%v) = %s, %v; %s expected", c.v, got, err, c.want)
		}
	}
	for _, v := range []any{make(chan int), func() {}, map[int]int{1: 1}, map[string]any{"a": map[string]any{"c": 1i}}, struct{ C complex64 }{}} {
		if got, err := Marshal(v); err == nil {
			t.Errorf("%T was written as %s", v, got)
		}
	}
}

func TestUnmarshalRefuses(t *testing.T) {
	for text, part := range map[string]string{
		``: "cut off", `{`: "a key", `{"a":1,}`: "a key", `{"a":1 "x":2}`: "a comma", `{"a":01}`: "a number", `{"a":1.}`: "a digit",
		`{"a":1e}`: "a digit", `{"a":+1}`: "int expected", `{"a":1.5}`: "1.5 found", `{"a":99999999999999999999}`: "int expected",
		`{"n8":256}`: "256 found", `{"a":"1"}`: "int expected", `{"a":1}x`: "the end", `{"a":1,"a":2}`: "twice", `{"text":"a`: "closing quote",
		`{"text":"\x"}`: "an escape", `{"text":"\u12"}`: "hex", "{\"text\":\"\n\"}": "control", "{\"text\":\"\xff\"}": "UTF-8",
		`{"pair":[1]}`: "1 elements found", `{"pair":[1,2,3]}`: "3 elements found", `{"x":1e99}`: "float32", `{"Plain":tru}`: "true",
		`{"zz":` + strings.Repeat("[", 100): "nested", `{"y":[1,nul]}`: "null", `{"zz":{"q":1,"q":2}}`: "twice",
	} {
		var v deep
		if err := Unmarshal([]byte(text), &v); err == nil || !strings.Contains(err.Error(), part) {
			t.Errorf("%.40s: %v, %q expected in it", text, err, part)
		}
	}
}

// FuzzUnmarshal accepts nothing that encoding/json refuses, and reads it to the same value.
func FuzzUnmarshal(f *testing.F) {
	whole, err := std.Marshal(sample())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole)
	f.Add([]byte(`{"text":"\ud83d\ude00\ud83dx\u00e9","next":{"y":[]},"z":null}`))
	f.Add([]byte(`{"unknown":[1,{"a":[true,false,null,"x",-0.5e+7]}]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		var ours, theirs deep
		if Unmarshal(text, &ours) != nil {
			return
		}
		if !std.Valid(text) {
			t.Fatalf("%q is accepted; it is no JSON", text)
		}
		// encoding/json takes keys in any case, so only texts in lower case compare.
		if lower := bytes.ToLower(text); bytes.Equal(lower, text) && !bytes.ContainsAny(text, "\\") && !bytes.Contains(text, []byte("plain")) {
			if err := std.Unmarshal(text, &theirs); err != nil || !reflect.DeepEqual(ours, theirs) {
				t.Fatalf("%q: %+v read; encoding/json: %+v, %v", text, ours, theirs, err)
			}
		}
		again, err := Marshal(ours)
		if err != nil {
			t.Fatal(err)
		}
		var back deep
		if err := Unmarshal(again, &back); err != nil {
			t.Fatalf("%s, written here, is refused: %v", again, err)
		}
	})
}
