package e2e

import (
	"strings"
	"testing"
	"time"

	"bottleneck/web/browser"
	"bottleneck/web/site/server"
)

// A button sets all fields of the optimizer as another program has them, by the keyboard as well; the rate that a schedule makes of
// the box's is told beside it.
func TestDefaultsOfOtherPrograms(t *testing.T) {
	p := open(t, chromium(t, browser.Options{}), serve(t, server.Options{}).url+quick+"&schedule=step&schedule_epochs=1")
	const chips = `[...document.querySelectorAll(".presets button")]`
	enter(t, p, "optimizer", "adadelta")
	must(t, p.WaitFor(chips+`.map((c) => c.textContent + " " + c.getAttribute("aria-pressed")).join() === "Keras to 2.2 true,Keras today false,PyTorch false"`, 10*time.Second))
	eval[any](t, p, chips+`[2].focus()`)
	eval[any](t, p, chips+`[2].click()`)
	must(t, p.WaitFor(`["optimizer=adadelta", "rho=0.9", "epsilon=1e-6"].every((s) => location.hash.includes(s))`, 10*time.Second))
	must(t, p.WaitFor(chips+`[2].getAttribute("aria-pressed") === "true" && document.activeElement === `+chips+`[2]`, 10*time.Second))
	if got := eval[string](t, p, `["learning_rate", "rho", "epsilon"].map((f) => document.getElementById("f-" + f).value).join()`); got != "1,0.9,1e-6" {
		t.Errorf("PyTorch's Adadelta is %s", got)
	}
	eval[any](t, p, `document.querySelector("#pending .primary, #pending button").click()`)
	must(t, p.WaitFor(`bottleneck.recipe.rho === "0.9"`, 20*time.Second))
	train(t, p, "{epochs: 1}")
	must(t, p.WaitFor(`document.querySelector('[data-field="learning_rate"] .now').textContent === "now 0.1"`, 10*time.Second))
}

// What the best linear code of the size would do is in the metrics, in the line below the canvas, and in words; so is the health of
// the code. The scatter can show the images themselves.
func TestHealthAndBaselineAreTold(t *testing.T) {
	p := open(t, chromium(t, browser.Options{}), serve(t, server.Options{}).url+quick)
	must(t, p.WaitFor(`bottleneck.metrics.pca_mse > 0`, 60*time.Second))
	train(t, p, "{epochs: 1}")
	must(t, p.WaitFor(`/code units.*mean.*active.*Jacobian.*PCA/s.test(document.getElementById("units").textContent)`, 20*time.Second))
	if n := eval[int](t, p, `document.querySelectorAll("#units rect").length`); n == 0 {
		t.Error("no bars of the units")
	}
	eval[any](t, p, `document.querySelector("#twin summary").click()`)
	must(t, p.WaitFor(`["Variance by unit: z[0]", "best that a linear code of this size does", "Mean of all numbers"].every((s) => document.getElementById("twin-body").textContent.includes(s))`, 20*time.Second))
	eval[any](t, p, `(() => {
		const plane = document.querySelector('#view-controls select[aria-label="Plane"]');
		plane.value = "pixels";
		plane.dispatchEvent(new Event("change"));
	})()`)
	must(t, p.WaitFor(`document.getElementById("twin-body").textContent.includes("input PC 1 (")`, 20*time.Second))
}

// A run that nothing makes better ends by its patience, and says so where it can be read and heard.
func TestPatienceIsTold(t *testing.T) {
	p := open(t, chromium(t, browser.Options{}), serve(t, server.Options{}).url+"#v=1&"+few+"&optimizer=sgd&learning_rate=1e-8&patience=2&epochs=50")
	eval[any](t, p, "bottleneck.start()")
	must(t, p.WaitFor(`bottleneck.state === "done"`, 60*time.Second))
	m := eval[metrics](t, p, "bottleneck.metrics")
	if m.Epoch < 3 || m.Epoch > 5 {
		t.Errorf("ended at epoch %d", m.Epoch)
	}
	must(t, p.WaitFor(`document.getElementById("spoken").textContent.includes("has not been below")`, 20*time.Second))
	if why := eval[string](t, p, `bottleneck.start().then(() => "", (e) => e.message)`); !strings.Contains(why, "patience") {
		t.Errorf("started again: %q", why)
	}
}
