// Package pytorch writes the run of a recipe as a program for PyTorch: data, network, first weights, objective, optimizer,
// loop and figures. The names and layouts of its weights are those of the program's own files.
package pytorch

import (
	"strconv"
	"strings"

	"bottleneck/core/export/python"
	"bottleneck/core/fact"
	"bottleneck/core/recipe"
)

// Program returns the program, and what it does not do as the run does.
func Program(c python.Config) (python.Program, []*fact.Fact, error) {
	r := c.Recipe
	plan, err := r.Plan()
	if err != nil {
		return python.Program{}, nil, err
	}
	n := newNetwork(r, plan)
	model := n.model(r, plan) // before the imports, which depend on it
	cells := []python.Cell{
		{Title: "Imports and settings", Code: n.settings(c)},
		python.Data(r, python.Source{Archive: c.Archive, MNIST: strings.TrimSpace(torchvision) + "\n\n"}),
		model,
		{Title: "First weights", Code: initial(r)},
		{Title: "Files of weights", Code: strings.TrimSpace(files)},
	}
	if c, ok := noise(r); ok {
		cells = append(cells, c)
	}
	cells = append(cells, n.objective(r, plan), training(r))
	if r.Pretrain == "rbm" {
		cells = append(cells, machines(r, plan))
	}
	cells = append(cells, loop(r))
	notes := n.notes(r, c.Archive)
	return python.Program{About: c.About("PyTorch", notes), Cells: cells}, notes, nil
}

// notes are what the program does not do as the run does.
func (n *network) notes(r recipe.Recipe, archive string) []*fact.Fact {
	list := []*fact.Fact{fact.New("export_draws_differ", "library", "PyTorch")}
	if s := r.Source(); archive == "" && s.Origin == recipe.Own {
		list = append(list, python.OwnData(r)...)
	}
	if r.ClipNorm > 0 {
		list = append(list, fact.New("export_clip_differs"))
	}
	if r.Pretrain == "rbm" {
		list = append(list, fact.New("export_pretraining_loss"))
	}
	if n.classes["MaxUnpool"] {
		list = append(list, fact.New("export_unpool"))
	}
	return list
}

// settings is the first cell.
func (n *network) settings(c python.Config) string {
	r := c.Recipe
	var b strings.Builder
	for _, name := range []string{"json", "math", "re", "struct"} {
		if name == "re" && (c.Archive != "" || r.Data != "pictures") {
			continue
		}
		b.WriteString("import " + name + "\n")
	}
	if n.ordered() {
		b.WriteString("from collections import OrderedDict\n")
	}
	if c.Archive == "" && r.Data == "pictures" {
		b.WriteString("from pathlib import Path\n")
	}
	b.WriteString("\nimport numpy as np\nimport torch\nimport torch.nn.functional as F\nfrom torch import nn\n\n")
	set := func(name, value, why string) {
		line := name + " = " + value
		if why != "" {
			line += "  # " + why
		}
		b.WriteString(line + "\n")
	}
	set("WEIGHTS", python.Quote(c.Weights), "a safetensors file to start from; empty: weights drawn anew")
	set("OUT", python.Quote(c.Out), "the file that the trained weights are written to")
	set("SEED", strconv.FormatUint(r.Seed, 10), "")
	set("TRAIN, TEST", strconv.Itoa(r.Train)+", "+strconv.Itoa(r.Test), "the first so many are used, where there are as many")
	set("BATCH_SIZE", strconv.Itoa(r.BatchSize), "")
	if r.Steps == 0 {
		set("EPOCHS", strconv.Itoa(r.Epochs), "")
	}
	set("LEARNING_RATE", python.Float(r.LearningRate), "")
	if len(python.Noises(r)) > 0 {
		set("NOISE", python.Noise(r.Noise), "")
	}
	if r.Pretrain == "rbm" {
		set("PRETRAIN_EPOCHS", strconv.Itoa(r.PretrainEpochs), "of each layer")
		set("PRETRAIN_LEARNING_RATE", python.Float(r.PretrainLearningRate), "a hundredth of it where units are Gaussian")
	}
	b.WriteString(python.Changes(r))
	b.WriteString("\n" + python.Fill(helpers, "UNIFORM", when(len(python.Noises(r)) > 0, uniform, "")))
	return b.String()
}

