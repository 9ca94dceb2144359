package e2e

import (
	"testing"

	"bottleneck/web/browser"
	"bottleneck/web/site/server"
)

// The figures of the lessons, on the real kernels in the tab.

func TestLinearLessonReachesTheTutorial(t *testing.T) {
	needMNIST(t)
	p := open(t, chromium(t, browser.Options{}), serve(t, server.Options{}).url+"#v=1&lesson=linear&epochs=5")
	one := train(t, p, "{epochs: 1}")
	if one.Step != 3000 || one.TestMSE > 0.0230 {
		t.Errorf("after one epoch %+v, a test_mse of at most 0.0230 at step 3000 expected", one)
	}
	five := train(t, p, "{epochs: 4}")
	if five.Epoch != 5 || five.TestMSE > 0.0140 {
		t.Errorf("after five epochs %+v, a test_mse of at most 0.0140 expected", five)
	}
	t.Logf("linear: test_mse %.4f after one epoch, %.4f after five, %.0f images/s, %s", one.TestMSE, five.TestMSE, five.Rate, five.Arithmetic)
}

func TestPlaneLessonReachesTheTutorial(t *testing.T) {
	needMNIST(t)
	p := open(t, chromium(t, browser.Options{}), serve(t, server.Options{}).url+"#v=1&lesson=plane")
	if grid := eval[string](t, p, `document.querySelector('select[aria-label="Grid"]').value`); grid != "20" {
		t.Errorf("a grid of %s a side, the tutorial's 20 expected", grid)
	}
	m := train(t, p, "{steps: 1000}")
	if m.Step != 1000 || m.TrainLoss > 0.0420 {
		t.Errorf("after 1,000 steps %+v, a train_loss of at most 0.0420 expected", m)
	}
	accuracy := eval[float64](t, p, neighbours)
	if accuracy < 0.9 {
		t.Errorf("the five nearest codes name the digit of %.1f%% of the images, 90%% expected", 100*accuracy)
	}
	t.Logf("plane: train_loss %.4f, neighbours agree on %.1f%%, %.0f images/s, %s", m.TrainLoss, 100*accuracy, m.Rate, m.Arithmetic)
}

// neighbours is the share of test images whose five nearest codes, by
// majority, have their label.
const neighbours = `(async () => {
	const { x, labels } = await bottleneck.testImages(1000);
	const z = await bottleneck.encode(x);
	const n = labels.length;
	let right = 0;
	for (let i = 0; i < n; i++) {
		const near = [];
		for (let j = 0; j < n; j++) {
			if (j !== i) near.push([(z[2*i]-z[2*j])**2 + (z[2*i+1]-z[2*j+1])**2, labels[j]]);
		}
		near.sort((a, b) => a[0] - b[0]);
		const votes = {};
		for (const [, l] of near.slice(0, 5)) votes[l] = (votes[l] || 0) + 1;
		const best = Object.entries(votes).sort((a, b) => b[1] - a[1])[0][0];
		if (Number(best) === labels[i]) right++;
	}
	return right / n;
})()`

func TestDenoiseLessonHalvesTheNoise(t *testing.T) {
	needMNIST(t)
	p := open(t, chromium(t, browser.Options{}), serve(t, server.Options{}).url+"#v=1&lesson=denoise&test=2000")
	m := train(t, p, "{epochs: 1}")
	if !(m.InputMSE > 0.01 && m.TestMSE < m.InputMSE/2) {
		t.Errorf("noisy %g, cleaned %g: a half expected", m.InputMSE, m.TestMSE)
	}
	// The same from outside, through the scripting interface alone.
	got := eval[[2]float64](t, p, `(async () => {
		const { x } = await bottleneck.testImages(200);
		const noisy = await bottleneck.corrupt(x);
		const y = await bottleneck.reconstruct(noisy);
		const mse = (a) => a.reduce((s, v, i) => s + (v - x[i]) ** 2, 0) / a.length;
		return [mse(noisy), mse(y)];
	})()`)
	if !(got[0] > 0.01 && got[1] < got[0]/2) {
		t.Errorf("from a script: noisy %g, cleaned %g", got[0], got[1])
	}
}

// One link, one run: after a reset, after a reload, in another window, and
// natively in pure Go (core/train pins those).
func TestTheFingerprintRepeats(t *testing.T) {
	b := chromium(t, browser.Options{})
	s := serve(t, server.Options{})
	const link = "#v=1&data=digits&train=500&test=100&noise=gaussian(0.2)&seed=7"
	p := open(t, b, s.url+link)
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
	must(t, p.Open("about:blank"))
	must(t, p.Open(s.url+link))
	ready(t, p)
	same("after a reload", train(t, p, "{epochs: 2}"))
	same("from the copied link", train(t, open(t, b, s.url+shared), "{epochs: 2}"))
	eval[any](t, p, "bottleneck.reseed(8)")
	if m := train(t, p, "{epochs: 2}"); m.Fingerprint == first.Fingerprint {
		t.Error("another seed gave the same fingerprint")
	}
}
