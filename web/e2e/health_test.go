package e2e

import (
	"strings"
	"testing"
)

// A button sets all fields of the optimizer as another program has them, by the keyboard as well; the rate that a schedule makes of
// the box's is told beside it.
func TestDefaultsOfOtherPrograms(t *testing.T) {
	p := visit(t, quick+"&schedule=step&schedule_epochs=1")
	const chips = `[...document.querySelectorAll(".presets button")]`
	enter(t, p, "optimizer", "adadelta")
	await(t, p, chips+`.map((c) => c.textContent + " " + c.getAttribute("aria-pressed")).join() === "Keras to 2.2 true,Keras today false,PyTorch false"`)
	eval[any](t, p, chips+`[2].focus()`)
	eval[any](t, p, chips+`[2].click()`)
	await(t, p, `["optimizer=adadelta", "rho=0.9", "epsilon=1e-6"].every((s) => `+drafted+`.includes(s))`)
	await(t, p, chips+`[2].getAttribute("aria-pressed") === "true" && document.activeElement === `+chips+`[2]`)
	if got := eval[string](t, p, `["learning_rate", "rho", "epsilon"].map((f) => document.getElementById("f-" + f).value).join()`); got != "1,0.9,1e-6" {
		t.Errorf("PyTorch's Adadelta is %s", got)
	}
	eval[any](t, p, `document.querySelector("#pending .primary, #pending button").click()`)
	await(t, p, `bottleneck.recipe.rho === "0.9"`)
	train(t, p, "{epochs: 1}")
	await(t, p, `document.querySelector('[data-field="learning_rate"] .now').textContent === "now 0.1"`)
}

// What the best linear code of the size would do is in the metrics, in the line below the canvas, and in words; so is the health of
// the code. The scatter can show the images themselves.
func TestHealthAndBaselineAreTold(t *testing.T) {
	p := visit(t, quick)
	await(t, p, `bottleneck.metrics.pca_mse > 0`)
	train(t, p, "{epochs: 1}")
	await(t, p, `/code units.*mean.*active.*Jacobian.*PCA/s.test(document.getElementById("units").textContent)`)
	const bars = `[...document.querySelectorAll("#units path")].reduce((n, path) => n + path.getAttribute("d").split("M").length - 1, 0)`
	if n, units := eval[int](t, p, bars), eval[int](t, p, `parseInt(document.querySelector("#units .unit-text").textContent, 10)`); n == 0 || n != units {
		t.Errorf("%d bars of %d units", n, units)
	}
	eval[any](t, p, `document.querySelector("#twin summary").click()`)
	await(t, p, `["Variance by unit: z[0]", "best that a linear code of this size does", "Mean of all numbers"].every((s) => document.getElementById("twin-body").textContent.includes(s))`)
	eval[any](t, p, `(() => {
		const plane = document.querySelector('#view-controls select[aria-label="Plane"]');
		plane.value = "pixels";
		plane.dispatchEvent(new Event("change"));
	})()`)
	await(t, p, `document.getElementById("twin-body").textContent.includes("input PC 1 (")`)
}

// A run that nothing makes better ends by its patience, and says so where it can be read and heard.
func TestPatienceIsTold(t *testing.T) {
	p := visit(t, "#v=1&"+few+"&optimizer=sgd&learning_rate=1e-8&patience=2&epochs=50")
	eval[any](t, p, "bottleneck.start()")
	await(t, p, `bottleneck.state === "done" && bottleneck.metrics.epoch >= 3`) // the last metrics come after the state
	m := eval[metrics](t, p, "bottleneck.metrics")
	if m.Epoch < 3 || m.Epoch > 5 {
		t.Errorf("ended at epoch %d", m.Epoch)
	}
	await(t, p, `document.getElementById("spoken").textContent.includes("has not been below")`)
	if why := eval[string](t, p, `bottleneck.start().then(() => "", (e) => e.message)`); !strings.Contains(why, "patience") {
		t.Errorf("started again: %q", why)
	}
}
