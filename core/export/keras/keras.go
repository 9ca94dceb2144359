// Package keras writes the run of a recipe as a program for Keras on TensorFlow, and weights in Keras' layouts.
package keras

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"bottleneck/core/autoencoder"
	"bottleneck/core/export/npz"
	"bottleneck/core/export/python"
	"bottleneck/core/fact"
	"bottleneck/core/recipe"
)

// Weights returns a network's parameters as arrays in the order of Keras' set_weights, under the names that Keras gives them:
// encoder_0/kernel is encoder.0.weight of the program's files. Layouts are Keras': Dense (in, out), Conv2D (rows, columns,
// in, out), Conv2DTranspose (rows, columns, out, in), which are the program's own.
func Weights(m *autoencoder.Model) []npz.Array {
	list := make([]npz.Array, len(m.Tensors))
	for i, t := range m.Tensors {
		list[i] = npz.Array{Name: name(t.Name), Shape: t.Param.Shape, Floats: t.Param.Value}
	}
	return list
}

// name is encoder_0/kernel for encoder.0.weight.
func name(torch string) string {
	parts := strings.Split(torch, ".")
	kind := "bias"
	if parts[2] == "weight" {
		kind = "kernel"
	}
	return parts[0] + "_" + parts[1] + "/" + kind
}

// Program returns the program, and what it does not do as the run does.
func Program(c python.Config) (python.Program, []*fact.Fact, error) {
	r := c.Recipe
	plan, err := r.Plan()
	if err != nil {
		return python.Program{}, nil, err
	}
	n := newNetwork(r, plan)
	cells := []python.Cell{
		{Title: "Imports and settings", Code: settings(c)},
		python.Data(r, python.Source{Archive: c.Archive, MNIST: strings.TrimSpace(mnist) + "\n\n"}),
		n.model(r, plan),
		{Title: "First weights", Code: initial(r)},
		{Title: "Files of weights", Code: strings.TrimSpace(files)},
	}
	if len(python.Noises(r)) > 0 {
		cells = append(cells, noise(r))
	}
	cells = append(cells, n.objective(r, plan))
	cells = append(cells, training(r, plan)...)
	notes := n.notes(c)
	return python.Program{About: c.About("Keras on TensorFlow", notes), Cells: cells}, notes, nil
}

// notes are what the program does not do as the run does.
func (n *network) notes(c python.Config) []*fact.Fact {
	r := c.Recipe
	list := []*fact.Fact{fact.New("export_draws_differ", "library", "TensorFlow")}
	if s := r.Source(); c.Archive == "" && s.Origin == recipe.Own {
		list = append(list, python.OwnData(r)...)
	}
	switch r.Optimizer {
	case "adam", "adamw":
		list = append(list, fact.New("export_epsilon_early", "optimizer", r.Optimizer))
	case "rmsprop", "adagrad":
		list = append(list, fact.New("export_epsilon_inside", "optimizer", r.Optimizer))
	case "momentum", "nesterov":
		if r.Schedule != "constant" || r.WarmupEpochs > 0 || len(r.Changes) > 0 {
			list = append(list, fact.New("export_velocity", "optimizer", r.Optimizer))
		}
	}
	if r.Pretrain == "rbm" {
		list = append(list, fact.New("export_pretraining_missing"))
	}
	if n.classes["MaxUnpooling2D"] {
		list = append(list, fact.New("export_unpool"))
	}
	if isMap(must(r).Code()) {
		list = append(list, fact.New("export_code_order"))
	}
	return list
}

func must(r recipe.Recipe) recipe.Plan {
	p, err := r.Plan()
	if err != nil {
		panic("keras: a recipe that was planned has no plan")
	}
	return p
}

