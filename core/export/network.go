package export

import (
	"math/rand/v2"

	"bottleneck/core/autoencoder"
	"bottleneck/core/train"
)

// Check says why the weights of a request are not those of its recipe's network.
func Check(q Request) error {
	_, err := q.network()
	return err
}

// network is the network of the recipe, with the weights of the request where there are some.
func (q Request) network() (*autoencoder.Model, error) {
	r := q.Recipe
	r.BatchSize = 1 // it trains nothing
	m, err := autoencoder.New(r, r.Input(), rand.New(rand.NewPCG(r.Seed, 0)))
	if err == nil && q.Weights != nil {
		err = train.SetWeights(m, q.Weights)
	}
	return m, err
}
