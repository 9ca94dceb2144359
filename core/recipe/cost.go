package recipe

import (
	"bottleneck/core/fact"
	"bottleneck/core/pca/size"
)

// Cost is what a recipe needs, known before it runs.
type Cost struct {
	Parameters       int     `json:"parameters"`        // weights and biases
	CodeSize         int     `json:"code_size"`         // numbers in the code
	CompressionRatio float64 `json:"compression_ratio"` // values of an input per number of the code
	FLOPsPerStep     float64 `json:"flops_per_step"`    // of products and convolutions, forward and backward
	Images           int     `json:"images"`            // training images after the choice of digits
	EpochImages      int     `json:"epoch_images"`      // that an epoch looks at: the same, or, drawn with replacement, as many as its batches have
	Approximate      bool    `json:"approximate"`       // Images, and what follows from it, is a guess
	StepsPerEpoch    int     `json:"steps_per_epoch"`
	TotalSteps       int     `json:"total_steps"`
	Bytes            int64   `json:"bytes"` // memory to train in, an estimate
}

// parameters is the number of weights and biases of the layers.
func (p Plan) parameters() int64 {
	var n int64
	for _, levels := range [][]Level{p.Encoder, p.Decoder} {
		for _, v := range levels {
			n += v.Parameters()
		}
	}
	return n
}

// parameters also counts the log-variances of a variational code.
func (r *Recipe) parameters(p Plan) int64 {
	n := p.parameters()
	if r.Latent == "variational" {
		n += p.Encoder[len(p.Encoder)-1].Parameters()
	}
	return n
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

// CostOf returns what r needs to train on the given number of images. Of a network that does not fit together it is zero.
func (r Recipe) CostOf(images int) Cost {
	p, err := r.Plan()
	if err != nil {
		return Cost{}
	}
	batch := r.BatchSize
	c := Cost{
		Parameters:       int(r.parameters(p)),
		CodeSize:         p.Code().Size(),
		CompressionRatio: float64(p.Input.Size()) / float64(p.Code().Size()),
		Images:           images,
		StepsPerEpoch:    max(1, (images+batch-1)/batch),
	}
	passes := 2.0 // forward, gradient of the weights; nobody asks the first layer for that of its input
	for i, levels := range [][]Level{p.Encoder, p.Decoder} {
		for j, v := range levels {
			n := passes * 2 * v.Kind.products(&v) * float64(batch)
			c.FLOPsPerStep += n
			if i == 0 && r.nudges(p) {
				c.FLOPsPerStep += (passes + 1) * 2 * v.Kind.products(&v) * float64(batch)
			}
			if i == 0 && j == len(levels)-1 && r.Latent == "variational" {
				c.FLOPsPerStep += n
			}
			if n > 0 {
				passes = 3
			}
		}
	}
	if c.EpochImages = images; r.Shuffle == "random" {
		c.EpochImages = c.StepsPerEpoch * batch
	}
	c.TotalSteps = r.Steps
	if c.TotalSteps == 0 {
		c.TotalSteps = (r.layerwise()*r.PretrainEpochs + r.Epochs) * c.StepsPerEpoch
	}
	c.Bytes = r.bytes(p)
	return c
}

// nudges says whether the price of contraction is estimated, with a second pass through the encoder.
func (r *Recipe) nudges(p Plan) bool {
	return r.Contractive > 0 && !p.OneDense()
}

// slots is the number of values an optimizer remembers for each parameter.
func slots(optimizer string) int64 {
	switch optimizer {
	case "momentum", "nesterov", "rmsprop", "adagrad":
		return 1
	case "adam", "adamw", "adadelta":
		return 2
	}
	return 0
}

// bytes estimates the memory of a run, from what core/train keeps: the images as bytes, twice where digits are chosen
// among them; the network; and the principal components that are looked for beside the run. There is room for a checkpoint in it, though the
// trainer has none in its memory: for weights on their way in or out as a file, and because memory that others have left lies in pieces. A run that is
// restored needs no more than one that is begun, since its checkpoint comes piece after piece.
func (r *Recipe) bytes(p Plan) int64 {
	dim := int64(p.Input.Size())
	values := r.parameters(p) * (1 + slots(r.Optimizer))
	rows := size.Rows(r.Train, int(dim))
	values += size.Of(rows, int(dim), size.Sought(p.Code().Size())).Values()
	return r.images(dim) + 4*values + r.network(p)
}

// images is the memory of the images or rows, of dim values each.
func (r *Recipe) images(dim int64) int64 {
	n := int64(r.Train + r.Test)
	if len(r.Classes) > 0 {
		n *= 2
	}
	if r.Source().Rows {
		return n * (4*dim + 1)
	}
	return n * (dim + 1)
}

// ImageBytes estimates the memory of the images that a run of r has, which a second run shares.
func (r Recipe) ImageBytes() int64 {
	p, err := r.Plan()
	if err != nil {
		return 0
	}
	return r.images(int64(p.Input.Size()))
}

// SecondBytes estimates the memory of a second run of r beside the first, whose images it shares.
func (r Recipe) SecondBytes() int64 {
	p, err := r.Plan()
	if err != nil {
		return 0
	}
	return r.network(p)
}

// network is the memory of the parameters with gradients and optimizer state, of the values and gradients at each level for a batch,
// and of the codes that are shown, with their covariance.
func (r *Recipe) network(p Plan) int64 {
	const shown = 1000 // points of the scatter
	dim, latent := int64(p.Input.Size()), int64(p.Code().Size())
	level := 3*dim + p.values() // clean and corrupted batch, gradient of the output
	if r.Latent == "variational" {
		level += 6 * latent // log-variance, deviation, draw, code, and gradients
	}
	if r.nudges(p) {
		level += dim + 2*latent // the inputs moved, their codes, and gradients
	}
	row, velocities := r.machines(p)
	values := r.parameters(p)*(2+slots(r.Optimizer)) + (level+row)*int64(r.Rows(p)) + 3*velocities
	values += shown * (dim + latent)
	if latent > 2 {
		values += latent * (shown + latent)
	}
	return 4 * values
}

// Rows is the number of inputs that a network has room for at a time: a batch, and where that costs little at least 128,
// so that looking at test images does not go row by row when the batches are small.
func (r Recipe) Rows(p Plan) int {
	const usual, most = 128, 16 << 20
	return max(r.BatchSize, min(usual, int(most/(p.values()+1))))
}

// values is what the layers keep for an input.
func (p Plan) values() int64 {
	var n int64
	for _, levels := range [][]Level{p.Encoder, p.Decoder} {
		for _, v := range levels {
			n += v.Kind.values(&v)
		}
	}
	return n
}

// Free is what of a budget of bytes a run may take: a quarter, and at least 32 MiB, is left to the program itself.
func Free(budget int64) int64 { return budget - max(budget/4, 32*mib) }

const mib = 1 << 20

// CheckBudget returns an error with both figures when training r does not fit into budget bytes.
func (r Recipe) CheckBudget(budget int64) error {
	need := r.Cost().Bytes
	if free := Free(budget); need > free {
		return fact.About("recipe", "memory_too_small", "needed", (need+mib-1)/mib, "free", max(free, 0)/mib, "all", budget/mib)
	}
	return nil
}
