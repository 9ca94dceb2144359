package autoencoder

import (
	"bottleneck/core/fact"
	"bottleneck/core/kernel"
	"bottleneck/core/recipe"
)

// objective is how far outputs are from clean images: a loss, summed over pixels and images and divided by what the
// reduction says:
//
//	mean   B dim: the mean per pixel
//	image  B: a sum over pixels, the mean over images
//	batch  1: a sum over pixels and images
//
// Figures of batch are shown per image, that is divided by B; its gradient is of the sum.
type objective struct {
	*loss
	logits    bool // what the loss reads
	margin    float32
	argument  float32
	reduction string
	dim       int
	rest      []float32 // of distance
}

func newObjective(l recipe.Loss, reduction string, dim int) (objective, error) {
	kind, arithmetic := l.Kind(), lossNamed(l.Name)
	if kind == nil || arithmetic == nil {
		return objective{}, fact.About("autoencoder: loss", "name_unknown", "found", l.Name)
	}
	return objective{loss: arithmetic, logits: kind.Logits, margin: float32(kind.Margin), argument: float32(l.Argument), reduction: reduction, dim: dim}, nil
}

// divisors returns by what the sum over B images is divided, to be trained on and to be shown.
func (o *objective) divisors(B int) (trained, shown float64) {
	switch o.reduction {
	case "image":
		return float64(B), float64(B)
	case "batch":
		return 1, float64(B)
	}
	n := float64(B * o.dim)
	return n, n
}

// learn writes the gradient of one batch to dY (B, dim) and returns the figure to show. y (B, dim) holds outputs, or
// logits where the loss reads these, and dY is the gradient of what y holds.
func (o *objective) learn(dY, y, clean []float32, B int) float64 {
	trained, shown := o.divisors(B)
	return o.gradient(dY, y, clean, float32(1/trained), o.argument) / shown
}

// distance returns the figure to show of B outputs y (B, dim) that come from no decoder. A loss of logits sees
// log(p/(1-p)), p being y clipped to the margin. y is lost.
func (o *objective) distance(y, clean []float32, B int) float64 {
	_, shown := o.divisors(B)
	if o.logits {
		if len(o.rest) < len(y) {
			o.rest = make([]float32, len(y))
		}
		rest := o.rest[:len(y)]
		kernel.Clamp(y, y, o.margin, 1-o.margin)
		kernel.Fill(rest, 1)
		kernel.Axpy(rest, -1, y)
		kernel.Log(rest, rest)
		kernel.Log(y, y)
		kernel.Axpy(y, -1, rest)
	}
	return o.gradient(y, y, clean, 1, o.argument) / shown
}
