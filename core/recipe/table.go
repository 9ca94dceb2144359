package recipe

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// table is the one list of fields, in the order of the link.
var table []Field

// The fields' functions read the table, so that it cannot be an initialized variable.
func init() {
	table = build()
	lessons = buildLessons()
}

var (
	optimizers      = []string{"sgd", "momentum", "nesterov", "rmsprop", "adagrad", "adam", "adamw", "adadelta"}
	initializers    = []string{"glorot_uniform", "glorot_normal", "he_uniform", "he_normal", "pytorch", "normal"}
	whenMomentum    = &Condition{"optimizer", []string{"momentum", "nesterov"}}
	whenAdam        = &Condition{"optimizer", []string{"adam", "adamw"}}
	whenRunning     = &Condition{"optimizer", []string{"rmsprop", "adadelta"}}
	whenAdaptive    = &Condition{"optimizer", []string{"rmsprop", "adagrad", "adam", "adamw", "adadelta"}}
	whenDecay       = &Condition{"optimizer", []string{"adamw"}}
	whenNormal      = &Condition{"init", []string{"normal"}}
	whenByEpochs    = &Condition{"steps", []string{"0"}}
	whenPenalty     = &Condition{"sparsity", []string{"l1", "l1_sum", "kl"}}
	whenKL          = &Condition{"sparsity", []string{"kl"}}
	whenTopK        = &Condition{"sparsity", []string{"top_k"}}
	whenPlain       = &Condition{"latent", []string{"plain"}}
	whenVariational = &Condition{"latent", []string{"variational"}}
	activationText  = []string{"ReLU", "Sigmoid", "Tanh", "Linear"}
)

