package recipe

import "fmt"

// Pixels is the size of an input: 28x28 images with one channel.
const Pixels = 28 * 28

// Cost is what a recipe needs, known before it runs.
type Cost struct {
	Parameters       int     `json:"parameters"`        // weights and biases
	CodeSize         int     `json:"code_size"`         // numbers in the code
	CompressionRatio float64 `json:"compression_ratio"` // pixels per number of the code
	FLOPsPerStep     float64 `json:"flops_per_step"`    // of the matrix products, forward and backward
	Images           int     `json:"images"`            // training images after the choice of digits
	Approximate      bool    `json:"approximate"`       // Images, and what follows from it, is a guess
	StepsPerEpoch    int     `json:"steps_per_epoch"`
	TotalSteps       int     `json:"total_steps"`
	Bytes            int64   `json:"bytes"` // memory to train in, an estimate
}

// Widths returns the number of values at each level of the network: pixels, layers, code, layers, pixels.
func (r Recipe) Widths() []int {
	w := []int{Pixels}
	for _, l := range r.Encoder {
		w = append(w, l.Units)
	}
	w = append(w, r.LatentDim)
	for _, l := range r.DecoderLayers() {
		w = append(w, l.Units)
	}
	return append(w, Pixels)
}

func (r *Recipe) parameters() int64 {
	w := r.Widths()
	var n int64
	for i := 1; i < len(w); i++ {
		n += int64(w[i-1]+1) * int64(w[i])
	}
	return n + r.heads(w)
}

// heads is the number of parameters of a variational code's log-variances.
func (r *Recipe) heads(w []int) int64 {
	if r.Latent != "variational" {
		return 0
	}
	return int64(w[len(r.Encoder)]+1) * int64(r.LatentDim)
}

// Cost returns what r needs. With a choice of digits the number of images is not known before the data is
// read, and taken as a tenth for each digit; CostOf is exact.
func (r Recipe) Cost() Cost {
	images := r.Train
	if n := len(r.Classes); n > 0 {
		images = max(1, (r.Train*n+5)/10)
	}
	c := r.CostOf(images)
	c.Approximate = len(r.Classes) > 0
	return c
}

// CostOf returns what r needs to train on the given number of images.
func (r Recipe) CostOf(images int) Cost {
	w := r.Widths()
	batch := r.BatchSize
	c := Cost{
		Parameters:       int(r.parameters()),
		CodeSize:         r.LatentDim,
		CompressionRatio: Pixels / float64(r.LatentDim),
		Images:           images,
		StepsPerEpoch:    max(1, (images+batch-1)/batch),
	}
	for i := 1; i < len(w); i++ {
		products := 3.0 // forward, gradient of the weights, gradient of the input
		if i == 1 {
			products = 2 // nobody asks for the gradient of the pixels
		}
		c.FLOPsPerStep += products * 2 * float64(w[i-1]) * float64(w[i]) * float64(batch)
	}
	c.FLOPsPerStep += 6 * float64(r.heads(w)) * float64(batch)
	c.TotalSteps = r.Steps
	if c.TotalSteps == 0 {
		c.TotalSteps = r.Epochs * c.StepsPerEpoch
	}
	c.Bytes = r.bytes(w)
	return c
}

// slots is the number of values an optimizer remembers for each parameter.
var slots = map[string]int64{"sgd": 0, "momentum": 1, "nesterov": 1, "rmsprop": 1, "adagrad": 1, "adam": 2, "adamw": 2, "adadelta": 2}

// bytes estimates the memory of a run, from what core/train keeps: the images as bytes, twice where digits are chosen
// among them; parameters, gradients and optimizer state, with a checkpoint that is copied once; the values and
// gradients at each level for a batch; and the codes that are shown, with their covariance.
func (r *Recipe) bytes(w []int) int64 {
	const shown, rows = 1000, 128 // points of the scatter, least rows of a batch
	images := int64(r.Train + r.Test)
	if len(r.Classes) > 0 {
		images *= 2
	}
	state := 1 + slots[r.Optimizer]
	values := r.parameters() * (1 + state + 2*state)

	level := int64(3 * Pixels) // clean and corrupted batch, gradient of the output
	for _, units := range w[1:] {
		level += 2 * int64(units)
	}
	if r.Latent == "variational" {
		level += 6 * int64(r.LatentDim) // log-variance, deviation, draw, code, and gradients
	}
	values += level * int64(max(r.BatchSize, rows))

	latent := int64(r.LatentDim)
	values += shown * (Pixels + latent)
	if latent > 2 {
		values += latent * (shown + latent)
	}
	return images*(Pixels+1) + 4*values
}

// CheckBudget returns an error with both figures when training r does not fit into budget bytes. A quarter, and at
// least 32 MiB, is left to the program itself.
func (r Recipe) CheckBudget(budget int64) error {
	const mib = 1 << 20
	need := r.Cost().Bytes
	if free := budget - max(budget/4, 32*mib); need > free {
		return fmt.Errorf("recipe: about %d MiB needed to train, %d of %d MiB are free", (need+mib-1)/mib, max(free, 0)/mib, budget/mib)
	}
	return nil
}
