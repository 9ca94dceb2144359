package picture

import (
	"bytes"
	"maps"
	"strings"
	"testing"

	"bottleneck/core/wire"
	"bottleneck/wasm/desk/desktest"
)

// Panels become an SVG with the link and the caption, and pictures a GIF; sizes that are none, and frames that are none, are refused.
func TestPictures(t *testing.T) {
	b := &desktest.Browser{}
	s := &wire.Snapshot{Run: 1, Step: 10, Curve: &wire.Curve{Unit: "mean squared error per pixel"}}
	for i := range int32(20) {
		s.Curve.Train = append(s.Curve.Train, wire.CurvePoint{Step: i + 1, Loss: 1 / float32(i+1)})
	}
	frame := s.Encode(nil)
	q := desktest.Fields{"view": `{"panels":["loss"],"theme":"dark"}`, "w": 400, "h": 300, "caption": []string{"A <title>", "Step 10"}, "link": "#v=1&a=b"}
	if r := b.Ask(t, Operations, OpPicture, q, frame); r["error"] != nil {
		t.Fatal(r)
	}
	for _, want := range []string{"<svg ", "<path ", "A &lt;title&gt;", "#v=1&amp;a=b", "#161c1f"} {
		if !strings.Contains(string(b.Buffers[0]), want) {
			t.Errorf("no %q in %s", want, b.Buffers[0])
		}
	}
	for code, wrong := range map[string]func(q desktest.Fields) []byte{
		"picture_size_unknown": func(q desktest.Fields) []byte { q["w"] = 0; return frame },
		"":                     func(desktest.Fields) []byte { return []byte("no frame") },
	} {
		q := maps.Clone(q)
		content := wrong(q)
		if r := b.Ask(t, Operations, OpPicture, q, content); r["error"] == nil || code != "" && r["code"] != code {
			t.Errorf("%q: %v", code, r)
		}
	}
	film := desktest.Fields{"w": 2, "h": 2, "delay": 5, "last": 50, "link": "#v=1"}
	red, blue := bytes.Repeat([]byte{255, 0, 0, 255}, 4), bytes.Repeat([]byte{0, 0, 255, 255}, 4)
	if r := b.Ask(t, Operations, OpFilm, film, red, blue); r["error"] != nil || !bytes.HasPrefix(b.Buffers[0], []byte("GIF89a")) || !bytes.Contains(b.Buffers[0], []byte("#v=1")) {
		t.Error(r)
	}
	if r := b.Ask(t, Operations, OpFilm, film, red, blue[:8]); r["code"] != "array_unfilled" {
		t.Error(r)
	}
	if r := b.Ask(t, Operations, OpFilm, film); r["code"] != "files_missing" {
		t.Error(r)
	}
}
