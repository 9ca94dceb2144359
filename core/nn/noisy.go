package nn

import "math/rand/v2"

// drawing is a layer that draws random numbers while it is trained and is the
// identity otherwise, as it is when new. What it draws depends on the key and
// on the place in the batch alone.
type drawing interface {
	Layer
	// Train makes the following Forwards draw from the stream of key, all
	// of them the same numbers.
	Train(key uint64)
	// Evaluate makes the layer the identity.
	Evaluate()
}

// Train gives each drawing layer of n a key of its own from rng, in order: once
// for every batch.
func (n *Network) Train(rng rand.Source) {
	for _, l := range n.Layers {
		if l, ok := l.(drawing); ok {
			l.Train(rng.Uint64())
		}
	}
}

// Evaluate makes all drawing layers of n the identity.
func (n *Network) Evaluate() {
	for _, l := range n.Layers {
		if l, ok := l.(drawing); ok {
			l.Evaluate()
		}
	}
}
