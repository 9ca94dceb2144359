package onnx

import (
	"testing"

	"bottleneck/core/recipe"
)

// No kind of layer is without its operations.
func TestEveryLayerIsWritten(t *testing.T) {
	for _, k := range recipe.LayerKinds() {
		if writers[k] == nil {
			t.Errorf("layer %s has no operation", k.Notation().Name)
		}
	}
}
