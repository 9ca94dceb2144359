package recipe

import "slices"

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
	whenScheduled   = &Condition{"schedule", []string{"step", "exponential", "cosine"}}
	whenNormal      = &Condition{"init", []string{"normal"}}
	whenByEpochs    = &Condition{"steps", []string{"0"}}
	whenPenalty     = &Condition{"sparsity", []string{"l1", "l1_sum", "kl"}}
	whenKL          = &Condition{"sparsity", []string{"kl"}}
	whenTopK        = &Condition{"sparsity", []string{"top_k"}}
	whenPlain       = &Condition{"latent", []string{"plain"}}
	whenPretrained  = &Condition{"pretrain", []string{"rbm"}}
	whenNumbers     = &Condition{"latent", []string{"plain", "direct"}}
	whenVariational = &Condition{"latent", []string{"variational"}}
	whenCode        = &Condition{"latent", []string{"plain", "variational"}}
	activationText  = []string{"ReLU", "Leaky ReLU", "Sigmoid", "Tanh", "Softplus", "Linear"}
)

func build() []Field {
	return slices.Concat(dataFields(), networkFields(), objectiveFields(), pretrainFields(), optimizerFields(), runFields())
}

// dataFields say what a run learns from.
func dataFields() []Field {
	return []Field{
		source(Field{Name: "data", Label: "Data", Group: "Data", Default: "mnist",
			Help: "MNIST is handwritten. Drawn and made-up data need no download. Your own files stay on this device."}),
		classes(Field{Name: "classes", Label: "Digits", Group: "Data", Default: "all",
			Help: "Only images of these digits are used, to train and to test.", Min: 0, Max: 9, When: withField("classes")}),
		integer(Field{Name: "image_size", Label: "Picture size", Group: "Data", Default: "32", Unit: "pixels a side", When: withField("image_size"),
			Help: "Rows and columns that every picture is brought to.", Min: 8, Max: 64},
			func(r *Recipe) *int { return &r.ImageSize }),
		choice(Field{Name: "framing", Label: "Framing", Group: "Data", Default: "square", When: withField("framing"),
			Help:    "The square in a picture's middle, averaged down; or the middle at k times the size, of which every k-th pixel is taken, as TensorFlow 1 resized.",
			Choices: []string{"square", "subsample"}, ChoiceLabels: []string{"Square, averaged", "Every k-th pixel"}},
			func(r *Recipe) *string { return &r.Framing }),
		channels(Field{Name: "channels", Label: "Colors", Group: "Data", Default: "1", When: withField("channels"),
			Help:    "Whether a pixel is one number, its brightness, or three: red, green and blue.",
			Choices: []string{"1", "3"}, ChoiceLabels: []string{"Gray", "Red, green, blue"},
			by: "data", customary: map[string]string{"shapes": "3"}}),
		integer(Field{Name: "columns", Label: "Columns", Group: "Data", Default: "18", Unit: "columns", When: withField("columns"),
			Help: "How many columns of numbers the table has.", Min: 1, Max: 256},
			func(r *Recipe) *int { return &r.Columns }),
		choice(Field{Name: "scale", Label: "Scale", Group: "Data", Default: "minmax", When: withField("scale"),
			Help:    "What each column is brought to, by the training rows alone: 0 to 1; mean 0 and variance 1; or left as given.",
			Choices: []string{"minmax", "standard", "none"}, ChoiceLabels: []string{"0 to 1", "Standardized", "As given"}},
			func(r *Recipe) *string { return &r.Scale }),
		integer(Field{Name: "train", Label: "Training images", LabelRows: "Training rows", Group: "Data", Default: "2000", Unit: "images",
			Help: "How many training images or rows are used, from the first on. Digits are chosen among them. Of your own files all are used if there are fewer.", Min: 1, Max: MaxTrain, Log: true,
			by: "data", sticky: true, customary: customaryBy(func(s Source) int { return s.Train })},
			func(r *Recipe) *int { return &r.Train }),
		integer(Field{Name: "test", Label: "Held-out images", LabelRows: "Held-out rows", Group: "Data", Default: "1000", Unit: "images",
			Help: "How many test images or rows are used, from the first on. Digits are chosen among them. Training sees none of them.", Min: 1, Max: MaxTest, Log: true,
			by: "data", sticky: true, customary: customaryBy(func(s Source) int { return s.Test })},
			func(r *Recipe) *int { return &r.Test }),
	}
}

