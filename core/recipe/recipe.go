// Package recipe holds everything that decides a run: data, network, objective, optimizer, order and seed.
//
// One table of fields (table.go) drives the link text, the form, validation and the list of changes, so
// that a field is defined once. A recipe travels as a link, readable and editable by hand:
//
//	#v=1&lesson=plane&latent_dim=3&seed=7
//
// It builds and trains nothing: it says what is to be built, and what that will cost. Package autoencoder makes networks of
// it, package train a run.
package recipe

import "slices"

// Version is the version of the link notation that Link writes. Parse reads it and every older one.
const Version = 1

// Limits that no recipe exceeds.
const (
	MaxLink       = 64 << 10 // bytes of a link
	maxLayers     = 16       // layers of an encoder, and of a decoder
	maxUnits      = 4096     // units of one layer, and of the code
	maxParameters = 16 << 20 // weights and biases of a network
	MaxTrain      = 60000    // training images
	MaxTest       = 10000    // held-out images
	MaxSeed       = 1<<53 - 1
)

// Noise is the corruption of the inputs during training, written none, gaussian(0.2), heteroscedastic(0.2), masking(0.3), salt_pepper(0.1) or dropout(0.3).
type Noise struct {
	Kind   string  `json:"kind"`   // none, gaussian, heteroscedastic, masking, salt_pepper or dropout
	Amount float64 `json:"amount"` // standard deviation, in units of the pixel range [0,1]; or share of the pixels
}

// Recipe is a complete description of a run. Start from Default, a lesson or Parse; a zero Recipe is not valid.
type Recipe struct {
	Version int    // of the notation; always the constant Version
	Lesson  string // lesson it started from, or ""

	Data     string // name of a Source
	Framing  string // of pictures: square or subsample
	Channels int    // of pictures, where the data leave a choice: 1, gray, or 3, red, green and blue
	Scale    string // of a table: minmax, standard or none
	Classes  []int  // digits used, ascending; empty means all ten
	Train    int    // the first n training images, counted before Classes selects among them
	Test     int    // likewise for the held-out images

	ImageSize int // rows and columns of a picture, where the data leave a choice
	Columns   int // of a table of one's own

	Encoder          []Layer // between the input and the code, input first
	Latent           string  // plain, variational, or direct: the encoder's last layer gives the code
	LatentDim        int
	LatentActivation string
	Decoder          []Layer // between the code and the output, code first; nil when Mirror
	Mirror           bool    // the decoder is the encoder reversed
	Output           Layer   // without units and activation; without a kind: what fits the decoder
	OutputActivation string

	Loss      Loss
	Reduction string // mean, image or batch: what the loss is averaged over
	Noise     Noise

	Sparsity       string // none, l1, l1_sum, kl or top_k
	SparsityWeight float64
	SparsityTarget float64 // mean activation that kl asks of each unit
	SparsityK      int     // units that top_k keeps
	Beta           float64 // weight of the KL divergence of a variational code
	BetaWarmup     int     // epochs over which Beta grows from 0
	Contractive    float64 // weight of the squared Jacobian; 0: none

	Pretrain             string // none or rbm
	PretrainLearningRate float64
	PretrainEpochs       int // of each layer

	Optimizer    string // sgd, momentum, nesterov, rmsprop, adagrad, adam, adamw or adadelta
	LearningRate float64

	Schedule       string  // constant, step, exponential or cosine: how the learning rate changes
	ScheduleRate   float64 // factor of a stage; of cosine the share that is left
	ScheduleEpochs int     // length of a stage; 0: what is left of the run after the warm-up
	WarmupEpochs   int     // in which the learning rate rises from 0

	Momentum     float64
	Beta1, Beta2 float64
	Rho          float64
	Epsilon      float64
	WeightDecay  float64
	ClipNorm     float64 // 0: gradients are not clipped

	BatchSize  int
	Epochs     int    // used when Steps is 0
	Steps      int    // 0: the run ends after Epochs
	Patience   int    // epochs without a better held-out loss that end the run; 0: none do
	Shuffle    string // none, epoch, or random (with replacement)
	Init       string // distribution of the first weights
	InitStddev float64
	Arithmetic string // auto, plain or fused
	Seed       uint64 // at most MaxSeed, so that a float64 holds it

	Changes []LiveChange // in the order of their steps, at most MaxChanges; the fields above are those of the start
}

// Default returns the recipe of an empty link: 784-32-784 on 2,000 images.
func Default() Recipe {
	r := Recipe{Version: Version}
	for i := range table {
		f := &table[i]
		if err := f.set(&r, f.Default); err != nil {
			panic("recipe: default out of range: " + err.Error())
		}
	}
	return r
}

// Clone returns a copy that shares nothing with r.
func (r Recipe) Clone() Recipe {
	r.Classes = slices.Clone(r.Classes)
	r.Encoder = slices.Clone(r.Encoder)
	r.Decoder = slices.Clone(r.Decoder)
	r.Changes = slices.Clone(r.Changes)
	return r
}

// equal reports whether the recipes are the same in every field, the lesson included.
func (r Recipe) equal(o Recipe) bool {
	if r.Version != o.Version || r.Lesson != o.Lesson {
		return false
	}
	for i := range table {
		if f := &table[i]; f.get(&r) != f.get(&o) {
			return false
		}
	}
	return true
}

// normal returns r with every field that its other choices make meaningless (the momentum of Adam) at the
// default. Parse and Set give normal recipes, and Parse(r.Link()) equals r.normal().
func (r Recipe) normal() Recipe {
	r = r.Clone()
	if r.Noise.Kind == "none" {
		r.Noise.Amount = 0
	}
	if r.Mirror {
		r.Decoder = nil
	}
	for i := range table {
		if f := &table[i]; !f.applies(&r) {
			f.reset(&r)
		}
	}
	r.keepChanges(r.uses)
	if r.Latent == "direct" {
		if p, err := r.Plan(); err == nil {
			r.LatentDim = p.Code().Size()
		}
	}
	return r
}
