package recipe

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"bottleneck/core/fact"
)

// Objective is a kind of autoencoder by what it is trained for. A form sets all that depends on it in one go.
type Objective struct {
	Name  string `json:"name"`
	Label string `json:"label"` // for people
	Help  string `json:"help"`  // one sentence

	has  func(r *Recipe) bool
	sets string // fields, in the order in which they are set; the values "layers" and "sigmoids" stand for layers that r has, or usual ones
}

// objectives are all there are, in the order of the form. A recipe that has several is told by the latest of them.
var objectives = []Objective{
	{"plain", "Plain", "One layer to the code and one back, and nothing but the error to make small.",
		func(*Recipe) bool { return true }, "encoder=none decoder=mirror output=auto"},
	{"deep", "Deep", "Several layers each way: the code may bend where one layer cuts straight.",
		func(r *Recipe) bool { return len(r.Encoder) > 0 }, "encoder=layers"},
	{"l1", "Sparse: L1", "Each active unit of the code costs something.",
		func(r *Recipe) bool { return r.Sparsity == "l1" || r.Sparsity == "l1_sum" }, "sparsity=l1"},
	{"kl", "Sparse: KL from a target", "Each unit of the code is to be active a twentieth of the time.",
		func(r *Recipe) bool { return r.Sparsity == "kl" }, "latent_activation=sigmoid sparsity=kl reduction=image"},
	{"top_k", "Sparse: the k strongest", "Only the strongest units of the code speak for an input.",
		func(r *Recipe) bool { return r.Sparsity == "top_k" }, "sparsity=top_k sparsity_k=some"},
	{"denoising", "Denoising", "The input is disturbed, and the clean one is asked for.",
		func(r *Recipe) bool { return r.Noise.Kind != "none" }, "noise=gaussian(0.2)"},
	{"contractive", "Contractive", "The code is to stand still when the input changes a little.",
		func(r *Recipe) bool { return r.Contractive > 0 }, "latent_activation=sigmoid reduction=image contractive=0.1"},
	{"variational", "Variational", "The code is drawn from a distribution, and any point of it decodes to something.",
		func(r *Recipe) bool { return r.Latent == "variational" }, "latent=variational output_activation=reach loss=reach reduction=image"},
	{"pretrained", "Pre-trained", "Each layer first learns alone, as a Boltzmann machine, before all are trained.",
		func(r *Recipe) bool { return r.Pretrain == "rbm" }, "encoder=sigmoids decoder=mirror output=auto latent_activation=binary output_activation=binary pretrain=rbm"},
}

// coded says whether the objective sets something that only a code with a layer of its own has.
func (o *Objective) coded() bool {
	return strings.Contains(o.sets, "latent_activation") || strings.Contains(o.sets, "encoder=none")
}

// Objectives returns the table, in the order of the form.
func Objectives() []Objective { return slices.Clone(objectives) }

// Objective is the name of what r is trained for.
func (r Recipe) Objective() string {
	for i := len(objectives) - 1; i > 0; i-- {
		if objectives[i].has(&r) {
			return objectives[i].Name
		}
	}
	return objectives[0].Name
}

// SetObjective makes r a recipe of that objective and no other, on the same data, with the same widths where it has layers, and the same
// seed. The error names those there are; r is unchanged then.
func (r *Recipe) SetObjective(name string) error {
	i := slices.IndexFunc(objectives, func(o Objective) bool { return o.Name == name })
	if i < 0 {
		names := make([]string, len(objectives))
		for k, o := range objectives {
			names[k] = o.Name
		}
		return unknown(name, names).Named("objective")
	}
	edits := []edit{{"noise", "none"}, {"sparsity", "none"}, {"contractive", "0"}, {"pretrain", "none"}}
	if r.Latent == "variational" || r.Latent == "direct" && objectives[i].coded() {
		edits = append(edits, edit{"latent", "plain"}, edit{"latent_dim", strconv.Itoa(r.LatentDim)})
	}
	if r.Pretrain == "rbm" {
		edits = append(edits, edit{"encoder", formatLayers(r.dense("relu"))})
	}
	for set := range strings.SplitSeq(objectives[i].sets, " ") {
		field, value, _ := strings.Cut(set, "=")
		edits = append(edits, edit{field, r.fitted(field, value)})
	}
	// What undoes the encoder may no longer: then it is mirrored, and at last both are plain.
	for _, more := range [][]edit{nil, {{"decoder", "mirror"}, {"output", "auto"}}, {{"encoder", formatLayers(r.dense("relu"))}, {"decoder", "mirror"}, {"output", "auto"}}} {
		if c, ok := r.with(append(edits[:len(edits):len(edits)], more...)); ok {
			*r = c
			return nil
		}
	}
	return fact.About("objective", "objective_unfit", "objective", name)
}

// fitted is the value of a field that an objective sets, for this recipe.
func (r *Recipe) fitted(field, value string) string {
	binary := func(a string) string {
		if a == "linear" {
			return a
		}
		return "sigmoid"
	}
	switch field + "=" + value {
	case "encoder=layers":
		if len(r.Encoder) > 0 && r.Pretrain == "none" {
			return formatLayers(r.Encoder)
		}
		return formatLayers(r.dense("relu"))
	case "encoder=sigmoids":
		return formatLayers(r.dense("sigmoid"))
	case "sparsity_k=some":
		return strconv.Itoa(max(1, min(r.SparsityK, r.LatentDim/4)))
	case "output_activation=reach":
		if r.Bounded() {
			return "sigmoid"
		}
		return "linear"
	case "loss=reach":
		if r.Bounded() {
			return "bce"
		}
		return "mse"
	case "latent_activation=binary":
		return binary(r.LatentActivation)
	case "output_activation=binary":
		return binary(r.OutputActivation)
	}
	return value
}

// dense is the encoder's dense layers with another activation, or, where it has none, two of widths between those of input and code.
func (r *Recipe) dense(activation string) []Layer {
	var layers []Layer
	for _, l := range r.Encoder {
		if l.dense() {
			layers = append(layers, denseLayer(l.Units, activation))
		}
	}
	if layers != nil {
		return layers
	}
	in, code := float64(r.Input().Size()), float64(max(1, min(r.LatentDim, maxUnits)))
	for _, share := range [...]float64{1. / 3, 2. / 3} {
		n := math.Pow(in, 1-share) * math.Pow(code, share)
		if n > 32 {
			n = math.Exp2(math.Round(math.Log2(n)))
		}
		layers = append(layers, denseLayer(int(min(max(1, n), maxUnits)), activation))
	}
	return layers
}
