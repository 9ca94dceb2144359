package keras

import (
	"fmt"
	"strconv"
	"strings"

	"bottleneck/core/autoencoder"
	"bottleneck/core/export/python"
	"bottleneck/core/geometry"
	"bottleneck/core/recipe"
)

// network is what a plan becomes: lines that make layers, in order.
type network struct {
	encoder, decoder []string
	mean, variance   string          // of a variational code, its layers; else ""
	classes          map[string]bool // of those of ours that are used
	pools            map[int]string  // by level of the encoder: the name of a pool that is undone later
	poolLines        string          // what makes these
}

func newNetwork(r recipe.Recipe, p recipe.Plan) *network {
	n := &network{classes: map[string]bool{}, pools: map[int]string{}}
	encoder, decoder := autoencoder.Modules(p)
	n.decoder = n.layers("decoder", decoder, p.Code(), false) // first: it tells which pools it undoes
	n.encoder = n.layers("encoder", encoder, p.Input, true)
	switch last := len(n.encoder) - 1; {
	case r.Latent == "variational":
		n.mean, n.encoder = n.encoder[last], n.encoder[:last]
		n.variance = fmt.Sprintf("layers.Dense(%d, name=\"log_variance_0\")", r.LatentDim)
	case r.Sparsity == "top_k":
		n.use("TopK")
		n.encoder = append(n.encoder, "TopK("+strconv.Itoa(min(r.SparsityK, p.Code().Size()))+")")
	}
	return n
}

func (n *network) use(class string) { n.classes[class] = true }

func isMap(s geometry.Shape) bool { return s.H > 1 || s.W > 1 }

// shape is one of tensors as Keras has them: (H, W, C), or (n,) of a vector.
func shape(s geometry.Shape, image bool) string {
	if image {
		return python.Tuple(s.H, s.W, s.C)
	}
	return python.Tuple(s.Size())
}

// writing is a network in work.
type writing struct {
	*network
	name           string
	list           []string
	at             int  // of the level in the plan
	image, encoder bool // image: tensors are (B, H, W, C), else (B, n)
}

func (w *writing) add(format string, args ...any) {
	w.list = append(w.list, fmt.Sprintf(format, args...))
}

// named is the end of the call of a layer with weights: its activation, and its name, whose number is that of PyTorch's files.
func (w *writing) named(v autoencoder.Module) string {
	s := ""
	if a := v.Activation; a != "linear" && a != "leaky_relu" {
		s = ", activation=" + python.Quote(a)
	}
	return s + fmt.Sprintf(", name=\"%s_%d\")", w.name, v.Place)
}

func (n *network) layers(name string, list []autoencoder.Module, in geometry.Shape, encoder bool) []string {
	w := &writing{network: n, name: name, image: isMap(in), encoder: encoder}
	w.add("keras.Input(%s)", shape(in, w.image))
	for i, v := range list {
		w.at = i
		switch order := v.Order(); {
		case order == recipe.AnyOrder && w.image:
			w.add("layers.Flatten()")
			w.image = false
		case order == recipe.InPlace && !w.image:
			w.add("layers.Reshape(%s)", shape(v.In, true))
			w.image = true
		}
		writers[v.Kind](w, v)
		if v.Activation == "leaky_relu" {
			w.add("layers.LeakyReLU(0.01)")
		}
	}
	return w.list
}

// window is the arguments of a window: kernel, strides, padding.
func window(w geometry.Window, usualH, usualW int) string {
	s := python.Pair(w.H, w.W)
	if w.StrideH != usualH || w.StrideW != usualW {
		s += ", strides=" + python.Pair(w.StrideH, w.StrideW)
	}
	if w.Same {
		s += `, padding="same"`
	}
	return s
}

// around adds the zeros that PyTorch's padding means.
func (w *writing) around(win geometry.Window) {
	if win.PadH != 0 || win.PadW != 0 {
		w.add("layers.ZeroPadding2D(%s)", python.Tuple(win.PadH, win.PadW))
	}
}

