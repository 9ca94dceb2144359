package export

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"bottleneck/core/export/onnx"
	"bottleneck/core/recipe"
)

// given is what a model of a kind takes, and what it must give.
type given struct {
	File  string    `json:"file"`
	Shape []int     `json:"shape"`
	X     []float32 `json:"x"`
	Y     []float32 `json:"y"`
}

// ofModels are the files of an example with inputs and outputs of the program.
func ofModels(t *testing.T, e example, made Export) (list []given) {
	t.Helper()
	const B = 4
	m := e.run.Model()
	x, y, z := make([]float32, B*m.Dim()), make([]float32, B*m.Dim()), make([]float32, B*m.Latent())
	e.test.Rows(x, 0, B)
	m.Reconstruct(y, x, B)
	m.Encode(z, x, B)
	in := e.recipe.Input()
	image := []int{B, in.C, in.H, in.W}
	if e.recipe.Source().Rows {
		image = []int{B, in.C}
	}
	codes := inOrder(e.recipe, z)
	for _, f := range made.Files {
		switch {
		case strings.HasSuffix(f.Name, ".encoder.onnx"):
			list = append(list, given{f.Name, image, x, codes})
		case strings.HasSuffix(f.Name, ".decoder.onnx"):
			decoded := make([]float32, len(y))
			m.Decode(decoded, z, B)
			list = append(list, given{f.Name, []int{B, m.Latent()}, codes, decoded})
		default:
			list = append(list, given{f.Name, image, x, y})
		}
	}
	return list
}

// The models of every lesson, and of what no lesson has, give what the program gives: by a reader that walks their graphs and, where
// node has onnxruntime-node (its folder in ONNXRUNTIME_NODE), by that.
func TestONNXComputesTheSame(t *testing.T) {
	dir := t.TempDir()
	var all []given
	for _, e := range examples(t) {
		made, err := To("onnx", Request{Recipe: e.recipe, Weights: e.run.Weights(), Name: e.name})
		if err != nil {
			t.Fatal(err)
		}
		files := ofModels(t, e, made)
		if len(files) < 2 || len(files) < 3 && e.name != "unpool_same" {
			t.Errorf("%s: %d models", e.name, len(files))
		}
		heavy := e.recipe.Data == "faces" && e.recipe.Lesson == "faces_denoise" // the network of faces once more
		for i, g := range files {
			name := filepath.Join(dir, g.File)
			if err := os.WriteFile(name, made.Files[i].Content, 0o600); err != nil {
				t.Fatal(err)
			}
			if !heavy {
				check(t, g, made.Files[i].Content)
			}
			g.File = name
			all = append(all, g)
		}
	}
	inRuntime(t, dir, all)
}

// check walks the graph of a model.
func check(t *testing.T, g given, file []byte) {
	t.Helper()
	defer func() {
		if fault := recover(); fault != nil {
			t.Errorf("%s: %v", g.File, fault)
		}
	}()
	m := readModel(file)
	if m.opset != onnx.Opset || len(m.inputs) != 1 {
		t.Errorf("%s: opset %d, inputs %v", g.File, m.opset, m.inputs)
	}
	x := newValue(g.Shape...)
	for i, v := range g.X {
		x.x[i] = float64(v)
	}
	y := m.run(x)[0]
	off := 0.0
	for i, v := range y.x {
		off = max(off, math.Abs(v-float64(g.Y[i])))
	}
	if len(y.x) != len(g.Y) || !(off <= 1e-5) {
		t.Errorf("%s: %d numbers, off by %.2g", g.File, len(y.x), off)
	}
}

const runtime = `
const ort = require(process.argv[1]);
(async () => {
	for (const g of JSON.parse(require("fs").readFileSync(process.argv[2]))) {
		try {
			const s = await ort.InferenceSession.create(g.file);
			const out = await s.run({[s.inputNames[0]]: new ort.Tensor("float32", Float32Array.from(g.x), g.shape)});
			const y = out[s.outputNames[0]].data;
			console.log(JSON.stringify({case: g.file, check: "outputs", error: y.length === g.y.length ? Math.max(...g.y.map((v, i) => Math.abs(v - y[i]))) : 9}));
		} catch (e) {
			console.log(JSON.stringify({case: g.file, failed: String(e)}));
		}
	}
})();
`

// inRuntime has the models run by onnxruntime.
func inRuntime(t *testing.T, dir string, all []given) {
	t.Helper()
	where := os.Getenv("ONNXRUNTIME_NODE")
	if where == "" {
		t.Log("ONNXRUNTIME_NODE is not set: onnxruntime was not asked")
		return
	}
	b, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, "all.json")
	if err := os.WriteFile(name, b, 0o600); err != nil {
		t.Fatal(err)
	}
	checks := compared(t, exec.Command("node", "-e", runtime, where, name))
	if len(checks) != len(all) {
		t.Errorf("onnxruntime ran %d models of %d", len(checks), len(all))
	}
}

// The reader finds a model that computes something else.
func TestONNXCheckCanFail(t *testing.T) {
	e := example{name: "other", recipe: recipe.Default()}
	e.recipe.Train, e.recipe.Test, e.recipe.BatchSize = 8, 8, 4
	e.begin(t)
	made, err := To("onnx", Request{Recipe: e.recipe, Weights: e.run.Weights(), Name: e.name})
	if err != nil {
		t.Fatal(err)
	}
	g := ofModels(t, e, made)[0]
	g.Y[3] += 1e-3
	inner := &testing.T{}
	check(inner, g, made.Files[0].Content)
	if !inner.Failed() {
		t.Error("outputs that are off by a thousandth were taken for the same")
	}
	if _, err := To("onnx", Request{Recipe: e.recipe}); err == nil || !strings.Contains(fmt.Sprint(err), "export_weights_missing") {
		t.Errorf("without weights: %v", err)
	}
}
