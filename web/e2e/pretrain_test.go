package e2e

import (
	"fmt"
	"strings"
	"testing"
)

// The page says which layer learns alone, and that then all learn together, to the eye and to a screen reader.
func TestPretrainingIsToldByItsPhases(t *testing.T) {
	p := visit(t, "#v=1&lesson=rbm&data=digits&train=300&test=100&batch_size=50&pretrain_epochs=1&epochs=2")
	await(t, p, `document.getElementById("m-step").textContent.endsWith("30")`)
	for _, want := range []struct {
		step  int
		phase string
		loss  string
	}{{1, "Pre-training layer 1 of 3", "Layer loss"}, {7, "Pre-training layer 2 of 3", "Layer loss"},
		{18, "Pre-training layer 3 of 3", "Layer loss"}, {20, "Fine-tuning", "Train loss"}} {
		train(t, p, fmt.Sprintf("{steps: %d - bottleneck.metrics.step}", want.step))
		await(t, p, `document.getElementById("m-phase").textContent.startsWith("`+want.phase+`")`)
		if hidden := eval[bool](t, p, `document.getElementById("m-phase").hidden`); hidden {
			t.Errorf("step %d: the phase is hidden", want.step)
		}
		if got := eval[string](t, p, `document.getElementById("t-train").textContent`); got != want.loss {
			t.Errorf("step %d: the loss is called %q, %q expected", want.step, got, want.loss)
		}
		said := strings.ToLower(want.phase)
		await(t, p, `document.getElementById("spoken").textContent.includes("`+said+`")`)
		if got := eval[string](t, p, "bottleneck.metrics.phase"); got != said {
			t.Errorf("step %d: phase %q in the metrics", want.step, got)
		}
	}
	eval[any](t, p, `bottleneck.open("#v=1&data=digits&train=300&test=100")`)
	await(t, p, `document.getElementById("m-phase").hidden`)
	eval[any](t, p, `bottleneck.open("#v=1&lesson=rbm&data=digits&train=300&test=100&pretrain=none")`)
	train(t, p, "{steps: 1}")
	if phase := eval[string](t, p, `bottleneck.metrics.phase || "none"`); phase != "none" {
		t.Errorf("phase %q without pre-training", phase)
	}
}

// What diverges in pre-training goes back with a tenth of the rate of pre-training, and leaves the other alone.
func TestPretrainingRecovers(t *testing.T) {
	p := visit(t, "#v=1&data=digits&train=300&test=100&latent_activation=linear&loss=bce&pretrain=rbm&pretrain_epochs=50")
	train(t, p, "{steps: 2}")
	eval[any](t, p, `bottleneck.set("pretrain_learning_rate", "100")`)
	why := eval[string](t, p, `bottleneck.train({steps: 5000}).then(() => "", (error) => error.message)`)
	if !strings.Contains(why, "pretrain_learning_rate=10 ") {
		t.Errorf("training at a rate of 100 ended with %q", why)
	}
	await(t, p, `document.querySelector('[data-bar="diverged"] button')`)
	eval[any](t, p, `[...document.querySelectorAll('[data-bar="diverged"] button')].find((b) => b.textContent.includes("tenth")).click()`)
	await(t, p, `bottleneck.inForce.pretrain_learning_rate === "10"`)
	if rate := eval[string](t, p, "bottleneck.inForce.learning_rate"); rate != "0.001" {
		t.Errorf("learning_rate %s after a divergence in pre-training, 0.001 expected", rate)
	}
}
