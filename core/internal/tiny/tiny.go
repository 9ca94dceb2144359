// Package tiny has recipes and sets on which a run of some steps takes no time, for tests.
package tiny

import (
	"bottleneck/core/data"
	"bottleneck/core/kernel"
	"bottleneck/core/recipe"
)

// Recipe is of a small plain network on Stripes(50, 6, 5) and Stripes(20, 6, 5).
func Recipe() recipe.Recipe {
	r := recipe.Default()
	r.Train, r.Test, r.BatchSize, r.Epochs = 50, 20, 8, 3
	r.Encoder = []recipe.Layer{{Kind: recipe.Dense, Units: 9, Activation: "tanh"}}
	r.LatentDim, r.LatentActivation = 3, "linear"
	r.Arithmetic = "plain"
	return r
}

// Variational is Recipe with a code that is drawn.
func Variational() recipe.Recipe {
	r := Recipe()
	r.Latent, r.Beta, r.Loss.Name, r.Reduction = "variational", 1, "bce", "image"
	return r
}

// Layered is of three layers that learn one after the other before all do.
func Layered() recipe.Recipe {
	r := Recipe()
	r.Encoder = []recipe.Layer{{Kind: recipe.Dense, Units: 11, Activation: "sigmoid"}, {Kind: recipe.Dense, Units: 7, Activation: "sigmoid"}}
	r.Loss.Name, r.OutputActivation, r.LatentDim = "bce", "sigmoid", 3
	r.Pretrain, r.PretrainEpochs = "rbm", 2
	return r
}

// Stripes is a set of n pictures of h x w: class c has light rows where
// (row + c) is even, at a brightness of its own.
func Stripes(n, h, w int) *data.Set {
	s := &data.Set{Name: "stripes", N: n, H: h, W: w, C: 1, Pixels: make([]byte, n*h*w), Labels: make([]byte, n)}
	for i := range n {
		s.Labels[i] = byte(i % 3)
		for p := range h * w {
			if (p/w+i%3)%2 == 0 {
				s.Pixels[i*h*w+p] = byte(100 + (i*37)%156)
			}
		}
	}
	return s
}

// Speckled is a set of n pictures of 6 x 5 that no few components explain.
func Speckled(n int, key uint64) *data.Set {
	s := Stripes(n, 6, 5)
	u := make([]float32, len(s.Pixels))
	kernel.Uniform(u, key)
	for i := range u {
		s.Pixels[i] = byte(float32(s.Pixels[i])*0.6 + 100*u[i])
	}
	return s
}