func build() []Field {
	return []Field{
		choice(Field{Name: "data", Label: "Data", Group: "Data", Default: "mnist",
			Help:    "MNIST is handwritten; drawn digits are rendered from strokes, and need no download.",
			Choices: []string{"mnist", "digits"}, ChoiceLabels: []string{"MNIST", "Drawn digits"}},
			func(r *Recipe) *string { return &r.Data }),
		classes(Field{Name: "classes", Label: "Digits", Group: "Data", Default: "all",
			Help: "Only images of these digits are used, to train and to test.", Min: 0, Max: 9}),
		integer(Field{Name: "train", Label: "Training images", Group: "Data", Default: "2000", Unit: "images",
			Help: "The first n training images, counted before the digits are chosen among them.", Min: 1, Max: MaxTrain, Log: true},
			func(r *Recipe) *int { return &r.Train }),
		integer(Field{Name: "test", Label: "Held-out images", Group: "Data", Default: "1000", Unit: "images",
			Help: "The first n test images, counted before the digits are chosen; training never sees them.", Min: 1, Max: MaxTest, Log: true},
			func(r *Recipe) *int { return &r.Test }),

		layers(Field{Name: "encoder", Label: "Encoder", Group: "Network", Default: "none",
			Help: "Layers between the pixels and the code."},
			func(r *Recipe) *[]Layer { return &r.Encoder }),
		choice(Field{Name: "latent", Label: "Code", Group: "Network", Default: "plain",
			Help:    "Numbers, or the means and variances of normal distributions from which training draws the numbers.",
			Choices: []string{"plain", "variational"}, ChoiceLabels: []string{"Plain", "Variational"}},
			func(r *Recipe) *string { return &r.Latent }),
		integer(Field{Name: "latent_dim", Label: "Code size", Group: "Network", Default: "32", Unit: "numbers",
			Help: "How many numbers the encoder may use to describe an image.", Min: 1, Max: MaxUnits, Log: true},
			func(r *Recipe) *int { return &r.LatentDim }),
		choice(Field{Name: "latent_activation", Label: "Code activation", Group: "Network", Default: "relu", When: whenPlain,
			Help:    "Function applied to the code; linear leaves it free to take any value.",
			Choices: Activations, ChoiceLabels: activationText},
			func(r *Recipe) *string { return &r.LatentActivation }),
		decoder(Field{Name: "decoder", Label: "Decoder", Group: "Network", Default: "mirror",
			Help: "Layers between the code and the output; mirror means the encoder's in reverse order."}),
		choice(Field{Name: "output_activation", Label: "Output activation", Group: "Network", Default: "sigmoid",
			Help:    "Function applied to the reconstructed pixels; sigmoid keeps them between 0 and 1.",
			Choices: Activations, ChoiceLabels: activationText},
			func(r *Recipe) *string { return &r.OutputActivation }),

		choice(Field{Name: "loss", Label: "Loss", Group: "Objective", Default: "mse",
			Help:    "What training makes small, pixel by pixel; half squares are TensorFlow's l2_loss.",
			Choices: []string{"mse", "bce", "l2"}, ChoiceLabels: []string{"Squared error", "Binary cross-entropy", "Half squared error"}},
			func(r *Recipe) *string { return &r.Loss }),
		choice(Field{Name: "reduction", Label: "Reduction", Group: "Objective", Default: "mean",
			Help:    "Averaged over pixels and images; summed over the pixels of an image and averaged over images; or summed over the batch.",
			Choices: []string{"mean", "image", "batch"}, ChoiceLabels: []string{"Mean per pixel", "Sum per image", "Sum over the batch"},
			by: "loss", customary: map[string]string{"l2": "batch"}},
			func(r *Recipe) *string { return &r.Reduction }),
		noise(Field{Name: "noise", Label: "Corruption", Group: "Objective", Default: "none", Unit: "standard deviation, or share of the pixels",
			Help:    "Noise added to the input, then clipped to [0,1], or pixels turned black, or black and white; the target stays the clean image.",
			Choices: []string{"none", "gaussian", "masking", "salt_pepper"}, ChoiceLabels: []string{"None", "Gaussian", "Masking", "Salt and pepper"}, Min: 0, Max: 2, Live: true}),
		choice(Field{Name: "sparsity", Label: "Sparse code", Group: "Objective", Default: "none", When: whenPlain,
			Help:         "A price on active units, their sum (Keras' L1, averaged over the batch, or summed) or how far their mean is from a target; or a limit to the strongest.",
			Choices:      []string{"none", "l1", "l1_sum", "kl", "top_k"},
			ChoiceLabels: []string{"No", "L1, mean over the batch", "L1, sum over the batch", "KL from a mean activation", "Only the k strongest"}},
			func(r *Recipe) *string { return &r.Sparsity }),
		float(Field{Name: "sparsity_weight", Label: "Weight of sparsity", Group: "Objective", Default: "0.0001", When: whenPenalty,
			Help: "What the price is multiplied by before it is added to the loss.", Min: 0, Max: 1000, Log: true,
			by: "sparsity", customary: map[string]string{"kl": "0.5"}},
			func(r *Recipe) *float64 { return &r.SparsityWeight }),
		float(Field{Name: "sparsity_target", Label: "Mean activation", Group: "Objective", Default: "0.05", When: whenKL,
			Help: "Mean over a batch that each unit of the code is drawn to.", Min: 0.001, Max: 0.999},
			func(r *Recipe) *float64 { return &r.SparsityTarget }),
		integer(Field{Name: "sparsity_k", Label: "Strongest units", Group: "Objective", Default: "10", Unit: "units", When: whenTopK,
			Help: "How many units of the code stay; the others are set to zero, in training and when encoding.", Min: 1, Max: MaxUnits, Log: true},
			func(r *Recipe) *int { return &r.SparsityK }),
		float(Field{Name: "contractive", Label: "Contraction", Group: "Objective", Default: "0", When: whenPlain,
			Help: "Weight of a price on how much the code moves with its input: the squared Frobenius norm of the encoder's Jacobian, averaged over images.",
			Min:  0, Max: 1000},
			func(r *Recipe) *float64 { return &r.Contractive }),
		float(Field{Name: "beta", Label: "Beta", Group: "Objective", Default: "1", When: whenVariational,
			Help: "Weight of the divergence of the codes' distributions from the standard normal one; 1 makes cross-entropy a bound of the likelihood.",
			Min:  0, Max: 1000},
			func(r *Recipe) *float64 { return &r.Beta }),
		integer(Field{Name: "beta_warmup", Label: "Warm-up of beta", Group: "Objective", Default: "0", Unit: "epochs", When: whenVariational,
			Help: "Epochs over which beta grows from zero in training; held-out images are always measured with all of it.", Min: 0, Max: 100000, Log: true},
			func(r *Recipe) *int { return &r.BetaWarmup }),

		choice(Field{Name: "optimizer", Label: "Optimizer", Group: "Optimizer", Default: "adam",
			Help:    "Rule that turns gradients into steps; another rule brings its customary parameters.",
			Choices: optimizers, ChoiceLabels: []string{"SGD", "Momentum", "Nesterov", "RMSprop", "Adagrad", "Adam", "AdamW", "Adadelta"}},
			func(r *Recipe) *string { return &r.Optimizer }),
		float(Field{Name: "learning_rate", Label: "Learning rate", Group: "Optimizer", Default: "0.001",
			Help: "Length of a step along the optimizer's direction.", Min: 1e-8, Max: 100, Log: true, Live: true,
			by: "optimizer", customary: map[string]string{"sgd": "0.1", "momentum": "0.1", "nesterov": "0.1", "adagrad": "0.01", "adadelta": "1"}},
			func(r *Recipe) *float64 { return &r.LearningRate }),
		float(Field{Name: "momentum", Label: "Momentum", Group: "Optimizer", Default: "0.9", When: whenMomentum,
			Help: "Share of the last step's velocity that is kept.", Min: 0, Max: 0.9999,
			by: "optimizer"},
			func(r *Recipe) *float64 { return &r.Momentum }),
		float(Field{Name: "beta_1", Label: "Beta 1", Group: "Optimizer", Default: "0.9", When: whenAdam,
			Help: "Decay of Adam's running mean of gradients.", Min: 0, Max: 0.999999,
			by: "optimizer"},
			func(r *Recipe) *float64 { return &r.Beta1 }),
		float(Field{Name: "beta_2", Label: "Beta 2", Group: "Optimizer", Default: "0.999", When: whenAdam,
			Help: "Decay of Adam's running mean of squared gradients.", Min: 0, Max: 0.999999,
			by: "optimizer"},
			func(r *Recipe) *float64 { return &r.Beta2 }),
		float(Field{Name: "rho", Label: "Rho", Group: "Optimizer", Default: "0.9", When: whenRunning,
			Help: "Decay of the running mean of squared gradients.", Min: 0, Max: 0.999999,
			by: "optimizer", customary: map[string]string{"adadelta": "0.95"}},
			func(r *Recipe) *float64 { return &r.Rho }),
		float(Field{Name: "epsilon", Label: "Epsilon", Group: "Optimizer", Default: "1e-8", When: whenAdaptive,
			Help: "Small number that keeps divisions finite.", Min: 1e-16, Max: 1, Log: true,
			by: "optimizer", customary: map[string]string{"adadelta": "1e-7"}},
			func(r *Recipe) *float64 { return &r.Epsilon }),
		float(Field{Name: "weight_decay", Label: "Weight decay", Group: "Optimizer", Default: "0.01", When: whenDecay,
			Help: "Times the learning rate, the share by which every weight and bias shrinks at each step.", Min: 0, Max: 10,
			by: "optimizer"},
			func(r *Recipe) *float64 { return &r.WeightDecay }),
		float(Field{Name: "clip_norm", Label: "Longest gradient", Group: "Optimizer", Default: "0",
			Help: "A gradient whose norm over all parameters is greater is shortened to it; 0 leaves all as they are.", Min: 0, Max: 1e6},
			func(r *Recipe) *float64 { return &r.ClipNorm }),

		integer(Field{Name: "batch_size", Label: "Batch size", Group: "Run", Default: "20", Unit: "images",
			Help: "Images whose gradients are averaged for one step.", Min: 1, Max: 10000, Log: true},
			func(r *Recipe) *int { return &r.BatchSize }),
		integer(Field{Name: "epochs", Label: "Epochs", Group: "Run", Default: "100", When: whenByEpochs,
			Help: "Passes over the training images.", Min: 1, Max: 100000, Log: true},
			func(r *Recipe) *int { return &r.Epochs }),
		integer(Field{Name: "steps", Label: "Steps", Group: "Run", Default: "0",
			Help: "Batches until the run ends; 0 counts by epochs.", Min: 0, Max: 100000000, Log: true},
			func(r *Recipe) *int { return &r.Steps }),
		choice(Field{Name: "shuffle", Label: "Order", Group: "Run", Default: "epoch",
			Help:         "In file order, in a new order each epoch, or drawn at random with replacement.",
			Choices:      []string{"none", "epoch", "random"},
			ChoiceLabels: []string{"File order", "Shuffled each epoch", "Random, with replacement"}},
			func(r *Recipe) *string { return &r.Shuffle }),
		initializer(Field{Name: "init", Label: "First weights", Group: "Network", Default: "glorot_uniform",
			Help:    "Distribution that the first weights are drawn from.",
			Choices: initializers, ChoiceLabels: []string{"Glorot, uniform", "Glorot, normal", "He, uniform", "He, normal", "PyTorch's default", "Normal"}}),
		float(Field{Name: "init_stddev", Label: "Standard deviation", Group: "Network", Default: "0.1", When: whenNormal,
			Help: "Standard deviation of the first weights and biases.", Min: 1e-4, Max: 10, Log: true},
			func(r *Recipe) *float64 { return &r.InitStddev }),
		choice(Field{Name: "arithmetic", Label: "Arithmetic", Group: "Run", Default: "auto",
			Help:    "Whether products and sums are rounded separately (plain) or once (fused); auto takes what the device does fastest.",
			Choices: []string{"auto", "plain", "fused"}, ChoiceLabels: []string{"Automatic", "Plain", "Fused"}},
			func(r *Recipe) *string { return &r.Arithmetic }),
		seed(Field{Name: "seed", Label: "Seed", Group: "Run", Default: "1",
			Help: "Start of every random number of the run: same seed, same run.", Min: 0, Max: MaxSeed}),
	}
}

