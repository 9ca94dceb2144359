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
