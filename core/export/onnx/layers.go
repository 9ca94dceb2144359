package onnx

import (
	"bottleneck/core/autoencoder"
	"bottleneck/core/geometry"
	"bottleneck/core/recipe"
)

// writers add the operations of one level, for each kind of core/recipe. Layers that draw do so in training alone.
var writers = map[recipe.LayerKind]func(w *writing, v autoencoder.Module){
	recipe.Dense: func(w *writing, v autoencoder.Module) { w.linear(w.place(v)) },
	recipe.Conv: func(w *writing, v autoencoder.Module) {
		weight, bias := w.weights(w.place(v))
		w.at = w.node("Conv", []string{w.at, weight, bias}, window(v.Window, around(v))...)
	},
	recipe.ConvTranspose: func(w *writing, v autoencoder.Module) {
		weight, bias := w.weights(w.place(v))
		w.at = w.node("ConvTranspose", []string{w.at, weight, bias}, spread(v)...)
	},
	recipe.MaxPool: func(w *writing, v autoencoder.Module) {
		before := w.at
		both := w.results("MaxPool", []string{w.at}, 2, window(v.Window, around(v))...)
		w.at = both[0]
		if w.network == "encoder" {
			w.pools[w.level] = pooled{before, both[1]}
		}
	},
	recipe.AvgPool: func(w *writing, v autoencoder.Module) {
		counted := 1
		if v.Window.Same {
			counted = 0
		}
		w.do("AveragePool", append(window(v.Window, around(v)), attribute{"count_include_pad", counted})...)
	},
	recipe.MaxUnpool: unpool,
	recipe.Upsample: func(w *writing, v autoencoder.Module) {
		h, wide := v.Window.StrideH, v.Window.StrideW
		scales := w.constant("scales_"+decimal(h)+"_"+decimal(wide), []int{4}, []float32{1, 1, float32(h), float32(wide)})
		w.at = w.node("Resize", []string{w.at, "", scales}, attribute{"mode", "nearest"},
			attribute{"coordinate_transformation_mode", "asymmetric"}, attribute{"nearest_mode", "floor"})
	},
	recipe.Dropout:       func(*writing, autoencoder.Module) {},
	recipe.GaussianNoise: func(*writing, autoencoder.Module) {},
	recipe.Flatten: func(w *writing, v autoencoder.Module) {
		w.do("Flatten", attribute{"axis", 1})
		w.image = false
	},
	recipe.Reshape: func(w *writing, v autoencoder.Module) {
		if v.Misread {
			w.reread(v.From, v.Out)
		} else {
			w.shaped(v.Out.C, v.Out.H, v.Out.W)
		}
		w.image = true
	},
}

func (w *writing) place(v autoencoder.Module) string { return w.network + "." + decimal(v.Place) }

// around is the padding of a window on an image, in the order of ONNX.
func around(v autoencoder.Module) []int {
	s := v.Window.Around(v.In)
	return []int{s.Top, s.Left, s.Bottom, s.Right}
}

func window(w geometry.Window, pads []int) []attribute {
	return []attribute{{"kernel_shape", []int{w.H, w.W}}, {"strides", []int{w.StrideH, w.StrideW}}, {"pads", pads}}
}

// spread are the attributes of a transposed convolution: what is cut on each side, and what is added at the end.
func spread(v autoencoder.Module) []attribute {
	w := v.Window
	f, err := w.Spread("", v.In)
	if err != nil {
		panic("onnx: a plan with a window that does not fit")
	}
	bottom, right := (v.In.H-1)*w.StrideH+w.H-f.H-f.Top, (v.In.W-1)*w.StrideW+w.W-f.W-f.Left
	return append(window(w, []int{f.Top, f.Left, max(bottom, 0), max(right, 0)}), attribute{"output_padding", []int{max(-bottom, 0), max(-right, 0)}})
}

// unpool puts values back where the pool found them; where only codes are known, to where each window begins.
func unpool(w *writing, v autoencoder.Module) {
	win := v.Window
	if p, known := w.pools[v.Pool]; known {
		// MaxUnpool has no padding of a pool: the places are set in a row of all values.
		row := w.integers(-1)
		flat := func(name string) string { return w.node("Reshape", []string{name, row}) }
		zeros := w.node("Sub", []string{p.before, p.before})
		set := w.node("ScatterElements", []string{flat(zeros), flat(p.places), flat(w.at)}, attribute{"axis", 0})
		w.at = w.node("Reshape", []string{set, w.node("Shape", []string{p.before})})
		return
	}
	pool := w.plan.Encoder[v.Pool]
	if pads := around(autoencoder.Module{Level: pool}); pads[0] != 0 || pads[1] != 0 {
		w.lost = true
	}
	ones := make([]float32, v.In.C)
	for i := range ones {
		ones[i] = 1
	}
	w.at = w.node("ConvTranspose", []string{w.at, w.constant("ones_"+decimal(v.In.C), []int{v.In.C, 1, 1, 1}, ones)},
		attribute{"group", v.In.C}, attribute{"kernel_shape", []int{1, 1}}, attribute{"strides", []int{win.StrideH, win.StrideW}})
	h, wide := v.Out.H-((v.In.H-1)*win.StrideH+1), v.Out.W-((v.In.W-1)*win.StrideW+1)
	w.at = w.node("Pad", []string{w.at, w.integers(0, 0, 0, 0, 0, 0, h, wide)})
}
