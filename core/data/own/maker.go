package own

import (
	"bottleneck/core/data"
	"bottleneck/core/fact"
	"bottleneck/core/recipe"
)

// Maker returns who brings a part of what was given to the form that r asks for. r's data are of the kind that was given.
func (g *Given) Maker(r recipe.Recipe, test bool) data.Maker {
	most := func(train, held int) int {
		if test {
			return held
		}
		return train
	}
	if p := g.Pictures; p != nil {
		return data.Maker{Doing: fact.New("preparing_pictures"), Most: most(p.Count()), Stride: 20,
			Range: func(lo, hi int) *data.Set { return p.Set(test, lo, hi, r.ImageSize, r.Channels, r.Framing) }}
	}
	t := g.Table
	var all *data.Set
	return data.Maker{Doing: fact.New("scaling_table"), Most: most(t.Count()), Stride: 20000,
		Range: func(lo, hi int) *data.Set {
			if all == nil {
				all = t.Set(test, r.Scale)
			}
			return all.Slice(lo, hi)
		}}
}
