package autoencoder

import (
	"bottleneck/core/fact"
	"bottleneck/core/kernel"
)

// ArithmeticOf is what a recipe's arithmetic stands for here: auto is the faster of what this machine has.
func ArithmeticOf(name string) (kernel.Arithmetic, error) {
	switch name {
	case "auto", "":
		return kernel.Fastest(), nil
	case "fused":
		if !kernel.HasFused() {
			return 0, fact.About("autoencoder: arithmetic", "fused_missing")
		}
		return kernel.Fused, nil
	case "plain":
		return kernel.Plain, nil
	}
	return 0, fact.About("autoencoder: arithmetic", "value_unknown", "found", name, "names", []string{"auto", "plain", "fused"})
}