func layers(f Field, at func(r *Recipe) *[]Layer) Field {
	f.Kind, f.Min, f.Max, f.Choices, f.ChoiceLabels = "layers", 1, MaxUnits, Activations, activationText
	f.get = func(r *Recipe) string { return FormatLayers(*at(r)) }
	f.set = func(r *Recipe, s string) error {
		l, err := ParseLayers(s)
		if err != nil {
			return err
		}
		*at(r) = l
		return nil
	}
	return f
}

func decoder(f Field) Field {
	f = layers(f, func(r *Recipe) *[]Layer { return &r.Decoder })
	get, set := f.get, f.set
	f.get = func(r *Recipe) string {
		if r.Mirror {
			return "mirror"
		}
		return get(r)
	}
	f.set = func(r *Recipe, s string) error {
		if s == "mirror" {
			r.Mirror, r.Decoder = true, nil
			return nil
		}
		if err := set(r, s); err != nil {
			return err
		}
		r.Mirror = false
		return nil
	}
	return f
}

func classes(f Field) Field {
	f.Kind = "classes"
	f.get = func(r *Recipe) string {
		if len(r.Classes) == 0 {
			return "all"
		}
		parts := make([]string, len(r.Classes))
		for i, c := range r.Classes {
			parts[i] = strconv.Itoa(c)
		}
		return strings.Join(parts, ",")
	}
	f.set = func(r *Recipe, s string) error {
		if s == "all" {
			r.Classes = nil
			return nil
		}
		var in [10]bool
		for part := range strings.SplitSeq(s, ",") {
			c, err := parseInt(strings.TrimSpace(part), 0, 9)
			if err != nil {
				return fmt.Errorf("%s found, digits from 0 to 9 as 1,5,6 or all expected", Short(s))
			}
			in[c] = true
		}
		var list []int
		for c, ok := range in {
			if ok {
				list = append(list, c)
			}
		}
		if len(list) == len(in) {
			list = nil
		}
		r.Classes = list
		return nil
	}
	return f
}

