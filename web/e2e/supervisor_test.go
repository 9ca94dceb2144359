package e2e

import (
	"fmt"
	"testing"
)

// keepWorkers lets a test get at the workers that the page starts, and end the newest: as one that crashes does, which the browser tells,
// or silently.
const keepWorkers = `window.workers = []; window.Worker = class extends Worker {
	constructor(...args) { super(...args); window.workers.push(this); }
	crash() { this.terminate(); this.dispatchEvent(new ErrorEvent("error", { message: "crashed" })); }
}`

// A worker that dies, and one that falls silent, are noticed; the run goes on
// from the last checkpoint and ends on the very bits of an undisturbed one. What is asked meanwhile waits for the new worker.
func TestADeadWorkerIsReplacedAndTheRunGoesOn(t *testing.T) {
	const link = "#v=1&data=digits&train=5000&test=100&noise=gaussian(0.2)&epochs=60"
	undisturbed := visit(t, link)
	part := train(t, undisturbed, "{epochs: 20}")
	want := train(t, undisturbed, "{epochs: 40}")

	p := anewAfter(t, keepWorkers, link)
	for _, death := range []struct {
		step int
		how  string
	}{{900, "crash"}, {2300, "terminate"}} {
		// In one go: the run, of 15,000 steps, takes seconds.
		eval[any](t, p, fmt.Sprintf(`(async () => {
			const there = new Promise((reached) => { bottleneck.on("metrics", () => { if (bottleneck.metrics.step > %d) reached(); }); });
			await bottleneck.start();
			await there;
			const n = workers.length;
			workers.at(-1).%s();
			while (workers.length === n) await new Promise((later) => { setTimeout(later, 5); });
			await bottleneck.pause();
		})()`, death.step, death.how))
		if state := eval[string](t, p, "bottleneck.state"); state != "paused" {
			t.Errorf("paused while the worker was replaced, and the run is %s", state)
		}
		if m := eval[metrics](t, p, "bottleneck.metrics"); m.Step == 0 || m.Step == want.Step {
			t.Errorf("the run stands at step %d", m.Step)
		}
	}
	eval[any](t, p, "bottleneck.start()")
	await(t, p, fmt.Sprintf("bottleneck.metrics.step === %d && bottleneck.state === 'done'", want.Step))
	if m := eval[metrics](t, p, "bottleneck.metrics"); m.Fingerprint != want.Fingerprint || m.TestMSE != want.TestMSE {
		t.Errorf("after two deaths %+v, undisturbed %+v", m, want)
	}

	// Training that somebody waits for ends where it was to end.
	got := eval[metrics](t, p, `(async () => {
		await bottleneck.reset();
		const there = new Promise((reached) => { bottleneck.on("metrics", () => { if (bottleneck.metrics.step > 500) reached(); }); });
		const trained = bottleneck.train({epochs: 20});
		await there;
		workers.at(-1).crash();
		return trained;
	})()`)
	if got.Step != part.Step || got.Fingerprint != part.Fingerprint {
		t.Errorf("training through a death %+v, undisturbed %+v", got, part)
	}
}

// hang lets a test make the newest worker fall silent, without an end: what it is sent and what it says is lost.
const hang = `window.Worker = class extends Worker {
	#silent = false;
	constructor(...args) {
		super(...args);
		window.hang = () => { this.#silent = true; };
		window.crash = () => { this.dispatchEvent(new ErrorEvent("error", { message: "crashed" })); };
		window.workers = (window.workers || 0) + 1;
	}
	postMessage(message, transfer) { if (!this.#silent) super.postMessage(message, transfer); }
	set onmessage(fn) { super.onmessage = (event) => { if (!this.#silent) fn(event); }; }
}`

// Whoever presses Play once more because nothing happens wants the run to start, and it does when there is a new worker.
func TestASecondPressWhileTheWorkerHangs(t *testing.T) {
	p := anewAfter(t, later+hang, "#v=1&data=digits&train=2000&test=100&epochs=9999")
	eval[any](t, p, "hang()")
	press(t, p, " ")
	for range 2 {
		eval[any](t, p, "skew += 700") // milliseconds: longer than an answer that is soon
		press(t, p, " ")
	}
	eval[any](t, p, "crash()") // what falls silent is noticed, too, but not so soon
	await(t, p, "workers === 2 && bottleneck.state === 'running' && bottleneck.metrics.step > 0")
	if label := eval[string](t, p, `document.getElementById("play-label").textContent`); label != "Pause" {
		t.Errorf("the button says %q", label)
	}
	step := eval[metrics](t, p, "bottleneck.metrics").Step
	await(t, p, fmt.Sprintf("bottleneck.metrics.step > %d", step+100)) // and goes on: no press waits to pause it
	press(t, p, " ")
	await(t, p, "bottleneck.state === 'paused'")
}
