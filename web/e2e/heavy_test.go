package e2e

import "testing"

// The heaviest of the lessons comes back where another recipe was opened, whose images stand in the same memory, and after the death of its worker:
// at its step, with its bits, and with no other worker lost on the way.
func TestAHeavyRunComesBack(t *testing.T) {
	p := anewAfter(t, keepWorkers, "#v=1&lesson=faces")
	want := train(t, p, "{steps: 1}")
	eval[any](t, p, "bottleneck.runs.keep()")
	id := runs(t, p)[0].ID
	eval[any](t, p, `bottleneck.open("#v=1&lesson=plane&data=digits&train=20000&test=500")`)
	back := func(how string, workers int) {
		t.Helper()
		m := eval[metrics](t, p, "bottleneck.metrics")
		if m.Step != want.Step || m.Fingerprint != want.Fingerprint || m.TestLoss != want.TestLoss {
			t.Errorf("%s: %+v, %+v expected", how, m, want)
		}
		if n, state := eval[int](t, p, "workers.length"), eval[string](t, p, "bottleneck.state"); n != workers || state != "paused" {
			t.Errorf("%s: %d workers, %s; %d expected, paused", how, n, state, workers)
		}
	}
	eval[any](t, p, "bottleneck.runs.restore("+quoted(id)+")")
	back("restored", 1)
	eval[any](t, p, `(async () => {
		const back = new Promise((resolve) => { bottleneck.on("phase", ({ phase }) => { if (phase === "running") resolve(); }); });
		workers.at(-1).crash();
		await back;
	})()`)
	back("after a death", 2)
	if m := train(t, p, "{steps: 1}"); m.Step != 2 {
		t.Errorf("trained on to %+v", m)
	}
}
