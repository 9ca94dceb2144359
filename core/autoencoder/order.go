package autoencoder

import (
	"bottleneck/core/fact"
	"bottleneck/core/recipe"
)

func init() { fact.Add(fact.OfWeights) }

// foreign names the first module that is misread, "" where none is.
func foreign(modules []Module) string {
	for _, v := range modules {
		if !v.Misread {
			continue
		}
		as := v.In
		if v.Order() == recipe.Renamed {
			as = v.Out
		}
		return fact.New("order_foreign", "layer", v.Layer, "from", v.From, "as", as).Error()
	}
	return ""
}
