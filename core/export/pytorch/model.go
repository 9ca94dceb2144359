package pytorch

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"bottleneck/core/autoencoder"
	"bottleneck/core/export/python"
	"bottleneck/core/geometry"
	"bottleneck/core/recipe"
)

// module is a line of an nn.Sequential: its name among the others, and what makes it.
type module struct{ name, code, note string }

// network is what a plan becomes.
type network struct {
	encoder, decoder, logVariance []module
	classes                       map[string]bool // of those of ours that are used
	pools                         map[int]string  // by level of the encoder: the name of a pool that is undone later
	poolLines                     string          // what makes these
	maps                          [2]bool         // whether encoder and decoder take images, else vectors
}

func newNetwork(r recipe.Recipe, p recipe.Plan) *network {
	n := &network{classes: map[string]bool{}, pools: map[int]string{}}
	encoder, decoder := autoencoder.Modules(p)
	n.maps = [2]bool{isMap(p.Input) && encoder[0].Order() != recipe.AnyOrder, isMap(p.Code()) && decoder[0].Order() != recipe.AnyOrder}
	n.decoder = n.modules(decoder, n.maps[1], false) // first: it tells which pools it undoes
	n.encoder = n.modules(encoder, n.maps[0], true)
	if r.Sparsity == "top_k" && r.Latent != "variational" {
		n.use("TopK")
		n.encoder = append(n.encoder, module{strconv.Itoa(after(encoder)), "TopK(" + strconv.Itoa(min(r.SparsityK, p.Code().Size())) + ")", "the strongest units alone speak"})
	}
	if code := encoder[len(encoder)-1]; r.Latent == "variational" {
		n.logVariance = []module{{"0", linear(code.Level), ""}}
	}
	return n
}

// after is the place behind the last module and its activation.
func after(list []autoencoder.Module) int {
	last := list[len(list)-1]
	if activation(last.Activation) != "" {
		return last.Place + 2
	}
	return last.Place + 1
}

func isMap(s geometry.Shape) bool { return s.H > 1 || s.W > 1 }

func (n *network) use(class string) { n.classes[class] = true }

// modules writes those of one network. image says whether it is given tensors (B, C, H, W).
func (n *network) modules(list []autoencoder.Module, image, encoder bool) []module {
	w := &writing{network: n, image: image, encoder: encoder}
	for i, v := range list {
		w.at = i
		order := v.Order()
		switch {
		case v.Flattened:
			w.add(v.Place-1, "nn.Flatten()", "")
			w.image = false
		case order == recipe.AnyOrder && w.image:
			w.extra("flatten", v.Place, "nn.Flatten()", "")
			w.image = false
		case order == recipe.InPlace && v.Misread:
			n.use("Reread")
			w.extra("reread", v.Place, reread(v.From, v.In), "the order of Keras")
			w.image = true
		case order == recipe.InPlace && !w.image:
			w.extra("image", v.Place, "nn.Unflatten(1, "+python.Tuple(v.In.C, v.In.H, v.In.W)+")", "")
			w.image = true
		}
		writers[v.Kind](w, v)
		if a := activation(v.Activation); a != "" {
			w.add(v.Place+1, a, "")
		}
	}
	return w.list
}

// writing is a network in work.
type writing struct {
	*network
	list           []module
	at             int // of the level in the plan
	image, encoder bool
}

func (w *writing) add(place int, code, note string) {
	w.list = append(w.list, module{strconv.Itoa(place), code, note})
}

// extra adds a module that is no layer of the program, and has no number.
func (w *writing) extra(name string, place int, code, note string) {
	w.list = append(w.list, module{name + strconv.Itoa(place), code, note})
}

