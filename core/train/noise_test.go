package train

import (
	"slices"
	"testing"

	"bottleneck/core/internal/tiny"
	"bottleneck/core/recipe"
)

// Which values get more noise is a matter of the seed, not of when the noise was turned on, and a
// restored run knows it.
func TestUnevenNoiseBelongsToTheSeed(t *testing.T) {
	r := tiny.Recipe()
	r.Noise = recipe.Noise{Kind: "heteroscedastic", Amount: 0.3}
	a := newRun(t, r)
	r.Noise = recipe.Noise{Kind: "none"}
	late := newRun(t, r)
	set(t, late, "noise", "heteroscedastic(0.3)")
	if len(a.noise.Scale) != 30 || !slices.Equal(a.noise.Scale, late.noise.Scale) {
		t.Error("turned on late the noise is spread in another way")
	}
	r.Seed++
	if other := NoiseOf(a.Recipe(), 30); !slices.Equal(other.Scale, a.noise.Scale) {
		t.Error("NoiseOf is not what the run uses")
	}
	r.Noise.Kind = "heteroscedastic"
	if other := NoiseOf(r, 30); slices.Equal(other.Scale, a.noise.Scale) {
		t.Error("another seed spreads the noise in the same way")
	}
	steps(t, a, 5)
	saved := a.Checkpoint()
	steps(t, a, 9)
	if err := late.Restore(saved); err != nil {
		t.Fatal(err)
	}
	steps(t, late, 9)
	if a.Fingerprint() != late.Fingerprint() {
		t.Errorf("%s straight, %s restored", a.Fingerprint(), late.Fingerprint())
	}
}

// Every kind changes what is learned, and is measured on held-out images that are corrupted as well.
func TestEveryNoiseTakesPart(t *testing.T) {
	seen := map[string]string{}
	for _, kind := range []string{"none", "gaussian", "heteroscedastic", "masking", "salt_pepper", "dropout"} {
		r := tiny.Recipe()
		r.Noise = recipe.Noise{Kind: kind, Amount: 0.3}
		run := newRun(t, r)
		steps(t, run, 7)
		m := run.Metrics()
		if other, found := seen[m.Fingerprint]; found {
			t.Errorf("%s and %s end in the same weights", kind, other)
		}
		seen[m.Fingerprint] = kind
		if (m.InputMSE == 0) != (kind == "none") {
			t.Errorf("%s: the inputs are off by %g", kind, m.InputMSE)
		}
	}
}
