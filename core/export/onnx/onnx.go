// Package onnx writes networks as ONNX models: the encoder, the decoder, and the whole. Pictures are (batch, channels, rows, columns),
// rows of a table (batch, columns), codes (batch, numbers), in the order of PyTorch's flatten. The operators are those of opset 17.
package onnx

import (
	"strconv"

	"bottleneck/core/autoencoder"
	"bottleneck/core/geometry"
	"bottleneck/core/recipe"
)

// Opset is the version of the operators, irVersion that of the file's form which came with it.
const (
	Opset     = 17
	irVersion = 8
)

func decimal(n int) string { return strconv.Itoa(n) }

// Models are the files of a network. Decoder is nil where it is nothing without the image that was encoded: it unpools padded windows.
type Models struct{ Whole, Encoder, Decoder []byte }

// Of writes the network of a recipe, m being that with its weights.
func Of(r recipe.Recipe, p recipe.Plan, m *autoencoder.Model) Models {
	encoder, decoder := autoencoder.Modules(p)
	input := []int{p.Input.C, p.Input.H, p.Input.W}
	if r.Source().Rows {
		input = []int{p.Input.C}
	}
	code := []int{p.Code().Size()}
	begin := func(name string, shape []int) *writing {
		w := &writing{graph: &graph{known: map[string]bool{}}, tensors: map[string]autoencoder.Tensor{}, recipe: r, plan: p, at: name, input: input, pools: map[int]pooled{}}
		for _, t := range m.Tensors {
			w.tensors[t.Name] = t
		}
		w.inputs = append(w.inputs, described(name, shape))
		return w
	}
	var models Models
	w := begin("x", input)
	w.encode(encoder, true)
	w.output(w.at, "z", code)
	if r.Latent == "variational" {
		w.output(w.logVariance, "log_variance", code)
	}
	models.Encoder = w.model("encoder", r.Link())
	w = begin("z", code)
	w.decode(decoder)
	if w.output(w.at, "y", input); !w.lost {
		models.Decoder = w.model("decoder", r.Link())
	}
	w = begin("x", input)
	w.encode(encoder, false)
	w.decode(decoder)
	w.output(w.at, "y", input)
	models.Whole = w.model("autoencoder", r.Link())
	return models
}

// writing is a model in work.
type writing struct {
	*graph
	recipe      recipe.Recipe
	plan        recipe.Plan
	tensors     map[string]autoencoder.Tensor
	input       []int
	network     string // encoder or decoder
	at          string // the value so far
	image       bool   // it is (batch, C, H, W)
	level       int
	pools       map[int]pooled // of the encoder, by level
	logVariance string
	lost        bool // something could not be written
}

// pooled is what an unpooling layer needs of its pool.
type pooled struct{ before, places string }

func isMap(s geometry.Shape) bool { return s.H > 1 || s.W > 1 }

// do adds an operation on the value so far.
func (w *writing) do(op string, attributes ...attribute) {
	w.at = w.node(op, []string{w.at}, attributes...)
}

// shaped reads the values as (batch, shape).
func (w *writing) shaped(shape ...int) {
	w.at = w.node("Reshape", []string{w.at, w.integers(append([]int{0}, shape...)...)})
}

// reread reads an image by rows, columns and channels as one of another shape.
func (w *writing) reread(from, to geometry.Shape) {
	w.shaped(from.C, from.H, from.W)
	w.do("Transpose", attribute{"perm", []int{0, 2, 3, 1}})
	w.shaped(to.H, to.W, to.C)
	w.do("Transpose", attribute{"perm", []int{0, 3, 1, 2}})
}

// weights are those of a module, in PyTorch's layouts.
func (w *writing) weights(place string) (weight, bias string) {
	get := func(name string) string {
		t := w.tensors[name]
		return w.constant(name, t.TorchShape(), t.Torch())
	}
	return get(place + ".weight"), get(place + ".bias")
}

func (w *writing) linear(place string) {
	weight, bias := w.weights(place)
	w.at = w.node("Gemm", []string{w.at, weight, bias}, attribute{"transB", 1})
}

// encode adds the encoder, and where both are wanted the log-variances.
func (w *writing) encode(list []autoencoder.Module, both bool) {
	w.network, w.image = "encoder", isMap(w.plan.Input)
	last := len(list) - 1
	w.modules(list[:last])
	w.before(list[last])
	if h := w.at; w.recipe.Latent == "variational" && both {
		w.linear("log_variance.0")
		w.logVariance, w.at = w.at, h
	}
	w.level = last
	w.module(list[last])
	if w.image {
		w.do("Flatten", attribute{"axis", 1})
	}
	if w.recipe.Sparsity == "top_k" && w.recipe.Latent != "variational" {
		k := min(w.recipe.SparsityK, w.plan.Code().Size())
		top := w.results("TopK", []string{w.at, w.integers(k)}, 2, attribute{"axis", 1})
		zeros := w.node("Sub", []string{w.at, w.at})
		w.at = w.node("ScatterElements", []string{zeros, top[1], top[0]}, attribute{"axis", 1})
	}
}

// decode adds the decoder and the output's activation.
func (w *writing) decode(list []autoencoder.Module) {
	w.network, w.image = "decoder", false
	if code := w.plan.Code(); isMap(code) && list[0].Order() != recipe.AnyOrder {
		w.shaped(code.C, code.H, code.W)
		w.image = true
	}
	w.modules(list)
	w.shaped(w.input...)
	w.activate(w.recipe.OutputActivation)
}

func (w *writing) modules(list []autoencoder.Module) {
	for i, v := range list {
		w.level = i
		w.before(v)
		w.module(v)
	}
}

// before brings the value so far to the form that a module takes.
func (w *writing) before(v autoencoder.Module) {
	switch order := v.Order(); {
	case order == recipe.AnyOrder && w.image:
		w.do("Flatten", attribute{"axis", 1})
		w.image = false
	case order == recipe.InPlace && v.Misread:
		w.reread(v.From, v.In)
		w.image = true
	case order == recipe.InPlace && !w.image:
		w.shaped(v.In.C, v.In.H, v.In.W)
		w.image = true
	}
}

func (w *writing) module(v autoencoder.Module) {
	writers[v.Kind](w, v)
	w.activate(v.Activation)
}

func (w *writing) activate(name string) {
	switch name {
	case "relu":
		w.do("Relu")
	case "leaky_relu":
		w.do("LeakyRelu", attribute{"alpha", float32(0.01)})
	case "sigmoid":
		w.do("Sigmoid")
	case "tanh":
		w.do("Tanh")
	case "softplus":
		w.do("Softplus")
	}
}
