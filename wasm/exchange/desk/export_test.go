package desk

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"bottleneck/core/autoencoder"
	"bottleneck/core/littleendian"
	"bottleneck/core/recipe"
	"bottleneck/core/safetensors"
	"bottleneck/core/wire"
)

// send asks for something, with contents beside it, and returns what is answered.
func (b *browser) send(t *testing.T, q Request, contents ...[]byte) map[string]any {
	t.Helper()
	b.files, b.posted, b.buffers = contents, nil, nil
	for _, c := range contents {
		q.Sizes = append(q.Sizes, int64(len(c)))
	}
	text, err := json.Marshal(q)
	if err != nil {
		t.Fatal(err)
	}
	New(b).handle(string(text))
	return b.posted[len(b.posted)-1]
}

// weightsOf is a file of weights of a link's network.
func weightsOf(t *testing.T, link string) []byte {
	t.Helper()
	r, notices := recipe.Parse(link)
	if len(notices) > 0 {
		t.Fatal(notices)
	}
	m, err := autoencoder.New(r, r.Input(), rand.New(rand.NewPCG(1, 2)))
	if err != nil {
		t.Fatal(err)
	}
	var list []safetensors.Tensor
	for _, v := range m.Tensors {
		list = append(list, safetensors.Tensor{Name: v.Name, Shape: v.TorchShape(), Data: v.Torch()})
	}
	return safetensors.Marshal(list, map[string]string{"recipe": link})
}

// entries are the names of what a zip archive holds.
func entries(t *testing.T, b []byte) (names []string) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		names = append(names, f.Name)
	}
	return names
}

// A recipe becomes the files of each target, with the weights and data that it is given and what it does not do as the run does.
func TestExport(t *testing.T) {
	const link = "#v=1&data=digits&train=20&test=10&encoder=dense(8,tanh)&latent_dim=3&optimizer=adam&batch_size=10"
	weights := weightsOf(t, link)
	b := &browser{}
	for name, c := range map[string]struct {
		q       Request
		weights bool
		files   string
		first   string // is in the first
		note    string
	}{
		"a script alone":     {Request{Target: "pytorch"}, false, `["digits.py"]`, `DATA = "digits.data.npz"`, "export_data_missing"},
		"a script with all":  {Request{Target: "pytorch", Data: true}, true, `["digits.py","digits.safetensors","digits.data.npz"]`, `WEIGHTS = "digits.safetensors"`, "export_draws_differ"},
		"a notebook":         {Request{Target: "keras", Notebook: true}, false, `["digits.ipynb"]`, `"nbformat": 4`, "export_epsilon_early"},
		"a script for Keras": {Request{Target: "keras"}, true, `["digits.py","digits.npz"]`, `WEIGHTS = "digits.npz"`, "export_draws_differ"},
		"arrays":             {Request{Target: "npz"}, true, `["digits.npz"]`, "encoder_0/kernel.npy", ""},
		"models":             {Request{Target: "onnx"}, true, `["digits.onnx","digits.encoder.onnx","digits.decoder.onnx"]`, "Gemm", ""},
	} {
		c.q.ID, c.q.Op, c.q.Link = 7, OpExport, link
		var beside [][]byte
		if c.weights {
			beside = append(beside, weights)
		}
		r := b.send(t, c.q, beside...)
		if got := fields(r, "files"); got != "files "+c.files || r["error"] != nil {
			t.Errorf("%s: %s, %s expected; %v", name, got, c.files, r["error"])
			continue
		}
		if !bytes.Contains(b.buffers[0], []byte(c.first)) {
			t.Errorf("%s: no %q in it", name, c.first)
		}
		notes, _ := json.Marshal(r["notes"])
		if c.note != "" && !strings.Contains(string(notes), `"code":"`+c.note+`"`) {
			t.Errorf("%s: notes %s, %s expected", name, notes, c.note)
		}
		if len(b.buffers) == 3 && c.q.Data {
			if !bytes.Equal(b.buffers[1], weights) || strings.Join(entries(t, b.buffers[2]), " ") != "train.npy train_labels.npy test.npy test_labels.npy" {
				t.Errorf("%s: other weights, or data: %v", name, entries(t, b.buffers[2]))
			}
		}
	}
	for name, c := range map[string]struct {
		q    Request
		file []byte
		code string
		says string
	}{
		"no target":          {Request{Target: "fortran"}, nil, "export_unknown", "one of pytorch"},
		"no weights":         {Request{Target: "onnx"}, nil, "export_weights_missing", "no weights found"},
		"no recipe":          {Request{Target: "pytorch", Link: "#v=1&latent_dim=-1"}, nil, "", "latent_dim"},
		"of another network": {Request{Target: "npz", Link: strings.Replace(link, "dim=3", "dim=4", 1)}, weights, "", "expected"},
		"no file of weights": {Request{Target: "npz"}, []byte("weights"), "", "safetensors"},
	} {
		c.q.ID, c.q.Op = 7, OpExport
		if c.q.Link == "" {
			c.q.Link = link
		}
		var beside [][]byte
		if c.file != nil {
			beside = append(beside, c.file)
		}
		r := b.send(t, c.q, beside...)
		if says, _ := r["error"].(string); !strings.Contains(says, c.says) || c.code != "" && r["code"] != c.code || r["files"] != nil {
			t.Errorf("%s: %v, %s with %q expected", name, r, c.code, c.says)
		}
	}
}

