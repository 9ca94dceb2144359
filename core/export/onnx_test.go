package export

import (
	"encoding/json"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"bottleneck/core/export/onnx"
	"bottleneck/core/fact"
	"bottleneck/core/geometry"
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
	B := min(4, e.test.N)
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
	decoded := make([]float32, len(y))
	m.Decode(decoded, z, B)
	x, y, decoded = planes(x, in), planes(y, in), planes(decoded, in)
	for _, f := range made.Files {
		switch {
		case strings.HasSuffix(f.Name, ".encoder.onnx"):
			list = append(list, given{f.Name, image, x, codes})
		case strings.HasSuffix(f.Name, ".decoder.onnx"):
			list = append(list, given{f.Name, []int{B, m.Latent()}, codes, decoded})
		default:
			list = append(list, given{f.Name, image, x, y})
		}
	}
	return list
}

// planes gives pictures (n, H, W, C) of the program as models have them, (n, C, H, W).
func planes(pictures []float32, of geometry.Shape) []float32 {
	out := make([]float32, 0, len(pictures))
	for ; len(pictures) > 0; pictures = pictures[of.H*of.W*of.C:] {
		for c := range of.C {
			for i := c; i < of.H*of.W*of.C; i += of.C {
				out = append(out, pictures[i])
			}
		}
	}
	return out
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
		again := e.name == "faces_denoise" && *lesson == "" // the network of faces, large, once more: onnxruntime alone takes it
		for i, g := range files {
			name := filepath.Join(dir, g.File)
			if err := os.WriteFile(name, made.Files[i].Content, 0o600); err != nil {
				t.Fatal(err)
			}
			if again {
				t.Logf("%s is not walked", g.File)
			} else {
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

// inRuntime has the models run by onnxruntime, where somebody has it. The project's own checks need no Node and do not ask it, not even where nothing
// may be skipped: what they rely on is the reader.
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

// An attribute that is missing means what the definition says, one that is there is looked at, and one that is not known is refused.
func TestOperatorsReadTheirAttributes(t *testing.T) {
	of := func(shape ...int) value { // 1, 2, 3, ...
		v := newValue(shape...)
		for i := range v.x {
			v.x[i] = float64(i + 1)
		}
		return v
	}
	floats := func(x ...float64) value { return value{shape: []int{len(x)}, x: x} }
	type with = map[string]any
	nearest := with{"mode": "nearest", "nearest_mode": "floor", "coordinate_transformation_mode": "asymmetric"}
	two := []int{2, 2}
	for _, tt := range []struct {
		op   string
		a    with
		in   []value
		want []float64 // nil: refused
	}{
		{"Gemm", with{"transB": 1}, []value{of(1, 2), of(2, 2), floats(0, 10)}, []float64{5, 21}},
		{"Gemm", nil, []value{of(1, 2), of(2, 2), floats(0, 10)}, []float64{7, 20}},
		{"Gemm", nil, []value{of(1, 2), of(3, 2), of(3)}, nil},
		{"Gemm", with{"transA": 1}, []value{of(2, 2), of(2, 2), of(2)}, nil},
		{"Gemm", with{"alpha": 0.5}, []value{of(2, 2), of(2, 2), of(2)}, nil},
		{"LeakyRelu", with{"alpha": 0.5}, []value{floats(-2, 3)}, []float64{-1, 3}},
		{"LeakyRelu", nil, []value{floats(-2, 3)}, []float64{-0.02, 3}},
		{"LeakyRelu", with{"alpha": 1}, []value{floats(-2)}, nil}, // a whole number
		{"Relu", with{"alpha": 0.5}, []value{floats(-2)}, nil},
		{"Sub", nil, []value{floats(5, 7), of(2)}, []float64{4, 5}},
		{"Sub", nil, []value{of(2, 2), of(2)}, nil},
		{"Reshape", nil, []value{of(2, 3), floats(3, 2)}, nil}, // a shape of float32
		{"Reshape", with{"allowzero": 1}, []value{of(2, 3), whole(3, 2)}, nil},
		{"Transpose", with{"perm": []int{0, 2, 1}}, []value{of(1, 2, 3)}, []float64{1, 4, 2, 5, 3, 6}},
		{"Transpose", nil, []value{of(2, 2, 2)}, []float64{1, 5, 3, 7, 2, 6, 4, 8}},
		{"TopK", with{"axis": 1}, []value{of(1, 3), whole(2)}, []float64{3, 2}},
		{"TopK", nil, []value{of(1, 3), whole(2)}, []float64{3, 2}},
		{"TopK", with{"axis": 0}, []value{of(2, 2), whole(1)}, nil},
		{"TopK", with{"largest": 0}, []value{of(1, 3), whole(2)}, nil},
		{"ScatterElements", with{"axis": 1}, []value{newValue(1, 3), {[]int{1, 1}, []float64{2}, true}, of(1, 1)}, []float64{0, 0, 1}},
		{"ScatterElements", nil, []value{newValue(3, 1), {[]int{1, 1}, []float64{2}, true}, of(1, 1)}, []float64{0, 0, 1}},
		{"ScatterElements", nil, []value{newValue(1, 3), {[]int{1, 1}, []float64{2}, true}, of(1, 1)}, nil},
		{"ScatterElements", with{"reduction": "add"}, []value{of(3), whole(1), of(1)}, nil},
		{"Resize", nearest, []value{of(1, 1, 1, 2), {}, floats(1, 1, 1, 2)}, []float64{1, 1, 2, 2}},
		{"Resize", with{"mode": "nearest", "nearest_mode": "floor"}, []value{of(1, 1, 1, 2), {}, floats(1, 1, 1, 2)}, nil},
		{"Resize", with{"mode": "nearest", "coordinate_transformation_mode": "asymmetric"}, []value{of(1, 1, 1, 2), {}, floats(1, 1, 1, 2)}, nil},
		{"Resize", with{"mode": "linear", "nearest_mode": "floor", "coordinate_transformation_mode": "asymmetric"}, []value{of(1, 1, 1, 2), {}, floats(1, 1, 1, 2)}, nil},
		{"Pad", with{"mode": "edge"}, []value{of(1, 1, 1, 1), whole(0, 0, 0, 0, 0, 0, 0, 1)}, nil},
		{"Pad", nil, []value{of(1, 1, 1, 1), whole(0, 0, 0, 0, 0, 0, 0, 1)}, []float64{1, 0}},
		{"MaxPool", with{"kernel_shape": two, "strides": two}, []value{of(1, 1, 2, 4)}, []float64{6, 8}},
		{"MaxPool", with{"kernel_shape": two}, []value{of(1, 1, 2, 4)}, []float64{6, 7, 8}},
		{"MaxPool", with{"kernel_shape": two, "ceil_mode": 1}, []value{of(1, 1, 2, 4)}, nil},
		{"MaxPool", nil, []value{of(1, 1, 2, 4)}, nil},
		{"AveragePool", with{"kernel_shape": two, "strides": two, "pads": []int{0, 0, 0, 1}}, []value{of(1, 1, 2, 3)}, []float64{3, 4.5}},
		{"AveragePool", with{"kernel_shape": two, "strides": two, "pads": []int{0, 0, 0, 1}, "count_include_pad": 1}, []value{of(1, 1, 2, 3)}, []float64{3, 2.25}},
		{"Conv", with{"strides": []int{1, 2}}, []value{of(1, 1, 1, 3), of(1, 1, 1, 1), floats(1)}, []float64{2, 4}},
		{"Conv", with{"dilations": two}, []value{of(1, 1, 1, 3), of(1, 1, 1, 1), floats(1)}, nil},
		{"Conv", with{"kernel_shape": two}, []value{of(1, 1, 2, 2), of(1, 1, 1, 1), floats(1)}, nil},
		{"ConvTranspose", with{"group": 2}, []value{of(1, 2, 1, 1), of(2, 2, 1, 1), floats(0, 0, 0, 1)}, []float64{1, 2, 6, 9}},
		{"ConvTranspose", nil, []value{of(1, 2, 1, 1), of(2, 2, 1, 1), floats(0, 1)}, []float64{7, 11}},
		{"ConvTranspose", with{"output_padding": []int{0, 1}, "strides": two}, []value{of(1, 1, 1, 1), of(1, 1, 1, 1)}, []float64{1, 0}},
		{"MaxUnpool", nil, []value{of(1, 1, 1, 1)}, nil},
	} {
		got := func() (y []float64) {
			defer func() {
				if recover() != nil {
					y = nil
				}
			}()
			return node{op: tt.op, attributes: tt.a}.of(tt.in...)[0].x
		}()
		off := len(got) != len(tt.want) || (got == nil) != (tt.want == nil)
		for i := 0; !off && i < len(got); i++ {
			off = math.Abs(got[i]-tt.want[i]) > 1e-12
		}
		if off {
			t.Errorf("%s with %v of %v: %v, %v expected", tt.op, tt.a, tt.in, got, tt.want)
		}
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
	if _, err := To("onnx", Request{Recipe: e.recipe}); err == nil || fact.From(err).Code != "export_weights_missing" {
		t.Errorf("without weights: %v", err)
	}
}