// settings is the first cell.
func settings(c python.Config) string {
	r := c.Recipe
	var b strings.Builder
	pictures := c.Archive == "" && r.Data == "pictures"
	b.WriteString("import json\nimport math\n")
	if pictures {
		b.WriteString("import re\nfrom pathlib import Path\n")
	}
	b.WriteString("\nimport numpy as np\nimport tensorflow as tf\nfrom tensorflow import keras\nfrom tensorflow.keras import layers\n\n")
	fmt.Fprintf(&b, "WEIGHTS = %s  # an .npz of weights to start from; empty: weights drawn anew\n", python.Quote(c.Weights))
	fmt.Fprintf(&b, "OUT = %s  # the file that the trained weights are written to\n", python.Quote(c.Out))
	fmt.Fprintf(&b, "SEED = %d\nTRAIN, TEST = %d, %d  # the first so many are used, where there are as many\nBATCH_SIZE = %d\n", r.Seed, r.Train, r.Test, r.BatchSize)
	if r.Steps == 0 {
		b.WriteString("EPOCHS = " + strconv.Itoa(r.Epochs) + "\n")
	}
	b.WriteString("LEARNING_RATE = " + python.Float(r.LearningRate) + "\n")
	if len(python.Noises(r)) > 0 {
		b.WriteString("NOISE = " + python.Noise(r.Noise) + "\n")
	}
	b.WriteString(python.Changes(r) + "\n" + strings.TrimSpace(draws))
	return b.String()
}

const draws = `
def gaussian(like, seed=None):
    """Standard normal numbers in the shape of a tensor; of a seed, two numbers, always the same ones."""
    return tf.random.normal(tf.shape(like)) if seed is None else tf.random.stateless_normal(tf.shape(like), seed)


def uniform(like, seed=None):
    """Uniform numbers from 0 to 1 in the shape of a tensor."""
    return tf.random.uniform(tf.shape(like)) if seed is None else tf.random.stateless_uniform(tf.shape(like), seed)
`

const mnist = `
def mnist(train):
    """MNIST, which Keras downloads."""
    parts = keras.datasets.mnist.load_data()
    return parts[0] if train else parts[1]
`

// files reads and writes Weights.
const files = `
def load_weights(name, model):
    """Takes the arrays of an .npz, which are in the order of set_weights."""
    with np.load(name) as f:
        model.set_weights([f[key] for key in f.files])


def save_weights(name, model):
    """Writes such a file."""
    np.savez(name, **{f"array_{i:02d}": value for i, value in enumerate(model.get_weights())})
`

var corruptions = map[string]string{
	"gaussian":        "return $CLIP$(x + amount * gaussian(x, seed))",
	"heteroscedastic": "return $CLIP$(x + amount * SCALES * gaussian(x, seed))",
	"masking":         "return tf.where(uniform(x, seed) < amount, 0.0, x)  # black",
	"salt_pepper":     "u = uniform(x, seed)\n        return tf.where(u < amount / 2, 0.0, tf.where(u < amount, 1.0, x))  # black and white",
	"dropout":         "return tf.where(uniform(x, seed) < amount, 0.0, x) / (1 - amount)  # the mean stays",
}

// noise is the cell of what is done to inputs.
func noise(r recipe.Recipe) python.Cell {
	clip, head := "clip", "def clip(x):\n    return tf.clip_by_value(x, 0.0, 1.0)\n\n\n"
	if !r.Bounded() {
		clip, head = "", ""
	}
	kinds := python.Noises(r)
	if slices.Contains(kinds, "heteroscedastic") {
		head += "SCALES = 2 * np.random.default_rng(SEED).random(" + shape(r.Input(), !r.Source().Rows) + ", np.float32)  # each value has a deviation of its own\n\n\n"
	}
	var b strings.Builder
	for _, k := range kinds {
		b.WriteString("    if kind == " + python.Quote(k) + ":\n        " + python.Fill(corruptions[k], "CLIP", clip) + "\n")
	}
	return python.Cell{Title: "Noise: what the encoder sees instead", Code: head + python.Fill(corrupt, "KINDS", b.String())}
}

const corrupt = `
def corrupt(x, noise, seed=None):
    """x, disturbed; what the decoder is to produce stays clean."""
    kind, amount = noise
$KINDS$    return x
`
