package pytorch

import (
	"testing"

	"bottleneck/core/recipe"
)

// Nothing that a recipe can have is without its code: a new kind of layer, loss, optimizer, order or first weights is missed here.
func TestEverythingIsWritten(t *testing.T) {
	for _, k := range recipe.LayerKinds() {
		if writers[k] == nil {
			t.Errorf("layer %s has no module", k.Notation().Name)
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
				r.Init = choice
				initial(r)
			case "shuffle":
				if batches[choice] == "" {
					t.Errorf("order %s has no code", choice)
				}
			case "noise":
				if corruptions[choice] == "" && choice != "none" {
					t.Errorf("noise %s has no code", choice)
				}
			case "output_activation":
				if activation(choice) == "" && choice != "linear" {
					t.Errorf("activation %s has no module", choice)
				}
			}
		}
		if f.Live && f.Name != "noise" && f.Name != "learning_rate" && f.Name != "pretrain_learning_rate" {
			t.Errorf("live field %s has no code", f.Name)
		}
	}
}
