package e2e

import (
	"testing"

	"bottleneck/web/browser"
)

// The figures of the lessons are tested beside the trainer (core/look); here a script asks the page for its share of them.

func TestAScriptRemovesNoise(t *testing.T) {
	p := visit(t, "#v=1&lesson=denoise&data=digits&train=3000&test=500")
	m := train(t, p, "{epochs: 20}")
	if !(m.InputMSE > 0.01 && m.TestMSE < m.InputMSE/1.5) {
		t.Errorf("noisy %g, cleaned %g: two thirds expected", m.InputMSE, m.TestMSE)
	}
	got := eval[[2]float64](t, p, `(async () => {
		const { x } = await bottleneck.testImages(200);
		const noisy = await bottleneck.corrupt(x);
		const y = await bottleneck.reconstruct(noisy);
		const mse = (a) => a.reduce((s, v, i) => s + (v - x[i]) ** 2, 0) / a.length;
		return [mse(noisy), mse(y)];
	})()`)
	if !(got[0] > 0.01 && got[1] < got[0]/1.5) {
		t.Errorf("from a script: noisy %g, cleaned %g", got[0], got[1])
	}
}

// The plane has the tutorial's grid.
func TestThePlaneHasAGrid(t *testing.T) {
	p := visit(t, "#v=1&lesson=plane&data=digits&train=300&test=100&batch_size=100")
	if grid := eval[string](t, p, `document.querySelector('select[aria-label="Grid"]').value`); grid != "20" {
		t.Errorf("a grid of %s a side, the tutorial's 20 expected", grid)
	}
}

// One link, one run: after a reset, after a reload, in another window, and
// natively in pure Go (core/train pins those).
func TestTheFingerprintRepeats(t *testing.T) {
	const link = "#v=1&data=digits&train=500&test=100&noise=gaussian(0.2)&seed=7"
	p := anew(t, link)
	first := train(t, p, "{epochs: 2}")
	if first.Fingerprint == "" || first.Epoch != 2 {
		t.Fatalf("%+v after two epochs", first)
	}
	same := func(when string, m metrics) {
		t.Helper()
		if m.Fingerprint != first.Fingerprint || m.TestMSE != first.TestMSE {
			t.Errorf("%s: %+v, %+v expected", when, m, first)
		}
	}
	eval[any](t, p, "bottleneck.reset()")
	same("after a reset", train(t, p, "{epochs: 2}"))
	shared := eval[string](t, p, "bottleneck.link()")
	await(t, p, "bottleneck.runs.list().some((r) => r.open && r.step === bottleneck.metrics.step)") // it is kept
	must(t, p.Open("about:blank"))
	must(t, p.Open(lasting(t).url+link))
	ready(t, p)
	same("where it stood after a reload", eval[metrics](t, p, "bottleneck.metrics"))
	eval[any](t, p, "bottleneck.reset()")
	same("after a reload", train(t, p, "{epochs: 2}"))
	same("from the copied link", train(t, open(t, chromium(t, browser.Options{}), lasting(t).url+shared), "{epochs: 2}"))
	eval[any](t, p, "bottleneck.reseed(8)")
	if m := train(t, p, "{epochs: 2}"); m.Fingerprint == first.Fingerprint {
		t.Error("another seed gave the same fingerprint")
	}
}
