package e2e

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// What the page says goes when what it speaks of is set anew, and not before.
func TestNoticesLeaveWithTheirCause(t *testing.T) {
	const link = "#v=1&" + few + "&epochs=2"
	p := anewAfter(t, keepWorkers, link)
	gone := func(name, cause, cure string) {
		t.Helper()
		bar := fmt.Sprintf("document.querySelector('[data-bar=%q]')", name)
		eval[any](t, p, cause)
		await(t, p, bar)
		eval[any](t, p, `(async () => { await bottleneck.train({ steps: 1 }).catch(() => {}); })()`) // to go on cures nothing
		if !eval[bool](t, p, "Boolean("+bar+")") {
			t.Errorf("the bar %q went before its cause", name)
		}
		eval[any](t, p, cure)
		await(t, p, "!"+bar)
	}
	address := func(link string) string { return fmt.Sprintf("void (location.hash = %q)", link) }
	gone("link", address(link+"&colour=red"), "bottleneck.reset().then(() => { "+address(link+"&seed=3")+" })")
	gone("link", address(link+"&colour=blue"), fmt.Sprintf("bottleneck.open(%q)", link+"&seed=4"))
	gone("files", dropping(map[string]string{"broken.png": `new Blob(["no picture"])`}), dropping(map[string]string{"seven.png": seven}))
	gone("diverged", fmt.Sprintf(`bottleneck.open(%q).then(() => bottleneck.train({ epochs: 1 })).catch(() => {})`,
		link+"&optimizer=sgd&learning_rate=100&output_activation=linear&latent_activation=linear"), "bottleneck.reset()")

	// A seed that is none is told beside its box; a link brings a good one.
	eval[any](t, p, `(() => { const e = document.getElementById("seed"); e.value = "x"; e.dispatchEvent(new Event("change")); })()`)
	await(t, p, `document.getElementById("seed").ariaInvalid === "true" && document.querySelector("#toasts .error")`)
	eval[any](t, p, fmt.Sprintf("bottleneck.open(%q)", link+"&seed=5"))
	await(t, p, `document.getElementById("seed").ariaInvalid === "false" && document.getElementById("seed").value === "5" && !document.querySelector("#toasts .error")`)

	// The trainer's restart is told while it lasts; that the run goes on is a message that leaves by itself.
	eval[any](t, p, fmt.Sprintf(`bottleneck.open(%q).then(() => bottleneck.train({ steps: 10 }))`, link))
	eval[any](t, p, `(() => {
		window.seen = [];
		new MutationObserver((list) => { for (const { addedNodes } of list) for (const e of addedNodes) if (e.dataset?.bar) seen.push(e.dataset.bar); })
			.observe(document.getElementById("bars"), { childList: true });
		workers.at(-1).crash();
	})()`)
	await(t, p, `seen.includes("engine") && !document.querySelector('[data-bar="engine"]') && document.getElementById("toasts").textContent.includes("goes on from step")`)
	await(t, p, `!document.getElementById("toasts").textContent.includes("goes on from step")`)
}

// A message that leaves by itself lies over no figure, no picture and no key.
func TestToastsCoverNoFigures(t *testing.T) {
	p := visit(t, "#v=1&"+few)
	train(t, p, "{steps: 20}")
	const load = `(async () => {
		const all = new DataTransfer(), input = document.querySelector("#weights input");
		all.items.add(new File([await bottleneck.weights()], "weights.safetensors"));
		input.files = all.files;
		input.dispatchEvent(new Event("change"));
	})()`
	for _, size := range [][2]int64{{1440, 900}, {1200, 700}, {820, 1180}, {390, 844}, {320, 568}} {
		must(t, chromedp.Run(p.Context, emulation.SetDeviceMetricsOverride(size[0], size[1], 1, false)))
		await(t, p, fmt.Sprintf("innerWidth === %d && !document.querySelector('.toast')", size[0]))
		eval[any](t, p, load)
		await(t, p, "document.querySelector('.toast.good')")
		below := eval[json.RawMessage](t, p, `(async () => {
			const el = document.querySelector(".toast.good");
			await Promise.all(el.getAnimations().map((a) => a.finished));
			const r = el.getBoundingClientRect();
			const hit = (e) => { const o = e.getBoundingClientRect(); return o.width > 0 && o.left < r.right - 1 && o.right > r.left + 1 && o.top < r.bottom - 1 && o.bottom > r.top + 1; };
			const what = innerWidth > 720 ? ".transport, .stage, .side > *, #pending" : innerWidth > 360 ? ".keys, .results, .course, .stage" : ".keys, .results";
			const inside = r.left >= 0 && r.top >= 0 && r.right <= innerWidth && r.bottom <= innerHeight;
			setTimeout(() => el.querySelector(".close").click()); // it would leave by itself, later
			return { hit: [...document.querySelectorAll(what)].filter(hit).map((e) => e.className || e.id), inside, high: r.height };
		})()`)
		var got struct {
			Hit    []string
			Inside bool
			High   float64
		}
		must(t, json.Unmarshal(below, &got))
		if len(got.Hit) > 0 || !got.Inside || got.High == 0 {
			t.Errorf("%dx%d: the toast lies over %q; in the window: %v; %v high", size[0], size[1], got.Hit, got.Inside, got.High)
		}
	}
}
