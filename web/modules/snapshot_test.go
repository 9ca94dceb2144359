package modules

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/wire"
)

// reading is a script that reads a frame and keeps it as s.
func reading(frame []byte) string {
	return fmt.Sprintf(`const { readSnapshot } = await import("/page/view/snapshot.js");
		const bytes = Uint8Array.from(atob(%q), (c) => c.charCodeAt(0));
		let s, error = "";
		try { s = readSnapshot(bytes.buffer); } catch (e) { error = e.message; }
		`, base64.StdEncoding.EncodeToString(frame))
}

func TestSnapshotsReadAsWireWritesThem(t *testing.T) {
	p := modules(t)
	s := wire.Snapshot{Run: 7, Step: 1234, Epoch: 5,
		Images: &wire.Images{N: 2, H: 1, W: 3, C: 1, Clean: []byte{1, 2, 3, 4, 5, 6}, Output: []byte{9, 8, 7, 6, 5, 4}, Labels: []byte{3, 8},
			Errors: []float32{0.25, 0.5}, Index: []int32{40, 41}},
		Codes: &wire.Codes{X: []float32{1, -2, 3}, Y: []float32{0.5, 0, -0.5}, Labels: []byte{1, 5, 6}, AxisX: "z[0]", AxisY: "PC 2 (4 %)", Dim: 32, PCA: true},
		Grid:  &wire.Grid{N: 1, H: 1, W: 2, C: 1, X0: -1, X1: 1, Y0: -2, Y1: 2, Pixels: []byte{10, 20}},
		Curve: &wire.Curve{Train: []wire.CurvePoint{{Step: 1, Loss: 0.5}, {Step: 2, Loss: 0.25}}, Unit: "per pixel",
			Baseline: 0.125, BaselineText: "PCA", Phases: []wire.Phase{{Step: 0, Name: "RBM 1"}, {Step: 40, Name: "fine-tuning"}}},
		Terms: &wire.Terms{List: []wire.Term{{Kind: "reconstruction", Loss: []float32{0.25, 0.125}}, {Kind: "sparsity", Loss: []float32{0.25, 0.125}}}},
		Probe: &wire.Probe{X: 1, Y: 2, H: 1, W: 1, C: 1, Pixels: []byte{200}, Z: []float32{1, 2, 3}, Values: []float32{0.5}, Pinned: true},
		Units: &wire.Units{Mean: []float32{0, 1}, Active: []float32{0, 0.75}, Variance: []float32{0, 0.5}, KL: []float32{0, 2}, Dead: []byte{1, 0}},
		Spot:  &wire.Spot{X: 0.5, Y: -4},
		Line: &wire.Line{Kind: "image", Image: 3, Label: 7, Draw: 1, MSE: 0.5, Parts: []wire.LinePart{
			{Part: "input", H: 1, W: 2, C: 1, N: 1, Most: 1, Pixels: []byte{1, 2}}, {Part: "code", Layer: "dense(2)", Level: 1, H: 1, W: 1, C: 2, N: 2, Least: -1, Most: 1, Values: []float32{-1, 1}}}},
		Node: &wire.Node{Part: "code", Level: 1, At: 1, Value: 1, Sum: 2, Bias: 0.5, Activation: "tanh", Inputs: 2, From: []wire.Link{{Part: "input", At: 1, Value: 0.5, Weight: 4}},
			Outputs: 1, To: []wire.Link{{Part: "output", Level: 2, Value: 0.5, Weight: 0.25}}, H: 1, W: 2, Filter: []float32{1, 2}, Channels: []int32{0}, Switches: []int32{1}},

		Filters: &wire.Filters{N: 2, H: 1, W: 1, C: 1, Total: 9, Pixels: []byte{128, 255}, Scale: 0.5, Layer: "encoder 1", Note: "first of 3"},
		Bars:    &wire.Bars{N: 1, Dim: 2, Total: 9, H: 3, W: 1, C: 3, Z: []float32{1, 2}, Deviation: []float32{0.5, 0.25}},
		Table:   &wire.Table{N: 1, Columns: []string{"age", "caf\u00e9"}, Clean: []float32{1, 0}, Output: []float32{0.5, 0}, Errors: []float32{0.125}, Index: []int32{4}},
	}
	frame := s.Encode(nil)
	const all = `return error || JSON.stringify(s, (_, v) => (ArrayBuffer.isView(v) ? [...v] : v))`
	var got any
	if text := eval[string](t, p, reading(frame)+all); json.Unmarshal([]byte(text), &got) != nil {
		t.Fatal(text)
	}
	if want := named(reflect.ValueOf(s)); !reflect.DeepEqual(got, want) {
		t.Errorf("%s read,\n%s written", quote(got), quote(want))
	}

	const only = `return error`
	for n := 0; n < len(frame); n += 4 {
		if eval[string](t, p, reading(frame[:n])+only) == "" {
			t.Errorf("a frame cut at byte %d of %d was read", n, len(frame))
		}
	}
	next := slices.Clone(frame)
	next[4] = wire.Version + 1
	if got, want := eval[string](t, p, reading(next)+only), fmt.Sprintf("version %d found, %d expected", wire.Version+1, wire.Version); !strings.Contains(got, want) {
		t.Errorf("the next version: %q", got)
	}
}

