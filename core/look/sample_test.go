package look

import (
	"math"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/internal/tiny"
)

// Draws are standard normal, replay by their seed, and are decoded as any other code is.
func TestSampleDrawsFromThePrior(t *testing.T) {
	r := tiny.Recipe()
	r.Latent, r.LatentDim, r.Beta = "variational", 5, 1
	run := newRun(t, r)
	steps(t, run, 4)
	const n = 4000
	before := run.Fingerprint()
	y, z, err := run.Sample(n, 7)
	if err != nil || len(z) != n*5 || len(y) != n*run.Model().Dim() {
		t.Fatalf("%d codes, %d values, %v", len(z), len(y), err)
	}
	for j := range 5 {
		sum, squares := 0., 0.
		for i := range n {
			v := float64(z[5*i+j])
			sum, squares = sum+v, squares+v*v
		}
		if mean, variance := sum/n, squares/n; math.Abs(mean) > 0.06 || math.Abs(variance-1) > 0.1 {
			t.Errorf("number %d of the code: mean %.3f, variance %.3f", j, mean, variance)
		}
	}
	want := make([]float32, len(y))
	run.Model().Decode(want, z, n)
	if !slices.Equal(y, want) {
		t.Error("what is drawn is not what its codes decode to")
	}
	fewer, codes, _ := run.Sample(3, 7)
	if !slices.Equal(fewer, y[:len(fewer)]) || !slices.Equal(codes, z[:15]) {
		t.Error("fewer draws from the same seed are others")
	}
	if _, other, _ := run.Sample(3, 8); slices.Equal(other, codes) {
		t.Error("another seed draws the same")
	}
	if run.Fingerprint() != before {
		t.Error("drawing changed the run")
	}
	for _, latent := range []string{"plain", "direct"} {
		r := tiny.Recipe()
		r.Latent = latent
		if _, _, err := newRun(t, r).Sample(1, 1); err == nil || !strings.Contains(err.Error(), "latent "+latent+" found, variational expected") {
			t.Errorf("%s: %v", latent, err)
		}
	}
}
