package keras

import (
	"testing"

	"bottleneck/core/export/python"
	"bottleneck/core/recipe"
)

// Nothing that a recipe can have is without its code: a new kind of layer, loss, optimizer, order, noise or first weights is missed here.
func TestEverythingIsWritten(t *testing.T) {
	for _, k := range recipe.LayerKinds() {
		if writers[k] == nil {
			t.Errorf("layer %s is not written", k.Notation().Name)
		}
	}
	for _, k := range recipe.LossKinds() {
		if losses(recipe.Loss{Name: k.Name, Argument: 1}) == "" {
			t.Errorf("loss %s has no code", k.Name)
		}
	}
	for _, f := range recipe.Fields() {
		for _, choice := range f.Choices {
			r := recipe.Default()
			switch f.Name {
			case "optimizer":
				r.Optimizer = choice
				optimizer(r)
			case "init":
				if r.Init = choice; initial(r) == "" {
					t.Errorf("first weights %s have no code", choice)
				}
			case "shuffle":
				if batches[choice] == "" {
					t.Errorf("order %s has no code", choice)
				}
			case "noise":
				if corruptions[choice] == "" && choice != "none" {
					t.Errorf("noise %s has no code", choice)
				}
			case "schedule":
				if r.Schedule = choice; python.Schedule(r) == "" && choice != "constant" {
					t.Errorf("schedule %s has no code", choice)
				}
			}
		}
	}
}