// named is what v is to a script: fields by the names that scripts give them, numbers of one kind, and no nil.
func named(v reflect.Value) any {
	switch v.Kind() {
	case reflect.Pointer:
		return named(v.Elem())
	case reflect.Struct:
		fields := map[string]any{}
		for i := range v.NumField() {
			if f := v.Field(i); f.Kind() != reflect.Pointer || !f.IsNil() {
				name := v.Type().Field(i).Name
				if strings.ToUpper(name) == name {
					name = strings.ToLower(name)
				}
				fields[strings.ToLower(name[:1])+name[1:]] = named(f)
			}
		}
		return fields
	case reflect.Slice:
		list := make([]any, v.Len())
		for i := range list {
			list[i] = named(v.Index(i))
		}
		return list
	case reflect.String, reflect.Bool:
		return v.Interface()
	}
	return v.Convert(reflect.TypeFor[float64]()).Interface()
}

// What a frame leaves out stays, as wire.Snapshot.Merge has it.
func TestSnapshotsMergeAsWireMergesThem(t *testing.T) {
	p := modules(t)
	frames := []wire.Snapshot{
		{Run: 2, Step: 1, Curve: &wire.Curve{Unit: "one"}, Bars: &wire.Bars{N: 1, Dim: 1, Total: 1, Z: []float32{1}}},
		{Run: 2, Step: 2, Curve: &wire.Curve{Unit: "two"}, Images: &wire.Images{H: 1, W: 1, C: 1}}, // without an image
		{Run: 1, Step: 3, Units: &wire.Units{}},
		{Run: 2, Step: 4, Units: &wire.Units{}},
		{Run: 1 << 31, Step: 5, Codes: &wire.Codes{AxisX: "x"}},
		{Run: 1<<31 + 1, Step: 6},
		{Run: 1, Step: 7, Codes: &wire.Codes{AxisX: "y"}},
		{Run: 1 << 31, Step: 8, Codes: &wire.Codes{AxisX: "z"}},
	}
	var known wire.Snapshot
	var texts []string
	var want []any
	for _, f := range frames {
		b := f.Encode(nil)
		if _, err := known.Merge(b); err != nil {
			t.Fatal(err)
		}
		texts = append(texts, base64.StdEncoding.EncodeToString(b))
		want = append(want, named(reflect.ValueOf(known)))
	}
	got := eval[string](t, p, `const { readSnapshot, mergeSnapshot } = await import("/page/view/snapshot.js");
		let known = null;
		return JSON.stringify(`+quote(texts)+`.map((text) => {
			known = mergeSnapshot(known, readSnapshot(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer));
			return { ...known, run: known.run >>> 0 };
		}), (_, v) => (ArrayBuffer.isView(v) ? [...v] : v))`)
	var found []any
	if err := json.Unmarshal([]byte(got), &found); err != nil {
		t.Fatal(err)
	}
	for i := range want {
		if !reflect.DeepEqual(found[i], want[i]) {
			t.Errorf("after frame %d: %s known, %s expected", i, quote(found[i]), quote(want[i]))
		}
	}
}
