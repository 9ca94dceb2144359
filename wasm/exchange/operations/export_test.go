package operations

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
	"bottleneck/wasm/desk/desktest"
)

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

func fieldsOf(q exportFields) desktest.Fields {
	return desktest.Fields{"target": q.Target, "link": q.Link, "notebook": q.Notebook, "data": q.Data}
}

// A recipe becomes the files of each target, with the weights and data that it is given and what it does not do as the run does.
func TestExport(t *testing.T) {
	const link = "#v=1&data=digits&train=20&test=10&encoder=dense(8,tanh)&latent_dim=3&optimizer=adam&batch_size=10"
	weights := weightsOf(t, link)
	b := &desktest.Browser{}
	for name, c := range map[string]struct {
		q       exportFields
		weights bool
		files   string
		first   string // is in the first
		note    string
	}{
		"a script alone":     {exportFields{Target: "pytorch"}, false, `["digits.py"]`, `DATA = "digits.data.npz"`, "export_data_missing"},
		"a script with all":  {exportFields{Target: "pytorch", Data: true}, true, `["digits.py","digits.safetensors","digits.data.npz"]`, `WEIGHTS = "digits.safetensors"`, "export_draws_differ"},
		"a notebook":         {exportFields{Target: "keras", Notebook: true}, false, `["digits.ipynb"]`, `"nbformat": 4`, "export_epsilon_early"},
		"a script for Keras": {exportFields{Target: "keras"}, true, `["digits.py","digits.npz"]`, `WEIGHTS = "digits.npz"`, "export_draws_differ"},
		"arrays":             {exportFields{Target: "npz"}, true, `["digits.npz"]`, "encoder_0/kernel.npy", ""},
		"models":             {exportFields{Target: "onnx"}, true, `["digits.onnx","digits.encoder.onnx","digits.decoder.onnx"]`, "Gemm", ""},
	} {
		c.q.Link = link
		var beside [][]byte
		if c.weights {
			beside = append(beside, weights)
		}
		r := b.Ask(t, All, OpExport, fieldsOf(c.q), beside...)
		if got := desktest.JSON(r, "files"); got != "files "+c.files || r["error"] != nil {
			t.Errorf("%s: %s, %s expected; %v", name, got, c.files, r["error"])
			continue
		}
		if !bytes.Contains(b.Buffers[0], []byte(c.first)) {
			t.Errorf("%s: no %q in it", name, c.first)
		}
		notes, _ := json.Marshal(r["notes"])
		if c.note != "" && !strings.Contains(string(notes), `"code":"`+c.note+`"`) {
			t.Errorf("%s: notes %s, %s expected", name, notes, c.note)
		}
		if len(b.Buffers) == 3 && c.q.Data {
			if !bytes.Equal(b.Buffers[1], weights) || strings.Join(entries(t, b.Buffers[2]), " ") != "train.npy train_labels.npy test.npy test_labels.npy" {
				t.Errorf("%s: other weights, or data: %v", name, entries(t, b.Buffers[2]))
			}
		}
	}
	for name, c := range map[string]struct {
		q    exportFields
		file []byte
		code string
		says string
	}{
		"no target":          {exportFields{Target: "fortran"}, nil, "export_unknown", "one of pytorch"},
		"no weights":         {exportFields{Target: "onnx"}, nil, "export_weights_missing", "no weights found"},
		"no recipe":          {exportFields{Target: "pytorch", Link: "#v=1&latent_dim=-1"}, nil, "", "latent_dim"},
		"of another network": {exportFields{Target: "npz", Link: strings.Replace(link, "dim=3", "dim=4", 1)}, weights, "", "expected"},
		"no file of weights": {exportFields{Target: "npz"}, []byte("weights"), "", "safetensors"},
	} {
		if c.q.Link == "" {
			c.q.Link = link
		}
		var beside [][]byte
		if c.file != nil {
			beside = append(beside, c.file)
		}
		r := b.Ask(t, All, OpExport, fieldsOf(c.q), beside...)
		if says, _ := r["error"].(string); !strings.Contains(says, c.says) || c.code != "" && r["code"] != c.code || r["files"] != nil {
			t.Errorf("%s: %v, %s with %q expected", name, r, c.code, c.says)
		}
	}
}

// Numbers become an .npz, whose arrays are what they were; those that do not fill their shape are refused by name.
func TestArrays(t *testing.T) {
	b := &desktest.Browser{}
	fields := desktest.Fields{"arrays": []array{{"codes", false, []int{2, 3}}, {"labels", true, []int{2}}}}
	codes := littleendian.Append(nil, []float32{1, -2, 3, 4, 5.5, 6})
	if r := b.Ask(t, All, OpArrays, fields, codes, []byte{7, 9}); r["error"] != nil {
		t.Fatal(r)
	}
	z, err := zip.NewReader(bytes.NewReader(b.Buffers[0]), int64(len(b.Buffers[0])))
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
		if r := b.Ask(t, All, OpArrays, fields, contents...); r["error"] == nil || len(b.Buffers) > 0 {
			t.Errorf("%s: %v", name, r)
		}
	}
}