// networkFields say of which layers the network is.
func networkFields() []Field {
	return []Field{
		layers(Field{Name: "encoder", Label: "Encoder", Group: "Network", Default: "none",
			Help: "Layers between the pixels and the code."},
			func(r *Recipe) *[]Layer { return &r.Encoder }),
		choice(Field{Name: "latent", Label: "Code", Group: "Network", Default: "plain",
			Help:    "What the code is: the numbers of a layer of its own; means and variances of normal distributions, from which training draws the numbers; or what the encoder's last layer gives.",
			Choices: []string{"plain", "variational", "direct"}, ChoiceLabels: []string{"Plain", "Variational", "The last layer"}},
			func(r *Recipe) *string { return &r.Latent }),
		integer(Field{Name: "latent_dim", Label: "Code size", Group: "Network", Default: "32", Unit: "numbers", When: whenCode,
			Help: "How many numbers the encoder may use to describe an image.", Min: 1, Max: maxUnits, Log: true},
			func(r *Recipe) *int { return &r.LatentDim }),
		choice(Field{Name: "latent_activation", Label: "Code activation", Group: "Network", Default: "relu", When: whenPlain,
			Help:    "Function applied to the code; linear leaves it free to take any value.",
			Choices: activations, ChoiceLabels: activationText},
			func(r *Recipe) *string { return &r.LatentActivation }),
		decoder(Field{Name: "decoder", Label: "Decoder", Group: "Network", Default: "mirror",
			Help: "Layers between the code and the output; mirror takes the encoder's layers in reverse order, each undone."}),
		output(Field{Name: "output", Label: "Output layer", Group: "Network", Default: "auto",
			Help: "Layer that gives the outputs: dense, conv(kernel) or convt(kernel,stride); auto takes what fits the decoder."}),
		choice(Field{Name: "output_activation", Label: "Output activation", Group: "Network", Default: "sigmoid",
			Help:    "Function applied to the reconstructed pixels; sigmoid keeps them between 0 and 1.",
			Choices: activations, ChoiceLabels: activationText},
			func(r *Recipe) *string { return &r.OutputActivation }),
	}
}

