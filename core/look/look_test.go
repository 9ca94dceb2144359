package look

import (
	"fmt"
	"testing"

	"bottleneck/core/autoencoder"
	"bottleneck/core/data"
	"bottleneck/core/internal/tiny"
	"bottleneck/core/recipe"
	"bottleneck/core/train"
	"bottleneck/core/wire"
)

// watched is a run and who looks at it.
type watched struct {
	*train.Run
	*Looker
}

func watch(t *testing.T, r recipe.Recipe, trainSet, test *data.Set) watched {
	t.Helper()
	run, err := train.New(r, trainSet, test)
	if err != nil {
		t.Fatal(err)
	}
	return watched{run, New(run.Reader())}
}

func newRun(t *testing.T, r recipe.Recipe) watched {
	t.Helper()
	return watch(t, r, tiny.Stripes(50, 6, 5), tiny.Stripes(20, 6, 5))
}

func speckledRun(t *testing.T, r recipe.Recipe) watched {
	t.Helper()
	return watch(t, r, tiny.Speckled(50, 1), tiny.Speckled(20, 2))
}

func steps(t *testing.T, r watched, n int) {
	t.Helper()
	for range n {
		if err := r.Step(); err != nil {
			t.Fatal(err)
		}
	}
}

func analyze(r watched) {
	for r.BaselineStep() {
	}
}

// A run that is looked at after every step, at all there is to see, is bit for bit the run that nobody looks at.
func TestLookingLeavesTheRunAsItIs(t *testing.T) {
	t.Parallel()
	noisy := tiny.Recipe()
	noisy.Noise = recipe.Noise{Kind: "gaussian", Amount: 0.3}
	drawing, notices := recipe.Parse("encoder=dense(9,relu),dropout(0.3),gaussian_noise(0.2)&contractive=0.1&sparsity=l1&latent_dim=3&train=50&test=20&batch_size=8&epochs=3&arithmetic=plain")
	if len(notices) > 0 {
		t.Fatal(notices)
	}
	pooled, notices := recipe.Parse("latent=direct&encoder=conv(4,3,relu),maxpool(2)&decoder=unpool(2)&output=conv(3)&train=50&test=20&batch_size=8&epochs=3&arithmetic=plain")
	if len(notices) > 0 {
		t.Fatal(notices)
	}
	for name, r := range map[string]recipe.Recipe{"plain": tiny.Recipe(), "noisy": noisy, "variational": tiny.Variational(),
		"pretrained": tiny.Layered(), "drawing": drawing, "pooled": pooled} {
		if what := difference(t, r, lookAtAll); what != "" {
			t.Errorf("%s: %s", name, what)
		}
	}
}

// What changes a run a little is found.
func TestADisturbanceIsFound(t *testing.T) {
	x := make([]float32, 36)
	for name, look := range map[string]func(r watched){
		"gradients": func(r watched) { r.Model().Gradients(autoencoder.Batch{Clean: x, Input: x}) },
		"a weight":  func(r watched) { r.Model().Values[0] *= 1.0001 },
		"a setting": func(r watched) {
			if err := r.Set("noise", "masking(0)"); err != nil {
				panic(err)
			}
		},
	} {
		if what := difference(t, tiny.Recipe(), look); what == "" {
			t.Errorf("%s: nothing is found", name)
		}
	}
}

// difference tells in what a run of r that is looked at after every step becomes another; "" if in nothing.
func difference(t *testing.T, r recipe.Recipe, look func(watched)) string {
	t.Helper()
	trainSet, test := tiny.Stripes(50, 6, 6), tiny.Stripes(20, 6, 6)
	alone, seen := watch(t, r, trainSet, test), watch(t, r, trainSet, test)
	for !alone.Done() {
		steps(t, alone, 1)
		steps(t, seen, 1)
		look(seen)
		if seen.Fingerprint() != alone.Fingerprint() {
			return fmt.Sprintf("fingerprint %s alone, %s seen, after step %d", alone.Fingerprint(), seen.Fingerprint(), alone.Metrics().Step)
		}
		if string(seen.Checkpoint()) != string(alone.Checkpoint()) {
			return fmt.Sprintf("another checkpoint after step %d", alone.Metrics().Step)
		}
	}
	return ""
}

func lookAtAll(r watched) {
	r.Picture()
	for _, v := range []wire.View{
		{Images: 5, Order: "worst", Points: 20, AxisY: 1, PCA: true, Grid: 4, Filters: 9, Panels: []string{"code", "line"}, LineDraw: 2},
		{Images: 20, Points: 20, AxisY: 1, Grid: 3, Plane: "pixels", Filters: 9, FilterOf: "decoder"},
	} {
		r.Snapshot(v)
		r.Probe(0.1, 0.2)
		r.Point(&Point{"code", 2, 0})
		v.Chosen = wire.Chosen{Kind: wire.ChosenCode, Z: make([]float32, r.Reader().Latent())}
		r.Node(v)
	}
	if _, _, err := r.Sample(3, 1); err == nil {
		r.Sample(9, 2)
	}
	for e := NewEffect(r.run); e.Step(); {
	}
	tangentsAt(r, 2)
}
