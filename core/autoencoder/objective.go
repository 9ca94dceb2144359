package autoencoder

import (
	"bottleneck/core/kernel"
	"bottleneck/core/recipe"
)

// objective is how far outputs are from clean images:
//
//	mse  sum (y-x)^2
//	bce  sum -(x log y + (1-x) log(1-y)), from logits
//	l2   sum (y-x)^2 / 2, TensorFlow's l2_loss
//
// over pixels and images, divided by what the reduction says:
//
//	mean   B dim: the mean per pixel
//	image  B: a sum over pixels, the mean over images
//	batch  1: a sum over pixels and images
//
// Figures of batch are shown per image, that is divided by B; its gradient is of the sum.
type objective struct {
	loss, reduction string
	dim             int
}

func newObjective(r recipe.Recipe, dim int) objective {
	return objective{loss: r.Loss, reduction: r.Reduction, dim: dim}
}

// divisors returns by what the sum over B images is divided, to be trained on and to be shown.
func (o objective) divisors(B int) (trained, shown float64) {
	switch o.reduction {
	case "image":
		return float64(B), float64(B)
	case "batch":
		return 1, float64(B)
	}
	n := float64(B * o.dim)
	return n, n
}

// fromSquares turns a sum of squared errors over B images into the figure to show.
func (o objective) fromSquares(sum float64, B int) float64 {
	_, shown := o.divisors(B)
	if o.loss == "l2" {
		sum /= 2
	}
	return sum / shown
}

// gradient writes the gradient of one batch to dY (B, dim) and returns the figure to show. For bce y
// holds logits and dY is the gradient of these.
func (o objective) gradient(dY, y, clean []float32, B int) float64 {
	trained, shown := o.divisors(B)
	switch o.loss {
	case "bce":
		return kernel.CrossEntropyLogits(dY, y, clean, float32(1/trained)) / shown
	case "l2":
		return o.fromSquares(kernel.SquaredError(dY, y, clean, float32(1/trained)), B)
	}
	return o.fromSquares(kernel.SquaredError(dY, y, clean, float32(2/trained)), B)
}
