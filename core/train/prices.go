package train

import (
	"math"

	"bottleneck/core/phases"
	"bottleneck/core/recipe"
)

// Price is what the loss of training has beside the reconstruction, in the bins of the loss's own curve.
type Price struct {
	Kind string // divergence, sparsity or contraction, by the name that phases.Terms has for it
	of   func(phases.Terms) float64
	series
}

// Points are its means: as many as the curve of training has, at the same steps. Not a number is one of a step that was trained before prices
// were noted.
func (p *Price) Points() []Point { return p.points }

// newPrices returns those that a recipe has.
func newPrices(r recipe.Recipe) (list []Price) {
	add := func(kind string, of func(phases.Terms) float64) {
		list = append(list, Price{kind, of, newSeries()})
	}
	if r.Latent == "variational" {
		if r.Beta > 0 {
			add("divergence", func(t phases.Terms) float64 { return t.Divergence })
		}
		return list
	}
	if r.Sparsity != "none" && r.Sparsity != "top_k" {
		add("sparsity", func(t phases.Terms) float64 { return t.Sparsity })
	}
	if r.Contractive > 0 {
		add("contraction", func(t phases.Terms) float64 { return t.Contraction })
	}
	return list
}

// unlike says whether its bins are not those of a curve.
func (p *Price) unlike(s *series) bool {
	return len(p.points) != len(s.points) || p.width != s.width || p.n != s.n
}

// forget gives it the bins of a curve, with nothing known in them.
func (p *Price) forget(s *series) {
	unknown := math.NaN()
	p.points = append(p.points[:0], s.points...)
	for i := range p.points {
		p.points[i].Loss = float32(unknown)
	}
	p.width, p.n, p.sum = s.width, s.n, 0
	if p.n > 0 {
		p.sum = unknown
	}
}
