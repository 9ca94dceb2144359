package e2e

import (
	"testing"
)

// A first visit can be watched: the run begins slowly, says so, and goes at full speed when it is told to.
func TestAPlainVisitBeginsSlowly(t *testing.T) {
	p := anew(t, "")
	await(t, p, `!document.getElementById("full-speed").hidden && bottleneck.metrics?.step > 0`)
	if at := eval[string](t, p, `bottleneck.metrics.step < 1500 || document.getElementById("full-speed").hidden ? "slow" : "step " + bottleneck.metrics.step`); at != "slow" {
		t.Errorf("%s while it is still said to be slow", at)
	}
	eval[any](t, p, `document.getElementById("full-speed").focus()`)
	press(t, p, "\r")
	await(t, p, `document.getElementById("full-speed").hidden && document.activeElement.id === "pace"`)
	await(t, p, `document.getElementById("pace").selectedOptions[0].text === "Full speed" && bottleneck.metrics.step > 1500`)
}

// Keys and the list hold the training to a pace, and scripts see and set it.
func TestPaceOfTheRun(t *testing.T) {
	p := visit(t, quick)
	shows := func(text string) {
		t.Helper()
		await(t, p, `document.getElementById("pace").selectedOptions[0].text === `+quoted(text))
	}
	shows("Full speed")
	press(t, p, "]")
	for _, text := range []string{"1,000 steps/s", "100 steps/s", "10 steps/s", "1 step/s"} {
		press(t, p, "[")
		shows(text)
	}
	await(t, p, `document.getElementById("spoken").textContent === "Pace: 1 step/s"`)
	press(t, p, "[")
	shows("Slow motion")
	press(t, p, "[")
	press(t, p, "]")
	shows("1 step/s")
	press(t, p, "]")
	shows("10 steps/s")
	slow := eval[metrics](t, p, `bottleneck.train({ steps: 5 })`)
	eval[any](t, p, `bottleneck.pace(7)`)
	shows("7 steps/s")
	eval[any](t, p, `(() => { const s = document.getElementById("pace"); s.value = "0"; s.dispatchEvent(new Event("change", { bubbles: true })); })()`)
	shows("Full speed")
	await(t, p, `document.querySelector("#pace [data-other]") === null`)
	eval[any](t, p, `bottleneck.reset()`)
	if fast := eval[metrics](t, p, `bottleneck.train({ steps: 5 })`); fast.Fingerprint != slow.Fingerprint || fast.Fingerprint == "" {
		t.Errorf("fingerprint %s at ten steps a second, %s at full speed", slow.Fingerprint, fast.Fingerprint)
	}
}

// Who wants less motion sees the figures of a run that begins by itself, and its pictures when it rests.
func TestAPlainVisitWithLessMotion(t *testing.T) {
	p := anewAfter(t, `
		globalThis.shown = 0;
		addEventListener("DOMContentLoaded", () => {
			const view = document.getElementById("view");
			view?.addEventListener("load", () => {
				const post = view.contentWindow.postMessage;
				view.contentWindow.postMessage = function (message, ...rest) {
					if (message.kind === "snapshot" && globalThis.bottleneck?.state === "running") globalThis.shown++;
					return post.call(this, message, ...rest);
				};
			});
		});
		const media = matchMedia;
		globalThis.matchMedia = (query) => query.includes("reduced-motion") ? Object.defineProperty(media.call(globalThis, query), "matches", { value: true }) : media.call(globalThis, query);
	`, "")
	await(t, p, `bottleneck.metrics?.epoch >= 2`)
	if n := eval[int](t, p, `globalThis.shown`); n > 0 {
		t.Errorf("%d pictures of the running run were shown", n)
	}
	if !eval[bool](t, p, `document.getElementById("full-speed").hidden`) {
		t.Error("the run begins slowly")
	}
}
