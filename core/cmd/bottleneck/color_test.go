package main

import (
	"bytes"
	"encoding/json"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"bottleneck/core/autoencoder"
	"bottleneck/core/internal/tiny"
	"bottleneck/core/metrics"
	"bottleneck/core/recipe"
	"bottleneck/core/safetensors"
)

// From the same first weights, on the same pictures in color, the run has the losses that PyTorch has: testdata/color.py.
func TestColorsTrainAsInPyTorch(t *testing.T) {
	b, err := os.ReadFile("testdata/color.json")
	if err != nil {
		t.Fatal(err)
	}
	var torch struct {
		Shapes map[string][]int
		MSE    map[string]float64 `json:"test_mse"`
	}
	if err := json.Unmarshal(b, &torch); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write := func(name string, b []byte) string {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, b, 0o666); err != nil {
			t.Fatal(err)
		}
		return name
	}
	write("c/data_batch_1.bin", tiny.Waves(0, 60))
	write("c/data_batch_2.bin", tiny.Waves(60, 40))
	write("c/test_batch.bin", tiny.Waves(100, 40))
	r, notices := recipe.Parse(tiny.WavesLink)
	if notices != nil {
		t.Fatal(notices)
	}
	m, err := autoencoder.New(r, r.Input(), rand.New(rand.NewPCG(1, 1)))
	if err != nil {
		t.Fatal(err)
	}
	var tensors []safetensors.Tensor
	for _, w := range m.Tensors {
		tensors = append(tensors, safetensors.Tensor{Name: w.Name, Shape: w.TorchShape()})
	}
	first := write("first.safetensors", tiny.FirstWeights(tensors))
	learned := filepath.Join(dir, "learned.safetensors")

	// apart is how far from PyTorch's the figures are, of 1, at most.
	apart := func(args ...string) (most float64) {
		var out, log bytes.Buffer
		if err := runTrain(t.Context(), append([]string{tiny.WavesLink, "-data", filepath.Join(dir, "c")}, args...), &out, &log); err != nil {
			t.Fatal(err)
		}
		found := 0
		for line := range strings.Lines(out.String()) {
			var m metrics.Metrics
			if err := json.Unmarshal([]byte(line), &m); err != nil {
				t.Fatal(err)
			}
			if want, ok := torch.MSE[strconv.Itoa(m.Step)]; ok {
				most, found = max(most, math.Abs(m.TestMSE-want)/want), found+1
			}
		}
		if found < 4 {
			t.Fatalf("%d figures found:\n%s%s", found, out.String(), log.String())
		}
		return most
	}
	if d := apart("-weights", first, "-out", learned); d > 1e-4 {
		t.Errorf("%.2g of the figures apart from PyTorch's", d)
	}
	if d := apart(); d < 0.01 {
		t.Errorf("with other first weights only %.2g apart: the comparison sees nothing", d)
	}
	if b, err = os.ReadFile(learned); err != nil {
		t.Fatal(err)
	}
	tensors, _, err = safetensors.Unmarshal(b)
	if err != nil || len(tensors) != len(torch.Shapes) {
		t.Fatalf("%d tensors, %d expected: %v", len(tensors), len(torch.Shapes), err)
	}
	for _, w := range tensors {
		if !slices.Equal(w.Shape, torch.Shapes[w.Name]) {
			t.Errorf("%s: shape %v, PyTorch has %v", w.Name, w.Shape, torch.Shapes[w.Name])
		}
	}
}
