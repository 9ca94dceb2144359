package autoencoder

import "bottleneck/core/kernel"

// loss is the arithmetic of a kind of recipe.LossKinds, under the same name.
type loss struct {
	name string
	// gradient writes the gradient of the loss, summed over all values and times scale, to dY, and returns the sum. y holds
	// outputs, or logits where the kind reads these, x clean values; dY may be y.
	gradient func(dY, y, x []float32, scale, argument float32) float64
}

var losses = []loss{
	// sum (y-x)^2
	{"mse", func(dY, y, x []float32, scale, _ float32) float64 { return kernel.SquaredError(dY, y, x, 2*scale) }},
	// sum -(x log p + (1-x) log(1-p)), p = sigmoid(y)
	{"bce", func(dY, y, x []float32, scale, _ float32) float64 { return kernel.CrossEntropyLogits(dY, y, x, scale) }},
	// sum (y-x)^2 / 2, TensorFlow's l2_loss
	{"l2", func(dY, y, x []float32, scale, _ float32) float64 { return kernel.SquaredError(dY, y, x, scale) / 2 }},
	// sum |y-x|, PyTorch's L1Loss
	{"mae", func(dY, y, x []float32, scale, _ float32) float64 { return kernel.AbsoluteError(dY, y, x, scale) }},
	// sum (y-x)^2 / 2 where |y-x| <= delta, else delta (|y-x| - delta/2): PyTorch's HuberLoss, Keras' Huber
	{"huber", func(dY, y, x []float32, scale, delta float32) float64 {
		return kernel.HuberError(dY, y, x, scale, delta)
	}},
}

func lossNamed(name string) *loss {
	for i := range losses {
		if losses[i].name == name {
			return &losses[i]
		}
	}
	return nil
}