// writers add the module of one level, for each kind of core/recipe.
var writers = map[recipe.LayerKind]func(w *writing, v autoencoder.Module){
	recipe.Dense:         func(w *writing, v autoencoder.Module) { w.add(v.Place, linear(v.Level), "") },
	recipe.Conv:          func(w *writing, v autoencoder.Module) { w.add(v.Place, w.conv(v.Level), v.Out.String()) },
	recipe.ConvTranspose: func(w *writing, v autoencoder.Module) { w.add(v.Place, w.convTranspose(v.Level), v.Out.String()) },
	recipe.MaxPool: func(w *writing, v autoencoder.Module) {
		name := w.pools[w.at]
		if !w.encoder || name == "" {
			w.add(v.Place, w.maxPool(v.Level), v.Out.String())
			return
		}
		w.poolLines += "        " + name + " = " + w.remembering(v.Level) + "  # undone in the decoder\n"
		w.add(v.Place, name, v.Out.String())
	},
	recipe.AvgPool: func(w *writing, v autoencoder.Module) { w.add(v.Place, w.avgPool(v.Level), v.Out.String()) },
	recipe.MaxUnpool: func(w *writing, v autoencoder.Module) {
		w.use("MaxUnpool")
		name := "pool" + strconv.Itoa(v.Pool)
		w.pools[v.Pool] = name
		w.add(v.Place, "MaxUnpool("+name+", "+python.Tuple(v.Out.H, v.Out.W)+")", v.Out.String())
	},
	recipe.Upsample: func(w *writing, v autoencoder.Module) {
		w.add(v.Place, "nn.Upsample(scale_factor="+python.Pair(v.Window.StrideH, v.Window.StrideW)+")", v.Out.String())
	},
	recipe.Dropout: func(w *writing, v autoencoder.Module) { w.add(v.Place, "nn.Dropout("+python.Float(v.Rate)+")", "") },
	recipe.GaussianNoise: func(w *writing, v autoencoder.Module) {
		w.use("GaussianNoise")
		w.add(v.Place, "GaussianNoise("+python.Float(v.Rate)+")", "")
	},
	recipe.Flatten: func(w *writing, v autoencoder.Module) {
		w.add(v.Place, "nn.Flatten()", "")
		w.image = false
	},
	recipe.Reshape: func(w *writing, v autoencoder.Module) {
		shape := python.Tuple(v.Out.C, v.Out.H, v.Out.W)
		switch {
		case v.Misread:
			w.use("Reread")
			w.add(v.Place, reread(v.From, v.Out), "the order of Keras")
		case w.image:
			w.use("Reshape")
			w.add(v.Place, "Reshape"+shape, v.Out.String())
		default:
			w.add(v.Place, "nn.Unflatten(1, "+shape+")", v.Out.String())
		}
		w.image = true
	},
}

func activation(name string) string {
	switch name {
	case "relu":
		return "nn.ReLU()"
	case "leaky_relu":
		return "nn.LeakyReLU(0.01)"
	case "sigmoid":
		return "nn.Sigmoid()"
	case "tanh":
		return "nn.Tanh()"
	case "softplus":
		return "nn.Softplus()"
	}
	return ""
}

func linear(v recipe.Level) string {
	return "nn.Linear(" + strconv.Itoa(v.In.Size()) + ", " + strconv.Itoa(v.Units) + ")"
}

func reread(from, to geometry.Shape) string {
	return "Reread(" + python.Tuple(from.H, from.W, from.C) + ", " + python.Tuple(to.H, to.W, to.C) + ")"
}

// around is the padding of a window on an image: left, right, top, bottom, as F.pad takes it.
func around(v recipe.Level) [4]int {
	s := v.Window.Around(v.In)
	return [4]int{s.Left, s.Right, s.Top, s.Bottom}
}

func even(pad [4]int) bool { return pad[0] == pad[1] && pad[2] == pad[3] }

// windowed writes the arguments of a window: kernel, stride, and the padding where it is the same on both sides.
func windowed(w geometry.Window, pad [4]int, stride bool) string {
	s := python.Pair(w.H, w.W)
	if stride && (w.StrideH != 1 || w.StrideW != 1) || !stride && (w.StrideH != w.H || w.StrideW != w.W) {
		s += ", stride=" + python.Pair(w.StrideH, w.StrideW)
	}
	if even(pad) && pad != [4]int{} {
		s += ", padding=" + python.Pair(pad[2], pad[0])
	}
	return s
}