// writers add the layers of one level, for each kind of core/recipe.
var writers = map[recipe.LayerKind]func(w *writing, v autoencoder.Module){
	recipe.Dense: func(w *writing, v autoencoder.Module) { w.add("layers.Dense(%d%s", v.Units, w.named(v)) },
	recipe.Conv: func(w *writing, v autoencoder.Module) {
		w.around(v.Window)
		w.add("layers.Conv2D(%d, %s%s", v.Units, window(v.Window, 1, 1), w.named(v))
	},
	recipe.ConvTranspose: convTranspose,
	recipe.MaxPool: func(w *writing, v autoencoder.Module) {
		win, name := v.Window, w.pools[w.at]
		switch {
		case w.encoder && name != "":
			w.use("RememberingMaxPooling2D")
			w.poolLines += fmt.Sprintf("        %s = RememberingMaxPooling2D(%s, %s, %s)  # undone in the decoder\n", name,
				python.Tuple(win.H, win.W), python.Tuple(win.StrideH, win.StrideW), padding(v.Level))
			w.add("%s", name)
		case win.PadH != 0 || win.PadW != 0:
			w.use("PaddedMaxPooling2D")
			w.add("PaddedMaxPooling2D(%s, %s, %s)", python.Tuple(win.H, win.W), python.Tuple(win.StrideH, win.StrideW), padding(v.Level))
		default:
			w.add("layers.MaxPooling2D(%s)", window(win, win.H, win.W))
		}
	},
	recipe.AvgPool: func(w *writing, v autoencoder.Module) {
		w.around(v.Window)
		w.add("layers.AveragePooling2D(%s)", window(v.Window, v.Window.H, v.Window.W))
	},
	recipe.MaxUnpool: func(w *writing, v autoencoder.Module) {
		w.use("MaxUnpooling2D")
		name := "pool" + strconv.Itoa(v.Pool)
		w.pools[v.Pool] = name
		w.add("MaxUnpooling2D(%s, %s)", name, shape(v.Out, true))
	},
	recipe.Upsample: func(w *writing, v autoencoder.Module) {
		w.add("layers.UpSampling2D(%s)", python.Pair(v.Window.StrideH, v.Window.StrideW))
	},
	recipe.Dropout:       func(w *writing, v autoencoder.Module) { w.add("layers.Dropout(%s)", python.Float(v.Rate)) },
	recipe.GaussianNoise: func(w *writing, v autoencoder.Module) { w.add("layers.GaussianNoise(%s)", python.Float(v.Rate)) },
	recipe.Flatten: func(w *writing, v autoencoder.Module) {
		w.add("layers.Flatten()")
		w.image = false
	},
	recipe.Reshape: func(w *writing, v autoencoder.Module) {
		w.add("layers.Reshape(%s)", shape(v.Out, true))
		w.image = true
	},
}

// padding is what stands around an image, ((top, bottom), (left, right)).
func padding(v recipe.Level) string {
	s := v.Window.Around(v.In)
	return "(" + python.Tuple(s.Top, s.Bottom) + ", " + python.Tuple(s.Left, s.Right) + ")"
}

// convTranspose adds one, and cuts what PyTorch's padding cuts.
func convTranspose(w *writing, v autoencoder.Module) {
	win := v.Window
	args := window(win, 1, 1)
	cutH, cutW := max(win.PadH-win.OutPadH, 0), max(win.PadW-win.OutPadW, 0)
	if !win.Same {
		moreH, moreW := max(win.OutPadH-win.PadH, 0), max(win.OutPadW-win.PadW, 0)
		if moreH > 0 || moreW > 0 || win.H < win.StrideH || win.W < win.StrideW {
			args += ", output_padding=" + python.Tuple(moreH, moreW)
		}
	}
	w.add("layers.Conv2DTranspose(%d, %s%s", v.Units, args, w.named(v))
	if win.PadH != 0 || win.PadW != 0 {
		w.add("layers.Cropping2D((%s, %s))", python.Tuple(win.PadH, cutH), python.Tuple(win.PadW, cutW))
	}
}

// sequential writes a model of layers, a line each.
func sequential(name string, list []string) string {
	return "keras.Sequential([\n            " + strings.Join(list, ",\n            ") + ",\n        ], name=" + python.Quote(name) + ")"
}

// model is the cell of the network.
func (n *network) model(r recipe.Recipe, p recipe.Plan) python.Cell {
	var b strings.Builder
	for _, c := range classes {
		if n.classes[c.name] {
			b.WriteString(strings.TrimSpace(c.code) + "\n\n\n")
		}
	}
	heads, encode := "", "self.encoder(x, training=training)"
	drawn := ""
	if n.variance != "" {
		heads = "        self.mean = " + n.mean + "\n        self.log_variance = " + n.variance + "\n"
		encode = "self.mean(self.encoder(x, training=training))"
		drawn = distribution
	}
	code := shape(p.Code(), isMap(p.Code()))
	b.WriteString(python.Fill(autoencoderClass, "POOLS", n.poolLines, "ENCODER", sequential("encoder", n.encoder), "HEADS", heads,
		"DECODER", sequential("decoder", n.decoder), "DRAWN", drawn, "ENCODE", encode, "CODE", strings.Trim(code, "(),"),
		"SHAPE", strings.Trim(shape(p.Input, isMap(p.Input)), "(),"), "OUT", strings.Trim(shape(p.Input, !r.Source().Rows), "(),"),
		"OUTPUT", output(r.OutputActivation)))
	return python.Cell{Title: "Model: layouts are Keras', numbers those of the files of weights", Code: b.String()}
}

// output is the function behind the logits y.
func output(name string) string {
	switch name {
	case "linear":
		return "y"
	case "leaky_relu":
		return "tf.nn.leaky_relu(y, 0.01)"
	}
	return "tf.nn." + name + "(y)"
}

const distribution = `
    def distribution(self, x, training=False):
        """Means and log-variances of the codes, both (B, latent)."""
        h = self.encoder(x, training=training)
        return self.mean(h), self.log_variance(h)
`

const autoencoderClass = `
class Autoencoder(keras.Model):
    def __init__(self):
        super().__init__()
$POOLS$        self.encoder = $ENCODER$
$HEADS$        self.decoder = $DECODER$
$DRAWN$
    def encode(self, x, training=False):
        """x (B, $SHAPE$) to codes (B, $CODE$)."""
        return $ENCODE$

    def logits(self, z, training=False):
        """What the output's activation is given, in the shape of x."""
        return tf.reshape(self.decoder(z, training=training), (-1, $OUT$))

    def decode(self, z, training=False):
        y = self.logits(z, training)
        return $OUTPUT$

    def call(self, x, training=False):
        return self.decode(self.encode(x, training), training)
`