func noise(f Field) Field {
	f.Kind = "noise"
	f.get = func(r *Recipe) string {
		if r.Noise.Kind == "none" {
			return "none"
		}
		return r.Noise.Kind + "(" + formatFloat(r.Noise.Amount) + ")"
	}
	f.set = func(r *Recipe, s string) error {
		if s == "none" {
			r.Noise = Noise{Kind: "none"}
			return nil
		}
		kind, arg, ok := call(s)
		most := f.Max
		if kind != "gaussian" {
			most = 1 // a share
		}
		amount, err := parseFloat(arg, f.Min, most)
		if !ok || kind == "none" || !slices.Contains(f.Choices, kind) || err != nil {
			return fmt.Errorf("%s found, none, gaussian(sigma) with sigma from %s to %s, masking(share) or salt_pepper(share) with share from 0 to 1 expected",
				Short(s), formatFloat(f.Min), formatFloat(f.Max))
		}
		r.Noise = Noise{Kind: kind, Amount: amount}
		return nil
	}
	return f
}

// initializer also reads normal(0.1), which is init=normal and init_stddev=0.1 in one.
func initializer(f Field) Field {
	f = choice(f, func(r *Recipe) *string { return &r.Init })
	set := f.set
	f.set = func(r *Recipe, s string) error {
		kind, arg, ok := call(s)
		if !ok || kind != "normal" {
			return set(r, s)
		}
		if err := field("init_stddev").set(r, arg); err != nil {
			return err
		}
		r.Init = kind
		return nil
	}
	return f
}

func seed(f Field) Field {
	f.Kind = "int"
	f.get = func(r *Recipe) string { return strconv.FormatUint(r.Seed, 10) }
	f.set = func(r *Recipe, s string) error {
		v, err := parseInt(s, 0, MaxSeed)
		if err != nil {
			return f.expected(s)
		}
		r.Seed = uint64(v)
		return nil
	}
	return f
}

// call splits name(argument).
func call(s string) (name, argument string, ok bool) {
	name, rest, ok := strings.Cut(s, "(")
	if !ok || !strings.HasSuffix(rest, ")") {
		return s, "", false
	}
	return strings.TrimSpace(name), strings.TrimSpace(rest[:len(rest)-1]), true
}