// objectiveFields say what training makes small.
func objectiveFields() []Field {
	return []Field{
		loss(Field{Name: "loss", Label: "Loss", Group: "Objective", Default: "mse",
			Help: "What training makes small, pixel by pixel."}),
		choice(Field{Name: "reduction", Label: "Reduction", Group: "Objective", Default: "mean",
			Help:    "How the loss is put together: averaged over pixels and images; summed over the pixels of an image and averaged over images; or summed over the batch.",
			Choices: []string{"mean", "image", "batch"}, ChoiceLabels: []string{"Mean per pixel", "Sum per image", "Sum over the batch"},
			by: "loss", customary: reductions()},
			func(r *Recipe) *string { return &r.Reduction }),
		noise(Field{Name: "noise", Label: "Corruption", Group: "Objective", Default: "none", Unit: "standard deviation, or share of the values",
			Help: "What is done to the input: noise is added and clipped to [0,1], with one strength for all pixels or one for each; pixels are turned black, or black and white; or pixels " +
				"are dropped and the others scaled up. The target stays the clean image.",
			Choices:      []string{"none", "gaussian", "heteroscedastic", "masking", "salt_pepper", "dropout"},
			ChoiceLabels: []string{"None", "Gaussian", "Gaussian, uneven", "Masking", "Salt and pepper", "Dropout"}, Min: 0, Max: 2, Live: true}),
		choice(Field{Name: "sparsity", Label: "Sparse code", Group: "Objective", Default: "none", When: whenNumbers,
			Help: "A price on the sum of activations (Keras' L1, averaged or summed over the batch); a price on mean activations away from a target; or a limit to the strongest units. " +
				"In a code of maps every place of every map is a unit.",
			Choices:      []string{"none", "l1", "l1_sum", "kl", "top_k"},
			ChoiceLabels: []string{"No", "L1, batch mean", "L1, batch sum", "KL from a target", "The k strongest"}},
			func(r *Recipe) *string { return &r.Sparsity }),
		float(Field{Name: "sparsity_weight", Label: "Weight of sparsity", Group: "Objective", Default: "0.0001", When: whenPenalty,
			Help: "What the price is multiplied by before it is added to the loss.", Min: 0, Max: 1000, Log: true,
			by: "sparsity", customary: map[string]string{"kl": "0.5"}},
			func(r *Recipe) *float64 { return &r.SparsityWeight }),
		float(Field{Name: "sparsity_target", Label: "Mean activation", Group: "Objective", Default: "0.05", When: whenKL,
			Help: "Mean over a batch that each unit of the code is drawn to.", Min: 0.001, Max: 0.999},
			func(r *Recipe) *float64 { return &r.SparsityTarget }),
		integer(Field{Name: "sparsity_k", Label: "Strongest units", Group: "Objective", Default: "10", Unit: "units", When: whenTopK,
			Help: "How many units of the code stay; the others are set to zero, in training and when encoding.", Min: 1, Max: maxUnits, Log: true},
			func(r *Recipe) *int { return &r.SparsityK }),
		float(Field{Name: "contractive", Label: "Contraction", Group: "Objective", Default: "0", When: whenNumbers,
			Help: "Weight of a price on how much the code moves with its input: the squared Frobenius norm of the encoder's Jacobian, averaged over images. The norm is exact for one dense " +
				"layer, else estimated by a small random step of each image.",
			Min: 0, Max: 1000},
			func(r *Recipe) *float64 { return &r.Contractive }),
		float(Field{Name: "beta", Label: "Beta", Group: "Objective", Default: "1", When: whenVariational,
			Help: "Weight of the divergence of the codes' distributions from the standard normal one; with 1 and cross-entropy the loss is a bound of the likelihood.",
			Min:  0, Max: 1000},
			func(r *Recipe) *float64 { return &r.Beta }),
		integer(Field{Name: "beta_warmup", Label: "Warm-up of beta", Group: "Objective", Default: "0", Unit: "epochs", When: whenVariational,
			Help: "Epochs over which beta grows from zero in training; held-out images are always measured with the whole of beta.", Min: 0, Max: 100000, Log: true},
			func(r *Recipe) *int { return &r.BetaWarmup }),
	}
}

// pretrainFields say whether layers are trained one by one before the run.
func pretrainFields() []Field {
	return []Field{
		choice(Field{Name: "pretrain", Label: "Layer by layer", Group: "Pre-training", Default: "none", When: whenPlain,
			Help:    "Before the network is trained, each layer learns alone what the layer below says, as a restricted Boltzmann machine. Sigmoid units are binary; a linear code or output is Gaussian.",
			Choices: []string{"none", "rbm"}, ChoiceLabels: []string{"No", "Boltzmann machines"}},
			func(r *Recipe) *string { return &r.Pretrain }),
		float(Field{Name: "pretrain_learning_rate", Label: "Rate of pre-training", Group: "Pre-training", Default: "0.1", When: whenPretrained,
			Help: "Learning rate of contrastive divergence; a layer with Gaussian units on either side takes a hundredth of it.", Min: 1e-8, Max: 100, Log: true, Live: true},
			func(r *Recipe) *float64 { return &r.PretrainLearningRate }),
		integer(Field{Name: "pretrain_epochs", Label: "Epochs a layer", Group: "Pre-training", Default: "5", Unit: "epochs", When: whenPretrained,
			Help: "Passes over the training images for each layer, before the epochs of the run.", Min: 1, Max: 1000, Log: true},
			func(r *Recipe) *int { return &r.PretrainEpochs }),
	}
}

