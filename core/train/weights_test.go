package train

import (
	"testing"

	"bottleneck/core/internal/tiny"
	"bottleneck/core/safetensors"
)

// Weights of a network that PyTorch trained on several devices are those of the network.
func TestNamesOfSeveralDevices(t *testing.T) {
	a, b := newRun(t, tiny.Recipe()), newRun(t, tiny.Recipe())
	steps(t, a, 2)
	tensors, _, err := safetensors.Unmarshal(a.Weights())
	if err != nil {
		t.Fatal(err)
	}
	for i := range tensors {
		tensors[i].Name = "module." + tensors[i].Name
	}
	if err := b.Load(safetensors.Marshal(tensors, nil)); err != nil || b.Fingerprint() != a.Fingerprint() {
		t.Errorf("loaded %s, %s expected: %v", b.Fingerprint(), a.Fingerprint(), err)
	}
	tensors[0].Name = "other." + tensors[0].Name
	if err := b.Load(safetensors.Marshal(tensors, nil)); err == nil {
		t.Error("weights under another name were loaded")
	}
}
