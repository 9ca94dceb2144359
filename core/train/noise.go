package train

import (
	"math/rand/v2"

	"bottleneck/core/data"
	"bottleneck/core/recipe"
)

// NoiseOf is the corruption that r asks for, on inputs of dim values. Which
// values get more of heteroscedastic noise than others is drawn once from the seed.
func NoiseOf(r recipe.Recipe, dim int) data.Noise {
	n := data.Noise{Kind: r.Noise.Kind, Amount: float32(r.Noise.Amount), Free: !r.Bounded()}
	if n.Kind == "heteroscedastic" {
		n.Scale = data.Scales(dim, rand.NewPCG(r.Seed, streamNoiseScale).Uint64())
	}
	return n
}

// SetNoise changes the corruption from the next step on. Patience begins anew: held-out losses under different noise do
// not compare.
func (r *Run) SetNoise(kind string, amount float64) {
	before := r.recipe.Noise
	r.takeNoise(kind, amount)
	if r.recipe.Noise != before {
		r.fresh()
	}
}

func (r *Run) takeNoise(kind string, amount float64) {
	r.recipe.Noise.Kind, r.recipe.Noise.Amount = kind, amount
	r.noise = NoiseOf(r.recipe, r.model.Dim())
}