// optimizerFields say how gradients become steps.
func optimizerFields() []Field {
	return []Field{
		choice(Field{Name: "optimizer", Label: "Optimizer", Group: "Optimizer", Default: "adam",
			Help:    "Rule that turns gradients into steps; another rule brings its customary parameters.",
			Choices: optimizers, ChoiceLabels: []string{"SGD", "Momentum", "Nesterov", "RMSprop", "Adagrad", "Adam", "AdamW", "Adadelta"}},
			func(r *Recipe) *string { return &r.Optimizer }),
		float(Field{Name: "learning_rate", Label: "Learning rate", Group: "Optimizer", Default: "0.001",
			Help: "Length of a step along the optimizer's direction.", Min: 1e-8, Max: 100, Log: true, Live: true,
			by: "optimizer", customary: map[string]string{"sgd": "0.1", "momentum": "0.1", "nesterov": "0.1", "adagrad": "0.01", "adadelta": "1"}},
			func(r *Recipe) *float64 { return &r.LearningRate }),
		choice(Field{Name: "schedule", Label: "Schedule", Group: "Optimizer", Default: "constant",
			Help:         "How the learning rate changes during the run: not at all, by a factor after each stage, by the same factor little by little, or along half a cosine.",
			Choices:      []string{"constant", "step", "exponential", "cosine"},
			ChoiceLabels: []string{"Constant", "In steps", "Exponential", "Cosine"}},
			func(r *Recipe) *string { return &r.Schedule }),
		float(Field{Name: "schedule_rate", Label: "Factor of a stage", Group: "Optimizer", Default: "0.1", When: whenScheduled,
			Help: "What the learning rate is multiplied by in each stage; with a cosine, the share of the rate that is left at the end.", Min: 0, Max: 1,
			by: "schedule", customary: map[string]string{"exponential": "0.5", "cosine": "0"}},
			func(r *Recipe) *float64 { return &r.ScheduleRate }),
		integer(Field{Name: "schedule_epochs", Label: "Length of a stage", Group: "Optimizer", Default: "10", Unit: "epochs", When: whenScheduled,
			Help: "Epochs in which the factor acts once; 0 takes the whole run.", Min: 0, Max: 100000, Log: true,
			by: "schedule", customary: map[string]string{"cosine": "0"}},
			func(r *Recipe) *int { return &r.ScheduleEpochs }),
		integer(Field{Name: "warmup_epochs", Label: "Warm-up", Group: "Optimizer", Default: "0", Unit: "epochs",
			Help: "Epochs over which the learning rate rises to its value, before the schedule begins.", Min: 0, Max: 100000, Log: true},
			func(r *Recipe) *int { return &r.WarmupEpochs }),
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
			Help: "Share by which every weight and bias shrinks at each step, times the learning rate.", Min: 0, Max: 10,
			by: "optimizer"},
			func(r *Recipe) *float64 { return &r.WeightDecay }),
		float(Field{Name: "clip_norm", Label: "Longest gradient", Group: "Optimizer", Default: "0",
			Help: "Norm, over all parameters, to which a longer gradient is shortened; 0 shortens none.", Min: 0, Max: 1e6},
			func(r *Recipe) *float64 { return &r.ClipNorm }),
	}
}

// runFields say how long a run is, in which order, and from where it starts.
func runFields() []Field {
	return []Field{
		integer(Field{Name: "batch_size", Label: "Batch size", Group: "Run", Default: "20", Unit: "images",
			Help: "Images whose gradients are averaged for one step.", Min: 1, Max: 10000, Log: true},
			func(r *Recipe) *int { return &r.BatchSize }),
		integer(Field{Name: "epochs", Label: "Epochs", Group: "Run", Default: "100", When: whenByEpochs,
			Help: "Passes over the training images.", Min: 1, Max: 100000, Log: true},
			func(r *Recipe) *int { return &r.Epochs }),
		integer(Field{Name: "steps", Label: "Steps", Group: "Run", Default: "0",
			Help: "Batches until the run ends; 0 counts by epochs.", Min: 0, Max: 100000000, Log: true},
			func(r *Recipe) *int { return &r.Steps }),
		integer(Field{Name: "patience", Label: "Patience", Group: "Run", Default: "0", Unit: "epochs",
			Help: "The run ends after so many epochs without a better held-out loss; 0 waits for the end.", Min: 0, Max: 100000, Log: true},
			func(r *Recipe) *int { return &r.Patience }),
		choice(Field{Name: "shuffle", Label: "Order", Group: "Run", Default: "epoch",
			Help:         "Training images come in file order, in a new order each epoch, or drawn at random with replacement.",
			Choices:      []string{"none", "epoch", "random"},
			ChoiceLabels: []string{"File order", "Shuffled", "With replacement"}},
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
		changes(Field{Name: "changes", Label: "Live changes", Group: "Optimizer", Default: "none", Unit: "steps",
			Help: "Values that live fields took while the run went on, and after how many steps: the same run makes the same changes."}),
	}
}