const helpers = `
def tensor(x):
    """Pictures (N, H, W, C) as PyTorch has them, (N, C, H, W); rows (N, C) as they are."""
    x = torch.from_numpy(x)
    return x.permute(0, 3, 1, 2).contiguous() if x.ndim == 4 else x


def gaussian(like, generator=None):
    """Standard normal numbers in the shape of a tensor."""
    return torch.randn(like.shape, generator=generator, device=like.device)
$UNIFORM$`

const uniform = `

def uniform(like, generator=None):
    """Uniform numbers from 0 to 1 in the shape of a tensor."""
    return torch.rand(like.shape, generator=generator, device=like.device)
`

const torchvision = `
def mnist(train):
    """MNIST, which torchvision downloads to the folder data."""
    from torchvision.datasets import MNIST
    s = MNIST("data", train=train, download=True)
    return s.data.numpy(), s.targets.numpy()
`

// initial is the code of the first weights.
func initial(r recipe.Recipe) string {
	var weight, bias string
	switch r.Init {
	case "pytorch":
		return "def initialize(model):\n    \"\"\"The first weights are PyTorch's own.\"\"\""
	case "glorot_uniform":
		weight, bias = "nn.init.xavier_uniform_(m.weight)", "nn.init.zeros_(m.bias)"
	case "glorot_normal":
		weight, bias = "nn.init.xavier_normal_(m.weight)", "nn.init.zeros_(m.bias)"
	case "he_uniform":
		weight, bias = "nn.init.kaiming_uniform_(m.weight, nonlinearity=\"relu\")", "nn.init.zeros_(m.bias)"
	case "he_normal":
		weight, bias = "nn.init.kaiming_normal_(m.weight, nonlinearity=\"relu\")", "nn.init.zeros_(m.bias)"
	case "normal":
		s := python.Float(r.InitStddev)
		weight, bias = "nn.init.normal_(m.weight, std="+s+")", "nn.init.normal_(m.bias, std="+s+")"
	default:
		panic("pytorch: first weights that no code is written for")
	}
	return strings.TrimSpace(python.Fill(initialized, "NAME", r.Init, "WEIGHT", weight, "BIAS", bias))
}

const initialized = `
def initialize(model):
    """Draws the first weights, $NAME$."""
    for m in model.modules():
        if isinstance(m, (nn.Linear, nn.Conv2d, nn.ConvTranspose2d)):
            $WEIGHT$
            $BIAS$
`

// files reads and writes safetensors, the format of the program's weights, of float32.
const files = `
def load_weights(name):
    """The tensors of a safetensors file of float32: 8 bytes of length, a header in JSON, the numbers."""
    with open(name, "rb") as f:
        header = json.loads(f.read(struct.unpack("<Q", f.read(8))[0]))
        data = f.read()
    header.pop("__metadata__", None)
    tensors = {}
    for key, entry in header.items():
        lo, hi = entry["data_offsets"]
        tensors[key] = torch.from_numpy(np.frombuffer(data[lo:hi], "<f4").reshape(entry["shape"]).copy())
    return tensors


def save_weights(name, model):
    """Writes such a file, which Bottleneck loads."""
    header, data = {"__metadata__": {"format": "pt"}}, b""
    for key, value in model.state_dict().items():
        raw = value.cpu().numpy().astype("<f4").tobytes()
        header[key] = {"dtype": "F32", "shape": list(value.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(name, "wb") as f:
        f.write(struct.pack("<Q", len(text)) + text + data)
`
