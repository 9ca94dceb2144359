package e2e

import (
	"fmt"
	"testing"
)

// A step that is over is shown in every figure, by its own network, while the run trains on; it can be gone on from. A worker that dies on the
// way to it takes the way with it, says so, and the run is as it was.
func TestAnEarlierStepIsShown(t *testing.T) {
	const link = "#v=1&data=digits&train=2000&test=100&batch_size=100&noise=gaussian(0.2)&epochs=2000"
	p := anewAfter(t, keepWorkers, link)
	early := train(t, p, "{steps: 300}")
	eval[any](t, p, `(async () => {
		window.x = (await bottleneck.testImages(3)).x;
		window.y = await bottleneck.reconstruct(x);
		window.equal = (a, b) => a.length === b.length && a.every((v, i) => v === b[i]);
	})()`)
	late := train(t, p, "{steps: 1200}")

	eval[any](t, p, "bottleneck.start()")
	if m := eval[metrics](t, p, "bottleneck.seek(300)"); m.Fingerprint != early.Fingerprint || m.TestMSE != early.TestMSE {
		t.Errorf("sought step 300: %+v, when it was trained %+v", m, early)
	}
	const shown = `[document.getElementById("m-print").textContent, document.getElementById("m-step").textContent.split("\u200a")[0], document.getElementById("transport").dataset.moment].join(" ")`
	if got := eval[string](t, p, shown); got != early.Fingerprint+" 300 exact" {
		t.Errorf("the page shows %q", got)
	}
	if !eval[bool](t, p, "bottleneck.reconstruct(x).then((now) => equal(now, y))") {
		t.Error("reconstructions are those of another step")
	}
	await(t, p, fmt.Sprintf("bottleneck.state === 'running' && bottleneck.metrics.step > %d && bottleneck.moment.step === 300", late.Step+20))
	eval[any](t, p, "bottleneck.pause()")

	near := eval[struct {
		Step, Nearest int
		Exact         bool
		Code, Shown   string
		Kept          int
	}](t, p, `(async () => {
		const { frames } = await bottleneck.moments();
		const nearest = (to) => frames.reduce((a, b) => (Math.abs(b - to) < Math.abs(a - to) ? b : a));
		const to = nearest(700) + 1; // beside a frame: where frames are few, a checkpoint that is much nearer is shown
		const want = nearest(to);
		const { step } = await bottleneck.seek(to, { exact: false });
		const code = await bottleneck.weights().then(() => "", (error) => error.code);
		const ahead = await bottleneck.seek(1e9).then(() => "", (error) => error.code);
		return { step, nearest: want, exact: bottleneck.moment.exact, code: code + " " + ahead, shown: document.getElementById("transport").dataset.moment, kept: frames.length };
	})()`)
	if near.Step != near.Nearest || near.Exact || near.Code != "moment_not_exact seek_out_of_range" || near.Shown != "recorded" || near.Kept < 3 {
		t.Errorf("the nearest to the step after the frame at about 700: %+v", near)
	}
	if m := eval[metrics](t, p, "bottleneck.now()"); m.Step <= late.Step || !eval[bool](t, p, "bottleneck.moment === null") {
		t.Errorf("back at step %d", m.Step)
	}
	stands := eval[metrics](t, p, "bottleneck.metrics")
	if got := eval[string](t, p, shown); got != stands.Fingerprint+" "+eval[string](t, p, "bottleneck.metrics.step.toLocaleString('en-US')")+" " {
		t.Errorf("the page shows %q, the run has %+v", got, stands)
	}

	lost := eval[string](t, p, `(async () => {
		await bottleneck.seek(299);
		const lost = bottleneck.seek(5).then(() => "it came", (error) => error.code);
		for (let i = 0; i < 10; i++) await null; // the request is on its way
		workers.at(-1).crash();
		return lost;
	})()`)
	if lost != "engine_restarted" {
		t.Errorf("a seek whose worker died: %s", lost)
	}
	if m := eval[metrics](t, p, "bottleneck.now()"); m.Fingerprint != stands.Fingerprint || !eval[bool](t, p, "bottleneck.moment === null") {
		t.Errorf("after the death %+v, before it %+v", m, stands)
	}

	eval[any](t, p, "bottleneck.seek(300)")
	eval[any](t, p, "bottleneck.branch()")
	if m := eval[metrics](t, p, "bottleneck.metrics"); m.Step != 300 || m.Fingerprint != early.Fingerprint {
		t.Errorf("the branch begins with %+v, step 300 was %+v", m, early)
	}
	if m := train(t, p, "{steps: 1200}"); m.Fingerprint != late.Fingerprint {
		t.Errorf("the branch has fingerprint %s at step %d, the run had %s", m.Fingerprint, m.Step, late.Fingerprint)
	}
	eval[any](t, p, "bottleneck.seek(400)")
	if link := eval[string](t, p, "bottleneck.branch({ learning_rate: 0.005 }).then(() => bottleneck.link())"); link == "" {
		t.Error("a branch with another rate has no link")
	}
	if m := train(t, p, "{steps: 100}"); m.Step != 500 {
		t.Errorf("the second branch is at step %d", m.Step)
	}
}