func (n *network) conv(v recipe.Level) string {
	pad := around(v)
	args := fmt.Sprintf("(%d, %d, %s", v.In.C, v.Units, windowed(v.Window, pad, true))
	if even(pad) {
		return "nn.Conv2d" + args + ")"
	}
	n.use("PaddedConv2d")
	return "PaddedConv2d" + args + ", around=" + python.Tuple(pad[:]...) + ")"
}

func (n *network) convTranspose(v recipe.Level) string {
	w := v.Window
	args := fmt.Sprintf("(%d, %d, %s", v.In.C, v.Units, python.Pair(w.H, w.W))
	if w.StrideH != 1 || w.StrideW != 1 {
		args += ", stride=" + python.Pair(w.StrideH, w.StrideW)
	}
	f, err := w.Spread("", v.In)
	if err != nil {
		panic("pytorch: a plan with a window that does not fit")
	}
	// What is left over behind the last row and column once so many are cut on both sides.
	restH := f.H - ((v.In.H-1)*w.StrideH + w.H - 2*f.Top)
	restW := f.W - ((v.In.W-1)*w.StrideW + w.W - 2*f.Left)
	if cut := restH < 0 || restW < 0; cut {
		n.use("CutConvTranspose2d")
		if restH > 0 || restW > 0 {
			args += ", output_padding=" + python.Pair(max(restH, 0), max(restW, 0))
		}
		return "CutConvTranspose2d" + args + ", cut=" + python.Tuple(f.Top, f.Left, f.H, f.W) + ")"
	}
	if f.Top != 0 || f.Left != 0 {
		args += ", padding=" + python.Pair(f.Top, f.Left)
	}
	if restH != 0 || restW != 0 {
		args += ", output_padding=" + python.Pair(restH, restW)
	}
	return "nn.ConvTranspose2d" + args + ")"
}

func (n *network) maxPool(v recipe.Level) string {
	pad := around(v)
	if even(pad) {
		return "nn.MaxPool2d(" + windowed(v.Window, pad, false) + ")"
	}
	n.use("PaddedMaxPool2d")
	return "PaddedMaxPool2d(" + windowed(v.Window, pad, false) + ", around=" + python.Tuple(pad[:]...) + ")"
}

// remembering is a pool that is undone later.
func (n *network) remembering(v recipe.Level) string {
	n.use("RememberingMaxPool2d")
	w, pad := v.Window, around(v)
	s := "RememberingMaxPool2d(" + python.Pair(w.H, w.W) + ", stride=" + python.Pair(w.StrideH, w.StrideW)
	if pad != [4]int{} {
		s += ", around=" + python.Tuple(pad[:]...)
	}
	return s + ")"
}

func (n *network) avgPool(v recipe.Level) string {
	pad := around(v)
	if even(pad) {
		s := "nn.AvgPool2d(" + windowed(v.Window, pad, false)
		if v.Window.Same && pad != [4]int{} {
			s += ", count_include_pad=False"
		}
		return s + ")"
	}
	n.use("PaddedAvgPool2d")
	return "PaddedAvgPool2d(" + windowed(v.Window, pad, false) + ", around=" + python.Tuple(pad[:]...) + ")"
}

// sequential writes an nn.Sequential of modules, an indented line each. Names that are the numbers of places are left out.
func sequential(list []module) string {
	numbered := true
	for i, m := range list {
		numbered = numbered && m.name == strconv.Itoa(i)
	}
	var b strings.Builder
	open, end := "nn.Sequential(\n", ")"
	if !numbered {
		open, end = "nn.Sequential(OrderedDict([  # numbers are those of the weights\n", "]))"
	}
	b.WriteString(open)
	for _, m := range list {
		line := m.code + ","
		if !numbered {
			line = "(" + python.Quote(m.name) + ", " + m.code + "),"
		}
		if m.note != "" {
			line += "  # " + m.note
		}
		b.WriteString("            " + line + "\n")
	}
	return b.String() + "        " + end
}

