package autoencoder

import (
	"fmt"

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
			return 0, fmt.Errorf("autoencoder: arithmetic=fused asked for, the %s kernels here have only plain", kernel.Name)
		}
		return kernel.Fused, nil
	case "plain":
		return kernel.Plain, nil
	}
	return 0, fmt.Errorf("autoencoder: arithmetic %s found, auto, plain or fused expected", fact.Quoted(name))
}