// Numbers become an .npz, whose arrays are what they were; those that do not fill their shape are refused by name.
func TestArrays(t *testing.T) {
	b := &browser{}
	q := Request{ID: 7, Op: OpArrays, Arrays: []Array{{"codes", false, []int{2, 3}}, {"labels", true, []int{2}}}}
	codes := littleendian.Append(nil, []float32{1, -2, 3, 4, 5.5, 6})
	if r := b.send(t, q, codes, []byte{7, 9}); r["error"] != nil {
		t.Fatal(r)
	}
	z, err := zip.NewReader(bytes.NewReader(b.buffers[0]), int64(len(b.buffers[0])))
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []struct {
		name, shape string
		content     []byte
	}{{"codes.npy", "'descr': '<f4', 'fortran_order': False, 'shape': (2,3,)", codes}, {"labels.npy", "'descr': '|u1', 'fortran_order': False, 'shape': (2,)", []byte{7, 9}}} {
		f, err := z.File[i].Open()
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(f)
		if err != nil || z.File[i].Name != want.name || !strings.Contains(string(got), want.shape) || !bytes.HasSuffix(got, want.content) {
			t.Errorf("%s: %q, %v", z.File[i].Name, got, err)
		}
	}
	for name, contents := range map[string][][]byte{"a number too few": {codes[:20], {7, 9}}, "a file too few": {codes}} {
		if r := b.send(t, q, contents...); r["error"] == nil || len(b.buffers) > 0 {
			t.Errorf("%s: %v", name, r)
		}
	}
}

// Panels become an SVG with the link and the caption, and pictures a GIF; sizes that are none, and frames that are none, are refused.
func TestPictures(t *testing.T) {
	b := &browser{}
	s := &wire.Snapshot{Run: 1, Step: 10, Curve: &wire.Curve{Unit: "mean squared error per pixel"}}
	for i := range int32(20) {
		s.Curve.Train = append(s.Curve.Train, wire.CurvePoint{Step: i + 1, Loss: 1 / float32(i+1)})
	}
	frame := s.Encode(nil)
	q := Request{ID: 7, Op: OpPicture, View: `{"panels":["loss"],"theme":"dark"}`, W: 400, H: 300, Caption: []string{"A <title>", "Step 10"}, Link: "#v=1&a=b"}
	if r := b.send(t, q, frame); r["error"] != nil {
		t.Fatal(r)
	}
	for _, want := range []string{"<svg ", "<path ", "A &lt;title&gt;", "#v=1&amp;a=b", "#161c1f"} {
		if !strings.Contains(string(b.buffers[0]), want) {
			t.Errorf("no %q in %s", want, b.buffers[0])
		}
	}
	for code, wrong := range map[string]func(q *Request) []byte{
		"picture_size_unknown": func(q *Request) []byte { q.W = 0; return frame },
		"":                     func(*Request) []byte { return []byte("no frame") },
	} {
		q := q
		content := wrong(&q)
		if r := b.send(t, q, content); r["error"] == nil || code != "" && r["code"] != code {
			t.Errorf("%q: %v", code, r)
		}
	}
	film := Request{ID: 7, Op: OpFilm, W: 2, H: 2, Delay: 5, Last: 50, Link: "#v=1"}
	red, blue := bytes.Repeat([]byte{255, 0, 0, 255}, 4), bytes.Repeat([]byte{0, 0, 255, 255}, 4)
	if r := b.send(t, film, red, blue); r["error"] != nil || !bytes.HasPrefix(b.buffers[0], []byte("GIF89a")) || !bytes.Contains(b.buffers[0], []byte("#v=1")) {
		t.Error(r)
	}
	if r := b.send(t, film, red, blue[:8]); r["code"] != "array_unfilled" {
		t.Error(r)
	}
	if r := b.send(t, film); r["code"] != "files_missing" {
		t.Error(r)
	}
}