// model is the cell of the network.
func (n *network) model(r recipe.Recipe, p recipe.Plan) python.Cell {
	var b strings.Builder
	for _, c := range classes {
		if n.classes[c.name] {
			b.WriteString(strings.TrimSpace(c.code) + "\n\n\n")
		}
	}
	logVariance, drawn := "", ""
	encode := "self.encoder(" + inward(n.maps[0]) + ")" + outward(isMap(p.Code()))
	if n.logVariance != nil {
		logVariance = "        self.log_variance = " + sequential(n.logVariance) + "\n"
		drawn = python.Fill(distribution, "IN", inward(n.maps[0]))
	}
	in := "x"
	if n.maps[1] {
		code := p.Code()
		in = "z.view(-1, " + strings.Trim(python.Tuple(code.C, code.H, code.W), "()") + ")"
	} else {
		in = "z"
	}
	shape := fmt.Sprintf("(B, %d, %d, %d)", p.Input.C, p.Input.H, p.Input.W)
	view := "." + "view(-1, " + strings.Trim(python.Tuple(p.Input.C, p.Input.H, p.Input.W), "()") + ")"
	if r.Source().Rows {
		shape, view = fmt.Sprintf("(B, %d)", p.Input.C), outward(false)
	}
	b.WriteString(python.Fill(autoencoderClass,
		"POOLS", n.poolLines, "ENCODER", sequential(n.encoder), "LOGVARIANCE", logVariance, "DECODER", sequential(n.decoder),
		"SHAPE", shape, "LATENT", strconv.Itoa(p.Code().Size()), "ORDER", codeOrder(p), "ENCODE", encode, "DRAWN", drawn,
		"IN", in, "VIEW", view, "OUTPUT", strings.ReplaceAll(output(r.OutputActivation), "X", "self.logits(z)")))
	return python.Cell{Title: "Model: names and layouts are those of the weights", Code: b.String()}
}

// inward is how the input goes into a network that takes images, or vectors.
func inward(image bool) string {
	if image {
		return "x"
	}
	return "x.flatten(1)"
}

func outward(image bool) string {
	if image {
		return ".flatten(1)"
	}
	return ""
}

func codeOrder(p recipe.Plan) string {
	if isMap(p.Code()) {
		return ", by channels, rows and columns"
	}
	return ""
}

// output is the function behind the logits.
func output(name string) string {
	switch name {
	case "relu":
		return "F.relu(X)"
	case "leaky_relu":
		return "F.leaky_relu(X, 0.01)"
	case "sigmoid":
		return "torch.sigmoid(X)"
	case "tanh":
		return "torch.tanh(X)"
	case "softplus":
		return "F.softplus(X)"
	}
	return "X"
}

// ordered says whether the script needs OrderedDict.
func (n *network) ordered() bool {
	named := func(list []module) bool {
		for i, m := range list {
			if m.name != strconv.Itoa(i) {
				return true
			}
		}
		return false
	}
	return slices.ContainsFunc([][]module{n.encoder, n.decoder}, named)
}

const distribution = `
    def distribution(self, x):
        """Means and log-variances of the codes, both (B, latent)."""
        h = self.encoder[:-1]($IN$)
        return self.encoder[-1](h), self.log_variance(h)
`

const autoencoderClass = `
class Autoencoder(nn.Module):
    def __init__(self):
        super().__init__()
$POOLS$        self.encoder = $ENCODER$
$LOGVARIANCE$        self.decoder = $DECODER$
$DRAWN$
    def encode(self, x):
        """x $SHAPE$ to codes (B, $LATENT$)$ORDER$."""
        return $ENCODE$

    def logits(self, z):
        """What the output's activation is given, in the shape of x."""
        return self.decoder($IN$)$VIEW$

    def decode(self, z):
        return $OUTPUT$

    def forward(self, x):
        return self.decode(self.encode(x))
`
