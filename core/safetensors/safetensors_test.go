package safetensors

import (
	"encoding/binary"
	"encoding/json"
	"math"
	"reflect"
	"strings"
	"testing"
)

func TestRoundTrip(t *testing.T) {
	tensors := []Tensor{
		{"encoder.0.weight", []int{2, 3}, []float32{1, -2, 3, 4, 5, 1e-30}},
		{"encoder.0.bias", []int{2}, []float32{0.5, 0}},
		{"scalar", nil, []float32{7}},
		{"empty", []int{0, 4}, []float32{}},
	}
	meta := map[string]string{"format": "pt", "recipe": `#v=1&lesson="x"`}
	got, gotMeta, err := Unmarshal(Marshal(tensors, meta))
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(gotMeta, meta) {
		t.Errorf("metadata %v", gotMeta)
	}
	byName := map[string]Tensor{}
	for _, g := range got {
		byName[g.Name] = g
	}
	for _, want := range tensors {
		g := byName[want.Name]
		if !reflect.DeepEqual(g.Data, want.Data) || len(g.Shape) != len(want.Shape) {
			t.Errorf("%s came back as %v %v", want.Name, g.Shape, g.Data)
		}
	}
}

// file puts a header before n bytes of data.
func file(header string, n int) []byte {
	b := binary.LittleEndian.AppendUint64(nil, uint64(len(header)))
	b = append(b, header...)
	return append(b, make([]byte, n)...)
}

func TestMalformedFilesAreRefusedByName(t *testing.T) {
	nan := file(`{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}`, 4)
	binary.LittleEndian.PutUint32(nan[len(nan)-4:], math.Float32bits(float32(math.Inf(1))))
	for name, c := range map[string]struct {
		b    []byte
		says string
	}{
		"empty":             {nil, "0 bytes found"},
		"short":             {[]byte{1, 2, 3}, "3 bytes found"},
		"header too long":   {file("{}", 0)[:9], "announced"},
		"header of 2^63":    {binary.LittleEndian.AppendUint64(nil, 1<<63), "announced"},
		"not an object":     {file(`[]`, 0), "'{' expected"},
		"no json":           {file(`{"w":`, 0), "expected"},
		"text behind":       {file(`{} {}`, 0), "behind the header"},
		"dtype":             {file(`{"w":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}}`, 4), "w: dtype"},
		"length":            {file(`{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}`, 4), "w: 4 bytes found"},
		"hole":              {file(`{"w":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}`, 8), "hole"},
		"overlap":           {file(`{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}`, 8), "b: data starts"},
		"begin after end":   {file(`{"w":{"dtype":"F32","shape":[0],"data_offsets":[0,-4]}}`, 0), "w: data ends"},
		"behind the data":   {file(`{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}`, 5), "5 bytes of data found"},
		"past the end":      {file(`{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}`, 4), "w"},
		"shape wraps":       {file(`{"w":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}}`, 0), "w: shape"},
		"negative":          {file(`{"w":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}`, 4), "w: shape"},
		"twice":             {file(`{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}`, 4), "twice"},
		"rank":              {file(`{"w":{"dtype":"F32","shape":[1,1,1,1,1,1,1,1,1],"data_offsets":[0,4]}}`, 4), "rank"},
		"missing offsets":   {file(`{"w":{"dtype":"F32","shape":[1]}}`, 4), "data_offsets expected"},
		"not finite":        {nan, "w: 1 values are not finite"},
		"metadata not text": {file(`{"__metadata__":{"a":1}}`, 0), "__metadata__"},
	} {
		if _, _, err := Unmarshal(c.b); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: error %v, it should say %q", name, err, c.says)
		}
	}
}

func FuzzUnmarshal(f *testing.F) {
	f.Add(Marshal([]Tensor{{"w", []int{2, 1}, []float32{1, 2}}}, map[string]string{"a": "b"}))
	f.Add(file(`{"w":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}`, 0))
	f.Fuzz(func(t *testing.T, b []byte) {
		tensors, meta, err := Unmarshal(b)
		if err != nil {
			return
		}
		again, _, err := Unmarshal(Marshal(tensors, meta))
		if err != nil || len(again) != len(tensors) {
			t.Fatalf("what was read cannot be written and read again: %v", err)
		}
	})
}

// What is read as a header, encoding/json reads as the same; what encoding/json
// refuses is refused.
func FuzzHeaderAgainstEncodingJSON(f *testing.F) {
	f.Add(`{"w\u00e9\ud83d\ude00":{"dtype":"F\"32","shape":[1,-2],"data_offsets":[0,4]},"__metadata__":{"a":"\n/\/"}}`)
	f.Add(` { } `)
	f.Add(`{"a":{"dtype":"F32","shape":[],"data_offsets":[0,4]},}`)
	f.Add(`{"a":{"dtype":"F32","shape":[01],"data_offsets":[0,4]}}`)
	f.Fuzz(func(t *testing.T, text string) {
		entries, metadata, err := readHeader([]byte(text))
		if err != nil {
			return
		}
		var want map[string]json.RawMessage
		if err := json.Unmarshal([]byte(text), &want); err != nil {
			t.Fatalf("accepted %q; encoding/json: %v", text, err)
		}
		for name, raw := range want {
			if name == "__metadata__" {
				var m map[string]string
				if err := json.Unmarshal(raw, &m); err != nil || !reflect.DeepEqual(m, metadata) {
					t.Fatalf("metadata %q, encoding/json: %q, %v", metadata, m, err)
				}
				continue
			}
			var e struct {
				DType   string   `json:"dtype"`
				Shape   []int64  `json:"shape"`
				Offsets [2]int64 `json:"data_offsets"`
			}
			if err := json.Unmarshal(raw, &e); err != nil {
				t.Fatalf("%s: accepted; encoding/json: %v", name, err)
			}
			got := entries[name]
			if got.dtype != e.DType || len(got.shape) != len(e.Shape) || got.offsets != e.Offsets {
				t.Fatalf("%s: %+v, encoding/json: %+v", name, got, e)
			}
		}
	})
}
